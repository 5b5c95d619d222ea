import { fail, succeed, type Result } from '@app/core';
import type { Identity } from '../identity.js';
import { TOTP_ROLES } from '../totp/totp.service.js';
import type { Revocations } from './revocations.js';
import type { TokenFailure } from './signed-tokens.js';
import type { TokenService } from './token.service.js';

export type BearerFailure = TokenFailure | 'token_revoked';

/** How long a step-up holds. */
export const FRESH_PROOF_SECONDS = 300;

/** Whether a token may be believed now: signed by us, not expired, and not revoked in any process. */
export class AccessTokenVerifier {
  constructor(
    private readonly tokens: TokenService,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Who bears this token; at once, unless this process has not asked for a while what was revoked. Failures:
   * `token_invalid`, `token_expired`, `token_revoked`. Rejects when the database can't be asked.
   */
  verify(
    token: string,
  ): Result<Identity, BearerFailure> | Promise<Result<Identity, BearerFailure>> {
    const waiting = this.revocations.refreshed();
    return waiting === undefined ? this.judge(token) : waiting.then(() => this.judge(token));
  }

  /** Whether the bearer showed a second factor within the last five minutes, or has a role that knows none. */
  hasFreshProof({ proof, role }: Identity): boolean {
    if (!TOTP_ROLES.includes(role)) return true;
    if (proof === undefined || !proof.methods.includes('otp')) return false;
    return this.revocations.now() / 1000 <= proof.at + FRESH_PROOF_SECONDS;
  }

  private judge(token: string): Result<Identity, BearerFailure> {
    const verified = this.tokens.verify(token);
    if (!verified.ok) return verified;
    return this.revocations.covers(verified.value)
      ? fail('token_revoked')
      : succeed(verified.value);
  }
}
