import { createHash } from 'node:crypto';
import { newUuid, settleCreditor, settleDebtor, type PositionPayment } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import type { Cooperative } from '@app/participants';
import type { PlannedPayment, Settlement } from './settlement.js';

/**
 * The transfer that carries a planned payment out. Whoever makes it, and however often, its key is
 * the same; the cap moves with the balance, so that settling changes no headroom. Nobody is asked
 * whether a cooperative is suspended: settling finishes what was begun.
 */
export function paymentRequest(
  settlement: Settlement,
  payment: PlannedPayment,
  { accounts }: Cooperative,
): PostingRequest {
  const { cooperative, attempt, side, amount } = payment;
  const { clearing, settlementDeposit, liquidity, position } = accounts;
  const movement: PositionPayment<number> = {
    cooperative: { clearing, settlementDeposit },
    switch: { liquidity, position },
    amount,
  };
  const isDebtor = side === 'debtor';
  return {
    id: newUuid(),
    network: settlement.network,
    principal: settlement.uid,
    key: `${cooperative}-${attempt}`,
    requestHash: hashOf([settlement.uid, cooperative, attempt, side, amount]),
    type: 'settlement',
    amount,
    legs: isDebtor ? settleDebtor(movement) : settleCreditor(movement),
    bounds: [{ account: clearing, bound: 'maximum', add: isDebtor ? -amount : amount }],
  };
}

/** 32 hex digits over the facts of a request. */
export function hashOf(facts: readonly (string | number | bigint)[]): string {
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 32);
}
