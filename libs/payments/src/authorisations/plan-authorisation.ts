import {
  fail,
  succeed,
  sumSen,
  type FeeSchedule,
  type LegDraft,
  type Result,
  type Sen,
} from '@app/core';
import type { HoldLine, Obligation, TransferRecord, UsageReturn } from '@app/ledger';
import type { Member, Merchant, Rules } from '@app/participants';

import { admissionRefusal } from '../limits/admission.js';
import { joinLimits, limitsFor, type ActLimits } from '../limits/limits-for.js';
import { feesOf, planPayment } from '../payment/plan-payment.js';
import { countingDayOf, usageOfHold } from '../posting/held-usage.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';

/** What a member lets a merchant take. */
export interface AuthorisationQuestion {
  readonly payer: Member;
  readonly payee: Merchant;
  /** At most, in sen: whole rupiah. */
  readonly amount: Sen;
  readonly expiresInSeconds: number;
}

/**
 * A hold on the payer's wallet and on what the payer's cooperative will owe the network, by the fees of now, whose
 * version it keeps. It counts against the limits of both at once; what is never captured is given back to them.
 *
 * Failures: `payer_is_payee`, `fee_rule_missing`, `fee_exceeds_amount`.
 */
export function planAuthorisation(
  rules: Rules,
  { payer, payee, amount, expiresInSeconds }: AuthorisationQuestion,
): Result<ActPlan> {
  if (payee.ownerPerson === payer.person) return fail('payer_is_payee');
  const fees = feesOf(rules, { payer, payee, amount });
  if (!fees.ok) return fees;
  const limits = limitsOf(rules, payer, payee, amount);
  const { clearing } = cooperativeOf(rules, payer.book).accounts;
  const onUs = payer.book === payee.book;
  // On-us only what others than the cooperative itself receive goes by its clearing.
  const shares = fees.value.shares.filter(
    ({ party }) => party !== 'acquirer' && party !== 'issuer',
  );
  const owed = onUs ? sumSen(shares.map((share) => share.amount)) : amount;
  const lines: HoldLine[] = [{ account: payer.wallet, side: 'debit', amount }];
  if (owed > 0n) lines.push({ account: clearing, side: 'credit', amount: owed });
  const refusal = admissionRefusal(rules, payer.book, payee.book) ?? limits.refusal;
  return succeed({
    type: 'hold',
    amount,
    payer: payer.wallet,
    payee: payee.wallet,
    issuer: payer.book,
    acquirer: payee.book,
    feeVersion: fees.value.version,
    legs: [],
    gates: [
      { account: payer.wallet, role: 'payer' },
      { account: payee.wallet, role: 'payee' },
    ],
    usageLimits: limits.usageLimits,
    ...(refusal && { refusal }),
    hold: { lines, expiresInSeconds },
  });
}

export interface CaptureQuestion {
  /** The authorisation. */
  readonly hold: TransferRecord;
  /** As it stands now. */
  readonly obligation: Obligation;
  readonly payer: Member;
  readonly payee: Merchant;
  /** In sen; all that is left unless told. */
  readonly amount: Sen | undefined;
  /** Whether the rest is freed. */
  readonly final: boolean;
  /** In force when it was authorised. */
  readonly schedule: FeeSchedule;
  readonly timeZone: string;
}

/**
 * Takes an authorised amount or a part of it: a payment like any other, with the fees of the authorisation's version.
 * Neither a limit nor a suspended cooperative stands against it; a merchant who is closed or frozen does.
 *
 * Failures: `fee_rule_missing`, `fee_exceeds_amount` (of this part).
 */
export function planCapture(rules: Rules, question: CaptureQuestion): Result<ActPlan> {
  const { hold, obligation, payer, payee, schedule, final } = question;
  const left = leftOf(obligation);
  const amount = question.amount ?? (left > 0n ? left : obligation.authorised);
  const common = {
    type: 'payment',
    amount,
    payer: payer.wallet,
    payee: payee.wallet,
    issuer: payer.book,
    acquirer: payee.book,
    ...(hold.feeVersion !== null && { feeVersion: hold.feeVersion }),
    gates: [{ account: payee.wallet, role: 'payee' }],
  } as const;
  const end = { kind: 'capture', obligation: hold.id } as const;
  // Nothing to compute: the ledger refuses it for the state of the hold or for its amount.
  if (obligation.state !== 'open' || amount > left) {
    return succeed({ ...common, legs: [], completion: { ...end, final: true, release: [] } });
  }
  const then = { ...rules, schedule, feeVersion: hold.feeVersion };
  const planned = planPayment(then, { payer, payee, amount });
  if (!planned.ok) return planned;
  const { legs, whileCovered } = planned.value;
  const rest = final ? left - amount : 0n;
  return succeed({
    ...common,
    legs,
    whileCovered,
    completion: { ...end, final, release: final ? [] : releaseOf(obligation, legs, amount) },
    usageReturns: rest > 0n ? usageReturnsOf(question, rest, true) : [],
  });
}

/** Lets all that is left of an authorisation go. */
export function planVoid(
  question: Pick<CaptureQuestion, 'hold' | 'obligation' | 'payer' | 'payee' | 'timeZone'>,
): ActPlan {
  const { hold, obligation, payer, payee } = question;
  const left = leftOf(obligation);
  return {
    type: 'void',
    amount: left,
    payer: payer.wallet,
    payee: payee.wallet,
    issuer: payer.book,
    acquirer: payee.book,
    legs: [],
    completion: { kind: 'void', obligation: hold.id },
    usageReturns: usageReturnsOf(question, left, obligation.captured > 0n),
  };
}

/** What may still be captured of a hold, in sen. */
export function leftOf({ authorised, captured }: Obligation): Sen {
  return authorised - captured;
}

/** What the limits get back of an authorisation of which `amount` sen will never be captured. */
function usageReturnsOf(
  { hold, payer, payee, timeZone }: Pick<CaptureQuestion, 'hold' | 'payer' | 'payee' | 'timeZone'>,
  amount: Sen,
  wasCaptured: boolean,
): UsageReturn[] {
  return usageOfHold({
    payer: { account: payer.wallet, kind: 'member_wallet' },
    payee: { account: payee.wallet, kind: 'merchant_wallet' },
    leftOfPayer: amount,
    left: amount,
    wasCaptured,
    day: countingDayOf(new Date(hold.postedAt), timeZone),
  });
}

function limitsOf(rules: Rules, payer: Member, merchant: Merchant, amount: Sen): ActLimits {
  const act = { type: 'payment', amount } as const;
  return joinLimits(limitsFor(rules, act, { payer }), limitsFor(rules, act, { merchant }));
}

/** What a capture in part frees of each line: its amount of the wallet's, and of the clearing's what it needs. */
function releaseOf(
  { lines }: Obligation,
  legs: readonly LegDraft<number>[],
  amount: Sen,
): HoldLine[] {
  return lines.map((line) => {
    if (line.side === 'debit') return { ...line, amount };
    const credits = legs.filter(({ credit }) => credit === line.account);
    const needed = sumSen(credits.map((leg) => leg.amount));
    return { ...line, amount: needed < line.amount ? needed : line.amount };
  });
}
