import { encodeId, toMoney, type Money } from '@app/core';
import type { Returns } from '@app/payments';
import { RECEIVED_PAYMENT_EXAMPLE } from './examples.js';

/** What was given back of a payment until now; beside the payment itself, which never changes. */
export interface ReturnsReply {
  /** By all refunds together. */
  refunded: Money;
  /** Undone as a whole by who sent it. */
  reversed: boolean;
  /** The latest hundred, newest first. */
  refunds: { id: string; amount: Money; created_at: string }[];
}

export function presentReturns({ refunded, reversal, refunds }: Returns): ReturnsReply {
  return {
    refunded: toMoney(refunded),
    reversed: reversal !== null,
    refunds: refunds.map(({ id, amount, createdAt }) => ({
      id: encodeId('rfd', id),
      amount: toMoney(amount),
      created_at: createdAt,
    })),
  };
}

/** Toko Siti has given a quarter back. */
export const PAYMENT_WITH_REFUNDS_EXAMPLE = {
  ...RECEIVED_PAYMENT_EXAMPLE,
  refunded: { value: '25000.00', currency: 'IDR' },
  reversed: false,
  refunds: [
    {
      id: 'rfd_01jzq3v5hfe0d9k3yx8m2n4p6y',
      amount: { value: '25000.00', currency: 'IDR' },
      created_at: '2026-02-01T03:15:42.123456Z',
    },
  ],
};
