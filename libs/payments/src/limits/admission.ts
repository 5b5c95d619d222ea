import { invariant } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { Rules } from '@app/participants';

/**
 * Why a new act by or towards these cooperatives must be refused; undefined if all of them are active. Only what begins
 * something asks: captures, voids, refunds, reversals and settlement end what was begun, whatever has become of
 * the cooperative. Throws InvariantError for a book that the rules don't know.
 */
export function admissionRefusal(
  rules: Rules,
  ...books: readonly number[]
): PostingRequest['refusal'] {
  for (const book of books) {
    const cooperative = rules.cooperatives.get(book);
    invariant(cooperative !== undefined, `book ${book} is of no cooperative in this network`);
    if (cooperative.state === 'suspended') return { code: 'cooperative_suspended' };
    if (cooperative.state !== 'active') return { code: 'cooperative_not_active' };
  }
  return undefined;
}
