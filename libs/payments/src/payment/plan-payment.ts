import {
  assessFees,
  fail,
  formatSen,
  invariant,
  paymentOffUs,
  paymentOnUs,
  succeed,
  sumSen,
} from '@app/core';
import type { AssessedShare, LegDraft, MdrSplit, RefusalCode, Result, Sen } from '@app/core';
import type { PostingRequest, UsageLimit } from '@app/ledger';
import type { Cooperative, Member, Merchant, Rules } from '@app/participants';

/** What a payment is charged: the shares of the merchant discount, under one version of the fee schedule. */
export interface PaymentFees {
  readonly version: number;
  /** Sum to the discount exactly; a share may be zero. */
  readonly shares: readonly AssessedShare[];
}

/** Everything of a posting request that follows from the rules and the parties. */
export type PaymentPlan = Required<
  Pick<
    PostingRequest,
    | 'network'
    | 'type'
    | 'amount'
    | 'payer'
    | 'payee'
    | 'issuer'
    | 'acquirer'
    | 'feeVersion'
    | 'legs'
    | 'gates'
    | 'usageLimits'
    | 'epoch'
  >
> &
  Pick<PostingRequest, 'refusal'>;

export interface PaymentQuestion {
  readonly payer: Member;
  readonly payee: Merchant;
  /** What the payer pays, in sen. */
  readonly amount: Sen;
  /** Fees promised by a quote; without them the schedule in force decides. */
  readonly quoted?: PaymentFees | undefined;
}

export type PaymentPlanFailure = 'payer_is_payee' | 'fee_rule_missing' | 'fee_exceeds_amount';

/** Usage of kind 1 is what a wallet spent; it is counted whether or not a limit exists. */
const SPENDING = 1;

/**
 * Decides all of a payment that can be decided from rules in memory; the ledger decides the rest (frozen and closed
 * wallets, what was spent before, cap and funds).
 *
 * Fees are the merchant's (MDR): the payer pays the amount and nothing more. Failures: `payer_is_payee` (the shop
 * is the payer's own), `fee_rule_missing`, `fee_exceeds_amount`. A suspended cooperative or an amount over the
 * limit of one payment is not a failure but the plan's `refusal`, because the batch must store it under the key.
 */
export function planPayment(
  rules: Rules,
  question: PaymentQuestion,
): Result<PaymentPlan, PaymentPlanFailure> {
  const { payer, payee, amount } = question;
  if (payee.ownerPerson === payer.person) return fail('payer_is_payee');
  const fees = question.quoted === undefined ? feesOf(rules, question) : succeed(question.quoted);
  if (!fees.ok) return fees;

  const refusal = refusalOf(rules, question);
  return succeed({
    network: payer.network,
    type: 'payment',
    amount,
    payer: payer.wallet,
    payee: payee.wallet,
    issuer: payer.book,
    acquirer: payee.book,
    feeVersion: fees.value.version,
    legs: legsOf(rules, question, fees.value.shares),
    gates: [
      { account: payer.wallet, role: 'payer' },
      { account: payee.wallet, role: 'payee' },
    ],
    usageLimits: usageLimitsOf(rules, payer, amount),
    epoch: rules.epoch,
    refusal,
  });
}

/** The merchant discount by the schedule in force. */
export function feesOf(
  rules: Rules,
  question: PaymentQuestion,
): Result<PaymentFees, 'fee_rule_missing' | 'fee_exceeds_amount'> {
  if (rules.schedule === null || rules.feeVersion === null) return fail('fee_rule_missing');
  const assessed = assessFees(rules.schedule, {
    service: 'payment',
    issuer: question.payer.book,
    acquirer: question.payee.book,
    criterion: question.payee.criterion,
    amount: question.amount,
  });
  if (!assessed.ok) return fail(assessed.code);
  // The journal has legs for the MDR only; a schedule that charges more is not let in, and not ignored either.
  invariant(
    assessed.fees.every((fee) => fee.component === 'mdr'),
    'a payment is charged by its MDR alone',
  );
  return succeed({
    version: rules.feeVersion,
    shares: assessed.fees.flatMap((fee) => fee.shares),
  });
}

function refusalOf(rules: Rules, question: PaymentQuestion): PostingRequest['refusal'] {
  const { payer, payee, amount } = question;
  for (const book of [payer.book, payee.book]) {
    const { state } = cooperativeOf(rules, book);
    if (state !== 'active') return { code: stateRefusal(state) };
  }
  const maximum = rules.limits[payer.tier].perPayment;
  if (amount <= maximum) return undefined;
  return {
    code: 'limit_exceeded',
    detail: { limit: 'per_payment', maximum: formatSen(maximum), left: formatSen(maximum) },
  };
}

function stateRefusal(state: Exclude<Cooperative['state'], 'active'>): RefusalCode {
  return state === 'suspended' ? 'cooperative_suspended' : 'cooperative_not_active';
}

function usageLimitsOf(rules: Rules, payer: Member, amount: Sen): UsageLimit[] {
  const limits = rules.limits[payer.tier];
  return [
    {
      name: 'per_day',
      account: payer.wallet,
      kind: SPENDING,
      period: 'day',
      amount,
      maximumAmount: limits.perDayAmount,
      maximumCount: limits.perDayCount,
    },
    {
      name: 'per_month',
      account: payer.wallet,
      kind: SPENDING,
      period: 'month',
      amount,
      maximumAmount: limits.perMonthAmount,
    },
  ];
}

function legsOf(
  rules: Rules,
  { payer, payee, amount }: PaymentQuestion,
  shares: readonly AssessedShare[],
): LegDraft<number>[] {
  const issuer = cooperativeOf(rules, payer.book).accounts;
  const acquirer = cooperativeOf(rules, payee.book).accounts;
  const { switchFeeIncome } = rules.switchAccounts;
  const mdr = splitOf(rules, shares);
  if (payer.book === payee.book) {
    return paymentOnUs({
      cooperative: {
        payer: payer.wallet,
        merchant: payee.wallet,
        feeIncome: acquirer.feeIncome,
        switchFeeExpense: acquirer.switchFeeExpense,
        clearing: acquirer.clearing,
      },
      switch: { position: acquirer.position, switchFeeIncome },
      principal: amount,
      mdr,
    });
  }
  return paymentOffUs({
    issuer: {
      payer: payer.wallet,
      clearing: issuer.clearing,
      interchangeIncome: issuer.interchangeIncome,
    },
    acquirer: {
      clearing: acquirer.clearing,
      merchant: payee.wallet,
      feeIncome: acquirer.feeIncome,
    },
    switch: {
      issuerPosition: issuer.position,
      acquirerPosition: acquirer.position,
      switchFeeIncome,
    },
    principal: amount,
    mdr,
  });
}

function splitOf(rules: Rules, shares: readonly AssessedShare[]): MdrSplit<number> {
  const of = (party: string): Sen =>
    sumSen(shares.filter((share) => share.party === party).map((share) => share.amount));
  const others = shares
    .filter(({ party, amount }) => !NAMED_PARTIES.has(party) && amount > 0n)
    .map(({ party, amount }) => {
      const account = rules.switchAccounts.feePayable.get(party);
      invariant(account !== undefined, `the switch has no account for the share of ${party}`);
      return { account, amount };
    });
  return { acquirer: of('acquirer'), issuer: of('issuer'), switch: of('switch'), others };
}

const NAMED_PARTIES: ReadonlySet<string> = new Set(['acquirer', 'issuer', 'switch']);

function cooperativeOf(rules: Rules, book: number): Cooperative {
  const cooperative = rules.cooperatives.get(book);
  invariant(cooperative !== undefined, `book ${book} is of no cooperative in this network`);
  return cooperative;
}
