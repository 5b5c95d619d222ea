import { fail, newUuid, succeed, type Result, type Sen } from '@app/core';
import { inTransaction } from '@app/database';
import type { DataSource } from 'typeorm';
import type { ConsentService, PinFailure } from '../consent.service.js';
import type { CredentialStore } from '../credentials/credential.store.js';
import { lockedFor } from '../credentials/locked-for.js';
import type { SecretHasher } from '../credentials/secret-hasher.js';
import { checkNewSecret } from '../credentials/secret-rules.js';
import type { Identity } from '../identity.js';
import type { SessionService, SignedIn } from '../sessions/session.service.js';
import { endSessions, readEpoch, revokeSubject } from '../sessions/session.store.js';
import type { Revocations } from '../tokens/revocations.js';

export type ThresholdFailure = PinFailure | 'pin_required' | 'wrong_state';

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
    private readonly consent: Pick<ConsentService, 'checkPin'>,
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

  /**
   * A token of the same session that stands for one payment above the amount that the caller has set, within five
   * minutes. Tries are counted as at signing in; failures as those of {@link ConsentService.checkPin}.
   */
  async stepUp(caller: Identity, pin: string): Promise<Result<SignedIn, PinFailure>> {
    const checked = await this.consent.checkPin(caller.principal, pin);
    return checked.ok ? this.sessions.proveAgain(caller, ['pin'], newUuid()) : checked;
  }

  /** Above which amount, in sen, the caller's payments need the PIN once more; null: none does. */
  async threshold({ principal }: Identity): Promise<Sen | null> {
    return (await this.credentials.pinAbove(principal)) ?? null;
  }

  /**
   * Sets that amount, or takes it away, and gives a token that knows it in place of all that the caller has anywhere;
   * sessions go on. Raising it or taking it away wants the PIN: `pin_required` without, and failures as those of
   * {@link ConsentService.checkPin}; `wrong_state` when somebody else has changed it meanwhile.
   */
  async changeThreshold(
    caller: Identity,
    to: Sen | null,
    pin?: string,
  ): Promise<Result<SignedIn, ThresholdFailure>> {
    const { principal: person } = caller;
    const from = await this.threshold(caller);
    if (from !== null && (to === null || to > from)) {
      if (pin === undefined) return fail('pin_required');
      const checked = await this.consent.checkPin(person, pin);
      if (!checked.ok) return checked;
    }
    const epoch = await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.credentials.setPinAbove(tx, person, { from, to }))) return undefined;
      await revokeSubject(tx, person);
      return readEpoch(tx, person);
    });
    if (epoch === undefined) return fail('wrong_state', { state: 'changed' });
    await this.revocations.readAnew();
    return succeed(this.sessions.issueAnew({ ...caller, epoch, pinAbove: to ?? undefined }));
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
