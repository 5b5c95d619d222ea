import { TokenService, type PublicJwk } from '@app/access';
import { Access, Describes } from '@app/http';
import { Controller, Get, Header } from '@nestjs/common';

import { JWKS_EXAMPLE } from './examples.js';

@Controller()
export class JwksController {
  constructor(private readonly tokens: TokenService) {}

  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'List the public keys under which access tokens and documents are signed',
    description: 'While the key is being changed, those before and after it as well.',
    success: { example: JWKS_EXAMPLE },
  })
  listSigningKeys(): { keys: readonly PublicJwk[] } {
    return { keys: this.tokens.jwks };
  }

  @Get('v1/auth/jwks')
  @Header('cache-control', 'public, max-age=300')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'List the public keys, at the address of release 0.1.0',
    description: 'The same as `/.well-known/jwks.json`, for whoever keeps this address.',
    success: { example: JWKS_EXAMPLE },
  })
  listSigningKeysAsBefore(): { keys: readonly PublicJwk[] } {
    return this.listSigningKeys();
  }
}
