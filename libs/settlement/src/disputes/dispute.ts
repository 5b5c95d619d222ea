import type { DisputeState, Sen } from '@app/core';

export const DISPUTE_REASONS = [
  'not_received',
  'not_authorised',
  'wrong_amount',
  'duplicate',
  'cash_not_dispensed',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export const DISPUTE_ANSWERS = ['accepts', 'contests'] as const;
export type DisputeAnswer = (typeof DISPUTE_ANSWERS)[number];

export const DISPUTE_OUTCOMES = ['upheld', 'dismissed'] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];

/**
 * A claim that a transfer was wrong. The claimant is the issuer, whose member lost the money; the
 * respondent the acquirer, who got it. All uids are uuids, times the network's.
 */
export interface Dispute {
  readonly uid: string;
  readonly network: number;
  readonly transfer: string;
  readonly claimant: number;
  readonly claimantUid: string;
  readonly respondent: number;
  readonly respondentUid: string;
  /** What is claimed, in sen: at most the transfer's amount. */
  readonly amount: Sen;
  readonly reason: DisputeReason;
  /** Where the evidence is to be found: a document's number, never the document. */
  readonly evidence: string;
  readonly state: DisputeState;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly answerUntil: Date;
  readonly answer: DisputeAnswer | null;
  readonly answerEvidence: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  /** What gave the money back; of an upheld one. */
  readonly resultTransfer: string | null;
}
