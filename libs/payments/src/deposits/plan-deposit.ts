import { incoming, succeed, type Result, type Sen } from '@app/core';
import type { Member, Rules, Till } from '@app/participants';

import { cashbackOf } from '../incentives/cashback.js';
import { admissionRefusal } from '../limits/admission.js';
import { limitsFor } from '../limits/limits-for.js';
import { bookOf, cooperativeOf, serviceFeesOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';

export interface DepositQuestion {
  /** Where the cash is taken in. */
  readonly till: Pick<Till, 'account' | 'book'>;
  /** Whose wallet it is for. */
  readonly member: Member;
  /** The cash, in sen; a fee of the member is taken from the wallet after it. */
  readonly amount: Sen;
}

/**
 * Cash comes in at a till for a member of the same cooperative or another one; the host's cap is used. A suspended
 * cooperative or a limit on the act alone is the plan's `refusal`, not a failure.
 */
export function planDeposit(
  rules: Rules,
  { till, member, amount }: DepositQuestion,
): Result<ActPlan, 'fee_rule_missing' | 'fee_exceeds_amount'> {
  const issuer = member.book;
  const acquirer = till.book;
  const assessed = serviceFeesOf(rules, { service: 'deposit', issuer, acquirer, amount });
  if (!assessed.ok) return assessed;
  const { fees, version, incentive } = assessed.value;
  const limits = limitsFor(rules, { type: 'deposit', amount }, { payee: member });
  return succeed({
    type: 'deposit',
    amount,
    payer: till.account,
    payee: member.wallet,
    issuer,
    acquirer,
    feeVersion: version,
    legs: incoming({
      issuer: bookOf(cooperativeOf(rules, issuer)),
      acquirer: bookOf(cooperativeOf(rules, acquirer)),
      onUs: issuer === acquirer,
      member: member.wallet,
      counterpart: till.account,
      switchFeeIncome: rules.switchAccounts.switchFeeIncome,
      principal: amount,
      fees,
    }),
    gates: [
      { account: till.account, role: 'till' },
      { account: member.wallet, role: 'payee' },
    ],
    whileCovered: cashbackOf(rules, incentive, { issuer, acquirer, wallet: member.wallet }),
    ...limits,
    refusal: admissionRefusal(rules, acquirer, issuer) ?? limits.refusal,
  });
}
