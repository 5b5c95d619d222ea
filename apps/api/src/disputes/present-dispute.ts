import { varying } from '@app/http';
import { encodeId, toMoney, type DisputeState, type Money } from '@app/core';
import type { Dispute } from '@app/settlement';

export interface DisputeReply {
  id: string;
  transfer_id: string;
  /** Whose member lost the money. */
  claimant_cooperative_id: string;
  /** Who got it, and has to answer. */
  respondent_cooperative_id: string;
  amount: Money;
  reason: string;
  evidence_reference: string;
  state: DisputeState;
  opened_by: string;
  opened_at: string;
  /** The end of the fifth working day of the network's calendar. */
  answer_until: string;
  answer: 'accepts' | 'contests' | null;
  answer_evidence_reference: string | null;
  answered_by: string | null;
  answered_at: string | null;
  ended_at: string | null;
  /** What gave the money back. */
  result_transfer_id: string | null;
}

export function presentDispute(dispute: Dispute): DisputeReply {
  const { answeredBy, resultTransfer } = dispute;
  return {
    id: encodeId('dsp', dispute.uid),
    transfer_id: encodeId('trf', dispute.transfer),
    claimant_cooperative_id: encodeId('coop', dispute.claimantUid),
    respondent_cooperative_id: encodeId('coop', dispute.respondentUid),
    amount: toMoney(dispute.amount),
    reason: dispute.reason,
    evidence_reference: dispute.evidence,
    state: dispute.state,
    opened_by: encodeId('per', dispute.openedBy),
    opened_at: dispute.openedAt.toISOString(),
    answer_until: dispute.answerUntil.toISOString(),
    answer: dispute.answer,
    answer_evidence_reference: dispute.answerEvidence,
    answered_by: answeredBy && encodeId('per', answeredBy),
    answered_at: dispute.answeredAt?.toISOString() ?? null,
    ended_at: dispute.endedAt?.toISOString() ?? null,
    result_transfer_id: resultTransfer && encodeId('trf', resultTransfer),
  };
}

export const DISPUTE_EXAMPLE: DisputeReply = {
  id: 'dsp_01jzq3v5hfe0d9k3yx8m2n4p6r',
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  claimant_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  respondent_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
  amount: { value: '100000.00', currency: 'IDR' },
  reason: 'not_received',
  evidence_reference: 'Pengaduan 014/2026',
  state: 'OPEN',
  opened_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
  opened_at: '2026-01-30T02:00:00.000Z',
  answer_until: '2026-02-05T17:00:00.000Z',
  answer: null,
  answer_evidence_reference: null,
  answered_by: null,
  answered_at: null,
  ended_at: null,
  result_transfer_id: null,
};

export const ANSWERED_EXAMPLE: DisputeReply = varying(
  {
    ...DISPUTE_EXAMPLE,
    state: 'ANSWERED',
    answer: 'accepts',
    answer_evidence_reference: 'Nota 88',
    answered_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
    answered_at: '2026-02-02T03:00:00.000Z',
  },
  { nullable: ['answer', 'answer_evidence_reference', 'answered_by', 'answered_at'] },
);
