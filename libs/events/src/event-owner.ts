import type { LedgerEvent } from './event.js';

/** Whose events are asked for: a shop's, or a cooperative's. */
export type EventOwner =
  | { readonly network: number; readonly merchant: string }
  | { readonly network: number; readonly cooperative: string };

/** Whether an event is the owner's business. */
export function concerns(event: LedgerEvent, owner: EventOwner): boolean {
  if (event.network !== owner.network) return false;
  return 'merchant' in owner
    ? event.merchants.includes(owner.merchant)
    : event.cooperatives.includes(owner.cooperative);
}

/** An owner as the key of a map. */
export function ownerKey(owner: EventOwner): string {
  return 'merchant' in owner ? owner.merchant : owner.cooperative;
}

/** The keys of all whom an event concerns. */
export function keysOf({ merchants, cooperatives }: LedgerEvent): readonly string[] {
  return [...merchants, ...cooperatives];
}
