import { inverseOf, type AccountKind, type Sen, type TransferType } from '@app/core';
import type { Gate, Obligation, TransferRecord, UsageReturn } from '@app/ledger';
import type { Rules } from '@app/participants';

import { USAGE_KINDS } from '../limits/limits-for.js';
import { countingDayOf } from '../posting/held-usage.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';
import { usageOfEndingHold } from './ending-hold.js';

/** How an act of one type may be reversed by whoever sent it. */
export interface ReversalRule {
  /** Whether another person must agree: money that a third party has, or cash that left a till. */
  readonly approval: 'none' | 'withdrawal_reversal' | 'transfer_reversal';
  /** From its posting to the request for its reversal, by the network's time. */
  readonly withinSeconds: number;
}

const DAY = 86_400;

/**
 * What can be undone by its sender, as a terminal must be able to that never learnt the outcome. Whatever isn't listed
 * (refunds, releases, settlement, funds) is put right by an act of its own.
 */
export const REVERSAL_RULES: Partial<Record<TransferType, ReversalRule>> = {
  payment: { approval: 'none', withinSeconds: DAY },
  hold: { approval: 'none', withinSeconds: DAY },
  deposit: { approval: 'none', withinSeconds: DAY },
  withdrawal: { approval: 'withdrawal_reversal', withinSeconds: DAY },
  transfer: { approval: 'transfer_reversal', withinSeconds: DAY },
};

/**
 * The buyer's own telephone may undo a payment, or the hold of one, only while nobody can have relied on it: after this
 * time the merchant has handed over the goods, and gives money back by a refund.
 */
export const PAYER_SECONDS = 600;

/** Whose an account is, as far as a reversal asks. */
export interface AccountNow {
  readonly kind: AccountKind;
  readonly book: number;
  readonly isClosed: boolean;
}

export interface ReversalQuestion {
  /** Posted, and of a type that `REVERSAL_RULES` lists; no hold. */
  readonly original: TransferRecord;
  /** Payer and payee of it, and whatever else its legs credit or debit that is a wallet or till. */
  readonly accounts: ReadonlyMap<number, AccountNow>;
  /** When limits counted it: ISO 8601. */
  readonly countedAt: string;
  readonly timeZone: string;
}

/**
 * The inverse of the stored legs. A closed wallet can't get its money back: that goes to the suspense of its book,
 * where a person sees to it. Limits are given back what the act counted.
 */
export function planReversal(rules: Rules, question: ReversalQuestion): ActPlan {
  const { original, accounts } = question;
  const { payer, payee, issuer, acquirer, feeVersion } = original;
  const reachable = (id: number): number => {
    const account = accounts.get(id);
    if (account?.isClosed !== true) return id;
    return cooperativeOf(rules, account.book).accounts.suspense;
  };
  const legs = inverseOf(original.legs).map(({ debit, credit, amount, component }) => ({
    debit,
    credit: reachable(credit),
    amount,
    component,
  }));
  return {
    type: 'reversal',
    amount: original.amount,
    ...(payee !== null && { payer: payee }),
    ...(payer !== null && { payee: reachable(payer) }),
    ...(issuer !== null && { issuer }),
    ...(acquirer !== null && { acquirer }),
    ...(feeVersion !== null && { feeVersion }),
    legs,
    gates: gatesOf(question),
    usageReturns: usageReturnsOf(question),
    returnOf: { transfer: original.id, whole: original.amount, before: 0n, kind: 'reversal' },
  };
}

/** A hold is let go, with what it counted. */
export function planHoldReversal(
  { original, timeZone, accounts }: ReversalQuestion,
  obligation: Obligation,
): ActPlan {
  const { payer, payee, issuer, acquirer } = original;
  const left = obligation.authorised - obligation.captured;
  return {
    type: 'void',
    amount: left,
    ...(payer !== null && { payer }),
    ...(payee !== null && { payee }),
    ...(issuer !== null && { issuer }),
    ...(acquirer !== null && { acquirer }),
    legs: [],
    completion: { kind: 'void', obligation: original.id },
    usageReturns: usageOfEndingHold(original, obligation, accounts, timeZone),
  };
}

/** Cash comes and goes only where somebody has the till open; a wallet must not have been closed meanwhile. */
function gatesOf({ original, accounts }: ReversalQuestion): Gate[] {
  const gates: Gate[] = [];
  const touched = new Set(original.legs.flatMap(({ debit, credit }) => [debit, credit]));
  for (const id of touched) {
    const account = accounts.get(id);
    if (account?.kind === 'till') gates.push({ account: id, role: 'till' });
  }
  const { payer } = original;
  if (payer !== null && touched.has(payer) && isWallet(accounts, payer)) {
    if (accounts.get(payer)?.isClosed !== true) {
      gates.push({ account: payer, role: 'payee', evenIfFrozen: true });
    }
  }
  return gates;
}

function usageReturnsOf({
  original,
  accounts,
  countedAt,
  timeZone,
}: ReversalQuestion): UsageReturn[] {
  const { payer, payee, type, amount } = original;
  const day = countingDayOf(new Date(countedAt), timeZone);
  const given: UsageReturn[] = [];
  const give = (account: number, kind: number, counted: Sen) => {
    if (counted > 0n) given.push({ account, kind, day, amount: counted });
  };
  if (isWallet(accounts, payer)) {
    const spent = spentBy(original, payer);
    give(payer, USAGE_KINDS.spending, spent);
    if (type === 'withdrawal') give(payer, USAGE_KINDS.cashOut, spent);
  }
  if (isWallet(accounts, payee)) give(payee, USAGE_KINDS.incoming, amount);
  // Of merchants and tills only some networks count; where nothing was counted, nothing is given back.
  if (payee !== null && type === 'payment') give(payee, USAGE_KINDS.merchantSales, amount);
  if (payee !== null && type === 'withdrawal') give(payee, USAGE_KINDS.tillPayOut, amount);
  return given;
}

/** What left a wallet, its own fee included; a cashback is no part of what limits count. */
function spentBy({ legs }: TransferRecord, account: number): Sen {
  let spent = 0n;
  for (const { debit, credit, component, amount } of legs) {
    if (component === 'incentive') continue;
    if (debit === account) spent += amount;
    if (credit === account) spent -= amount;
  }
  return spent;
}

function isWallet(
  accounts: ReadonlyMap<number, AccountNow>,
  account: number | null,
): account is number {
  return account !== null && accounts.get(account)?.kind === 'member_wallet';
}
