import { IsOptional, Matches } from 'class-validator';
import { IsPublicId, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const TOTP_SECRET = '^[A-Z2-7]{32,103}$';

/** A member's first PIN, or a new one. */
export class PhoneActivationRequest {
  /** As people write it: 0812…, 62812… or +62812…. */
  @IsText({ max: 32 })
  phone!: string;

  /** Which network, for a phone that is known in several; the oldest one unless told. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{8}$', example: '30718264' })
  @Matches(/^[0-9]{8}$/)
  code!: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{6}$', example: '482917' })
  @Matches(/^[0-9]{6}$/)
  pin!: string;
}

/** The first password of a cashier or of staff, or a new one. */
export class PasswordActivationRequest {
  @IsText({ max: 64 })
  username!: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{8}$', example: '30718264' })
  @Matches(/^[0-9]{8}$/)
  code!: string;

  @IsText({ min: 12, max: 128 })
  password!: string;

  /**
   * The secret of a hardware token that came with one, 20 to 64 bytes in base32. Without it staff are given one for an
   * authenticator app.
   */
  @ApiPropertyOptional({ type: String, pattern: TOTP_SECRET })
  @IsOptional()
  @Matches(new RegExp(TOTP_SECRET))
  totp_secret?: string;
}
