import type { Sen, SettlementState } from '@app/core';

/**
 * `prefunded`: out of what is at the settlement bank already. `by_bank`: debtors are told what to
 * transfer, and what creditors receive is paid out to them. `bilateral`: of each pair one pays the other from bank to
 * bank, and only what is owed to the switch or by it goes as by bank.
 */
export const SETTLEMENT_MODES = ['prefunded', 'by_bank', 'bilateral'] as const;
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

/** What a cooperative pays another by itself, in sen, whole rupiah. */
export interface DirectLine {
  /** Their books. */
  readonly debtor: number;
  readonly creditor: number;
  /** Their uuids. */
  readonly debtorUid: string;
  readonly creditorUid: string;
  readonly due: Sen;
  /** What arrived, as somebody confirmed; of it `paid` is posted. */
  readonly confirmed: Sen;
  readonly paid: Sen;
  /** Since when the creditor's headroom is reserved for it, and the debtor asked to pay; null: not yet. */
  readonly reservedAt: Date | null;
  /** Uuids of the transfers that paid it, in order. */
  readonly transfers: readonly string[];
}

export interface SettlementView {
  readonly settlement: Settlement;
  /** What is paid through the settlement bank. */
  readonly lines: readonly SettlementLine[];
  /** What is paid from bank to bank; empty unless it is bilateral. */
  readonly direct: readonly DirectLine[];
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
