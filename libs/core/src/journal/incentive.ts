import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

/** A cashback to a member's wallet, from a budget that somebody set aside. */
export interface Cashback<A> {
  /** The member's cooperative. */
  readonly issuer: { readonly wallet: A; readonly clearing: A; readonly position: A };
  /** Whose budget it is: the issuer itself, another cooperative, or the switch. */
  readonly sponsor:
    | { readonly kind: 'issuer'; readonly budget: A }
    | {
        readonly kind: 'cooperative';
        readonly budget: A;
        readonly clearing: A;
        readonly position: A;
      }
    | { readonly kind: 'switch'; readonly budget: A };
  readonly amount: Sen;
}

/**
 * | sponsor | issuer's book | sponsor's book | switch's book |
 * |---|---|---|---|
 * | the issuer | budget→wallet c | | |
 * | another cooperative X | cl→wallet c | budget→cl c | pX→pI c |
 * | the switch | cl→wallet c | | budget→pI c |
 *
 * The wallet is credited in the first leg.
 */
export function cashback<A>({ issuer, sponsor, amount }: Cashback<A>): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  if (sponsor.kind === 'issuer') {
    addLeg(legs, 'incentive', sponsor.budget, issuer.wallet, amount);
    return legs;
  }
  addLeg(legs, 'incentive', issuer.clearing, issuer.wallet, amount);
  if (sponsor.kind === 'switch') {
    addLeg(legs, 'incentive', sponsor.budget, issuer.position, amount);
    return legs;
  }
  addLeg(legs, 'incentive', sponsor.budget, sponsor.clearing, amount);
  addLeg(legs, 'incentive', sponsor.position, issuer.position, amount);
  return legs;
}

/** Sets money aside for cashback: source→budget. A cooperative's source is incentive_expense. */
export function fundIncentives<A>(source: A, budget: A, amount: Sen): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'budget', source, budget, amount);
  return legs;
}
