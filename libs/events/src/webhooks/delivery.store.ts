import type { EntityManager } from 'typeorm';
import type { Delivery, DeliveryAttempt, DeliveryState } from './webhook.js';

const COLUMNS = `uid, endpoint, event, type, state, attempts, created_at AS "createdAt",
  CASE WHEN state = 'pending' THEN next_at END AS "nextAt", ended_at AS "endedAt"`;

/** A delivery that this process is to make. */
export interface Claimed {
  readonly uid: string;
  readonly endpoint: string;
  readonly event: string;
  readonly network: number;
  /** This one included. */
  readonly attempts: number;
}

/** Taken of one endpoint at a time. */
export const CLAIMED_OF_ENDPOINT = 4;

/**
 * Takes deliveries that are due, few of each endpoint, and none of an object of which an earlier one is still under way. Whoever
 * takes them has them for so many seconds; then they are due again.
 */
export async function claimDue(
  manager: EntityManager,
  wanted: {
    readonly most: number;
    readonly seconds: number;
    /** Endpoints that this process calls often enough already. */
    readonly busy: readonly string[];
  },
): Promise<Claimed[]> {
  const [rows] = await manager.query<[Claimed[], number]>(
    `UPDATE events.delivery AS t
     SET attempts = t.attempts + 1, next_at = now() + make_interval(secs => $2)
     FROM (
       SELECT due.uid FROM events.webhook_endpoint e
       CROSS JOIN LATERAL (
         SELECT d.uid FROM events.delivery d
         WHERE d.endpoint = e.uid AND d.state = 'pending' AND d.next_at <= now()
           AND NOT EXISTS (SELECT FROM events.delivery b
             WHERE b.endpoint = d.endpoint AND b.object = d.object AND b.state = 'pending'
               AND (b.batch, b.item) < (d.batch, d.item))
         ORDER BY d.next_at LIMIT ${CLAIMED_OF_ENDPOINT} FOR UPDATE SKIP LOCKED) AS due
       WHERE e.status = 'active' AND e.uid <> ALL ($3::uuid[])
       LIMIT $1) AS c
     WHERE t.uid = c.uid
     RETURNING t.uid, t.endpoint, t.event, t.network, t.attempts`,
    [wanted.most, wanted.seconds, wanted.busy],
  );
  return rows;
}

/** What became of an attempt. */
export interface Outcome {
  readonly delivery: string;
  readonly endpoint: string;
  readonly network: number;
  readonly cooperative: string;
  readonly state: DeliveryState;
  /** Until it is tried again; 0 once it ended. */
  readonly delaySeconds: number;
  readonly attempt: DeliveryAttempt;
}

/** Of many at once. */
export async function recordOutcomes(
  tx: EntityManager,
  outcomes: readonly Outcome[],
): Promise<void> {
  await tx.query(
    `UPDATE events.delivery d SET state = o.state, next_at = now() + make_interval(secs => o.delay),
       ended_at = CASE WHEN o.state = 'pending' THEN NULL ELSE now() END
     FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS o(uid, state, delay)
     WHERE d.uid = o.uid AND d.state = 'pending'`,
    [
      outcomes.map(({ delivery }) => delivery),
      outcomes.map(({ state }) => state),
      outcomes.map(({ delaySeconds }) => delaySeconds),
    ],
  );
  const attempts = outcomes.map(({ attempt }) => attempt);
  await tx.query(
    `INSERT INTO events.delivery_attempt (delivery, network, cooperative, number, at, duration_ms, status, error, url,
       request, response)
     SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::smallint[], $5::timestamptz[], $6::integer[],
       $7::smallint[], $8::text[], $9::text[], $10::text[], $11::text[])
     ON CONFLICT DO NOTHING`,
    [
      outcomes.map(({ delivery }) => delivery),
      outcomes.map(({ network }) => network),
      outcomes.map(({ cooperative }) => cooperative),
      attempts.map(({ number }) => number),
      attempts.map(({ at }) => at),
      attempts.map(({ durationMs }) => Math.round(durationMs)),
      attempts.map(({ status }) => status),
      attempts.map(({ error }) => error),
      attempts.map(({ url }) => url),
      attempts.map(({ request }) => request),
      attempts.map(({ response }) => response),
    ],
  );
}

/** Newest first; of one state if told. */
export function listDeliveries(
  manager: EntityManager,
  endpoint: string,
  state: DeliveryState | undefined,
  page: {
    readonly after?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
): Promise<Delivery[]> {
  const backwards = page.before !== undefined;
  return manager.query<Delivery[]>(
    `SELECT ${COLUMNS} FROM events.delivery
     WHERE endpoint = $1 AND ($2::text IS NULL OR state = $2)
       AND ($3::uuid IS NULL OR uid ${backwards ? '>' : '<'} $3)
     ORDER BY uid ${backwards ? 'ASC' : 'DESC'} LIMIT $4`,
    [endpoint, state ?? null, page.after ?? page.before ?? null, page.limit],
  );
}

export async function readDelivery(
  manager: EntityManager,
  uid: string,
): Promise<Delivery | undefined> {
  const rows = await manager.query<Delivery[]>(
    `SELECT ${COLUMNS} FROM events.delivery WHERE uid = $1`,
    [uid],
  );
  return rows[0];
}

/** Oldest first. */
export function listAttempts(manager: EntityManager, delivery: string): Promise<DeliveryAttempt[]> {
  return manager.query<DeliveryAttempt[]>(
    `SELECT number, at, duration_ms AS "durationMs", status, error, url, request, response
     FROM events.delivery_attempt WHERE delivery = $1 ORDER BY number`,
    [delivery],
  );
}

/** Due now, whatever became of it; its attempts are counted on. */
export async function makeDue(tx: EntityManager, uid: string): Promise<void> {
  await tx.query(
    `UPDATE events.delivery SET state = 'pending', ended_at = NULL, next_at = now(),
       attempts = least(attempts, 50) WHERE uid = $1`,
    [uid],
  );
}

/** Forgets some of those that ended so many days ago, with their attempts. */
export async function forgetEnded(
  manager: EntityManager,
  days: number,
  most: number,
): Promise<void> {
  await manager.query(
    `DELETE FROM events.delivery WHERE uid IN (
       SELECT uid FROM events.delivery
       WHERE state <> 'pending' AND ended_at < now() - make_interval(days => $1)
       ORDER BY ended_at LIMIT $2)`,
    [days, most],
  );
}
