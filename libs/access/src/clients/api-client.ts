import type { KeyObject } from 'node:crypto';
import type { ClientScope } from './client-scopes.js';
import type { ClientKeyKind } from './client-secret.js';

export type ClientStatus = 'active' | 'disabled';

/** A program that calls the API for a cooperative or one of its shops, as whoever runs it sees it. */
export interface ClientRecord {
  readonly uid: string;
  /** Number of the network. */
  readonly network: number;
  /** Uuid: its own, or that of its shop. */
  readonly cooperative: string;
  /** Uuid; null for a program of the cooperative itself. */
  readonly merchant: string | null;
  readonly name: string;
  readonly status: ClientStatus;
  readonly scopes: readonly ClientScope[];
  readonly snapPartnerId: string | null;
  readonly createdAt: Date;
  /** To a minute or so. */
  readonly lastUsedAt: Date | null;
}

/** A key of a client, without what is secret of it. */
export interface ClientKey {
  readonly uid: string;
  readonly client: string;
  readonly kind: ClientKeyKind;
  /** The last characters of a secret, or the fingerprint of a public key. */
  readonly hint: string;
  readonly createdAt: Date;
  /** From then on it serves no more; null: until it is revoked or replaced. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A program and the keys of it that are good now: for whoever checks what it signed. */
export interface ApiClient {
  /** `cli_…`, as on the wire. */
  readonly id: string;
  /** The principal of what it does. */
  readonly uid: string;
  /** Number of the network. */
  readonly networkId: number;
  readonly cooperativeUid?: string;
  readonly merchantUid?: string;
  readonly name: string;
  readonly status: ClientStatus;
  readonly scopes: readonly ClientScope[];
  readonly snapPartnerId?: string;
  /** RSA, the newest first; two while one replaces the other. */
  readonly publicKeys: readonly KeyObject[];
  /** The secrets that its HMACs are computed with, the newest first; two while one replaces the other. */
  hmacSecrets(): Promise<readonly Buffer[]>;
}
