import { assessFees, fail, invariant, paymentOffUs, paymentOnUs, succeed } from '@app/core';
import type { AssessedFee, AssessedShare, LegDraft, MdrSplit, Result, Sen } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { Member, Merchant, Rules } from '@app/participants';

import { cashbackOf } from '../incentives/cashback.js';
import { admissionRefusal } from '../limits/admission.js';
import { joinLimits, limitsFor, type ActLimits } from '../limits/limits-for.js';
import { cooperativeOf } from '../posting/plan-parts.js';

/** What a payment is charged: the shares of the merchant discount, under one version of the fee schedule. */
export interface PaymentFees {
  readonly version: number;
  /** Sum to the discount exactly; a share may be zero. */
  readonly shares: readonly AssessedShare[];
  /** The cashback, where the schedule has one; a quote does not promise it. */
  readonly incentive?: AssessedFee | undefined;
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
  Pick<PostingRequest, 'refusal' | 'whileCovered'>;

export interface PaymentQuestion {
  readonly payer: Member;
  readonly payee: Merchant;
  /** What the payer pays, in sen. */
  readonly amount: Sen;
  /** Fees promised by a quote; without them the schedule in force decides. */
  readonly quoted?: PaymentFees | undefined;
}

export type PaymentPlanFailure = 'payer_is_payee' | 'fee_rule_missing' | 'fee_exceeds_amount';

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

  const limits = limitsOf(rules, question);
  // A quote promises the discount; the cashback is that of now, whatever was quoted.
  const incentive =
    question.quoted === undefined ? fees.value.incentive : incentiveOf(rules, question);
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
    whileCovered: cashbackOf(rules, incentive, {
      issuer: payer.book,
      acquirer: payee.book,
      wallet: payer.wallet,
    }),
    usageLimits: limits.usageLimits,
    epoch: rules.epoch,
    refusal: admissionRefusal(rules, payer.book, payee.book) ?? limits.refusal,
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
  const shares: AssessedShare[] = [];
  let incentive: AssessedFee | undefined;
  for (const fee of assessed.fees) {
    if (fee.component === 'incentive') incentive = fee;
    else {
      // The journal has legs for the MDR only; a schedule that charges more is not let in, and not ignored either.
      invariant(fee.component === 'mdr', 'a payment is charged by its MDR alone');
      shares.push(...fee.shares);
    }
  }
  return succeed({ version: rules.feeVersion, shares, incentive });
}

function incentiveOf(rules: Rules, question: PaymentQuestion): AssessedFee | undefined {
  const fees = feesOf(rules, question);
  return fees.ok ? fees.value.incentive : undefined;
}

function limitsOf(rules: Rules, { payer, payee, amount }: PaymentQuestion): ActLimits {
  const act = { type: 'payment', amount } as const;
  const ofPayer = limitsFor(rules, act, { payer });
  const ofMerchant = limitsFor(rules, act, { merchant: payee });
  // Nearly no merchant has limits: nothing is copied for those without.
  const hasNone = ofMerchant.usageLimits.length === 0 && ofMerchant.refusal === undefined;
  return hasNone ? ofPayer : joinLimits(ofPayer, ofMerchant);
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
  const named = { acquirer: 0n, issuer: 0n, switch: 0n };
  const others: { account: number; amount: Sen }[] = [];
  for (const { party, amount } of shares) {
    if (party === 'acquirer' || party === 'issuer' || party === 'switch') {
      named[party] += amount;
    } else if (amount > 0n) {
      const account = rules.switchAccounts.feePayable.get(party);
      invariant(account !== undefined, `the switch has no account for the share of ${party}`);
      others.push({ account, amount });
    }
  }
  return { acquirer: named.acquirer, issuer: named.issuer, switch: named.switch, others };
}
