/** What a program of a shop may be allowed to do. The words are those of the wire. */
const OF_SHOPS = [
  /** Make, read, draw and take back QR codes. */
  'qr_codes',
  /** Ask members for money. */
  'payment_requests',
  /** Capture and void what payers authorised. */
  'authorisations',
  /** Give money back. */
  'refunds',
  /** Read what the shop was paid. */
  'payments:read',
] as const;

/** What a program of a cooperative may be allowed to do. */
const OF_COOPERATIVES = [
  /** Take on members, and read who they are. */
  'members',
  /** Read the cooperative's accounts, entries and trial balance. */
  'books:read',
] as const;

/** What either may be allowed to do. */
const OF_EITHER = [
  /** Be told what happened: lists, streams and webhooks. */
  'events',
  /** Call the services of SNAP BI. */
  'snap',
] as const;

export const CLIENT_SCOPES = [...OF_SHOPS, ...OF_COOPERATIVES, ...OF_EITHER] as const;
export type ClientScope = (typeof CLIENT_SCOPES)[number];

const names: ReadonlySet<string> = new Set(CLIENT_SCOPES);

/** Whether a text is one of {@link CLIENT_SCOPES}. */
export function isClientScope(text: string): text is ClientScope {
  return names.has(text);
}

/** What a program of a shop can have. */
export const MERCHANT_SCOPES: readonly ClientScope[] = [...OF_SHOPS, ...OF_EITHER];

/** What a program of a cooperative can have. */
export const COOPERATIVE_SCOPES: readonly ClientScope[] = [...OF_COOPERATIVES, ...OF_EITHER];
