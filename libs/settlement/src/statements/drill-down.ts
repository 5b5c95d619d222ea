import type { LegComponent, Sen, TransferType } from '@app/core';

/** What a leg brought to a cooperative's position: a debit is what it came to owe. */
export interface DrilledPart {
  readonly service: TransferType;
  readonly component: LegComponent;
  readonly side: 'debit' | 'credit';
  /** In sen. */
  readonly amount: Sen;
  /** Book of whom it owes or is owed by; the switch's for a fee of the switch. */
  readonly counterpart: number;
}

/** A transfer with what it brought to one cooperative's position in a cycle. */
export interface DrilledTransfer {
  /** Uuid. */
  readonly id: string;
  readonly type: TransferType;
  /** What the act was about, in sen. */
  readonly amount: Sen;
  readonly batch: bigint;
  readonly item: number;
  readonly postedAt: Date;
  readonly parts: readonly DrilledPart[];
}

/** Which legs are looked at; what is left out is not asked for. */
export interface DrillFilter {
  readonly service?: TransferType | undefined;
  readonly component?: LegComponent | undefined;
  /** Book. */
  readonly counterpart?: number | undefined;
}

/** A transfer's place in the ledger's one order. */
export interface DrillCursor {
  readonly batch: bigint;
  readonly item: number;
}
