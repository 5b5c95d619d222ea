import type { EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import { ACCESS_TOKEN_SECONDS } from './token.service.js';

/** After this many milliseconds what is known is read again, beside the requests that come meanwhile. */
const FRESH_MS = 400;
/** After this many a request waits for the reading: nobody is let in by what was known a second ago. */
const STALE_MS = 800;
/** Beyond this many the process remembers none, and whatever was issued before has to be issued anew. */
const REMEMBERED_MAX = 200_000;
/** A token is refused by its own expiry a little after its lifetime, in spite of clocks that differ. */
const REMEMBERED_SECONDS = ACCESS_TOKEN_SECONDS + 60;

/** How often those that no token can outlive are forgotten. */
const FORGET_SECONDS = 30;

const READ = `
SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS seen,
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS now,
  (SELECT coalesce(json_agg(json_build_array(subject, epoch,
      extract(epoch FROM changed_at)::float8)), '[]')
   FROM (SELECT * FROM access.revocation
     WHERE changed_xid >= $1::xid8 AND changed_at > now() - make_interval(secs => $2)
     LIMIT $3) r) AS revoked`;

interface ReadRow {
  seen: string;
  now: number;
  revoked: [subject: string, epoch: number, changedAt: number][];
}

interface Revoked {
  readonly epoch: number;
  /** Unix time in seconds, by the database's clock. */
  readonly changedAt: number;
}

/**
 * What this process knows of what was revoked in any process: read from the database while requests come, at most every
 * 400 milliseconds, and never older than a second when it decides. It also tells the database's time, so
 * that no token lives longer where a process's clock is slow.
 */
export class Revocations {
  private revoked = new Map<string, Revoked>();
  /** The oldest transaction that the last reading had not seen the end of. */
  private seen = '0';
  private readAt = -Infinity;
  /** The database's time less this process's monotonic one, which no change of the machine's clock moves. */
  private sinceStart = Date.now() - performance.now();
  /** Tokens issued before this second have to be issued anew; 0 unless there were too many to remember. */
  private issuedSince = 0;
  private forgotAt = 0;
  private reading: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  /** `rememberedMax` only for tests. */
  constructor(
    private readonly manager: EntityManager,
    private readonly rememberedMax: number = REMEMBERED_MAX,
  ) {}

  /** Milliseconds since 1970 by the database's clock, as far as this process has asked it. */
  now(): number {
    return performance.now() + this.sinceStart;
  }

  /** Undefined when what is known is fresh enough to decide by; else what to wait for. Rejects if the database fails. */
  refreshed(): Promise<void> | undefined {
    const age = performance.now() - this.readAt;
    if (age < FRESH_MS) return undefined;
    const reading = this.read();
    if (age >= STALE_MS) return reading;
    // Whoever comes after the second is told of the failure.
    reading.catch(() => undefined);
    return undefined;
  }

  /** Knows at once what this process has just committed. */
  async readAnew(): Promise<void> {
    // The reading under way may have begun before the commit: only the next one is sure to see it.
    if (this.reading === undefined) return this.read();
    this.next ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.read();
      });
    return this.next;
  }

  /** Whether a token that is otherwise good was revoked, by what was last read. */
  covers({ principal, session, tokenId, epoch = 0, expiresAt }: Identity): boolean {
    if (expiresAt - ACCESS_TOKEN_SECONDS < this.issuedSince) return true;
    if (this.revoked.size === 0) return false;
    const person = this.revoked.get(principal);
    if (person !== undefined && person.epoch > epoch) return true;
    return this.revoked.has(tokenId) || (session !== undefined && this.revoked.has(session));
  }

  private read(): Promise<void> {
    this.reading ??= this.query().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async query(): Promise<void> {
    const askedAt = performance.now();
    const [row] = await this.manager.query<ReadRow[]>(READ, [
      this.seen,
      REMEMBERED_SECONDS,
      this.rememberedMax + 1,
    ]);
    if (row === undefined) return;
    this.sinceStart = row.now - performance.now();
    for (const [subject, epoch, changedAt] of row.revoked) {
      this.revoked.set(subject, { epoch, changedAt });
    }
    this.forget(row.now / 1000);
    this.seen = row.seen;
    this.readAt = askedAt;
  }

  private forget(now: number): void {
    if (this.revoked.size > this.rememberedMax) {
      this.revoked = new Map();
      this.issuedSince = Math.ceil(now);
    }
    if (now < this.forgotAt + FORGET_SECONDS) return;
    this.forgotAt = now;
    for (const [subject, { changedAt }] of this.revoked) {
      if (changedAt < now - REMEMBERED_SECONDS) this.revoked.delete(subject);
    }
  }
}
