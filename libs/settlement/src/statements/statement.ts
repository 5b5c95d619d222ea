import type { Sen } from '@app/core';
import type { Cooperative, Network } from '@app/participants';
import type { Cycle, NetPart } from '../cycles/cycle.js';

/** What a settlement moved on a clearing account. */
export interface ClearedAmount {
  /** Uuid of the transfer. */
  readonly transfer: string;
  readonly side: 'paid' | 'received';
  /** In sen. */
  readonly amount: Sen;
  readonly at: Date;
}

/** A payment of a settlement as one cooperative sees it. */
export interface SettledAmount extends ClearedAmount {
  /** Whom it was paid to, or who paid it, from bank to bank; null: through the settlement bank. */
  readonly counterpart: Cooperative | null;
}

/** What a cooperative and another party, or the switch, came to owe each other. In sen. */
export interface BilateralLine {
  /** null: the switch. */
  readonly counterpart: Cooperative | null;
  readonly owes: Sen;
  readonly isOwed: Sen;
  /** Positive: the cooperative owes. */
  readonly net: Sen;
}

/** All that a cooperative is told of a netted cycle. */
export interface SettlementStatement {
  readonly cycle: Cycle;
  readonly network: Network;
  readonly cooperative: Cooperative;
  readonly parts: readonly NetPart[];
  /** What it came to owe and to be owed over all parts, and the difference; positive: it owes. In sen. */
  readonly debit: Sen;
  readonly credit: Sen;
  readonly net: Sen;
  readonly legCount: bigint;
  readonly bilateral: readonly BilateralLine[];
  readonly settled: readonly SettledAmount[];
  /** What of the net is not paid or received yet; positive: it owes. */
  readonly outstanding: Sen;
  /** When the last thing in it happened: the same facts always make the same statement. */
  readonly asOf: Date;
}
