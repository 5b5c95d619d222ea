import type { FailureDetail, LegComponent, RefusalCode, Sen, TransferType } from '@app/core';

/** A leg as it stands in the books. */
export interface LegRecord {
  readonly position: number;
  readonly debit: number;
  readonly credit: number;
  readonly book: number;
  readonly amount: Sen;
  readonly debitBalance: Sen;
  readonly creditBalance: Sen;
  readonly component: LegComponent;
}

/** A transfer as it was first decided; it never changes. */
export interface TransferRecord {
  readonly id: string;
  readonly network: number;
  readonly batch: bigint;
  readonly item: number;
  readonly cycle: number;
  /** ISO 8601 in UTC with microseconds: the time of its batch. */
  readonly postedAt: string;
  readonly principal: string;
  readonly type: TransferType;
  readonly amount: Sen;
  readonly payer: number | null;
  readonly payee: number | null;
  readonly issuer: number | null;
  readonly acquirer: number | null;
  readonly feeVersion: number | null;
  readonly original: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly refusal: { readonly code: RefusalCode; readonly detail: FailureDetail } | null;
  readonly legs: readonly LegRecord[];
}

/** Why nothing was decided: the same request may be sent again. */
export type UnavailableCode =
  'overloaded' | 'database_unavailable' | 'outcome_unknown' | 'shutting_down';

export type PostingOutcome =
  /** Posted or refused, for ever; `replayed` when it was decided by an earlier request. */
  | { readonly kind: 'decided'; readonly transfer: TransferRecord; readonly replayed: boolean }
  /** Computed under rules that have changed since: read them again and resubmit. Nothing is stored. */
  | { readonly kind: 'stale'; readonly epoch: bigint }
  /**
   * Other than `returnOf.before` says was given back of that transfer by now, in sen: compute the
   * legs again and resubmit. Nothing is stored.
   */
  | { readonly kind: 'returned_meanwhile'; readonly returned: Sen }
  /** The key or reference belongs to another request of this principal. Nothing is stored. */
  | { readonly kind: 'reused'; readonly code: 'idempotency_key_reused' | 'reference_reused' }
  | { readonly kind: 'unavailable'; readonly code: UnavailableCode };
