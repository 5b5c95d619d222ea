import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { invariant } from '@app/core';
import type { Counter } from './counter.js';
import { RateLimit, type RateRule } from './rate-limit.js';

const FLUSH_MS = 1_000;
const FLUSH_ROWS_MAX = 5_000;
const FLUSHES_BETWEEN_CLEANINGS = 60;
/** Keys of one rule that a process remembers: some 5 MB. */
const KEYS_MAX = 50_000;
/** How far beyond a window's end its rows are kept: processes may lag. */
const KEPT_MINUTES = 2;

interface Told {
  key: Buffer;
  count: number;
}

/**
 * The rate limits of this deployment: counted in memory, told to PostgreSQL once a second in one statement, where the
 * counts of all processes meet. Windows begin and end by the database's clock, so processes agree on them.
 */
export class RateLimits {
  private readonly limits = new Map<string, RateLimit>();
  /** What the database's clock is ahead of this process's, in milliseconds. */
  private aheadMs = 0;
  private flushes = 0;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  /** @param pepper keys the fingerprints, so that no address or id can be read out of the table */
  constructor(
    private readonly manager: EntityManager,
    private readonly pepper: Buffer,
  ) {}

  /** The limit by this rule, one for each name however often it is asked for. */
  limit(rule: RateRule): RateLimit {
    const known = this.limits.get(rule.name);
    if (known !== undefined) {
      const same = known.rule.most === rule.most && known.rule.seconds === rule.seconds;
      invariant(same, `two rate limits are called ${rule.name}`);
      return known;
    }
    const limit = new RateLimit(rule, () => Date.now() + this.aheadMs, KEYS_MAX);
    this.limits.set(rule.name, limit);
    return limit;
  }

  /**
   * As {@link RateLimit.take}, counted by all processes to the one: for what is rare and tempting, such as signing in.
   * Committed before it answers.
   */
  async takeExactly({ name, most, seconds }: RateRule, key: string): Promise<number> {
    if (most === 0) return 0;
    const rows = await this.manager.query<{ taken: boolean; wait: number }[]>(
      `WITH span AS (
         SELECT date_bin(make_interval(secs => $3), now(), 'epoch') + make_interval(secs => $3) AS ends_at),
       taken AS (
         INSERT INTO access.rate_count AS t (rule, key, ends_at, count)
         SELECT $1, $2, ends_at, 1 FROM span
         ON CONFLICT (rule, key, ends_at) DO UPDATE SET count = t.count + 1 WHERE t.count < $4
         RETURNING 1)
       SELECT EXISTS (SELECT FROM taken) AS taken,
         greatest(1, ceil(extract(epoch FROM ends_at - now())))::integer AS wait FROM span`,
      [name, this.fingerprint(name, key), seconds, most],
    );
    const [row] = rows;
    invariant(row !== undefined, 'one span has one row');
    return row.taken ? 0 : row.wait;
  }

  /** Begins to tell and to hear, each second, when the application is up. */
  async onApplicationBootstrap(): Promise<void> {
    await this.flush();
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  /**
   * Tells what was counted and hears what others have. While the database is away each process limits by its own count,
   * and tells the rest later.
   */
  flush(): Promise<void> {
    this.flushing ??= this.tellAll().finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  private async tellAll(): Promise<void> {
    for (const limit of this.limits.values()) {
      limit.sweep();
      for (let more = true; more;) more = await this.tell(limit);
    }
    this.flushes += 1;
    if (this.flushes % FLUSHES_BETWEEN_CLEANINGS === 1) await this.clean();
  }

  /** Whether there may be more to tell. */
  private async tell(limit: RateLimit): Promise<boolean> {
    const drained = limit.drain(FLUSH_ROWS_MAX);
    if (drained.length === 0) return false;
    const told = drained.map(({ pending }) => pending);
    try {
      const counts = await this.write(limit.rule.name, drained);
      drained.forEach((counter, at) => {
        counter.pending -= told[at] ?? 0;
        counter.shared = counts[at] ?? counter.shared;
      });
      return drained.length === FLUSH_ROWS_MAX;
    } catch {
      limit.restore(drained);
      return false;
    }
  }

  /** The new counts of all processes, in the order of the counters. */
  private async write(rule: string, counters: readonly Counter[]): Promise<(number | undefined)[]> {
    const keys = counters.map(({ key }) => this.fingerprint(rule, key));
    const rows = await this.manager.query<Told[]>(
      // In the order of keys: two processes that write the same ones don't wait for each other in a circle.
      `INSERT INTO access.rate_count AS t (rule, key, ends_at, count)
       SELECT $1, c.key, to_timestamp(c.ends_ms / 1000.0), c.count
       FROM unnest($2::bytea[], $3::bigint[], $4::integer[]) AS c(key, ends_ms, count)
       ORDER BY c.key, c.ends_ms
       ON CONFLICT (rule, key, ends_at) DO UPDATE SET count = t.count + excluded.count
       RETURNING t.key, t.count`,
      [rule, keys, counters.map((c) => c.endsAt), counters.map((c) => c.pending)],
    );
    const counts = new Map(rows.map(({ key, count }) => [key.toString('hex'), count]));
    return keys.map((key) => counts.get(key.toString('hex')));
  }

  /** Forgets windows that are over, and looks at the database's clock. */
  private async clean(): Promise<void> {
    try {
      const [row] = await this.manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
      if (row !== undefined) this.aheadMs = row.now.getTime() - Date.now();
      await this.manager.query(
        `DELETE FROM access.rate_count WHERE ends_at < now() - interval '${KEPT_MINUTES} minutes'`,
      );
    } catch {
      // Nothing of it is due: the next cleaning does it.
    }
  }

  private fingerprint(rule: string, key: string): Buffer {
    return createHmac('sha256', this.pepper).update(`rate ${rule} ${key}`).digest().subarray(0, 16);
  }
}
