import type { Sen } from '@app/core';

/**
 * What the money of a code is for: a shop's goods, a sending to a member, cash that a teller takes in for one; or, of a member
 * who shows it, what a shop takes (`charge`).
 */
export type QrPurpose = 'payment' | 'transfer' | 'deposit' | 'charge';
export const QR_PURPOSES: readonly QrPurpose[] = ['payment', 'transfer', 'deposit', 'charge'];

/** `static`: paid any number of times; `dynamic`: once. */
export type QrKind = 'static' | 'dynamic';
export const QR_KINDS: readonly QrKind[] = ['static', 'dynamic'];

export type QrState = 'active' | 'paid' | 'cancelled' | 'expired';
export const QR_STATES: readonly QrState[] = ['active', 'paid', 'cancelled', 'expired'];

/** Who shows a code, and receives its money unless it is a `charge`. Uuids. */
export type QrHolder = { readonly member: string } | { readonly merchant: string };

/** A code that this network made; none of it ever changes. */
export interface QrCode {
  readonly uid: string;
  readonly network: number;
  readonly kind: QrKind;
  readonly purpose: QrPurpose;
  /** Uuid of the merchant (purpose `payment`) or of the member. */
  readonly holder: string;
  /** The ledger's number of the holder's wallet. */
  readonly wallet: number;
  /** In sen; null: the payer says how much. */
  readonly amount: Sen | null;
  /** The holder's own, such as the number of a bill. */
  readonly reference: string | null;
  /** What the picture says. */
  readonly payload: string;
  readonly createdBy: string;
  readonly requestHash: string;
  readonly createdAt: Date;
  /** By the network's clock; null: never. */
  readonly expiresAt: Date | null;
}

/** A code with what became of it. */
export interface QrCodeView extends QrCode {
  readonly state: QrState;
  /** Uuid of the transfer that paid it, and when; null unless it is paid. */
  readonly paidBy: string | null;
  readonly paidAt: Date | null;
}

/** When a code's time is over, in microseconds since 1970, with what it is then refused by; for a posting request. */
export function expiryOf({ expiresAt }: Pick<QrCode, 'expiresAt'>) {
  if (expiresAt === null) return undefined;
  return { us: BigInt(expiresAt.getTime()) * 1_000n, code: 'qr_code_expired' } as const;
}

/** Who comes first uses a dynamic code up; for a posting request. */
export function ticketOf({ kind, uid }: Pick<QrCode, 'kind' | 'uid'>) {
  return kind === 'dynamic' ? ({ id: uid, code: 'qr_code_used' } as const) : undefined;
}
