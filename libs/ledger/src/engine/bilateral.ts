import type { Sen } from '@app/core';
import type { BatchState, BilateralState } from './batch-state.js';
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
 * Whether one of a pair would come to owe the other more in this cycle than was agreed upon. A hold is asked by what
 * it will move; what was held before is captured whatever became of the cap since, because it was promised.
 */
export function judgeBilateral(state: BatchState, request: PostingRequest): Refusal | undefined {
  if (request.bilateral === undefined || request.completion !== undefined) return undefined;
  for (const limit of request.bilateral) {
    const change = request.hold === undefined ? changeOf(request, limit) : (limit.expected ?? 0n);
    const after = stateOf(state, limit).net + change;
    const [owes, maximum] = change > 0n ? [after, limit.lowOwes] : [-after, limit.highOwes];
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

/** What the low one comes to owe the high one: a debit of a position is what it came to owe. */
function changeOf({ legs }: PostingRequest, { low, high }: BilateralLimit): Sen {
  let change = 0n;
  for (const { debit, credit, amount } of legs) {
    if (debit === low && credit === high) change += amount;
    if (debit === high && credit === low) change -= amount;
  }
  return change;
}

/** The count of the batch's own cycle: that of an older one is over. */
function stateOf(state: BatchState, limit: BilateralLimit): BilateralState {
  const id = pairId(limit);
  let pair = state.bilaterals.get(id);
  if (pair?.cycle !== state.cycle) {
    const { low, high } = limit;
    pair = { low, high, cycle: state.cycle, since: state.number, net: 0n, touched: false };
    state.bilaterals.set(id, pair);
  }
  return pair;
}
