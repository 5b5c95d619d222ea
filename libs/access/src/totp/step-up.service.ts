import { fail, type Result } from '@app/core';
import type { CredentialStore } from '../credentials/credential.store.js';
import { lockedFor } from '../credentials/locked-for.js';
import type { Identity } from '../identity.js';
import type { SessionService, SignedIn } from '../sessions/session.service.js';
import type { TotpService } from './totp.service.js';

export type StepUpFailure = 'totp_invalid' | 'pin_locked';

/** Lets somebody who is signed in prove once more that it is they. */
export class StepUpService {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly totp: TotpService,
    private readonly sessions: SessionService,
  ) {}

  /**
   * A token of the same session that says that its bearer has just shown a code. Wrong codes count as wrong passwords do: `totp_invalid`
   * (detail `tries_left`), also for whoever has no authenticator app; `pin_locked` (detail `minutes`, `retry_after_seconds`).
   */
  async stepUp(caller: Identity, code: string): Promise<Result<SignedIn, StepUpFailure>> {
    const owner = { person: caller.principal, kind: 'password' } as const;
    const counted = await this.credentials.countTry(owner);
    if (counted.locked) return lockedFor(counted.seconds);
    if (!(await this.totp.prove(caller.principal, code))) {
      return fail('totp_invalid', { tries_left: counted.triesLeft });
    }
    await this.credentials.forgetTries(owner);
    return this.sessions.proveAgain(caller, ['pwd', 'otp']);
  }
}
