import { assertNever, fail, InvariantError, type Failure } from '@app/core';
import type { PostingOutcome } from '@app/ledger';

/** A decision that comes from an earlier request with the same key says so, refusals included. */
export interface Replayable {
  readonly replayed: boolean;
}

/** An outcome that is not a posted transfer, as the failure that the client is told. */
export function failureOf(
  outcome: Exclude<PostingOutcome, { kind: 'decided' } | { kind: 'stale' }>,
): Failure {
  switch (outcome.kind) {
    case 'reused':
    case 'unavailable':
      return fail(outcome.code);
    case 'returned_meanwhile':
      throw new InvariantError('an act that returns nothing was told of a return');
    default:
      return assertNever(outcome, 'posting outcome');
  }
}
