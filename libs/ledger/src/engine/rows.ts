import type { Sen } from '@app/core';

/** Rows as a batch writes them; the hash of a batch covers exactly these. */
export interface TransferRow {
  readonly id: string;
  readonly principal: string;
  readonly amount: Sen;
  readonly payer: number | null;
  readonly payee: number | null;
  readonly issuer: number | null;
  readonly acquirer: number | null;
  readonly feeVersion: number | null;
  /** Its place in the batch, from 0. */
  readonly item: number;
  /** Code of the transfer type. */
  readonly type: number;
  readonly firstLeg: number;
  readonly legCount: number;
  readonly original: string | null;
  readonly refusal: string | null;
  /** JSON text, kept byte by byte so that the hash can be computed again. */
  readonly refusalDetail: string | null;
  readonly reference: string | null;
  readonly description: string | null;
}

/** Its place in the array is its position in the batch. */
export interface LegRow {
  readonly debit: number;
  readonly credit: number;
  readonly book: number;
  readonly amount: Sen;
  readonly debitBalance: Sen;
  readonly creditBalance: Sen;
  /** Transfer type × 100 + component. */
  readonly code: number;
}

export const CHANGE_KINDS = {
  maximum: 1,
  minimum: 2,
  status: 3,
  heldDebits: 4,
  heldCredits: 5,
} as const;

/** A change of an account beside legs; its place in the array is its position in the batch. */
export interface ChangeRow {
  readonly item: number;
  readonly account: number;
  readonly kind: (typeof CHANGE_KINDS)[keyof typeof CHANGE_KINDS];
  readonly before: bigint | null;
  readonly after: bigint | null;
}

/** All that one commit posts. */
export interface BatchContent {
  readonly number: bigint;
  /** ISO 8601, UTC, microseconds, ending in Z. */
  readonly postedAt: string;
  readonly cycle: number;
  readonly transfers: readonly TransferRow[];
  readonly legs: readonly LegRow[];
  readonly changes: readonly ChangeRow[];
}

/** What a batch is about to write. */
export interface BatchDraft {
  readonly transfers: TransferRow[];
  readonly legs: LegRow[];
  readonly changes: ChangeRow[];
  /** Keys and references that its transfers take, for ever. */
  readonly claims: { value: string; principal: string; transfer: string; hash: string }[];
}
