import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

/**
 * Cash moves within one cooperative: `to` gets it (a till, the vault, the bank account), `from` gives it. All three
 * are assets, so what gets cash is debited. Cooperative's book: to→from.
 */
export function moveCash<A>(to: A, from: A, amount: Sen): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'cash', to, from, amount);
  return legs;
}

/**
 * A count found less or more in a till than the books say. `difference` = counted − booked, in sen. Cooperative's
 * book: short cash_difference→till, over till→cash_difference.
 */
export function countDifference<A>(till: A, cashDifference: A, difference: Sen): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  if (difference < 0n) addLeg(legs, 'difference', cashDifference, till, -difference);
  else addLeg(legs, 'difference', till, cashDifference, difference);
  return legs;
}
