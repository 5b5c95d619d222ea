import type { Sen } from '@app/core';
import type { ClientScope } from './clients/client-scopes.js';

/**
 * Who may ask for what: every route names the roles that it admits. The words are those of the
 * wire.
 */
export const PERSON_ROLES = [
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

/** The roles that people hold. */
export type PersonRole = (typeof PERSON_ROLES)[number];

/** A program has one role, and is admitted by its scopes. */
export const ROLES = [...PERSON_ROLES, 'program'] as const;

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

/** How somebody proved who they are, in the words of RFC 8176. */
export const PROOF_METHODS = ['pin', 'pwd', 'otp'] as const;
export type ProofMethod = (typeof PROOF_METHODS)[number];

/** When, and by what, the bearer last proved who they are. */
export interface Proof {
  readonly methods: readonly ProofMethod[];
  /** Unix time in seconds. */
  readonly at: number;
  /** Uuid of a PIN that was given for one payment, which it serves alone. */
  readonly once?: string | undefined;
}

/** What a verified token says about its bearer. The ids are plain UUIDs, not those of the wire. */
export interface Identity {
  /** The person, or the program. Idempotency keys and client references are scoped to it, whatever the role. */
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
  /** The chain of refresh tokens that this one came from; absent for a visit without one. */
  session?: string | undefined;
  /** The person's epoch when the token was issued, 0 unless told: raised, it voids the token. */
  epoch?: number | undefined;
  /** Of a program: what it may be used for. Absent of people. */
  scopes?: readonly ClientScope[] | undefined;
  /** In sen: what is paid above it needs the PIN once more. Absent for who set no such amount. */
  pinAbove?: Sen | undefined;
  /** Absent where nobody signed in, as for what the worker does in a person's name. */
  proof?: Proof | undefined;
}
