import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { Role } from '@app/access';
import type { Payment } from '@app/payments';

export interface FeeReply {
  component: 'mdr';
  payer: 'merchant';
  amount: Money;
}

/**
 * A payment on the wire. Payer, merchant and operator each see their own fees: the payer has none, the merchant's is
 * the discount; and only merchant and operator see what the merchant receives.
 */
export interface PaymentReply {
  id: string;
  object: 'payment';
  status: 'posted' | 'refused';
  amount: Money;
  fees: FeeReply[];
  merchant_net?: Money;
  /** What the payer got back at once from an incentive budget; absent if nothing. */
  cashback?: Money;
  payer: { member_id: string; cooperative_id: string };
  payee: { merchant_id: string; cooperative_id: string };
  on_us: boolean;
  cycle_id: string | null;
  transfer_id: string;
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

/** The one view of a payment for a role. Derived from what never changes, so a replay gives the same bytes. */
export function presentPayment(payment: Payment, role: Role): PaymentReply {
  const { payer, payee, posted, refusal } = payment;
  const id = encodeId('pay', payment.id);
  const seesFees = role !== 'member' && posted !== null;
  return {
    id,
    object: 'payment',
    status: refusal === null ? 'posted' : 'refused',
    amount: toMoney(payment.amount),
    fees: seesFees ? feesOf(posted.mdr) : [],
    payer: {
      member_id: encodeId('mbr', payer.member),
      cooperative_id: encodeId('coop', payer.cooperative),
    },
    payee: {
      merchant_id: encodeId('mrc', payee.merchant),
      cooperative_id: encodeId('coop', payee.cooperative),
    },
    on_us: payment.onUs,
    cycle_id: payment.cycle === null ? null : encodeId('cyc', payment.cycle),
    // A payment is a transfer: the same row under another prefix.
    transfer_id: `trf${id.slice('pay'.length)}`,
    // The payer's own reference is no business of the merchant.
    reference: isOfShop(role) ? null : payment.reference,
    description: payment.description,
    created_at: payment.createdAt,
    short_code: payment.shortCode,
    ...(!isOfShop(role) &&
      posted !== null &&
      posted.cashback > 0n && { cashback: toMoney(posted.cashback) }),
    ...(seesFees && { merchant_net: toMoney(posted.merchantNet) }),
    ...(refusal !== null && { refusal }),
  };
}

function feesOf(mdr: bigint): FeeReply[] {
  return mdr === 0n ? [] : [{ component: 'mdr', payer: 'merchant', amount: toMoney(mdr) }];
}

/** Whether a role sells: the payer's own reference is no business of theirs. */
export function isOfShop(role: Role): boolean {
  return role === 'merchant_owner' || role === 'cashier' || role === 'program';
}
