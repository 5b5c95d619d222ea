import { ClientTokenService } from '@app/access';
import { Access, Describes, publicId, SignsIn, unwrap } from '@app/http';
import { Controller, Header, HttpCode, Post } from '@nestjs/common';

import { DescribesEither, EitherBody, type TwoForms } from '../auth/either-body.js';
import { ClientAssertionRequest, ClientTokenRequest } from './api-client-requests.dto.js';
import {
  CLIENT_TOKEN_EXAMPLE,
  presentClientToken,
  type ClientTokenReply,
} from './present-api-client.js';

const FORMS: TwoForms = {
  by: 'client_assertion',
  forms: [ClientAssertionRequest, ClientTokenRequest],
};

@Controller('v1/auth')
export class ClientTokenController {
  constructor(private readonly tokens: ClientTokenService) {}

  @Post('client-token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @SignsIn()
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Get a token for a program',
    description:
      'By the program’s id and secret, or by what it signed with its private key. The token lasts ten minutes and does what its ' +
      'scopes say; ask again when it has run out.',
    success: { description: 'An access token', example: CLIENT_TOKEN_EXAMPLE },
    problems: ['validation_failed', 'credentials_invalid', 'rate_limited'],
  })
  @DescribesEither(FORMS)
  async createClientToken(
    @EitherBody(FORMS) body: ClientAssertionRequest | ClientTokenRequest,
  ): Promise<ClientTokenReply> {
    const uid = publicId('cli', body.client_id);
    const proof =
      'client_assertion' in body
        ? { assertion: body.client_assertion }
        : { secret: body.client_secret };
    return presentClientToken(unwrap(await this.tokens.signIn(uid, proof)));
  }
}
