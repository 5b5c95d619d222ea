/**
 * Who may ask for what: every route names the roles that it admits. The words are those of the
 * wire.
 */
export const ROLES = [
  'member',
  'merchant_owner',
  'cashier',
  'teller',
  'treasurer',
  'manager',
  'operator',
  'auditor',
  'dinas',
] as const;

export type Role = (typeof ROLES)[number];

const roleNames: ReadonlySet<string> = new Set(ROLES);

/** Whether a text is one of {@link ROLES}. */
export function isRole(text: unknown): text is Role {
  return typeof text === 'string' && roleNames.has(text);
}

/**
 * The roles that a person takes on with phone and PIN; all the others sign in with name and
 * password.
 */
export const PHONE_ROLES = ['member', 'merchant_owner'] as const satisfies readonly Role[];

/** What a verified token says about its bearer. The ids are plain UUIDs, not those of the wire. */
export interface Identity {
  /** The person. Idempotency keys and client references are scoped to it, whatever the role. */
  principal: string;
  role: Role;
  /** Number of the network; null for an operator of the whole deployment. */
  network: number | null;
  cooperative: string | null;
  member: string | null;
  merchant: string | null;
  tokenId: string;
  /** Unix time in seconds. */
  expiresAt: number;
}
