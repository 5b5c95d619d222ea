import { CLIENT_KEY_KINDS, CLIENT_SCOPES, type ClientKeyKind, type ClientScope } from '@app/access';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';

const PARTNER_ID = '^[A-Za-z0-9-]{1,36}$';
const STATUSES = ['active', 'disabled'] as const;
const OVERLAP_HOURS_MAX = 168;

/** A program to be let in. */
export class ApiClientRequest {
  /** Whose program it is: of this shop … */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** … or of this cooperative itself. The caller's own unless told. */
  @IsOptional()
  @IsPublicId('coop')
  cooperative_id?: string;

  /** What people call it, such as `Kasir Toko Siti`. */
  @IsText({ max: 60 })
  name!: string;

  /** No more than it needs. */
  @ApiProperty({ enum: CLIENT_SCOPES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(CLIENT_SCOPES, { each: true })
  scopes!: ClientScope[];

  /** What SNAP BI calls X-PARTNER-ID, where the partner has one. */
  @ApiPropertyOptional({ type: String, pattern: PARTNER_ID })
  @IsOptional()
  @Matches(new RegExp(PARTNER_ID))
  snap_partner_id?: string;
}

export class ApiClientChangeRequest {
  @IsOptional()
  @IsText({ max: 60 })
  name?: string;

  @ApiPropertyOptional({ enum: CLIENT_SCOPES, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(CLIENT_SCOPES, { each: true })
  scopes?: ClientScope[];

  /** A disabled program is let in nowhere, until it is active again. */
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ type: String, pattern: PARTNER_ID })
  @IsOptional()
  @Matches(new RegExp(PARTNER_ID))
  snap_partner_id?: string;
}

export class ClientKeyRequest {
  /** `secret` and `public_key` ask for tokens; `signing_secret` and `public_key` are for the signatures of SNAP BI. */
  @ApiProperty({ enum: CLIENT_KEY_KINDS })
  @IsIn(CLIENT_KEY_KINDS)
  kind!: ClientKeyKind;

  /** RSA of 2,048 to 4,096 bits as PEM (`BEGIN PUBLIC KEY`); for `public_key` only. */
  @ApiPropertyOptional({ type: String, maxLength: 2_000 })
  @IsOptional()
  @IsText({ max: 2_000, multiline: true })
  public_key?: string;

  /** For how long the former key of the same kind goes on to serve; 24 unless told. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: OVERLAP_HOURS_MAX })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(OVERLAP_HOURS_MAX)
  overlap_hours?: number;
}

export class ListApiClientsQuery extends PageQuery {
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;
}

const CLIENT_ID = '^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$';

/** A program that asks for a token (the client credentials of OAuth 2.0). */
export class ClientTokenRequest {
  @ApiProperty({ type: String, pattern: CLIENT_ID })
  @IsPublicId('cli')
  client_id!: string;

  @IsText({ max: 128 })
  client_secret!: string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A program that asks by what it signed with its private key (RFC 7523). */
export class ClientAssertionRequest {
  @ApiProperty({ type: String, pattern: CLIENT_ID })
  @IsPublicId('cli')
  client_id!: string;

  @ApiPropertyOptional({ enum: [ASSERTION_TYPE] })
  @IsOptional()
  @IsIn([ASSERTION_TYPE])
  client_assertion_type?: typeof ASSERTION_TYPE;

  /** A JWT of RS256 or PS256: `iss` and `sub` are the program, `aud` this deployment; good for five minutes at most, once. */
  @IsText({ max: 4_096 })
  client_assertion!: string;
}
