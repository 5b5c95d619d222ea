import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import type { TransferReply } from './present-transfer.js';

const IDR = 'IDR';

/** The issuer's part of the worked example. */
export const TRANSFER_EXAMPLE: TransferReply = varying(
  {
    id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'transfer',
    type: 'payment',
    status: 'posted',
    amount: { value: '100000.00', currency: IDR },
    fee_version: 1,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    original_id: null,
    description: 'beras dan gula',
    created_at: '2026-01-31T03:15:42.123456Z',
    legs: [
      {
        book: varying(
          { owner: 'cooperative', cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t' },
          { nullable: ['cooperative_id'] },
        ),
        component: 'principal',
        amount: { value: '100000.00', currency: IDR },
        debit: {
          account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
          kind: 'member_wallet',
          subject_cooperative_id: null,
          balance: { value: '250000.00', currency: IDR },
        },
        credit: {
          account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
          kind: 'clearing',
          subject_cooperative_id: null,
          balance: { value: '100000.00', currency: IDR },
        },
      },
      {
        book: varying(
          { owner: 'cooperative', cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t' },
          { nullable: ['cooperative_id'] },
        ),
        component: 'interchange',
        amount: { value: '280.00', currency: IDR },
        debit: {
          account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
          kind: 'clearing',
          subject_cooperative_id: null,
          balance: { value: '99720.00', currency: IDR },
        },
        credit: {
          account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6y',
          kind: 'interchange_income',
          subject_cooperative_id: null,
          balance: { value: '280.00', currency: IDR },
        },
      },
    ],
  },
  { nullable: ['fee_version', 'description'], also: { refusal: REFUSAL_EXAMPLE } },
);
