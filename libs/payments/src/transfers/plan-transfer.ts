import { fail, outgoing, succeed, type Result, type Sen } from '@app/core';
import type { Member, Merchant, Rules } from '@app/participants';

import { cashbackOf } from '../incentives/cashback.js';
import { admissionRefusal } from '../limits/admission.js';
import { joinLimits, limitsFor } from '../limits/limits-for.js';
import { bookOf, cooperativeOf, serviceFeesOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';

/** Whose wallet money leaves: a member's, or a merchant's when its owner takes out the takings. */
export type Sender = { readonly member: Member } | { readonly merchant: Merchant };

export interface TransferQuestion {
  readonly from: Sender;
  readonly to: Member;
  /** In sen; the fee comes on top. */
  readonly amount: Sen;
}

export type TransferPlanFailure = 'payer_is_payee' | 'fee_rule_missing' | 'fee_exceeds_amount';

/**
 * Money from one wallet to a member's, within one cooperative or between two. Its fee is paid by the sender on top of
 * the amount. A suspended cooperative or a limit on the act alone is the plan's `refusal`, not a failure.
 */
export function planTransfer(
  rules: Rules,
  { from, to, amount }: TransferQuestion,
): Result<ActPlan, TransferPlanFailure> {
  const sender = 'member' in from ? from.member : from.merchant;
  if (sender.wallet === to.wallet) return fail('payer_is_payee');
  const type = 'member' in from ? 'transfer' : 'payout';
  const assessed = serviceFeesOf(rules, {
    service: 'transfer',
    issuer: sender.book,
    acquirer: to.book,
    amount,
  });
  if (!assessed.ok) return assessed;

  const { fees, version, incentive } = assessed.value;
  const limits = joinLimits(
    ...('member' in from
      ? [limitsFor(rules, { type, amount: amount + fees.member }, { payer: from.member })]
      : []),
    limitsFor(rules, { type, amount }, { payee: to }),
  );
  return succeed({
    type,
    amount,
    payer: sender.wallet,
    payee: to.wallet,
    issuer: sender.book,
    acquirer: to.book,
    feeVersion: version,
    legs: outgoing({
      issuer: bookOf(cooperativeOf(rules, sender.book)),
      acquirer: bookOf(cooperativeOf(rules, to.book)),
      onUs: sender.book === to.book,
      member: sender.wallet,
      counterpart: to.wallet,
      switchFeeIncome: rules.switchAccounts.switchFeeIncome,
      principal: amount,
      fees,
    }),
    gates: [
      { account: sender.wallet, role: 'payer' },
      { account: to.wallet, role: 'payee' },
    ],
    // Cashback is for members.
    whileCovered:
      'member' in from
        ? cashbackOf(rules, incentive, {
            issuer: sender.book,
            acquirer: to.book,
            wallet: sender.wallet,
          })
        : undefined,
    ...limits,
    refusal: admissionRefusal(rules, sender.book, to.book) ?? limits.refusal,
  });
}
