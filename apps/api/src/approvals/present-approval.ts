import type { Approval, ApprovalView } from '@app/access';
import { encodeId, PROBLEM_CODES, type ApprovalState, type FailureDetail } from '@app/core';
import { PROBLEMS, varying } from '@app/http';
import type { Network } from '@app/participants';

/** A text in both languages. */
interface Texts {
  id: string;
  en: string;
}

interface AgreementReply {
  cooperative_id: string;
  agreed_by: string;
  agreed_at: string;
}

export interface ApprovalReply {
  id: string;
  network_id: string | null;
  /** null: a matter of the whole network. */
  cooperative_id: string | null;
  kind: string;
  title: Texts;
  state: ApprovalState;
  /** What is asked, as its kind shows it. */
  details: Readonly<Record<string, unknown>>;
  /** A joint request: a treasurer or manager of each of these cooperatives has to agree; null: one checker is enough. */
  joint: { cooperative_ids: string[]; agreed: AgreementReply[] } | null;
  /** To be sent with the decision: what is agreed to is what was read. */
  payload_hash: string;
  reason: string | null;
  remark: string | null;
  requested_by: string;
  decided_by: string | null;
  requested_at: string;
  expires_at: string;
  decided_at: string | null;
  ended_at: string | null;
  /** What came of it when it was executed. */
  outcome: FailureDetail | null;
  /** Why it could not be done, when it failed. */
  failure: { code: string; title: Texts | null; detail: FailureDetail } | null;
}

export function presentApproval(
  { approval, title, details }: ApprovalView,
  network: Network | undefined,
): ApprovalReply {
  const { cooperative, checker, outcome, state } = approval;
  return {
    id: encodeId('apr', approval.uid),
    network_id: network === undefined ? null : encodeId('net', network.uid),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    kind: approval.kind,
    title,
    state,
    details,
    joint: jointOf(approval),
    payload_hash: approval.payloadHash,
    reason: approval.reason,
    remark: approval.remark,
    requested_by: encodeId('per', approval.maker),
    decided_by: checker === null ? null : encodeId('per', checker),
    requested_at: approval.requestedAt.toISOString(),
    expires_at: approval.expiresAt.toISOString(),
    decided_at: approval.decidedAt?.toISOString() ?? null,
    ended_at: approval.endedAt?.toISOString() ?? null,
    outcome: state === 'EXECUTED' ? outcome : null,
    failure: state === 'FAILED' && outcome !== null ? failureOf(outcome) : null,
  };
}

function jointOf({ between, agreements }: Approval): ApprovalReply['joint'] {
  if (between?.isJoint !== true) return null;
  return {
    cooperative_ids: between.cooperatives.map((uid) => encodeId('coop', uid)),
    agreed: agreements.map(({ cooperative, person, agreedAt }) => ({
      cooperative_id: encodeId('coop', cooperative),
      agreed_by: encodeId('per', person),
      agreed_at: agreedAt.toISOString(),
    })),
  };
}

function failureOf({ code, ...detail }: FailureDetail) {
  const known = PROBLEM_CODES.find((one) => one === code);
  return {
    code: String(code),
    title: known === undefined ? null : PROBLEMS[known].title,
    detail,
  };
}

export const APPROVAL_EXAMPLE: ApprovalReply = varying(
  {
    id: 'apr_01jzq3v5hfe0d9k3yx8m2n4p6r',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cooperative_id: null,
    kind: 'fee_schedule',
    title: { id: 'Memberlakukan tarif', en: 'Put a fee schedule in force' },
    state: 'EXECUTED',
    details: varying(
      {
        fee_schedule_id: 'fsc_01jzq3v5hfe0d9k3yx8m2n4p6r',
        version: 2,
        effective_at: '2026-02-01T00:00:00.000Z',
      },
      { open: true },
    ),
    joint: null,
    payload_hash: '3b0f5f5d2f0f9a0c2f6f8b7b9b5c1f0e5d4c3b2a19080706050403020100ffee',
    reason: 'Tarif hasil rapat anggota 12 Januari',
    remark: null,
    requested_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    decided_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
    requested_at: '2026-01-30T02:00:00.000Z',
    expires_at: '2026-01-31T02:00:00.000Z',
    decided_at: '2026-01-30T03:15:00.000Z',
    ended_at: '2026-01-30T03:15:00.000Z',
    outcome: varying({ version: 2 }, { open: true }),
    failure: null,
  },
  { nullable: ['network_id', 'reason', 'decided_by', 'decided_at', 'ended_at', 'outcome'] },
);
