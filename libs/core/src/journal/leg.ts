import type { LegComponent } from '../accounts/index.js';
import { invariant } from '../errors/index.js';
import type { Sen } from '../money/index.js';

/**
 * A leg to be posted: `amount` sen from the debit account to the credit account of the same book.
 * `A` is however the caller refers to an account. An arrow "A → B" in these pages is a debit of A,
 * a credit of B.
 */
export interface LegDraft<A> {
  readonly debit: A;
  readonly credit: A;
  readonly amount: Sen;
  readonly component: LegComponent;
}

/**
 * Appends a leg; one of zero is left out, one below zero is a bug of the caller (InvariantError).
 */
export function addLeg<A>(
  legs: LegDraft<A>[],
  component: LegComponent,
  debit: A,
  credit: A,
  amount: Sen,
): void {
  invariant(amount >= 0n, `a ${component} leg must not be negative`);
  if (amount > 0n) legs.push({ debit, credit, amount, component });
}
