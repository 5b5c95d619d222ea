import { varying } from '@app/http';
import { encodeId, invariant, toMoney, type DemandState, type Money } from '@app/core';
import type { ActParty, PaymentRequest, RequestPayment } from '@app/payments';

/** One end of a request; one of the two ids. */
export interface RequestPartyReply {
  member_id?: string;
  merchant_id?: string;
  cooperative_id: string;
  /** A shop’s name; of a person the first letters only. */
  name: string;
}

export interface PaymentRequestReply {
  id: string;
  object: 'payment_request';
  status: DemandState;
  amount: Money;
  paid: Money;
  left: Money;
  partial_allowed: boolean;
  asker: RequestPartyReply;
  payer: RequestPartyReply;
  note: string | null;
  /** Why it was declined, if the payer said so. */
  reason: string | null;
  created_at: string;
  expires_at: string | null;
  ended_at: string | null;
}

/** Who the wallets of requests belong to, by account. */
export type PartiesByWallet = ReadonlyMap<number, ActParty>;

export function presentPaymentRequest(
  request: PaymentRequest,
  parties: PartiesByWallet,
): PaymentRequestReply {
  const { amount, paid } = request;
  return {
    id: encodeId('prq', request.uid),
    object: 'payment_request',
    status: request.state,
    amount: toMoney(amount),
    paid: toMoney(paid),
    left: toMoney(amount - paid),
    partial_allowed: request.partialAllowed,
    asker: presentParty(parties.get(request.askerWallet)),
    payer: presentParty(parties.get(request.payerWallet)),
    note: request.note,
    reason: request.reason,
    created_at: request.createdAt.toISOString(),
    expires_at: request.expiresAt?.toISOString() ?? null,
    ended_at: request.endedAt?.toISOString() ?? null,
  };
}

function presentParty(party: ActParty | undefined): RequestPartyReply {
  invariant(party !== undefined, 'a request is between wallets of somebody');
  const { kind, uid, cooperative, name } = party;
  const rest = { cooperative_id: encodeId('coop', cooperative), name };
  return kind === 'member'
    ? { member_id: encodeId('mbr', uid), ...rest }
    : { merchant_id: encodeId('mrc', uid), ...rest };
}

/** A payment of a request as its payer sees it. */
export interface RequestPaymentReply {
  /** Of the payment or of the sending of money. */
  id: string;
  object: 'payment_request_payment';
  status: 'posted';
  payment_request_id: string;
  transfer_id: string;
  amount: Money;
  /** The payer’s fee, on top of the amount. */
  fee: Money;
  /** What left the payer’s wallet. */
  total: Money;
  /** What came back at once from an incentive budget; absent if nothing. */
  cashback?: Money;
  on_us: boolean;
  cycle_id: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
}

/** Derived from what never changes, so a replay gives the same bytes; `cycle` is the uuid of its cycle, if any. */
export function presentRequestPayment(
  { request, act }: RequestPayment,
  cycle: string | null,
): RequestPaymentReply {
  const fee = act.fees.get('member_fee') ?? 0n;
  return {
    id: encodeId(act.type === 'payment' ? 'pay' : 'trf', act.id),
    object: 'payment_request_payment',
    status: 'posted',
    payment_request_id: encodeId('prq', request.uid),
    transfer_id: encodeId('trf', act.id),
    amount: toMoney(act.amount),
    fee: toMoney(fee),
    total: toMoney(act.amount + fee),
    ...(act.cashback > 0n && { cashback: toMoney(act.cashback) }),
    on_us: act.onUs,
    cycle_id: cycle === null ? null : encodeId('cyc', cycle),
    description: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
  };
}

/** Toko Siti bills Pak Budi. */
export const PAYMENT_REQUEST_EXAMPLE: PaymentRequestReply = varying(
  {
    id: 'prq_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'payment_request',
    status: 'requested',
    amount: { value: '120000.00', currency: 'IDR' },
    paid: { value: '0.00', currency: 'IDR' },
    left: { value: '120000.00', currency: 'IDR' },
    partial_allowed: true,
    asker: varying(
      {
        merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
        name: 'Toko Siti',
      },
      { optional: ['merchant_id'], also: { member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s' } },
    ),
    payer: varying(
      {
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
        name: 'Bu*** Sa***',
      },
      { optional: ['member_id'], also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v' } },
    ),
    note: 'pupuk urea 2 karung',
    reason: null,
    created_at: '2026-01-31T03:15:42.123Z',
    expires_at: '2026-02-07T03:15:42.123Z',
    ended_at: null,
  },
  { nullable: ['note', 'expires_at'] },
);

export const REQUEST_PAYMENT_EXAMPLE: RequestPaymentReply = varying(
  {
    id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6x',
    object: 'payment_request_payment',
    status: 'posted',
    payment_request_id: PAYMENT_REQUEST_EXAMPLE.id,
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6x',
    amount: { value: '60000.00', currency: 'IDR' },
    fee: { value: '0.00', currency: 'IDR' },
    total: { value: '60000.00', currency: 'IDR' },
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6y',
    description: 'pupuk urea 2 karung',
    created_at: '2026-01-31T04:00:00.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: ['cycle_id', 'description'],
    also: { cashback: { value: '1000.00', currency: 'IDR' } },
  },
);
