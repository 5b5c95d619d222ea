import { fail, invariant, succeed, type Result } from '@app/core';
import { asSwitch } from '@app/database';
import type { SqlRunner } from '@app/ledger';

/** What somebody at a counter may do only so often, and in which window. */
export const COUNTER_BOUNDS = {
  /** Looking members up: a busy counter serves one in half a minute. */
  lookup: { most: 60, minutes: 15 },
  /** Wrong withdrawal codes, whoever's: 10^8 codes can't be tried 20 an hour. Counted where they are judged. */
  code: { most: 20, minutes: 60 },
} as const;

/** Counts what people at counters try, before it is done, in a window that begins with the first. */
export class CounterTries {
  constructor(private readonly sql: SqlRunner) {}

  /** Counts one try. `rate_limited` (detail `retry_after_seconds`) when there were too many in the window. */
  async count(principal: string, kind: 'lookup'): Promise<Result<void, 'rate_limited'>> {
    const { most, minutes } = COUNTER_BOUNDS[kind];
    // The switch counts, not a tenant: who tries may be a program, which is nobody of a network.
    const rows = (await asSwitch(() =>
      this.sql.query(
        `INSERT INTO payments.counter_try AS t (principal, kind, count, began_at)
       VALUES ($1, $2, 1, now())
       ON CONFLICT (principal, kind) DO UPDATE SET
         count = CASE WHEN t.began_at < now() - make_interval(mins => $3) THEN 1
           ELSE least(t.count, $4) + 1 END,
         began_at = CASE WHEN t.began_at < now() - make_interval(mins => $3) THEN now()
           ELSE t.began_at END
       RETURNING t.count, ceil(extract(epoch FROM
         t.began_at + make_interval(mins => $3) - now()))::integer AS seconds`,
        [principal, kind, minutes, most],
      ),
    )) as { count: number; seconds: number }[];
    const [row] = rows;
    invariant(row !== undefined, 'a try is counted');
    if (row.count <= most) return succeed(undefined);
    return fail('rate_limited', { retry_after_seconds: Math.max(1, row.seconds) });
  }
}
