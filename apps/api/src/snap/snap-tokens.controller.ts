import { Body, Controller } from '@nestjs/common';
import {
  PARTNER_TOKEN_SECONDS,
  PartnerConsents,
  PartnerTokens,
  type ApiClient,
  type CustomerTokens,
} from '@app/access';
import { invariant, type Result } from '@app/core';
import { SignsIn } from '@app/http';
import { writeTimestamp } from '@app/standards';
import { Partner } from './snap-caller.js';
import { malformed, missing, SnapException } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';
import { CustomerTokenRequest, TokenRequest } from './snap-tokens.dto.js';

/** Access tokens of partners (73), and those for which a member has agreed (74). */
@Controller()
export class SnapTokensController {
  constructor(
    private readonly tokens: PartnerTokens,
    private readonly consents: PartnerConsents,
  ) {}

  @SnapService('73', { signs: 'token' })
  @SignsIn()
  issuePartnerToken(@Body() body: TokenRequest, @Partner() client: ApiClient): object {
    if (grantOf(body) !== 'client_credentials') throw malformed('grantType');
    return {
      accessToken: this.tokens.issue(client.uid).token,
      tokenType: 'Bearer',
      // The standard has it quoted.
      expiresIn: String(PARTNER_TOKEN_SECONDS),
    };
  }

  @SnapService('74', { signs: 'token' })
  @SignsIn()
  async issueCustomerToken(
    @Body() body: CustomerTokenRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const handed = await this.hand(body, client.uid);
    if (!handed.ok) throw new SnapException('invalid_customer_token', handed.code);
    const { accessToken, accessExpiresAt, refreshToken, consent } = handed.value;
    invariant(consent.expiresAt !== null, 'a consent with tokens expires');
    return {
      accessToken,
      tokenType: 'Bearer',
      accessTokenExpiryTime: writeTimestamp(new Date(accessExpiresAt * 1_000)),
      refreshToken,
      refreshTokenExpiryTime: writeTimestamp(consent.expiresAt),
    };
  }

  private hand(
    body: CustomerTokenRequest,
    client: string,
  ): Promise<Result<CustomerTokens, 'token_invalid'>> {
    const { authCode, refreshToken } = body;
    switch (grantOf(body)) {
      case 'authorization_code':
        if (authCode === undefined) throw missing('authCode');
        return this.consents.exchange(client, authCode);
      case 'refresh_token':
        if (refreshToken === undefined) throw missing('refreshToken');
        return this.consents.refresh(client, refreshToken);
      default:
        throw malformed('grantType');
    }
  }
}

/** Spelled in three ways by clients in use, in lower or upper case. */
function grantOf({ grantType, granttype, grant_type }: TokenRequest): string {
  const grant = grantType ?? granttype ?? grant_type;
  if (grant === undefined) throw missing('grantType');
  return grant.toLowerCase();
}
