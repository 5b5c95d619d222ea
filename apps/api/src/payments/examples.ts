import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import type { PaymentReply } from './present-payment.js';

/** Pak Budi of Dinoyo pays Toko Siti of Bumiayu, as the payer sees it. */
export const PAYMENT_EXAMPLE: PaymentReply = varying(
  {
    id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'payment',
    status: 'posted',
    amount: { value: '100000.00', currency: 'IDR' },
    fees: [],
    payer: {
      member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    },
    payee: {
      merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    },
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    reference: 'belanja-0042',
    description: 'beras dan gula',
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: ['cycle_id', 'reference', 'description'],
    also: {
      merchant_net: { value: '99300.00', currency: 'IDR' },
      cashback: { value: '1000.00', currency: 'IDR' },
      refusal: REFUSAL_EXAMPLE,
    },
  },
);

/** The same as the merchant sees it. */
export const RECEIVED_PAYMENT_EXAMPLE: PaymentReply = varying(
  {
    ...PAYMENT_EXAMPLE,
    fees: [{ component: 'mdr', payer: 'merchant', amount: { value: '700.00', currency: 'IDR' } }],
    merchant_net: { value: '99300.00', currency: 'IDR' },
    reference: null,
  },
  { optional: ['merchant_net'] },
);
