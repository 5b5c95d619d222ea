import { InvariantError } from '@app/core';
import type { ClientBase } from 'pg';
import { readBatchState, type BatchState } from './batch-state.js';
import type { KnownState } from './known-state.js';
import { addRarer, askRarer } from './read-returns.js';
import type { Wanted } from './read-state.js';
import { array, prepared } from './sql-values.js';

/** The columns of `ledger.begin_batch`, without the lock. */
const READ_AHEAD = `
SELECT h.number, h.hash, h.cycle, h.epoch, (extract(epoch FROM t.now) * 1000000)::bigint AS now_us,
  to_char(t.now AT TIME ZONE n.time_zone, 'YYYYMMDD') AS day,
  (SELECT string_agg(
      concat_ws(',', c.value, c.principal, c.transfer, encode(c.request_hash, 'hex')), ';')
    FROM ledger.claim c WHERE c.value = ANY ($2::uuid[])) AS claims,
  (SELECT string_agg(concat(a.id, ',', a.book, ',', a.kind, ',', a.status, ',', a.posted, ',',
      a.held_debits, ',', a.held_credits, ',', a.minimum, ',', a.maximum, ',', a.version), ';')
    FROM ledger.account a JOIN ledger.book b ON b.id = a.book AND b.network = $1
    WHERE a.id = ANY ($3::integer[] || ARRAY (
      SELECT l.account FROM ledger.hold_line l WHERE l.obligation = ANY ($4::uuid[])))) AS accounts,
  (SELECT string_agg(concat_ws(',', o.id, o.state, o.authorised, o.captured,
      (extract(epoch FROM o.expires_at) * 1000000)::bigint, o.pair_low, o.pair_high, o.expected), ';')
    FROM ledger.obligation o WHERE o.id = ANY ($4::uuid[]) AND o.network = $1) AS obligations,
  (SELECT string_agg(concat_ws(',', l.obligation, l.account, l.side, l.remaining), ';')
    FROM ledger.hold_line l WHERE l.obligation = ANY ($4::uuid[])) AS hold_lines,
  (SELECT string_agg(concat_ws(',', u.account, u.kind, u.day, u.day_amount, u.day_count,
      u.month_amount, u.month_count), ';')
    FROM ledger.usage u WHERE u.account = ANY ($5::integer[])) AS usages
FROM ledger.head h
JOIN ledger.network n ON n.id = h.network
CROSS JOIN LATERAL (SELECT greatest(clock_timestamp() + n.clock_offset,
  h.last_at + interval '1 microsecond') AS now) AS t
WHERE h.network = $1::smallint`;

/**
 * Reads the head, and what is wanted and not known, without a lock and beside whatever is being written. What is read of accounts that are
 * not known is exact as long as only this process posts, since none of its own batches on their way touches them; the burst that
 * is decided upon it fails if another process posted.
 */
export async function readAhead(
  client: ClientBase,
  network: number,
  wanted: Wanted,
  known: KnownState,
): Promise<BatchState> {
  // Both are sent before either is waited for.
  const [answer, rarer] = await Promise.all([
    client.query<(string | null)[]>(
      prepared('read_ahead', READ_AHEAD, [
        String(network),
        array(wanted.claims),
        array(known.unknownAccounts(wanted.accounts)),
        array(wanted.obligations),
        array(known.unknownUsages(wanted.usageAccounts)),
      ]),
    ),
    askRarer(client, network, wanted),
  ]);
  const [row] = answer.rows;
  if (row === undefined) throw new InvariantError(`network ${network} has no head`);
  const state = readBatchState(row);
  addRarer(state, rarer);
  return state;
}
