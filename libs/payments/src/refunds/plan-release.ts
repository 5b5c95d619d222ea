import type { LegDraft, Sen } from '@app/core';
import type { Member, Rules } from '@app/participants';

import { cooperativeOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';

/** Where money in suspense goes: to another wallet of the same person, or out by the vault or the bank. */
export type ReleaseTarget =
  { readonly to: 'wallet'; readonly member: Member } | { readonly to: 'cash' | 'bank' };

/**
 * Money that waited in the suspense of a cooperative's book goes to where it belongs.
 *
 * | to | the cooperative's book | the other cooperative's book | switch's book |
 * |---|---|---|---|
 * | wallet in the same book | suspense→wallet | | |
 * | wallet elsewhere | suspense→cl | cl→wallet | pA→pB |
 * | cash, bank | suspense→vault, suspense→bank | | |
 *
 * @param book whose suspense it is · `original` the transfer that brought it there · `amount` in sen.
 */
export function planRelease(
  rules: Rules,
  {
    book,
    original,
    amount,
    target,
  }: { book: number; original: string; amount: Sen; target: ReleaseTarget },
): ActPlan {
  const from = cooperativeOf(rules, book).accounts;
  const leg = (debit: number, credit: number): LegDraft<number> => ({
    debit,
    credit,
    amount,
    component: 'suspense',
  });
  const common = {
    type: 'suspense_release',
    amount,
    payer: from.suspense,
    issuer: book,
    original,
  } as const;
  if (target.to !== 'wallet') {
    const place = target.to === 'cash' ? from.vault : from.bank;
    return { ...common, payee: place, acquirer: book, legs: [leg(from.suspense, place)] };
  }
  const { wallet, book: home } = target.member;
  const to = cooperativeOf(rules, home).accounts;
  return {
    ...common,
    payee: wallet,
    acquirer: home,
    gates: [{ account: wallet, role: 'payee' }],
    legs:
      home === book
        ? [leg(from.suspense, wallet)]
        : [
            leg(from.suspense, from.clearing),
            leg(to.clearing, wallet),
            leg(from.position, to.position),
          ],
  };
}
