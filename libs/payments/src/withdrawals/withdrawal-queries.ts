import type { Identity } from '@app/access';
import {
  fail,
  invariant,
  succeed,
  type Failure,
  type FeeSchedule,
  type Result,
  type Sen,
} from '@app/core';
import type { Obligation, TransferRecord } from '@app/ledger';

import { mayRead } from '../deposits/deposit.service.js';
import { rulesKnowing, type RulesSource } from '../current-rules.js';
import { actOf, type Act } from '../posting/act.js';
import {
  cashPartiesOf,
  isAtTill,
  type CashParties,
  type CashPartyPorts,
} from '../tills/cash-parties.js';
import type { TillSessionService } from '../tills/till-session.service.js';
import { feesOfHold, heldCashOf, HOLD_SECONDS } from './plan-withdrawal.js';

/** Where a withdrawal stands. Cash is out in `posted` only. */
export type WithdrawalStatus = 'held' | 'posted' | 'cancelled' | 'expired' | 'refused';

/** A withdrawal, from its hold and what has ended it. */
export interface Withdrawal {
  /** The hold, under whose id it is known. */
  readonly hold: Act;
  readonly status: WithdrawalStatus;
  readonly parties: CashParties;
  /** ISO 8601 in UTC; by then it is confirmed or void. */
  readonly expiresAt: string;
  /** What it costs, or will: the holder's own fee, and what the two cooperatives pay for it; in sen. */
  readonly fees: { readonly member: Sen; readonly interchange: Sen; readonly switch: Sen };
  /** The act that handed the cash out. */
  readonly posted: Act | null;
  /** Uuid of its settlement cycle, once it is posted and if cooperatives owe each other for it. */
  readonly cycle: string | null;
}

export interface WithdrawalQueryPorts {
  readonly directory: RulesSource & {
    scheduleOf(network: number, version: number): Promise<FeeSchedule | undefined>;
  };
  readonly reads: {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transfers(ids: readonly string[]): Promise<TransferRecord[]>;
    transfersByOriginal(id: string): Promise<TransferRecord[]>;
    obligation(id: string): Promise<Obligation | undefined>;
    holdsOf(account: number): Promise<Obligation[]>;
  };
  readonly facts: CashPartyPorts['facts'];
  readonly sessions: Pick<TillSessionService, 'ofTeller'>;
  /** The network's time. */
  readonly now: (network: number) => Promise<Date>;
}

/** Reading withdrawals: by the staff of the host, by whose money it is, by the operator. */
export class WithdrawalQueries {
  constructor(private readonly ports: WithdrawalQueryPorts) {}

  /** As it stands now; `not_found` for whoever has no part in it. */
  async read(caller: Identity, id: string): Promise<Result<Withdrawal, 'not_found'>> {
    const hold = await this.ports.reads.transfer(id);
    if (hold === undefined || heldCashOf(hold) === undefined) return fail('not_found');
    if (!(await isAtTill(this.ports, hold))) return fail('not_found');
    const withdrawal = await this.present(hold);
    return mayRead(caller, hold, withdrawal.parties) ? succeed(withdrawal) : fail('not_found');
  }

  /** What is held at the caller's till, what expires first coming first; `till_session_missing`. */
  async listOpen(
    caller: Identity,
  ): Promise<Result<Withdrawal[], Failure<'till_session_missing'>['code']>> {
    const till = await this.ports.sessions.ofTeller(caller);
    if (!till.ok) return till;
    const { account } = till.value.till;
    const holds = await this.ports.reads.holdsOf(account);
    const transfers = await this.ports.reads.transfers(holds.map(({ id }) => id));
    const withdrawals: Withdrawal[] = [];
    for (const hold of transfers) {
      if (hold.payee === account) withdrawals.push(await this.present(hold));
    }
    return succeed(withdrawals);
  }

  /** As it stands now. */
  async present(hold: TransferRecord): Promise<Withdrawal> {
    if (hold.refusal !== null) return this.asHeld(hold);
    const obligation = await this.ports.reads.obligation(hold.id);
    invariant(obligation !== undefined, `hold ${hold.id} has no obligation`);
    if (obligation.state === 'open') {
      const now = await this.ports.now(hold.network);
      const held = await this.asHeld(hold);
      return now < new Date(obligation.expiresAt) ? held : { ...held, status: 'expired' };
    }
    const ends = await this.ports.reads.transfersByOriginal(hold.id);
    const end = ends.find(
      ({ refusal, type }) => refusal === null && type !== 'reversal' && type !== 'refund',
    );
    invariant(end !== undefined, `hold ${hold.id} was ended by nothing`);
    return this.asEnded(hold, end);
  }

  /** As the answer to its making says it, for ever: from the stored hold alone. */
  async asHeld(hold: TransferRecord): Promise<Withdrawal> {
    const expires = new Date(hold.postedAt).getTime() + HOLD_SECONDS * 1_000;
    return {
      hold: actOf(hold),
      status: hold.refusal === null ? 'held' : 'refused',
      parties: await cashPartiesOf(this.ports, hold),
      expiresAt: new Date(expires).toISOString(),
      fees: await this.feesOf(hold),
      posted: null,
      cycle: null,
    };
  }

  /** As the answer to its ending says it, for ever: from the hold and the stored ending alone. */
  async asEnded(hold: TransferRecord, end: TransferRecord): Promise<Withdrawal> {
    const held = await this.asHeld(hold);
    if (end.type === 'void') return { ...held, status: 'cancelled' };
    if (end.type === 'expiry') return { ...held, status: 'expired' };
    const posted = actOf(end);
    const cycle = posted.clears ? await this.ports.facts.cycle(posted.cycle) : null;
    return { ...held, status: 'posted', posted, cycle };
  }

  private async feesOf(hold: TransferRecord): Promise<Withdrawal['fees']> {
    const held = heldCashOf(hold);
    invariant(held !== undefined, `transfer ${hold.id} is no withdrawal`);
    const { issuer, acquirer, feeVersion } = held;
    const rules = await rulesKnowing(this.ports.directory, hold.network, [issuer, acquirer]);
    const schedule = await this.ports.directory.scheduleOf(hold.network, feeVersion);
    invariant(schedule !== undefined, `hold ${hold.id} has fees of no schedule`);
    const assessed = feesOfHold({ ...rules, schedule, feeVersion }, held);
    invariant(assessed.ok, `hold ${hold.id} was made with fees that can't be`);
    const { member, interchange, switch: own, others = [] } = assessed.value;
    const all = others.reduce((sum, { amount }) => sum + amount, own);
    return { member, interchange, switch: all };
  }
}
