import { formatSen, invariant } from '@app/core';
import type { BatchState, ReturnState } from './batch-state.js';
import type { PostingRequest, ReturnOf } from './request.js';
import type { Refusal } from './terms.js';

/** Throws InvariantError for a return that no correct caller asks for. */
export function checkReturn(state: BatchState, request: PostingRequest): void {
  const { returnOf, type, id } = request;
  if (isReversalOfNothing(request)) return;
  const isReturn = type === 'refund' || type === 'reversal';
  invariant(isReturn === (returnOf !== undefined), `transfer ${id}: a ${type} of what?`);
  if (returnOf === undefined) return;
  const { whole } = returned(state, returnOf);
  invariant(type === returnOf.kind, `transfer ${id}: a ${type} as a ${returnOf.kind}`);
  invariant(whole === returnOf.whole, `transfer ${id}: ${returnOf.whole} of ${whole}`);
  invariant(request.amount > 0n, `transfer ${id}: a return of nothing`);
  invariant(type === 'refund' || request.amount === whole, `transfer ${id}: reverses a part`);
  invariant(
    request.hold === undefined && request.completion === undefined,
    `transfer ${id}: a return that is a hold or ends one`,
  );
}

/**
 * A reversal that came before its original: it moves nothing, and only claims the reference for
 * ever, so that the late original is refused.
 */
function isReversalOfNothing({
  type,
  returnOf,
  original,
  amount,
  legs,
  reference,
}: PostingRequest) {
  if (type !== 'reversal' || returnOf !== undefined || reference === undefined) return false;
  return original === undefined && amount === 0n && legs.length === 0;
}

/**
 * Whether it may be given back: refunds together never exceed the transfer, and a reversal is the
 * one return there ever is. What was given back meanwhile changes neither answer.
 */
export function judgeReturn(state: BatchState, request: PostingRequest): Refusal | undefined {
  const { returnOf } = request;
  if (returnOf === undefined) return undefined;
  const before = returned(state, returnOf);
  if (before.state === 'reversed') return { code: 'already_reversed' };
  if (returnOf.kind === 'reversal') {
    return before.returned === 0n
      ? undefined
      : { code: 'already_refunded', detail: { returned: formatSen(before.returned) } };
  }
  const left = before.whole - before.returned;
  return request.amount > left
    ? { code: 'refund_exceeds_payment', detail: { left: formatSen(left) } }
    : undefined;
}

/** What was given back by now if the legs were computed upon another amount; else undefined. */
export function returnedMeanwhile(state: BatchState, request: PostingRequest): bigint | undefined {
  const { returnOf } = request;
  if (returnOf === undefined || judgeReturn(state, request) !== undefined) return undefined;
  const now = returned(state, returnOf).returned;
  return now === returnOf.before ? undefined : now;
}

/** Counts an accepted return. */
export function applyReturn(state: BatchState, request: PostingRequest): void {
  const { returnOf } = request;
  if (returnOf === undefined) return;
  const own = returned(state, returnOf);
  own.returned += request.amount;
  if (returnOf.kind === 'reversal') own.state = 'reversed';
  own.touched = true;
}

function returned(state: BatchState, { transfer }: ReturnOf): ReturnState {
  const found = state.returns.get(transfer);
  invariant(found !== undefined, `transfer ${transfer} was not posted in this network`);
  return found;
}
