import type { EntityManager } from 'typeorm';
import type { ClientKey, ClientRecord, ClientStatus } from './api-client.js';
import type { ClientScope } from './client-scopes.js';
import type { ClientKeyKind } from './client-secret.js';

export interface NewClient {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string;
  readonly merchant: string | null;
  readonly name: string;
  readonly scopes: readonly ClientScope[];
  readonly snapPartnerId: string | null;
  readonly createdBy: string;
}

export interface NewKey {
  readonly uid: string;
  readonly kind: ClientKeyKind;
  readonly hint: string;
  readonly hash: Buffer | null;
  readonly sealed: Buffer | null;
  readonly pem: string | null;
  readonly createdBy: string;
}

/** What a client's state is changed to, whatever it was. */
export type ClientChange = Partial<
  Pick<ClientRecord, 'name' | 'status' | 'scopes' | 'snapPartnerId'>
>;

/** A page of a list that is ordered by uuid. */
export interface ClientPage {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Whose clients are listed. */
export interface ClientFilter {
  readonly network: number | null;
  readonly cooperative: string | null;
  readonly merchant: string | null;
}

const CLIENT = `uid, network, cooperative, merchant, name, status, scopes,
  snap_partner_id AS "snapPartnerId", created_at AS "createdAt", last_used_at AS "lastUsedAt"`;
const KEY = `uid, client, kind, hint, created_at AS "createdAt", expires_at AS "expiresAt",
  revoked_at AS "revokedAt"`;
const GOOD = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

export async function insertClient(tx: EntityManager, client: NewClient): Promise<void> {
  await tx.query(
    `INSERT INTO access.api_client (uid, network, cooperative, merchant, name, scopes, snap_partner_id, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      client.uid,
      client.network,
      client.cooperative,
      client.merchant,
      client.name,
      client.scopes,
      client.snapPartnerId,
      client.createdBy,
    ],
  );
}

/** Clients of the same shop, or of the cooperative itself. */
export async function countClients(
  tx: EntityManager,
  { cooperative, merchant }: Pick<NewClient, 'cooperative' | 'merchant'>,
): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::integer AS count FROM access.api_client
     WHERE cooperative = $1 AND merchant IS NOT DISTINCT FROM $2`,
    [cooperative, merchant],
  );
  return row?.count ?? 0;
}

export async function readClient(
  manager: EntityManager,
  uid: string,
  lock = false,
): Promise<ClientRecord | undefined> {
  const rows = await manager.query<ClientRecord[]>(
    `SELECT ${CLIENT} FROM access.api_client WHERE uid = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [uid],
  );
  return rows[0];
}

export async function updateClient(
  tx: EntityManager,
  uid: string,
  { name, status, scopes, snapPartnerId }: ClientChange,
): Promise<void> {
  await tx.query(
    `UPDATE access.api_client SET name = coalesce($2, name), status = coalesce($3, status),
       scopes = coalesce($4, scopes), snap_partner_id = coalesce($5, snap_partner_id) WHERE uid = $1`,
    [uid, name ?? null, status ?? null, scopes ?? null, snapPartnerId ?? null],
  );
}

/** Oldest first; those before a uuid the other way round. */
export function listClients(
  manager: EntityManager,
  { network, cooperative, merchant }: ClientFilter,
  { after, before, limit }: ClientPage,
): Promise<ClientRecord[]> {
  const backwards = before !== undefined;
  return manager.query<ClientRecord[]>(
    `SELECT ${CLIENT} FROM access.api_client
     WHERE ($1::smallint IS NULL OR network = $1) AND ($2::uuid IS NULL OR cooperative = $2)
       AND ($3::uuid IS NULL OR merchant = $3)
       AND ($4::uuid IS NULL OR uid ${backwards ? '<' : '>'} $4)
     ORDER BY uid ${backwards ? 'DESC' : 'ASC'} LIMIT $5`,
    [network, cooperative, merchant, after ?? before ?? null, limit],
  );
}

/** Newest first. */
export function listKeys(manager: EntityManager, client: string): Promise<ClientKey[]> {
  return manager.query<ClientKey[]>(
    `SELECT ${KEY} FROM access.api_client_key WHERE client = $1 ORDER BY uid DESC`,
    [client],
  );
}

export async function insertKey(
  tx: EntityManager,
  { uid, network, cooperative }: ClientRecord,
  key: NewKey,
): Promise<void> {
  await tx.query(
    `INSERT INTO access.api_client_key (uid, client, network, cooperative, kind, hint, hash, sealed, pem, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      key.uid,
      uid,
      network,
      cooperative,
      key.kind,
      key.hint,
      key.hash,
      key.sealed,
      key.pem,
      key.createdBy,
    ],
  );
}

/**
 * Lets the newest key of a kind run out after the overlap, and those before it now: so there are never more than two good
 * ones once another is added.
 */
export async function replaceKeys(
  tx: EntityManager,
  client: string,
  kind: ClientKeyKind,
  overlapSeconds: number,
): Promise<void> {
  await tx.query(
    `UPDATE access.api_client_key k
     SET expires_at = least(k.expires_at, CASE WHEN k.uid = n.newest
       THEN now() + make_interval(secs => $3) ELSE now() END)
     FROM (SELECT uid AS newest FROM access.api_client_key
       WHERE client = $1 AND kind = $2 AND ${GOOD} ORDER BY uid DESC LIMIT 1) AS n
     WHERE k.client = $1 AND k.kind = $2 AND ${GOOD}`,
    [client, kind, overlapSeconds],
  );
}

/** Whether there was such a key that still served. */
export async function revokeKey(tx: EntityManager, client: string, key: string): Promise<void> {
  await tx.query(
    `UPDATE access.api_client_key SET revoked_at = now()
     WHERE client = $1 AND uid = $2 AND revoked_at IS NULL`,
    [client, key],
  );
}

/** A client, its epoch, and the keys that are good now, newest first. */
export interface KnownClient {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string;
  readonly merchant: string | null;
  readonly name: string;
  readonly status: ClientStatus;
  readonly scopes: readonly ClientScope[];
  readonly snapPartnerId: string | null;
  /** What tokens are issued under. */
  readonly epoch: number;
  readonly keys: readonly KnownKey[];
}

export interface KnownKey {
  readonly uid: string;
  readonly kind: ClientKeyKind;
  /** Hex. */
  readonly hash: string | null;
  /** Hex. */
  readonly sealed: string | null;
  readonly pem: string | null;
}

/** In one statement; undefined if there is none. */
export async function readKnownClient(
  manager: EntityManager,
  uid: string,
): Promise<KnownClient | undefined> {
  const rows = await manager.query<KnownClient[]>(
    `SELECT c.uid, c.network, c.cooperative, c.merchant, c.name, c.status, c.scopes,
       c.snap_partner_id AS "snapPartnerId",
       coalesce((SELECT r.epoch FROM access.revocation r WHERE r.subject = c.uid), 0) AS epoch,
       (SELECT coalesce(json_agg(json_build_object('uid', k.uid, 'kind', k.kind, 'pem', k.pem,
           'hash', encode(k.hash, 'hex'), 'sealed', encode(k.sealed, 'hex')) ORDER BY k.uid DESC), '[]')
        FROM access.api_client_key k WHERE k.client = c.uid AND ${GOOD}) AS keys
     FROM access.api_client c WHERE c.uid = $1`,
    [uid],
  );
  return rows[0];
}
