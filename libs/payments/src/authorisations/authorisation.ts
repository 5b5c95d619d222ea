import type { FailureDetail, RefusalCode, Sen } from '@app/core';

/** `open` may still be captured; `expired` also before the worker has tidied it away. */
export type AuthorisationStatus = 'open' | 'captured' | 'voided' | 'expired' | 'refused';

/** What a member lets a merchant take, and what became of it. Ids are uuids. */
export interface Authorisation {
  readonly id: string;
  readonly network: number;
  /** At most, in sen. */
  readonly amount: Sen;
  readonly captured: Sen;
  /** What may still be captured, in sen. */
  readonly left: Sen;
  readonly status: AuthorisationStatus;
  readonly payer: { readonly member: string; readonly cooperative: string };
  readonly payee: { readonly merchant: string; readonly cooperative: string };
  readonly onUs: boolean;
  /** Of the schedule that every capture is charged by. */
  readonly feeVersion: number | null;
  /** ISO 8601 in UTC with microseconds; null if it was refused. */
  readonly expiresAt: string | null;
  /** Uuids of the payments that were captured, oldest first. */
  readonly payments: readonly string[];
  readonly reference: string | null;
  readonly description: string | null;
  readonly createdAt: string;
  readonly shortCode: string;
  readonly refusal: { readonly code: RefusalCode; readonly detail: FailureDetail } | null;
}
