import { varying } from '@app/http';
import type { AccountReply, BalanceReply, EntryReply } from './present-account.js';

const IDR = 'IDR';

export const BALANCE_EXAMPLE: BalanceReply = varying(
  {
    object: 'balance',
    account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
    status: 'open',
    posted: { value: '250000.00', currency: IDR },
    held: { value: '50000.00', currency: IDR },
    available: { value: '200000.00', currency: IDR },
  },
  { nullable: ['available'] },
);

export const ENTRY_EXAMPLE: EntryReply = varying(
  {
    object: 'entry',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    payment_id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r',
    type: 'payment',
    component: 'principal',
    direction: 'debit',
    amount: { value: '100000.00', currency: IDR },
    balance: { value: '250000.00', currency: IDR },
    reference: 'belanja-0042',
    description: 'beras dan gula',
    created_at: '2026-01-31T03:15:42.123456Z',
  },
  { nullable: ['payment_id', 'reference', 'description'] },
);

export const ACCOUNT_EXAMPLE: AccountReply = varying(
  {
    id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
    object: 'account',
    book: varying(
      { owner: 'cooperative', cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t' },
      { nullable: ['cooperative_id'] },
    ),
    kind: 'clearing',
    subject_cooperative_id: null,
    member_id: null,
    merchant_id: null,
    status: 'open',
    posted: { value: '99720.00', currency: IDR },
    held: { value: '0.00', currency: IDR },
    available: null,
    held_credits: { value: '0.00', currency: IDR },
    minimum: null,
    maximum: { value: '5000000.00', currency: IDR },
  },
  { nullable: ['maximum'] },
);
