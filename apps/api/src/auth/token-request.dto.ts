import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { PHONE_ROLES } from '@app/access';
import { IsPublicId, IsText } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const TOTP_CODE = '^[0-9]{6}$';
const COORDINATE = '^[A-Za-z0-9_-]{43}$';

/** A public key on P-256, as RFC 7517 writes it. */
export class DeviceKeyRequest {
  @ApiProperty({ enum: ['EC'] })
  @IsIn(['EC'])
  kty!: 'EC';

  @ApiProperty({ enum: ['P-256'] })
  @IsIn(['P-256'])
  crv!: 'P-256';

  @ApiProperty({ type: String, pattern: COORDINATE })
  @Matches(new RegExp(COORDINATE))
  x!: string;

  @ApiProperty({ type: String, pattern: COORDINATE })
  @Matches(new RegExp(COORDINATE))
  y!: string;
}

/** The phone to stay signed in with. */
export class DeviceRequest {
  /** Make and model, such as `Redmi 12`; not a name of a person. */
  @IsText({ max: 60 })
  name!: string;

  /** Made on the phone, in its key store; the private half never leaves it. */
  @ApiProperty({ type: DeviceKeyRequest })
  @IsObject()
  @ValidateNested()
  @Type(() => DeviceKeyRequest)
  public_key!: DeviceKeyRequest;
}

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

  /** Registers the phone, and gives a refresh token that only this phone can use. */
  @ApiPropertyOptional({ type: DeviceRequest })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DeviceRequest)
  device?: DeviceRequest;
}

/** Signing in as a cashier or as staff. */
export class PasswordTokenRequest {
  @IsText({ max: 64 })
  username!: string;

  @IsText({ max: 128 })
  password!: string;

  /** The code that the authenticator app shows now. Cashiers of merchants have none. */
  @ApiPropertyOptional({ type: String, pattern: TOTP_CODE, example: '205934' })
  @IsOptional()
  @Matches(new RegExp(TOTP_CODE))
  totp?: string;
}

export class StepUpRequest {
  /** Of staff: the code that the authenticator app shows now; each serves once. */
  @ApiPropertyOptional({ type: String, pattern: TOTP_CODE, example: '205934' })
  @IsOptional()
  @Matches(new RegExp(TOTP_CODE))
  totp?: string;

  /** Of whoever signs in with a PIN. */
  @ApiPropertyOptional({ type: String, pattern: '^[0-9]{6}$' })
  @IsOptional()
  @Matches(/^[0-9]{6}$/)
  pin?: string;
}

const SIGNATURE = '^[A-Za-z0-9_-]{86}$';

export class RefreshRequest {
  /** As it was given; it serves once. */
  @IsText({ max: 200 })
  refresh_token!: string;

  /**
   * Needed where the session belongs to a device: its key's ES256 signature (r and s, 64 bytes in base64url) over the
   * text `simpul-refresh:` followed by the refresh token.
   */
  @ApiPropertyOptional({ type: String, pattern: SIGNATURE })
  @IsOptional()
  @Matches(new RegExp(SIGNATURE))
  device_signature?: string;
}

export class SignOutRequest {
  /** Everywhere the caller is signed in, not only here. */
  @IsOptional()
  @IsBoolean()
  everywhere?: boolean;
}
