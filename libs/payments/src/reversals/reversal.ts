import type { Role } from '@app/access';
import type { FailureDetail, ProblemCode, ReversalState } from '@app/core';

/** What a reversal came to: money went back, a hold was let go, or there was nothing to undo and never will be. */
export type ReversalResult = 'reversed' | 'released' | 'nothing';

/** A terminal's request to undo what it sent, and where it stands. Ids are uuids. */
export interface Reversal {
  readonly uid: string;
  readonly network: number;
  readonly principal: string;
  readonly role: Role;
  readonly cooperative: string | null;
  readonly key: string;
  readonly requestHash: string;
  /** The sender's own reference of what is to be undone; or `asked`, its transfer. */
  readonly reference: string | null;
  readonly asked: string | null;
  readonly state: ReversalState;
  readonly result: ReversalResult | null;
  /** What it undoes, once that is known. */
  readonly original: string | null;
  /** What was posted for it. */
  readonly transfer: string | null;
  /** Why it was refused, or what it waits for. */
  readonly code: ProblemCode | null;
  readonly detail: FailureDetail | null;
  readonly approval: string | null;
  /** How often the ledger refused it for funds or a cap. */
  readonly attempts: number;
  /** In the network's time. */
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}
