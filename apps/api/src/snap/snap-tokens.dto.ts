import { IgnoresUnknownFields, IsText } from '@app/http';
import { IsOptional } from 'class-validator';

@IgnoresUnknownFields()
export class TokenRequest {
  @IsOptional()
  @IsText({ max: 40 })
  grantType?: string;

  /** As version 1.0 of the standard spelled it. */
  @IsOptional()
  @IsText({ max: 40 })
  granttype?: string;

  /** As OAuth spells it, and some clients in use. */
  @IsOptional()
  @IsText({ max: 40 })
  grant_type?: string;
}

@IgnoresUnknownFields()
export class CustomerTokenRequest extends TokenRequest {
  @IsOptional()
  @IsText({ max: 256 })
  authCode?: string;

  @IsOptional()
  @IsText({ max: 512 })
  refreshToken?: string;
}
