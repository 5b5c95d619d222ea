import { randomInt } from 'node:crypto';
import { fail, succeed, type Result } from '@app/core';
import type { CredentialStore } from './credentials/credential.store.js';
import { lockedFor } from './credentials/locked-for.js';
import type { SecretHasher } from './credentials/secret-hasher.js';

const CODE_DIGITS = 8;

export type PinFailure = 'pin_wrong' | 'pin_locked' | 'overloaded';

/** Proofs that somebody agrees to an act which another person's device sends: a PIN, or a code made for it. */
export class ConsentService {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly hasher: SecretHasher,
  ) {}

  /**
   * Whether this is the person's PIN, by the rules of signing in: the try is counted, and committed, before the PIN is
   * looked at, and three wrong ones in a row lock it for 15 minutes, for signing in too. `pin_wrong` (detail
   * `tries_left`), `pin_locked` (detail `minutes`, `retry_after_seconds`; also for a person without a PIN), `overloaded`
   * with no try counted.
   */
  async checkPin(person: string, pin: string): Promise<Result<void, PinFailure>> {
    const admitted = await this.hasher.admitted(() => this.check(person, pin));
    return admitted.ok ? admitted.value : admitted;
  }

  /** A new code of eight digits that nobody can foresee. */
  newCode(): string {
    return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  }

  /**
   * What is stored of a code: 32 bytes, bound to the network and to whose it is. Codes are compared by it: how long
   * that takes tells nothing about a code to anybody without the key.
   */
  fingerprint(network: number, holder: string, code: string): Buffer {
    return this.hasher.consentHash(network, holder, code);
  }

  private async check(person: string, pin: string): Promise<Result<void, PinFailure>> {
    const owner = { person, kind: 'pin' } as const;
    const counted = await this.credentials.countTry(owner);
    if (counted.locked) return lockedFor(counted.seconds);
    if (!(await this.hasher.verify(owner, pin, counted.hash))) {
      return fail('pin_wrong', { tries_left: counted.triesLeft });
    }
    await this.credentials.forgetTries(owner);
    return succeed(undefined);
  }
}
