import { cashback, type AssessedFee, type Cashback } from '@app/core';
import type { CoveredLegs } from '@app/ledger';
import type { Rules } from '@app/participants';

import { cooperativeOf } from '../posting/plan-parts.js';

/** Between whom an act is, and whose wallet the cashback is for. Issuer and acquirer are books. */
export interface CashbackQuestion {
  readonly issuer: number;
  readonly acquirer: number;
  /** The member's wallet, in the issuer's book. */
  readonly wallet: number;
}

/**
 * The legs of an act's incentive, for `whileCovered`: the sponsor's budget pays them while it lasts and while the
 * sponsor's cap allows; without them the act is posted all the same. Undefined for an act without an incentive.
 */
export function cashbackOf(
  rules: Rules,
  incentive: AssessedFee | undefined,
  { issuer, acquirer, wallet }: CashbackQuestion,
): CoveredLegs | undefined {
  if (incentive === undefined || incentive.total === 0n) return undefined;
  const home = cooperativeOf(rules, issuer).accounts;
  const member = { wallet, clearing: home.clearing, position: home.position };
  const amount = incentive.total;
  if (incentive.payer === 'switch') {
    const budget = rules.switchAccounts.incentiveBudget;
    const sponsor = { kind: 'switch', budget } as const;
    return { account: budget, legs: cashback({ issuer: member, sponsor, amount }) };
  }
  const isIssuer = incentive.payer === 'issuer' || issuer === acquirer;
  const payer = isIssuer ? home : cooperativeOf(rules, acquirer).accounts;
  const { incentiveBudget: budget, clearing, position } = payer;
  const sponsor: Cashback<number>['sponsor'] = isIssuer
    ? { kind: 'issuer', budget }
    : { kind: 'cooperative', budget, clearing, position };
  return { account: budget, legs: cashback({ issuer: member, sponsor, amount }) };
}
