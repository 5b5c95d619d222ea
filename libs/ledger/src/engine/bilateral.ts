import type { Sen } from '@app/core';
import type { BatchState, BilateralState, HeldBetween, ObligationState } from './batch-state.js';
import type { BilateralLimit, PostingRequest } from './request.js';
import type { Refusal } from './terms.js';

/** Names a pair of positions. */
export function pairId({ low, high }: Pick<BilateralLimit, 'low' | 'high'>): string {
  return `${low}/${high}`;
}

/** The pairs whose debt to each other the request may change; none for nearly all. */
export function pairsOf({ bilateral }: PostingRequest): string[] {
  return bilateral === undefined ? [] : bilateral.map(pairId);
}

/**
 * Whether one of a pair would come to owe the other more in this cycle than was agreed upon, if all holds between them are
 * captured. A hold is asked by what it will move; what was held before is captured whatever became of the cap since,
 * because it was promised.
 */
export function judgeBilateral(state: BatchState, request: PostingRequest): Refusal | undefined {
  if (request.bilateral === undefined || request.completion !== undefined) return undefined;
  for (const limit of request.bilateral) {
    const change = request.hold === undefined ? changeOf(request, limit) : (limit.expected ?? 0n);
    const { net, heldLow, heldHigh } = stateOf(state, limit);
    const [owes, maximum] =
      change > 0n
        ? [net + heldLow + change, limit.lowOwes]
        : [heldHigh - net - change, limit.highOwes];
    if (change !== 0n && maximum !== null && owes > maximum) {
      return { code: 'bilateral_cap_exceeded' };
    }
  }
  return undefined;
}

/** Counts what an accepted request moved between the pairs that it names. */
export function applyBilateral(state: BatchState, request: PostingRequest): void {
  for (const limit of request.bilateral ?? []) {
    const change = changeOf(request, limit);
    if (change === 0n) continue;
    const pair = stateOf(state, limit);
    pair.net += change;
    pair.touched = true;
  }
}

/** The pair that a hold is placed between, if that has a bilateral cap; its row is then written with the batch. */
export function heldBetween(state: BatchState, request: PostingRequest): HeldBetween | undefined {
  const limit = request.bilateral?.find(({ expected }) => (expected ?? 0n) !== 0n);
  if (limit?.expected === undefined) return undefined;
  stateOf(state, limit).touched = true;
  return { low: limit.low, high: limit.high, expected: limit.expected };
}

/** What a hold still counts for its pair; nothing once it has ended. */
export function countedOf({ between, captured, state }: ObligationState): Sen {
  if (between === undefined || state !== 'open') return 0n;
  const { expected } = between;
  const left = (expected < 0n ? -expected : expected) - captured;
  return left > 0n ? left : 0n;
}

/** Adds to what the holds of a pair come to; the row is changed by as much, since others may change it meanwhile. */
export function shiftHeld(state: BatchState, between: HeldBetween, by: Sen): void {
  const { low, high, expected } = between;
  const id = pairId(between);
  const side = expected > 0n ? 'heldLow' : 'heldHigh';
  const shift = state.heldShifts.get(id) ?? { low, high, heldLow: 0n, heldHigh: 0n };
  shift[side] += by;
  state.heldShifts.set(id, shift);
  const pair = state.bilaterals.get(id);
  if (pair !== undefined) pair[side] += by;
}

/** What the low one comes to owe the high one: a debit of a position is what it came to owe. */
function changeOf({ legs }: PostingRequest, { low, high }: BilateralLimit): Sen {
  let change = 0n;
  for (const { debit, credit, amount } of legs) {
    if (debit === low && credit === high) change += amount;
    if (debit === high && credit === low) change -= amount;
  }
  return change;
}

/** The count of the batch's own cycle: that of an older one is over, but for what is held. */
function stateOf(state: BatchState, limit: BilateralLimit): BilateralState {
  const id = pairId(limit);
  const known = state.bilaterals.get(id);
  if (known?.cycle === state.cycle) return known;
  const { low, high } = limit;
  const { heldLow, heldHigh } = known ?? { heldLow: 0n, heldHigh: 0n };
  const { cycle, number: since } = state;
  const pair = { low, high, cycle, since, net: 0n, heldLow, heldHigh, touched: false };
  state.bilaterals.set(id, pair);
  return pair;
}
