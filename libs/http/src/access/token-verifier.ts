import type { Identity } from '@app/access';
import type { Result } from '@app/core';

/** What an access token turns out to be. */
export type Verified = Result<Identity, 'token_invalid' | 'token_expired' | 'token_revoked'>;

/** What the doors need of `@app/access`. */
export interface TokenVerifier {
  verify(token: string): Verified | Promise<Verified>;
  /** Whether the bearer showed a second factor a few minutes ago. */
  hasFreshProof(identity: Identity): boolean;
}

/** Injection token of the {@link TokenVerifier}. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER');
