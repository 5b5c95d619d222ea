import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { Role } from '@app/access';
import type { Refund } from '@app/payments';

export interface RefundReply {
  id: string;
  object: 'refund';
  status: 'posted' | 'refused';
  payment_id: string;
  amount: Money;
  /** What left the merchant's wallet: the amount less the discount that came back. */
  merchant_paid?: Money;
  discount_returned?: Money;
  /** What of the cashback went back out of the same wallet. */
  cashback_returned?: Money;
  /** The member's wallet is closed: the money waits in the cooperative's suspense for a person to see to it. */
  in_suspense?: boolean;
  merchant: { merchant_id: string; cooperative_id: string };
  member: { member_id: string; cooperative_id: string };
  on_us: boolean;
  cycle_id: string | null;
  transfer_id: string;
  reference: string | null;
  reason: string | null;
  created_at: string;
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

/** The view of a refund for a role. Derived from what never changes, so a replay gives the same bytes. */
export function presentRefund(refund: Refund, role: Role): RefundReply {
  const { act, posted, merchant, member } = refund;
  const isMember = role === 'member';
  return {
    id: encodeId('rfd', act.id),
    object: 'refund',
    status: act.refusal === null ? 'posted' : 'refused',
    payment_id: encodeId('pay', refund.payment),
    amount: toMoney(act.amount),
    ...(posted !== null && {
      ...(!isMember && {
        merchant_paid: toMoney(posted.merchantPaid),
        discount_returned: toMoney(posted.discountReturned),
      }),
      cashback_returned: toMoney(posted.cashbackReturned),
      in_suspense: posted.inSuspense,
    }),
    merchant: {
      merchant_id: encodeId('mrc', merchant.uid),
      cooperative_id: encodeId('coop', merchant.cooperative),
    },
    member: {
      member_id: encodeId('mbr', member.uid),
      cooperative_id: encodeId('coop', member.cooperative),
    },
    on_us: act.onUs,
    cycle_id: refund.cycle === null ? null : encodeId('cyc', refund.cycle),
    transfer_id: encodeId('trf', act.id),
    reference: isMember ? null : act.reference,
    reason: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
    ...(act.refusal !== null && { refusal: act.refusal }),
  };
}

/** Toko Siti of Bumiayu gives Pak Budi of Dinoyo a quarter back, as the shop sees it. */
export const REFUND_EXAMPLE: RefundReply = varying(
  {
    id: 'rfd_01jzq3v5hfe0d9k3yx8m2n4p6y',
    object: 'refund',
    status: 'posted',
    payment_id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r',
    amount: { value: '25000.00', currency: 'IDR' },
    merchant_paid: { value: '24825.00', currency: 'IDR' },
    discount_returned: { value: '175.00', currency: 'IDR' },
    cashback_returned: { value: '0.00', currency: 'IDR' },
    in_suspense: false,
    merchant: {
      merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    },
    member: {
      member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    },
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6y',
    reference: 'retur-0007',
    reason: 'beras rusak',
    created_at: '2026-02-01T03:15:42.123456Z',
    short_code: '0002-000Q',
  },
  {
    nullable: ['cycle_id', 'reference', 'reason'],
    optional: ['merchant_paid', 'discount_returned', 'cashback_returned', 'in_suspense'],
    also: { refusal: REFUSAL_EXAMPLE },
  },
);
