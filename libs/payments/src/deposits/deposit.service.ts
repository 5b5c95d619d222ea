import type { Identity } from '@app/access';
import { fail, invariant, succeed, type Result, type Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Member } from '@app/participants';

import { walletFacts, type AccountFactsStore } from '../account-facts.store.js';
import type { CounterDesk, MemberReference } from '../parties/counter-desk.js';
import type { Replayable } from '../payment/posting-failure.js';
import { expiryOf, ticketOf, type QrCode } from '../qr-codes/qr-code.js';
import { amountFor, type QrReader } from '../qr-codes/qr-reader.js';
import { actOf, type Act } from '../posting/act.js';
import {
  postPlanned,
  RULES_TOO_OLD,
  rulesKnow,
  type ActAnswer,
  type PostingPorts,
} from '../posting/post-planned.js';
import { cashPartiesOf, type CashParties, type CashPartyPorts } from '../tills/cash-parties.js';
import type { AtCounter, TillSessionService } from '../tills/till-session.service.js';
import { planDeposit } from './plan-deposit.js';

export interface DepositPorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
  };
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
  };
  readonly facts: CashPartyPorts['facts'] & Pick<AccountFactsStore, 'know'>;
  readonly desk: Pick<CounterDesk, 'one'>;
  readonly sessions: Pick<TillSessionService, 'ofTeller'>;
  readonly codes: Pick<QrReader, 'identify'>;
}

/** A teller's order to take cash in. */
export interface DepositOrder {
  /** The code that the member shows may say it all. */
  readonly member: MemberReference | { readonly qr: string };
  /** In sen: positive, whole rupiah; a code may say it. */
  readonly amount?: Sen | undefined;
  readonly key: string;
  readonly requestHash: string;
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
}

/** A deposit as its stored transfer tells it. */
export interface Deposit {
  readonly act: Act;
  readonly parties: CashParties;
  /** What the wallet has more, in sen; null if it was refused. */
  readonly credited: Sen | null;
  /** Uuid of the settlement cycle, if cooperatives owe each other for it. */
  readonly cycle: string | null;
}

/** Cash that is paid in at a till, for a member of any cooperative of the network. */
export class DepositService {
  constructor(private readonly ports: DepositPorts) {}

  /**
   * Takes cash in at the till that the caller has open. Failures: `till_session_missing`, `till_closed`, `not_found`,
   * `validation_failed` (a phone of several memberships), `rate_limited`, `fee_rule_missing`, `fee_exceeds_amount`, those of
   * `QrReader.identify` and {@link amountFor} for a code, and those of {@link postPlanned}: the host's cap, the wallet's ceiling, money in per month.
   */
  async deposit(
    caller: AtCounter,
    order: DepositOrder,
  ): Promise<Result<Deposit> & Replayable & { readonly refused?: string }> {
    const posted = await this.post(caller, order);
    if (!posted.ok) return posted;
    return { ...succeed(await this.present(posted.value)), replayed: posted.replayed };
  }

  /** For the staff of the host, for whom it is, and the operator; `not_found` for everybody else. */
  async read(caller: Identity, id: string): Promise<Result<Deposit, 'not_found'>> {
    const transfer = await this.ports.reads.transfer(id);
    if (transfer?.type !== 'deposit') return fail('not_found');
    const deposit = await this.present(transfer);
    return mayRead(caller, transfer, deposit.parties) ? succeed(deposit) : fail('not_found');
  }

  private async post(caller: AtCounter, order: DepositOrder): Promise<ActAnswer> {
    const { network, principal } = caller;
    invariant(network !== null, 'a teller without a network');
    const { key, requestHash, reference, description } = order;
    const asked = { network, principal, key, requestHash, reference, description };
    const till = await this.ports.sessions.ofTeller(caller);
    const meant = till.ok ? await this.meantBy(caller, network, order) : till;
    return postPlanned(this.ports, asked, async (rules) => {
      if (!till.ok) return till;
      if (!meant.ok) return meant;
      const { member, amount, code } = meant.value;
      // Asked anew after the rules: a tier that has changed since would slip past the engine's check.
      const current = await this.ports.directory.member(member);
      if (current === undefined) return fail('not_found');
      this.ports.facts.know(walletFacts(current));
      if (!rulesKnow(rules, till.value.till.book, current.book)) return RULES_TOO_OLD;
      const plan = planDeposit(rules, { till: till.value.till, member: current, amount });
      if (!plan.ok || code === undefined) return plan;
      return succeed({ ...plan.value, ticket: ticketOf(code), notAfter: expiryOf(code) });
    });
  }

  /** Whose wallet, and how much. */
  private async meantBy(
    caller: Identity,
    network: number,
    { member, amount }: DepositOrder,
  ): Promise<Result<{ member: string; amount: Sen; code?: QrCode }>> {
    if ('qr' in member) {
      const code = await this.ports.codes.identify(network, member.qr, 'deposit');
      if (!code.ok) return code;
      const sum = amountFor(code.value, amount);
      if (!sum.ok) return sum;
      return succeed({ member: code.value.holder, amount: sum.value, code: code.value });
    }
    invariant(amount !== undefined, 'a deposit of nothing');
    const one = await this.ports.desk.one(caller, member);
    return one.ok ? succeed({ member: one.value.uid, amount }) : one;
  }

  private async present(transfer: TransferRecord): Promise<Deposit> {
    const act = actOf(transfer);
    const parties = await cashPartiesOf(this.ports, transfer);
    let credited = 0n;
    for (const leg of transfer.legs) {
      if (leg.credit === parties.wallet) credited += leg.amount;
      if (leg.debit === parties.wallet) credited -= leg.amount;
    }
    return {
      act,
      parties,
      credited: act.refusal === null ? credited : null,
      cycle: act.clears ? await this.ports.facts.cycle(act.cycle) : null,
    };
  }
}

/** A refused act is the teller's cooperative's alone: to the holder of the wallet nothing has happened. */
export function mayRead(caller: Identity, transfer: TransferRecord, parties: CashParties): boolean {
  const { holder, host } = parties;
  if (caller.network !== null && caller.network !== transfer.network) return false;
  switch (caller.role) {
    case 'operator':
      return true;
    case 'teller':
    case 'treasurer':
    case 'manager':
      return caller.cooperative === host;
    case 'member':
      return holder.uid === caller.member && transfer.refusal === null;
    case 'merchant_owner':
      return holder.uid === caller.merchant && transfer.refusal === null;
    default:
      return false;
  }
}
