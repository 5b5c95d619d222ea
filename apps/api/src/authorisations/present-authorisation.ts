import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { Role } from '@app/access';
import type { Authorisation, AuthorisationStatus } from '@app/payments';
import { isOfShop } from '../payments/present-payment.js';

export interface AuthorisationReply {
  id: string;
  object: 'authorisation';
  status: AuthorisationStatus;
  amount: Money;
  captured: Money;
  /** What may still be captured. */
  left: Money;
  payer: { member_id: string; cooperative_id: string };
  payee: { merchant_id: string; cooperative_id: string };
  on_us: boolean;
  fee_version: number | null;
  expires_at: string | null;
  /** What was captured, oldest first. */
  payment_ids: string[];
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

export function presentAuthorisation(one: Authorisation, role: Role): AuthorisationReply {
  return {
    id: encodeId('aut', one.id),
    object: 'authorisation',
    status: one.status,
    amount: toMoney(one.amount),
    captured: toMoney(one.captured),
    left: toMoney(one.left),
    payer: {
      member_id: encodeId('mbr', one.payer.member),
      cooperative_id: encodeId('coop', one.payer.cooperative),
    },
    payee: {
      merchant_id: encodeId('mrc', one.payee.merchant),
      cooperative_id: encodeId('coop', one.payee.cooperative),
    },
    on_us: one.onUs,
    fee_version: one.feeVersion,
    expires_at: one.expiresAt,
    payment_ids: one.payments.map((id) => encodeId('pay', id)),
    // The payer's own reference is no business of the merchant.
    reference: isOfShop(role) ? null : one.reference,
    description: one.description,
    created_at: one.createdAt,
    short_code: one.shortCode,
    ...(one.refusal !== null && { refusal: one.refusal }),
  };
}

/** Pak Budi of Dinoyo lets the inn of Bumiayu take up to Rp500,000 within three days. */
export const AUTHORISATION_EXAMPLE: AuthorisationReply = varying(
  {
    id: 'aut_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'authorisation',
    status: 'open',
    amount: { value: '500000.00', currency: 'IDR' },
    captured: { value: '0.00', currency: 'IDR' },
    left: { value: '500000.00', currency: 'IDR' },
    payer: {
      member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    },
    payee: {
      merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    },
    on_us: false,
    fee_version: 3,
    expires_at: '2026-02-03T03:15:42.123456Z',
    payment_ids: [],
    reference: 'inap-0042',
    description: 'kamar dua malam',
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: ['fee_version', 'expires_at', 'reference', 'description'],
    also: { refusal: REFUSAL_EXAMPLE },
  },
);

export const VOIDED_EXAMPLE: AuthorisationReply = {
  ...AUTHORISATION_EXAMPLE,
  status: 'voided',
  left: { value: '0.00', currency: 'IDR' },
  reference: null,
};
