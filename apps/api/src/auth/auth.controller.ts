import { Controller, HttpCode, Post } from '@nestjs/common';
import {
  ActivationService,
  readDeviceKey,
  readTotpSecret,
  SignInService,
  type Activated,
  type LoginActivation,
  type NewDevice,
  type PasswordSignIn,
  type PhoneActivation,
  type PhoneSignIn,
} from '@app/access';
import { fail } from '@app/core';
import { Access, Describes, fieldsProblem, problemOf, publicId, SignsIn, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { PasswordActivationRequest, PhoneActivationRequest } from './activation-request.dto.js';
import { DescribesEither, EitherBody, type TwoForms } from './either-body.js';
import { ACTIVATION_EXAMPLE, TOKEN_EXAMPLE } from './examples.js';
import { presentSignedIn, type TokenReply } from './present-signed-in.js';
import {
  PasswordTokenRequest,
  PhoneTokenRequest,
  type DeviceRequest,
} from './token-request.dto.js';

const TOKEN_FORMS: TwoForms = {
  by: 'username',
  forms: [PasswordTokenRequest, PhoneTokenRequest],
};
const ACTIVATION_FORMS: TwoForms = {
  by: 'username',
  forms: [PasswordActivationRequest, PhoneActivationRequest],
};

@Controller('v1/auth')
export class AuthController {
  constructor(
    private readonly signInService: SignInService,
    private readonly activationService: ActivationService,
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
      'password. After three wrong tries in a row the PIN or password is locked for 15 minutes, ' +
      'and even the right one is refused. The access token lasts ten minutes; `refresh_token` asks for the next one. ' +
      'Members and owners get one if they name their `device`, cashiers and staff always.',
    success: { description: 'An access token', example: TOKEN_EXAMPLE },
    problems: [
      'credentials_invalid',
      'pin_locked',
      'role_forbidden',
      'device_blocked',
      'totp_required',
      'totp_invalid',
      'totp_not_enrolled',
      'not_found',
      'overloaded',
      'rate_limited',
    ],
  })
  @DescribesEither(TOKEN_FORMS)
  async createToken(
    @EitherBody(TOKEN_FORMS) body: PasswordTokenRequest | PhoneTokenRequest,
  ): Promise<TokenReply> {
    const signedIn = unwrap(await this.signInService.signIn(await this.toSignIn(body)));
    return presentSignedIn(this.directory, signedIn);
  }

  @Post('activation')
  @HttpCode(200)
  @SignsIn()
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Choose a PIN or password with a one-time code',
    description:
      'The cooperative hands out the code, for the first sign-in or when the PIN or password was ' +
      'forgotten. It serves once, within 7 days, and is void after five tries. Staff are ' +
      'given the secret of an authenticator app with it (`totp`), shown now and never again.',
    success: { description: 'The PIN or password is set', example: ACTIVATION_EXAMPLE },
    problems: ['activation_invalid', 'pin_too_simple', 'not_found', 'overloaded', 'rate_limited'],
  })
  @DescribesEither(ACTIVATION_FORMS)
  async createCredential(
    @EitherBody(ACTIVATION_FORMS) body: PasswordActivationRequest | PhoneActivationRequest,
  ): Promise<Activated> {
    const result = await this.activationService.activate(await this.toActivation(body));
    if (!result.ok && result.code === 'validation_failed') {
      throw fieldsProblem([
        { field: 'username' in body ? 'password' : 'pin', code: 'text_invalid' },
      ]);
    }
    return unwrap(result);
  }

  private async toActivation(
    body: PasswordActivationRequest | PhoneActivationRequest,
  ): Promise<LoginActivation | PhoneActivation> {
    if ('username' in body) {
      const { totp_secret: brought, ...login } = body;
      const totpSecret = brought === undefined ? undefined : readTotpSecret(brought);
      if (brought !== undefined && totpSecret === undefined) {
        throw fieldsProblem([{ field: 'totp_secret', code: 'invalid' }]);
      }
      return { ...login, totpSecret };
    }
    const { phone, network_id: network, code, pin } = body;
    return { phone, network: await this.networkNumberOf(network), code, pin };
  }

  private async toSignIn(
    body: PasswordTokenRequest | PhoneTokenRequest,
  ): Promise<PasswordSignIn | PhoneSignIn> {
    if ('username' in body) return body;
    const { phone, pin, role, merchant_id: merchant, network_id: network, device } = body;
    return {
      phone,
      pin,
      role,
      network: await this.networkNumberOf(network),
      ...(merchant !== undefined && { merchant: publicId('mrc', merchant) }),
      ...(device !== undefined && { device: newDeviceOf(device) }),
    };
  }

  private async networkNumberOf(id: string | undefined): Promise<number | undefined> {
    if (id === undefined) return undefined;
    const network = await this.directory.network(publicId('net', id));
    if (network === undefined) throw problemOf(fail('not_found'));
    return network.id;
  }
}

function newDeviceOf({ name, public_key: key }: DeviceRequest): NewDevice {
  const publicKey = readDeviceKey(key);
  if (publicKey === undefined) {
    throw fieldsProblem([{ field: 'device.public_key', code: 'invalid' }]);
  }
  return { name, publicKey };
}
