import { fail, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { DataSource } from 'typeorm';
import type { CredentialStore } from '../credentials/credential.store.js';
import { lockedFor } from '../credentials/locked-for.js';
import type { SecretHasher } from '../credentials/secret-hasher.js';
import { checkNewSecret } from '../credentials/secret-rules.js';
import type { Identity } from '../identity.js';
import type { SessionService, SignedIn } from '../sessions/session.service.js';
import { endSessions, readEpoch } from '../sessions/session.store.js';
import type { Revocations } from '../tokens/revocations.js';

export type PinChangeFailure =
  'pin_wrong' | 'pin_locked' | 'pin_too_simple' | 'validation_failed' | 'overloaded';

/** What somebody who is signed in does with their own PIN. */
export class PinService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialStore,
    private readonly hasher: SecretHasher,
    private readonly sessions: SessionService,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Changes the PIN, and gives a token of the caller's session in place of the one that the change voids; all other
   * sessions of the person end. Tries are counted as at signing in. `pin_too_simple` and `validation_failed` (also for
   * the same PIN again) with no try counted; `pin_wrong` (detail `tries_left`), also when it was changed meanwhile;
   * `pin_locked` (detail `minutes`, `retry_after_seconds`); `overloaded`.
   */
  async change(
    caller: Identity,
    oldPin: string,
    newPin: string,
  ): Promise<Result<SignedIn, PinChangeFailure>> {
    const checked = checkNewSecret('pin', newPin);
    if (!checked.ok) return checked;
    if (newPin === oldPin) return fail('validation_failed', { field: 'new_pin' });
    const admitted = await this.hasher.admitted(() => this.replace(caller, oldPin, newPin));
    return admitted.ok ? admitted.value : admitted;
  }

  private async replace(
    caller: Identity,
    oldPin: string,
    newPin: string,
  ): Promise<Result<SignedIn, PinChangeFailure>> {
    const { principal: person, session } = caller;
    const owner = { person, kind: 'pin' } as const;
    const counted = await this.credentials.countTry(owner);
    if (counted.locked) return lockedFor(counted.seconds);
    const wrong = fail('pin_wrong', { tries_left: counted.triesLeft });
    if (!(await this.hasher.verify(owner, oldPin, counted.hash))) return wrong;
    const to = await this.hasher.hash(owner, newPin);
    const epoch = await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.credentials.change(tx, owner, { from: counted.hash, to }))) return undefined;
      await endSessions(tx, { person, except: session }, 'secret_changed');
      return readEpoch(tx, person);
    });
    if (epoch === undefined) return wrong;
    await this.revocations.readAnew();
    return this.sessions.proveAgain({ ...caller, epoch }, ['pin']);
  }
}
