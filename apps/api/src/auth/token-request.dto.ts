import { IsIn, IsOptional, Matches } from 'class-validator';
import { PHONE_ROLES } from '@app/access';
import { IsPublicId, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Signing in as a member or as the owner of a merchant. */
export class PhoneTokenRequest {
  /** As people write it: 0812…, 62812… or +62812…. */
  @IsText({ max: 32 })
  phone!: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{6}$', example: '482917' })
  @Matches(/^[0-9]{6}$/)
  pin!: string;

  /** `member` unless told. */
  @ApiPropertyOptional({ enum: PHONE_ROLES })
  @IsOptional()
  @IsIn(PHONE_ROLES)
  role?: (typeof PHONE_ROLES)[number];

  /** Which merchant, for the owner of several; the one granted first unless told. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** Which network, for a phone that is known in several; the oldest one unless told. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

/** Signing in as a cashier or as staff. */
export class PasswordTokenRequest {
  @IsText({ max: 64 })
  username!: string;

  @IsText({ max: 128 })
  password!: string;
}
