import { varying } from '@app/http';
import { encodeId, type FailureDetail, type ProblemCode } from '@app/core';
import type { Reversal, ReversalResult } from '@app/payments';

export interface ReversalReply {
  id: string;
  object: 'reversal';
  /** awaiting: another person has to agree; pending: funds or a cap are waited for; failed: a person sees to it. */
  status: 'requested' | 'awaiting' | 'pending' | 'posted' | 'refused' | 'failed';
  /** reversed: the money went back; released: a hold was let go; nothing: nothing had moved and nothing ever will. */
  result: ReversalResult | null;
  /** What it undoes. */
  original_id: string | null;
  /** What was posted for it. */
  transfer_id: string | null;
  approval_id: string | null;
  reference: string | null;
  /** Why it was refused, or what it waits for. */
  reason: { code: ProblemCode; detail: FailureDetail } | null;
  created_at: string;
  ended_at: string | null;
}

export function presentReversal(reversal: Reversal): ReversalReply {
  const { original, transfer, approval, code, detail } = reversal;
  return {
    id: encodeId('rev', reversal.uid),
    object: 'reversal',
    status: STATUSES[reversal.state],
    result: reversal.result,
    original_id: original === null ? null : encodeId('trf', original),
    transfer_id: transfer === null ? null : encodeId('trf', transfer),
    approval_id: approval === null ? null : encodeId('apr', approval),
    reference: reversal.reference,
    reason: code === null ? null : { code, detail: detail ?? {} },
    created_at: reversal.createdAt.toISOString(),
    ended_at: reversal.endedAt?.toISOString() ?? null,
  };
}

const STATUSES = {
  REQUESTED: 'requested',
  AWAITING: 'awaiting',
  PENDING: 'pending',
  POSTED: 'posted',
  REFUSED: 'refused',
  FAILED: 'failed',
} as const;

export const REVERSAL_EXAMPLE: ReversalReply = varying(
  {
    id: 'rev_01jzq3v5hfe0d9k3yx8m2n4p70',
    object: 'reversal',
    status: 'posted',
    result: 'reversed',
    original_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p71',
    approval_id: null,
    reference: 'kasir-2-0042',
    reason: null,
    created_at: '2026-01-31T03:16:12.123Z',
    ended_at: '2026-01-31T03:16:12.140Z',
  },
  { nullable: ['result', 'original_id', 'transfer_id', 'reference', 'ended_at'] },
);
