import { varying } from '@app/http';
import type {
  CashTransferReply,
  TillClosingReply,
  TillCountReply,
  TillMovementReply,
  TillReply,
  TillSessionReply,
} from './present-till.js';

export const TILL_EXAMPLE: TillReply = {
  id: 'til_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'till',
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  name: 'Laci 1',
  state: 'open',
  account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  created_at: '2026-01-31T01:00:00.000Z',
};

export const TILL_SESSION_EXAMPLE: TillSessionReply = varying(
  {
    id: 'tls_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'till_session',
    status: 'open',
    till_id: 'til_01jzq3v5hfe0d9k3yx8m2n4p6r',
    till_name: 'Laci 1',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    teller_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    float: { value: '2000000.00', currency: 'IDR' },
    denominations: [
      { face: '100000', count: 15 },
      { face: '50000', count: 10 },
    ],
    expected: { value: '2000000.00', currency: 'IDR' },
    held: { value: '0.00', currency: 'IDR' },
    opened_at: '2026-01-31T01:05:00.000Z',
    closed_at: null,
    opening_transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    closing_transfer_id: null,
  },
  { nullable: ['opened_at'] },
);

export const TILL_COUNT_EXAMPLE: TillCountReply = {
  object: 'till_count',
  till_session_id: 'tls_01jzq3v5hfe0d9k3yx8m2n4p6r',
  counted: { value: '1995000.00', currency: 'IDR' },
  expected: { value: '2000000.00', currency: 'IDR' },
  result: 'short',
  difference: { value: '5000.00', currency: 'IDR' },
  denominations: [
    { face: '100000', count: 19 },
    { face: '50000', count: 1 },
    { face: '5000', count: 9 },
  ],
  closing: true,
  counted_at: '2026-01-31T09:00:00.000Z',
};

export const TILL_CLOSING_EXAMPLE: TillClosingReply = {
  session: { ...TILL_SESSION_EXAMPLE, status: 'counted' },
  count: TILL_COUNT_EXAMPLE,
};

export const TILL_MOVEMENT_EXAMPLE: TillMovementReply = {
  id: 'dep_01jzq3v5hfe0d9k3yx8m2n4p6r',
  type: 'deposit',
  change: { value: '50000.00', currency: 'IDR' },
  balance: { value: '2050000.00', currency: 'IDR' },
  short_code: '0001-000G',
  created_at: '2026-01-31T03:15:42.123456Z',
};

export const CASH_TRANSFER_EXAMPLE: CashTransferReply = varying(
  {
    id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'cash_transfer',
    status: 'posted',
    from: 'vault',
    to: 'till',
    till_id: 'til_01jzq3v5hfe0d9k3yx8m2n4p6r',
    amount: { value: '1000000.00', currency: 'IDR' },
    reference: null,
    description: 'tambahan kas siang',
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  { nullable: ['till_id', 'description'] },
);
