import type { Sen } from '@app/core';
import type { BilateralLimit, PostingRequest } from '@app/ledger';

import type { BilateralCap } from './bilateral-cap.store.js';
import type { Rules } from './directory-types.js';

/** Bilateral caps as the engine is told of them; undefined where a network never agreed on any. */
export function limitsOf(
  caps: readonly BilateralCap[],
  cooperatives: Rules['cooperatives'],
): Rules['bilateralLimits'] {
  if (caps.length === 0) return undefined;
  const limits = new Map<string, BilateralLimit>();
  for (const { debtor, creditor, maximum } of caps) {
    const owing = cooperatives.get(debtor)?.accounts.position;
    const owed = cooperatives.get(creditor)?.accounts.position;
    if (owing === undefined || owed === undefined) continue;
    const [low, high] = inOrder(owing, owed);
    const known = limits.get(idOf(low, high)) ?? { low, high, lowOwes: null, highOwes: null };
    const side = owing === low ? 'lowOwes' : 'highOwes';
    limits.set(idOf(low, high), { ...known, [side]: maximum });
  }
  return limits;
}

/** What of a posting request tells which pairs it moves. */
type Moving = Pick<
  PostingRequest,
  'legs' | 'whileCovered' | 'hold' | 'amount' | 'issuer' | 'acquirer'
>;

/**
 * The bilateral limits that an act is counted against: those of every pair that its legs move, or that the captures of a
 * hold will move. Undefined for nearly every act.
 */
export function bilateralOf(
  { bilateralLimits, cooperatives }: Rules,
  request: Moving,
): readonly BilateralLimit[] | undefined {
  if (bilateralLimits === undefined) return undefined;
  const named = new Map<string, BilateralLimit>();
  const name = (from: number, to: number, expected?: Sen) => {
    const [low, high] = inOrder(from, to);
    const limit = bilateralLimits.get(idOf(low, high));
    if (limit === undefined) return;
    const signed = expected === undefined || from === low ? expected : -expected;
    named.set(idOf(low, high), signed === undefined ? limit : { ...limit, expected: signed });
  };
  for (const { debit, credit } of request.legs) name(debit, credit);
  for (const { debit, credit } of request.whileCovered?.legs ?? []) name(debit, credit);
  const { hold, amount, issuer, acquirer } = request;
  if (hold !== undefined && issuer !== undefined && acquirer !== undefined) {
    const from = cooperatives.get(issuer)?.accounts.position;
    const to = cooperatives.get(acquirer)?.accounts.position;
    if (from !== undefined && to !== undefined) name(from, to, hold.owes ?? amount);
  }
  return named.size === 0 ? undefined : [...named.values()];
}

function inOrder(one: number, other: number): readonly [number, number] {
  return one < other ? [one, other] : [other, one];
}

function idOf(low: number, high: number): string {
  return `${low}/${high}`;
}
