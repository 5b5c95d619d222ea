import { ClientTokenService } from '@app/access';
import { Access, Describes, publicId, SignsIn, unwrap } from '@app/http';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';

import { ClientTokenRequest } from './api-client-requests.dto.js';
import {
  CLIENT_TOKEN_EXAMPLE,
  presentClientToken,
  type ClientTokenReply,
} from './present-api-client.js';

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
      'By the program’s id and secret. The token lasts ten minutes and does what its scopes say; ask again with the same ' +
      'secret when it has run out.',
    success: { description: 'An access token', example: CLIENT_TOKEN_EXAMPLE },
    problems: ['validation_failed', 'credentials_invalid', 'rate_limited'],
  })
  async createClientToken(@Body() body: ClientTokenRequest): Promise<ClientTokenReply> {
    const uid = publicId('cli', body.client_id);
    return presentClientToken(unwrap(await this.tokens.signIn(uid, body.client_secret)));
  }
}
