import { asSwitch } from '@app/database';
import type { EntityManager } from 'typeorm';

const FLUSH_MS = 1_000;
/** Of one client in a second: a developer reads what failed, not each of thousands that went well. */
const PER_FLUSH_MAX = 50;
/** Of all clients in a second. */
const WAITING_MAX = 2_000;
/** Kept of each client. */
export const REQUESTS_KEPT = 1_000;
const CLEANED_AT_ONCE = 100;
const USED_SECONDS = 60;
const PATH_MAX = 200;

/** What is remembered of a request: no body, no query, no header. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  /** Of the problem, or of SNAP; null for a success without one. */
  readonly code: string | null;
  /** `req_…`. */
  readonly request: string;
  readonly at: Date;
  readonly durationMs: number;
}

/** Whose program asked. */
export interface LoggingClient {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string;
}

interface Waiting {
  readonly client: LoggingClient;
  readonly requests: LoggedRequest[];
}

export interface StoredRequest extends LoggedRequest {
  readonly number: string;
}

/**
 * What programs asked lately, so that whoever writes one sees what came of it; and when each was last used. Told to the
 * database once a second, in two statements for all; what a crash loses of it nobody needs.
 */
export class RequestLog {
  private waiting = new Map<string, Waiting>();
  private count = 0;
  private used = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  constructor(private readonly manager: EntityManager) {}

  /** Remembers a request for a while. Beyond a bound successes give way to failures, and then the rest is not kept. */
  note(client: LoggingClient, request: LoggedRequest): void {
    this.noteUse(client.uid);
    const known = this.waiting.get(client.uid) ?? { client, requests: [] };
    this.waiting.set(client.uid, known);
    if (known.requests.length >= PER_FLUSH_MAX || this.count >= WAITING_MAX) {
      const success = request.status < 400 ? -1 : known.requests.findIndex((r) => r.status < 400);
      if (success < 0) return;
      known.requests.splice(success, 1);
      this.count -= 1;
    }
    known.requests.push(request);
    this.count += 1;
  }

  /** Remembers that a client was used. */
  noteUse(uid: string): void {
    this.used.add(uid);
  }

  /** The latest of a client, newest first, or those before a number. */
  list(client: string, before: string | undefined, limit: number): Promise<StoredRequest[]> {
    return this.manager.query<StoredRequest[]>(
      `SELECT number, method, path, status, code, request, at, duration_ms AS "durationMs"
       FROM access.api_request WHERE client = $1 AND ($2::bigint IS NULL OR number < $2)
       ORDER BY number DESC LIMIT $3`,
      [client, before ?? null, limit],
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  /** Tells what was noted. While the database is away it is lost. */
  async flush(): Promise<void> {
    // One after the other, and whoever waits has had what was noted before written.
    await this.flushing;
    this.flushing ??= asSwitch(() => this.tellAll())
      .catch(() => undefined)
      .finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  /** Forgets all but the latest of some clients that have more. */
  async clean(network: number): Promise<void> {
    await this.manager.query(
      `DELETE FROM access.api_request r USING (
         SELECT c.uid, (SELECT n.number FROM access.api_request n WHERE n.client = c.uid
           ORDER BY n.number DESC OFFSET $2 LIMIT 1) AS until
         FROM access.api_client c WHERE c.network = $1 AND c.last_used_at > now() - interval '1 hour'
         LIMIT $3) AS old
       WHERE r.client = old.uid AND r.number <= old.until`,
      [network, REQUESTS_KEPT, CLEANED_AT_ONCE],
    );
  }

  private async tellAll(): Promise<void> {
    const rows = [...this.waiting.values()].flatMap(({ client, requests }) =>
      requests.map((request) => ({ client, request })),
    );
    const used = [...this.used];
    this.waiting = new Map();
    this.count = 0;
    this.used = new Set();
    if (used.length > 0) await this.tellUse(used);
    if (rows.length > 0) await this.tell(rows);
  }

  private async tellUse(clients: readonly string[]): Promise<void> {
    await this.manager.query(
      `UPDATE access.api_client SET last_used_at = now() WHERE uid = ANY ($1)
         AND (last_used_at IS NULL OR last_used_at < now() - make_interval(secs => $2))`,
      [clients, USED_SECONDS],
    );
  }

  private async tell(
    rows: readonly { readonly client: LoggingClient; readonly request: LoggedRequest }[],
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO access.api_request (client, network, cooperative, method, path, status, code, request, at, duration_ms)
       SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::text[], $6::smallint[], $7::text[],
         $8::text[], $9::timestamptz[], $10::integer[])`,
      [
        rows.map(({ client }) => client.uid),
        rows.map(({ client }) => client.network),
        rows.map(({ client }) => client.cooperative),
        rows.map(({ request }) => request.method),
        rows.map(({ request }) => pathOf(request.path)),
        rows.map(({ request }) => request.status),
        rows.map(({ request }) => request.code),
        rows.map(({ request }) => request.request),
        rows.map(({ request }) => request.at),
        rows.map(({ request }) => Math.max(0, Math.round(request.durationMs))),
      ],
    );
  }
}

function pathOf(path: string): string {
  const [plain = '/'] = path.split('?');
  return plain.slice(0, PATH_MAX);
}
