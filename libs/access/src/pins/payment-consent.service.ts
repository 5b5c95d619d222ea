import { fail, type Failure, type Sen } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import type { Revocations } from '../tokens/revocations.js';

/** How long, in seconds, after it was given a PIN stands for a payment. */
export const PIN_PROOF_SECONDS = 300;

/** Whether the payer agrees to so much; undefined when they do. */
export type PaymentConsent = (amount: Sen) => Promise<Failure<'pin_required'> | undefined>;

/** Above the amount that a person set, each payment needs a PIN that was given for it. */
export class PaymentConsentService {
  constructor(
    private readonly manager: EntityManager,
    private readonly revocations: Revocations,
  ) {}

  /**
   * What has to be asked before the caller's money moves under this idempotency key: `pin_required` above the amount that
   * they set, unless their token is of a step-up within the last five minutes that has served for nothing else.
   * Undefined, and no question to the database, for who set none.
   */
  of(caller: Identity, key: string): PaymentConsent | undefined {
    const { pinAbove } = caller;
    if (pinAbove === undefined) return undefined;
    return async (amount) =>
      amount <= pinAbove || (await this.spend(caller, key)) ? undefined : fail('pin_required');
  }

  private async spend({ principal, proof }: Identity, key: string): Promise<boolean> {
    if (proof?.once === undefined) return false;
    if (this.revocations.now() / 1000 > proof.at + PIN_PROOF_SECONDS) return false;
    const spent = await this.manager.query<unknown[]>(
      `INSERT INTO access.pin_proof (proof, person_id, key) VALUES ($1, $2, $3)
       ON CONFLICT (proof) DO NOTHING RETURNING proof`,
      [proof.once, principal, key],
    );
    if (spent.length === 1) return true;
    // The same payment sent again, or planned again under new rules.
    const mine = await this.manager.query<unknown[]>(
      'SELECT FROM access.pin_proof WHERE proof = $1 AND person_id = $2 AND key = $3',
      [proof.once, principal, key],
    );
    return mine.length === 1;
  }
}
