import type { EntityManager } from 'typeorm';
import type { DisabledReason, EndpointFormat, WebhookEndpoint } from './webhook.js';
import type { MadeKey } from './webhook-secrets.js';

const COLUMNS = `uid, client, network, cooperative, merchant, format, url, types, status, reason,
  failing_since AS "failingSince", created_at AS "createdAt",
  ARRAY(SELECT s.public_key FROM events.webhook_secret s
    WHERE s.endpoint = webhook_endpoint.uid AND s.public_key IS NOT NULL
      AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.uid DESC) AS "publicKeys"`;

export type NewEndpoint = Pick<
  WebhookEndpoint,
  'uid' | 'client' | 'network' | 'cooperative' | 'merchant' | 'format' | 'url' | 'types'
> & { readonly createdBy: string };

/** Told of whatever comes after the last batch of now. */
export async function insertEndpoint(tx: EntityManager, endpoint: NewEndpoint): Promise<void> {
  await moveIdleRelay(tx, endpoint.network);
  await tx.query(
    `INSERT INTO events.webhook_endpoint (uid, client, network, cooperative, merchant, url, types, created_by,
       format, from_batch)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, number FROM ledger.head WHERE network = $3`,
    [
      endpoint.uid,
      endpoint.client,
      endpoint.network,
      endpoint.cooperative,
      endpoint.merchant,
      endpoint.url,
      endpoint.types,
      endpoint.createdBy,
      endpoint.format,
    ],
  );
}

/**
 * While nobody in the network is told of anything the relay stands still, and needn't look through what nobody waited for. Its row is
 * held to the commit, so that of two who are the first at once one sees the other.
 */
export async function moveIdleRelay(tx: EntityManager, network: number): Promise<void> {
  await tx.query(
    `INSERT INTO events.relay (network, batch, item)
     SELECT network, number, 32767 FROM ledger.head WHERE network = $1 ON CONFLICT DO NOTHING`,
    [network],
  );
  await tx.query('SELECT FROM events.relay WHERE network = $1 FOR UPDATE', [network]);
  await tx.query(
    `UPDATE events.relay r SET batch = h.number, item = 32767 FROM ledger.head h
     WHERE r.network = $1 AND h.network = $1 AND NOT EXISTS (
       SELECT FROM events.webhook_endpoint e WHERE e.network = $1 AND e.status = 'active')`,
    [network],
  );
}

export async function readEndpoint(
  manager: EntityManager,
  uid: string,
  lock = false,
): Promise<WebhookEndpoint | undefined> {
  const rows = await manager.query<WebhookEndpoint[]>(
    `SELECT ${COLUMNS} FROM events.webhook_endpoint WHERE uid = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [uid],
  );
  return rows[0];
}

/** Oldest first. */
export function listEndpoints(manager: EntityManager, client: string): Promise<WebhookEndpoint[]> {
  return manager.query<WebhookEndpoint[]>(
    `SELECT ${COLUMNS} FROM events.webhook_endpoint WHERE client = $1 ORDER BY uid`,
    [client],
  );
}

export interface EndpointChange {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly status?: WebhookEndpoint['status'] | undefined;
}

/** One that is called again is told of what comes from now on, and of what still waited. */
export async function updateEndpoint(
  tx: EntityManager,
  { uid, network, status: before }: WebhookEndpoint,
  { url, types, status = before }: EndpointChange,
): Promise<void> {
  const returns = before === 'disabled' && status === 'active';
  if (returns) await moveIdleRelay(tx, network);
  await tx.query(
    `UPDATE events.webhook_endpoint e SET url = coalesce($2, url), types = coalesce($3, types), status = $4,
       reason = CASE WHEN $4 = 'active' THEN NULL ELSE coalesce(reason, 'by_holder') END,
       failing_since = CASE WHEN $5 THEN NULL ELSE failing_since END,
       from_batch = CASE WHEN $5 THEN (SELECT number FROM ledger.head WHERE network = e.network)
         ELSE from_batch END
     WHERE uid = $1`,
    [uid, url ?? null, types ?? null, status, returns],
  );
}

export async function disableEndpoint(
  tx: EntityManager,
  uid: string,
  reason: DisabledReason,
): Promise<void> {
  await tx.query(
    `UPDATE events.webhook_endpoint SET status = 'disabled', reason = $2
     WHERE uid = $1 AND status = 'active'`,
    [uid, reason],
  );
}

/** Adds a secret; the former one goes on to sign for the overlap, and those before it no more. */
export async function rotateSecret(
  tx: EntityManager,
  { uid, network, cooperative }: Pick<WebhookEndpoint, 'uid' | 'network' | 'cooperative'>,
  secret: Pick<MadeKey, 'uid' | 'sealed' | 'publicKey'>,
  overlapSeconds: number,
): Promise<void> {
  await tx.query(
    `UPDATE events.webhook_secret s
     SET expires_at = least(s.expires_at, CASE WHEN s.uid = n.newest
       THEN now() + make_interval(secs => $2) ELSE now() END)
     FROM (SELECT uid AS newest FROM events.webhook_secret WHERE endpoint = $1
       ORDER BY uid DESC LIMIT 1) AS n
     WHERE s.endpoint = $1 AND (s.expires_at IS NULL OR s.expires_at > now())`,
    [uid, overlapSeconds],
  );
  await tx.query(
    `INSERT INTO events.webhook_secret (uid, endpoint, network, cooperative, sealed, public_key)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [secret.uid, uid, network, cooperative, secret.sealed, secret.publicKey],
  );
}

/** An endpoint as it is called: with the secrets that sign now, newest first. */
export interface CalledEndpoint {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string;
  readonly merchant: string | null;
  /** Uuid of the program, and by what partners of SNAP BI know it. */
  readonly client: string;
  readonly partnerId: string | null;
  readonly format: EndpointFormat;
  readonly url: string;
  readonly failingSince: Date | null;
  readonly secrets: readonly { readonly uid: string; readonly sealed: string }[];
}

export function readCalled(
  manager: EntityManager,
  uids: readonly string[],
): Promise<CalledEndpoint[]> {
  return manager.query<CalledEndpoint[]>(
    `SELECT e.uid, e.network, e.cooperative, e.merchant, e.client, c.snap_partner_id AS "partnerId", e.format, e.url, e.failing_since AS "failingSince",
       (SELECT json_agg(json_build_object('uid', s.uid, 'sealed', encode(s.sealed, 'hex')) ORDER BY s.uid DESC)
        FROM events.webhook_secret s
        WHERE s.endpoint = e.uid AND (s.expires_at IS NULL OR s.expires_at > now())) AS secrets
     FROM events.webhook_endpoint e JOIN access.api_client c ON c.uid = e.client WHERE e.uid = ANY ($1)`,
    [uids],
  );
}
