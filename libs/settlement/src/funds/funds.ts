import type { FailureDetail, FundsState, ProblemCode, Sen } from '@app/core';

/** Seen from the settlement bank. */
export type FundsDirection = 'in' | 'out';

/** A movement at the settlement bank, booked or on its way. All uids are uuids, times the network's. */
export interface Funds {
  readonly uid: string;
  readonly network: number;
  /** Book of whose money it is; null: nobody's yet, it is in the switch's suspense. */
  readonly cooperative: number | null;
  readonly cooperativeUid: string | null;
  readonly direction: FundsDirection;
  /** In sen; what is reserved is whole rupiah. */
  readonly amount: Sen;
  /** Outgoing money that is held first, and paid out or given up later. */
  readonly reserves: boolean;
  readonly state: FundsState;
  /** What the bank calls it; null while outgoing money is only reserved. */
  readonly bankReference: string | null;
  /** Who asked for it. */
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  /** The settlement that it is for. */
  readonly settlement: string | null;
  /** What was posted: the booking, or the hold of what is reserved. */
  readonly transfer: string | null;
  /** Who confirmed or gave up what was reserved. */
  readonly decidedBy: string | null;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  /** Why the ledger refused it. */
  readonly refusal: ProblemCode | null;
}

/** What is asked of the desk. */
export interface FundsOrder {
  readonly network: number;
  readonly cooperative: number | null;
  readonly direction: FundsDirection;
  readonly amount: Sen;
  readonly reserves: boolean;
  readonly bankReference: string | null;
  readonly principal: string;
  readonly key: string;
  /** 32 hex digits over what was asked. */
  readonly requestHash: string;
  readonly settlement?: string | undefined;
}

/** Nothing was decided, or it was refused. */
export interface FundsFailure {
  readonly code: ProblemCode;
  readonly detail?: FailureDetail | undefined;
}
