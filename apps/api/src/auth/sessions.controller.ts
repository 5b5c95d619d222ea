import {
  PERSON_ROLES,
  PHONE_ROLES,
  PinService,
  SessionService,
  StepUpService,
  type Identity,
} from '@app/access';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  SignsIn,
  unwrap,
  type AccessRule,
} from '@app/http';
import { Directory } from '@app/participants';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';

import { TOKEN_EXAMPLE } from './examples.js';
import { presentSignedIn, type TokenReply } from './present-signed-in.js';
import { RefreshRequest, SignOutRequest, StepUpRequest } from './token-request.dto.js';

/** Whoever has an authenticator app. */
const STAFF = {
  scope: 'network',
  roles: ['teller', 'treasurer', 'manager', 'operator', 'auditor', 'dinas'],
} as const satisfies AccessRule;

@Controller('v1/auth')
export class SessionsController {
  constructor(
    private readonly sessions: SessionService,
    private readonly directory: Directory,
    private readonly stepUps: StepUpService,
    private readonly pins: PinService,
  ) {}

  @Post('step-up')
  @HttpCode(200)
  @SignsIn()
  @Access(STAFF, { scope: 'network', roles: PHONE_ROLES })
  @Describes({
    summary: 'Prove once more who I am',
    description:
      'Of staff, by `totp`: an access token of the same session that is good for approvals for five minutes. Signing in ' +
      'with a code does the same. Of members and owners of merchants, by `pin`: one that stands for a single payment above ' +
      'the amount that they set (PUT /v1/me/security), within five minutes. Wrong tries count as at signing in.',
    success: { example: { ...TOKEN_EXAMPLE, refresh_token: null } },
    problems: ['totp_invalid', 'pin_wrong', 'pin_locked', 'overloaded', 'rate_limited'],
  })
  async stepUp(@Body() body: StepUpRequest, @Caller() caller: Identity): Promise<TokenReply> {
    const field = PHONE_ROLES.some((role) => role === caller.role) ? 'pin' : 'totp';
    const shown = body[field];
    if (shown === undefined) throw fieldsProblem([{ field, code: 'required' }]);
    const stepped =
      field === 'pin'
        ? await this.pins.stepUp(caller, shown)
        : await this.stepUps.stepUp(caller, shown);
    return presentSignedIn(this.directory, unwrap(stepped));
  }

  @Post('refresh')
  @HttpCode(200)
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Ask for the next access token',
    description:
      'Spends the refresh token and gives the next one. One that is sent a second time ends the session, because ' +
      'somebody has a copy: send it once, and sign in again if the answer was lost. A session bound to a device wants ' +
      'the signature of its key; without it nothing is spent.',
    success: { example: TOKEN_EXAMPLE },
    problems: ['refresh_invalid', 'refresh_reused', 'device_proof_invalid'],
  })
  async refreshToken(@Body() body: RefreshRequest): Promise<TokenReply> {
    const { refresh_token: token, device_signature: signature } = body;
    return presentSignedIn(this.directory, unwrap(await this.sessions.refresh(token, signature)));
  }

  @Post('sign-out')
  @HttpCode(204)
  @Access({ scope: 'network', roles: PERSON_ROLES })
  @Describes({
    summary: 'Sign out, here or everywhere',
    description:
      'Within a second no process believes the tokens of this session any more, or with `everywhere` any token that ' +
      'the person was given before.',
    success: { status: 204, description: 'Signed out' },
  })
  async signOut(@Body() body: SignOutRequest, @Caller() caller: Identity): Promise<void> {
    await this.sessions.signOut(caller, body.everywhere ?? false);
  }
}
