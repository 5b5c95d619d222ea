import { varying } from '@app/http';
import { encodeId, toMoney, type FundsState, type Money } from '@app/core';
import type { Funds, FundsDirection } from '@app/settlement';

export interface FundsReply {
  id: string;
  /** null: nobody's yet, it is in the switch's suspense. */
  cooperative_id: string | null;
  direction: FundsDirection;
  amount: Money;
  state: FundsState;
  /** What the settlement bank calls it; null while it is only reserved. */
  bank_reference: string | null;
  settlement_id: string | null;
  /** The booking; of what is reserved, the hold. */
  transfer_id: string | null;
  requested_by: string;
  decided_by: string | null;
  created_at: string;
  ended_at: string | null;
  /** Why the ledger refused it. */
  refusal: string | null;
}

export function presentFunds(funds: Funds): FundsReply {
  const { cooperativeUid, settlement, transfer, decidedBy } = funds;
  return {
    id: encodeId('fnd', funds.uid),
    cooperative_id: cooperativeUid && encodeId('coop', cooperativeUid),
    direction: funds.direction,
    amount: toMoney(funds.amount),
    state: funds.state,
    bank_reference: funds.bankReference,
    settlement_id: settlement && encodeId('stl', settlement),
    transfer_id: transfer && encodeId('trf', transfer),
    requested_by: encodeId('per', funds.principal),
    decided_by: decidedBy && encodeId('per', decidedBy),
    created_at: funds.requestedAt.toISOString(),
    ended_at: funds.endedAt?.toISOString() ?? null,
    refusal: funds.refusal,
  };
}

export const RESERVED_EXAMPLE: FundsReply = varying(
  {
    id: 'fnd_01jzq3v5hfe0d9k3yx8m2n4p6s',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    direction: 'out',
    amount: { value: '3000000.00', currency: 'IDR' },
    state: 'RESERVED',
    bank_reference: null,
    settlement_id: null,
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6s',
    requested_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    decided_by: null,
    created_at: '2026-01-31T02:00:00.000Z',
    ended_at: null,
    refusal: null,
  },
  { nullable: ['cooperative_id', 'transfer_id'] },
);

export const PAID_OUT_EXAMPLE: FundsReply = varying(
  {
    ...RESERVED_EXAMPLE,
    state: 'POSTED',
    bank_reference: 'BCA-20260131-0077',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6v',
    decided_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
    ended_at: '2026-01-31T03:10:00.000Z',
  },
  { nullable: ['bank_reference', 'transfer_id', 'decided_by', 'ended_at'] },
);
