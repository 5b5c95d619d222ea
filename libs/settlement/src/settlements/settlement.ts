import type { Sen, SettlementState } from '@app/core';

/**
 * `prefunded`: out of what is at the settlement bank already. `by_bank`: debtors are told what to
 * transfer, and what creditors receive is paid out to them.
 */
export const SETTLEMENT_MODES = ['prefunded', 'by_bank'] as const;
export type SettlementMode = (typeof SETTLEMENT_MODES)[number];

export type Side = 'debtor' | 'creditor';

/** One attempt at paying a cycle. People are uuids; times are the network's. */
export interface Settlement {
  readonly uid: string;
  readonly network: number;
  /** Inside the database only. */
  readonly cycle: number;
  readonly cycleUid: string;
  readonly state: SettlementState;
  readonly mode: SettlementMode;
  /** When debtors that have not paid all are suspended; null: never, or not approved yet. */
  readonly deadlineAt: Date | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** When it was settled or aborted. */
  readonly endedAt: Date | null;
}

/** What a cooperative pays, or is paid, in sen. */
export interface SettlementLine {
  /** Its book. */
  readonly cooperative: number;
  /** Its uuid. */
  readonly cooperativeUid: string;
  readonly side: Side;
  readonly due: Sen;
  readonly paid: Sen;
  /** Uuids of the transfers that paid it, in order. */
  readonly transfers: readonly string[];
}

export interface SettlementView {
  readonly settlement: Settlement;
  readonly lines: readonly SettlementLine[];
}

/** A payment that was decided, and perhaps not yet posted: `attempt` counts those of its line. */
export interface PlannedPayment {
  readonly cooperative: number;
  readonly attempt: number;
  readonly side: Side;
  readonly amount: Sen;
}

/** What the ledger answered to a planned payment. */
export interface DecidedPayment extends PlannedPayment {
  readonly transfer: string;
  readonly posted: boolean;
}

export const ACTS = ['propose', 'approve', 'resume', 'abort'] as const;
export type ActName = (typeof ACTS)[number];

/** Who acts, and under which key; the same key for something else is refused. */
export interface Actor {
  readonly principal: string;
  readonly key: string;
  /** 32 hex digits over what was asked. */
  readonly requestHash: string;
}
