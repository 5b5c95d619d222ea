import type {
  BilateralCell,
  CycleState,
  LegComponent,
  NetPosition,
  Sen,
  TransferType,
} from '@app/core';

/** The range of batches between two cut-offs. Times are the network's. */
export interface Cycle {
  /** Inside the database only. */
  readonly id: number;
  readonly uid: string;
  readonly network: number;
  /** From 1 without a gap in each network. */
  readonly number: number;
  readonly state: CycleState;
  readonly openedAt: Date;
  /** When the cut-off was due; null: closed by hand, or not yet. */
  readonly cutoffAt: Date | null;
  /** When it was really cut. */
  readonly closedAt: Date | null;
  readonly firstBatch: bigint;
  /** One before the first for a cycle without batches; null while it is open. */
  readonly lastBatch: bigint | null;
}

/**
 * A part of a cooperative's position in a cycle: one component of one kind of act. In sen; a debit
 * is what it came to owe the network, a credit what it came to be owed, `net` the debits less the
 * credits.
 */
export interface NetPart {
  readonly cooperative: number;
  readonly service: TransferType;
  readonly component: LegComponent;
  readonly debit: Sen;
  readonly credit: Sen;
  readonly net: Sen;
  readonly legCount: bigint;
}

/**
 * A cycle with what it came to; `parts`, `nets` and `matrix` are empty until it is netted. Parties
 * are book ids.
 */
export interface NettedCycle {
  readonly cycle: Cycle;
  readonly switchBook: number;
  readonly parts: readonly NetPart[];
  /** Positive: owes the network. */
  readonly nets: readonly NetPosition[];
  /** What the switch earned: the nets sum to exactly this. */
  readonly switchIncome: Sen;
  readonly matrix: readonly BilateralCell[];
}
