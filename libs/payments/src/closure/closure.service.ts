import { fail, formatSen, invariant, outgoing, succeed, type Result, type Sen } from '@app/core';
import type { Balance, TransferRecord } from '@app/ledger';
import type { Member, Rules } from '@app/participants';

import { admissionRefusal } from '../limits/admission.js';
import { limitsFor } from '../limits/limits-for.js';
import type { Replayable } from '../payment/posting-failure.js';
import {
  postPlanned,
  RULES_TOO_OLD,
  rulesKnow,
  type ActOrder,
  type ActPlan,
  type PostingPorts,
  type RulesTooOld,
} from '../posting/post-planned.js';
import { cooperativeOf } from '../posting/plan-parts.js';

/** What this service needs beside what every act needs. */
export interface ClosurePorts extends PostingPorts {
  readonly reads: PostingPorts['reads'] & {
    balance(account: number): Promise<Balance | undefined>;
  };
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
  };
  readonly members: { leaveSignInToOthers(member: Member): Promise<void> };
}

/** Closes a membership's wallet. All ids are uuids. */
export interface ClosureOrder extends ActOrder {
  readonly member: string;
  /** Another membership of the same person, whose wallet gets what is left. */
  readonly sendRestTo?: string | undefined;
}

/** A wallet that is closed for good. */
export interface Closure {
  readonly transfer: TransferRecord;
  readonly member: Member;
  /** null: it was empty. */
  readonly sent: { readonly to: Member; readonly amount: Sen } | null;
}

/** The end of a membership: its wallet is emptied and closed in one act. */
export class ClosureService {
  constructor(private readonly ports: ClosurePorts) {}

  /**
   * Closes a member's wallet. What is left on it goes to another membership of the same person, free of charge and
   * whatever the sender's limits: it stays their own money; what that wallet may hold and take in does count. From
   * then on, who has another membership signs in for that one.
   *
   * Failures: `account_not_empty` (detail `balance`, `held`) while money is left without a place to go, or held;
   * `not_found` for a membership that is not this person's in this network; `payer_is_payee` for the very wallet;
   * `payer_frozen`, `account_closed`, `payee_frozen`, `payee_closed`, `cooperative_suspended`,
   * `cooperative_not_active`, `cap_exceeded`, `limit_exceeded`, `balance_limit_exceeded`, and those of
   * {@link postPlanned}.
   */
  async close(order: ClosureOrder): Promise<Result<Closure> & Replayable> {
    const { directory } = this.ports;
    const member = await directory.member(order.member);
    if (member === undefined || member.network !== order.network) return NOT_FOUND;
    const to =
      order.sendRestTo === undefined ? undefined : await directory.member(order.sendRestTo);
    if (order.sendRestTo !== undefined && !isSamePerson(member, to)) return NOT_FOUND;
    if (to?.uid === member.uid) return { ...fail('payer_is_payee'), replayed: false };
    const { sendRestTo: _, member: __, ...act } = order;
    const answer = await postPlanned(this.ports, act, async (rules) => {
      // Asked anew after the rules: a tier that has changed since would slip past the engine's check.
      const receiver = to === undefined ? undefined : await directory.member(to.uid);
      return this.plan(rules, member, receiver);
    });
    if (!answer.ok) return answer;
    await this.ports.members.leaveSignInToOthers(member);
    const { value: transfer, replayed } = answer;
    const sent =
      to === undefined || transfer.amount === 0n ? null : { to, amount: transfer.amount };
    return { ...succeed({ transfer, member, sent }), replayed };
  }

  private async plan(
    rules: Rules,
    member: Member,
    to: Member | undefined,
  ): Promise<Result<ActPlan> | RulesTooOld> {
    if (!rulesKnow(rules, member.book, to?.book ?? member.book)) return RULES_TOO_OLD;
    const balance = await this.ports.reads.balance(member.wallet);
    invariant(balance !== undefined, 'a member has a wallet');
    if (balance.status === 'closed') return fail('account_closed');
    const { posted: rest } = balance;
    const held = balance.heldDebits + balance.heldCredits;
    // Told before the batch is asked, so that the same key may be used once the wallet is empty.
    if (held > 0n || (rest > 0n && to === undefined)) {
      return fail('account_not_empty', { balance: formatSen(rest), held: formatSen(held) });
    }
    const statuses = [{ account: member.wallet, to: 'closed' }] as const;
    if (rest === 0n || to === undefined) {
      return succeed({ type: 'account_status', amount: 0n, legs: [], statuses });
    }
    const limits = limitsFor(rules, { type: 'transfer', amount: rest }, { payee: to });
    return succeed({
      type: 'transfer',
      amount: rest,
      payer: member.wallet,
      payee: to.wallet,
      issuer: member.book,
      acquirer: to.book,
      legs: restLegs(rules, member, to, rest),
      gates: [
        { account: member.wallet, role: 'payer' },
        { account: to.wallet, role: 'payee' },
      ],
      usageLimits: limits.usageLimits,
      ceilings: limits.ceilings,
      statuses,
      refusal: admissionRefusal(rules, member.book, to.book) ?? limits.refusal,
    });
  }
}

const NOT_FOUND = { ...fail('not_found'), replayed: false };

function isSamePerson(member: Member, other: Member | undefined): boolean {
  return other?.person === member.person && other.network === member.network;
}

function restLegs(rules: Rules, member: Member, to: Member, principal: Sen) {
  const issuer = cooperativeOf(rules, member.book).accounts;
  return outgoing({
    issuer,
    acquirer: member.book === to.book ? issuer : cooperativeOf(rules, to.book).accounts,
    onUs: member.book === to.book,
    member: member.wallet,
    counterpart: to.wallet,
    switchFeeIncome: rules.switchAccounts.switchFeeIncome,
    principal,
    fees: { member: 0n, interchange: 0n, switch: 0n },
  });
}
