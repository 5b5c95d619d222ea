import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import {
  ActivationService,
  SignInService,
  TokenService,
  type LoginActivation,
  type PasswordSignIn,
  type PhoneActivation,
  type PhoneSignIn,
  type PublicJwk,
  type SignedIn,
} from '@app/access';
import { encodeId, fail } from '@app/core';
import { Access, Describes, fieldsProblem, problemOf, publicId, SignsIn, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { PasswordActivationRequest, PhoneActivationRequest } from './activation-request.dto.js';
import { DescribesEither, EitherBody } from './either-body.js';
import { JWKS_EXAMPLE, TOKEN_EXAMPLE } from './examples.js';
import { presentRole, type RoleReply } from './present-identity.js';
import { PasswordTokenRequest, PhoneTokenRequest } from './token-request.dto.js';

const TOKEN_FORMS = [PasswordTokenRequest, PhoneTokenRequest] as const;
const ACTIVATION_FORMS = [PasswordActivationRequest, PhoneActivationRequest] as const;

interface TokenReply extends RoleReply {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  person_id: string;
}

@Controller('v1/auth')
export class AuthController {
  constructor(
    private readonly signInService: SignInService,
    private readonly activationService: ActivationService,
    private readonly tokenService: TokenService,
    private readonly directory: Directory,
  ) {}

  @Post('token')
  @HttpCode(200)
  @SignsIn()
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Sign in',
    description:
      'Members and owners of merchants by phone and PIN, cashiers and staff by username and ' +
      'password. After five wrong tries in a row the PIN or password is locked for 15 minutes, ' +
      'and even the right one is refused.',
    success: { description: 'An access token', example: TOKEN_EXAMPLE },
    problems: [
      'credentials_invalid',
      'pin_locked',
      'role_forbidden',
      'not_found',
      'overloaded',
      'rate_limited',
    ],
  })
  @DescribesEither(TOKEN_FORMS)
  async createToken(
    @EitherBody(TOKEN_FORMS) body: PasswordTokenRequest | PhoneTokenRequest,
  ): Promise<TokenReply> {
    return this.present(unwrap(await this.signInService.signIn(await this.toSignIn(body))));
  }

  @Post('activation')
  @HttpCode(204)
  @SignsIn()
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Choose a PIN or password with a one-time code',
    description:
      'The cooperative hands out the code, for the first sign-in or when the PIN or password was ' +
      'forgotten. It serves once, within 7 days, and is void after five tries.',
    success: { status: 204, description: 'The PIN or password is set' },
    problems: ['activation_invalid', 'pin_too_simple', 'not_found', 'overloaded', 'rate_limited'],
  })
  @DescribesEither(ACTIVATION_FORMS)
  async createCredential(
    @EitherBody(ACTIVATION_FORMS) body: PasswordActivationRequest | PhoneActivationRequest,
  ): Promise<void> {
    const result = await this.activationService.activate(await this.toActivation(body));
    if (!result.ok && result.code === 'validation_failed') {
      throw fieldsProblem([
        { field: 'username' in body ? 'password' : 'pin', code: 'text_invalid' },
      ]);
    }
    unwrap(result);
  }

  @Get('jwks')
  @Header('cache-control', 'public, max-age=300')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'List the public keys under which access tokens are signed',
    success: { example: JWKS_EXAMPLE },
  })
  listSigningKeys(): { keys: readonly PublicJwk[] } {
    return { keys: this.tokenService.jwks };
  }

  private async toActivation(
    body: PasswordActivationRequest | PhoneActivationRequest,
  ): Promise<LoginActivation | PhoneActivation> {
    if ('username' in body) return body;
    const { phone, network_id: network, code, pin } = body;
    return { phone, network: await this.networkNumberOf(network), code, pin };
  }

  private async toSignIn(
    body: PasswordTokenRequest | PhoneTokenRequest,
  ): Promise<PasswordSignIn | PhoneSignIn> {
    if ('username' in body) return body;
    const { phone, pin, role, merchant_id: merchant, network_id: network } = body;
    return {
      phone,
      pin,
      role,
      network: await this.networkNumberOf(network),
      ...(merchant !== undefined && { merchant: publicId('mrc', merchant) }),
    };
  }

  private async networkNumberOf(id: string | undefined): Promise<number | undefined> {
    if (id === undefined) return undefined;
    const network = await this.directory.network(publicId('net', id));
    if (network === undefined) throw problemOf(fail('not_found'));
    return network.id;
  }

  private async present({ accessToken, expiresIn, identity }: SignedIn): Promise<TokenReply> {
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresIn,
      person_id: encodeId('per', identity.principal),
      ...(await presentRole(this.directory, identity)),
    };
  }
}
