import type { DemandPaymentState, DemandState, Sen } from '@app/core';

/** What is asked of somebody: a payment request or an invoice. All ids are uuids, all times the network's. */
export interface Demand {
  readonly uid: string;
  readonly network: number;
  readonly kind: 'request' | 'invoice';
  readonly createdBy: string;
  readonly key: string;
  readonly requestHash: string;
  /** In sen. */
  readonly amount: Sen;
  /** What of it was paid, in sen. */
  readonly paid: Sen;
  /** What of it is set aside for payments that are not decided yet, in sen. */
  readonly reserved: Sen;
  readonly partialAllowed: boolean;
  /** As the time has it: `expired` whether or not the worker has written it down yet. */
  readonly state: DemandState;
  readonly note: string | null;
  /** Of who declined or cancelled it. */
  readonly reason: string | null;
  readonly createdAt: Date;
  /** null: it doesn't expire. */
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
}

/** One payment of a demand. */
export interface DemandPayment {
  /** Uuid of the ledger's transfer. */
  readonly uid: string;
  readonly demand: string;
  readonly network: number;
  readonly principal: string;
  readonly key: string;
  readonly requestHash: string;
  readonly amount: Sen;
  readonly state: DemandPaymentState;
}

/** How a payment ended: posted by the ledger, or refused or given up with this code. */
export type PaymentEnd =
  { readonly posted: true } | { readonly posted: false; readonly code: string };

/** A demand as it was when it was made: what the first answer and each replay show. */
export function asMade<T extends Demand>(demand: T): T {
  return { ...demand, state: 'requested', paid: 0n, reserved: 0n, reason: null, endedAt: null };
}
