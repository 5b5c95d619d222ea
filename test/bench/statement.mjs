// How long a page of a statement takes to read, of accounts with a million entries: a busy wallet, a hot account, and a
// wallet whose every entry stands in another batch. In a database of its own, filled by SQL as its owner.
import pg from 'pg';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { migrate } from '../../dist/libs/database/src/index.js';
import {
  LedgerReads,
  openAccount,
  openBook,
  openNetwork,
} from '../../dist/libs/ledger/src/index.js';
import { withClient } from './postgres.mjs';

const DATABASE = 'bench_statement';
const NETWORK = 1;
/** Transfers of a batch: as many as the engine takes when it has much to do. */
const BATCH = 250;
const PAGE = 100;
/** A month and a half of batches. */
const SECONDS_BETWEEN = 1_000;
const FIRST = '2025-01-01T00:00:00Z';

/**
 * @param entries of each account under test; a million is what docs/benchmarks.md tells of
 * @returns `statement_p99_ms`, the slowest of the accounts' 99th percentiles, and the figures of each
 */
export async function statementPages(postgres, { statementEntries, statementSamples }, log) {
  await postgres.createDatabase(DATABASE);
  const urls = postgres.urls(DATABASE);
  await migrate(urls);
  const accounts = await withClient(urls.owner, (client) => fill(client, statementEntries));
  log(`${statementEntries} entries in each account`);
  const pool = new pg.Pool({ connectionString: urls.ledger, max: 2 });
  try {
    const reads = new LedgerReads(pool);
    const figures = {};
    for (const [name, account] of Object.entries(accounts)) {
      figures[name] = await measure(reads, account, statementEntries, statementSamples);
      log(`statement page of a ${name} account: p99 ${figures[name].p99_ms.toFixed(2)} ms`);
    }
    const worst = Math.max(...Object.values(figures).map(({ p99_ms: p99 }) => p99));
    return { statement_p99_ms: worst, statement: { entries: statementEntries, ...figures } };
  } finally {
    await pool.end();
  }
}

async function fill(client, entries) {
  const network = { id: NETWORK, uid: newUuid(), name: 'Statement', live: false };
  await openNetwork(client, { ...network, timeZone: 'Asia/Jakarta', offsetSeconds: 0 });
  const book = await openBook(client, NETWORK, newUuid());
  const open = async (kind, owner) => (await openAccount(client, { book, kind, owner })).id;
  const accounts = {
    busy: await open('merchant_wallet', newUuid()),
    hot: await open('clearing'),
    scattered: await open('member_wallet', newUuid()),
  };
  // The facts are written as the engine writes them, all of them at once; the triggers would read them again.
  await client.query('SET session_replication_role = replica');
  for (const text of [BATCHES, TRANSFERS, POINTS]) {
    await client.query(
      text
        .replaceAll(':entries', String(entries))
        .replaceAll(':batch', String(BATCH))
        .replaceAll(':first', `${NETWORK}000000000000::bigint`)
        .replaceAll(':book', String(book))
        .replaceAll(':busy', String(accounts.busy))
        .replaceAll(':hot', String(accounts.hot))
        .replaceAll(':scattered', String(accounts.scattered)),
    );
  }
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM ANALYZE');
  return accounts;
}

const SERIES = 'generate_series(0, :entries - 1) AS n';

const BATCHES = `INSERT INTO ledger.batch
    (number, posted_at, cycle, network, transfer_count, leg_count, hash)
  SELECT :first + b, timestamptz '${FIRST}' + b * interval '${SECONDS_BETWEEN} seconds', 1,
    ${NETWORK}, :batch, :batch, sha256(b::text::bytea)
  FROM generate_series(1, (:entries + :batch - 1) / :batch) AS b`;

/** The last leg of each batch is the scattered wallet's; all others the busy one's. */
const TRANSFERS = `INSERT INTO ledger.transfer
    (id, principal, batch, amount, item, type, first_leg, leg_count, reference, description, legs)
  SELECT gen_random_uuid(), gen_random_uuid(), :first + 1 + n / :batch, 10000, n % :batch, 1,
    n % :batch, 1, 'nota-' || n, 'belanja',
    ARRAY[10000, -10000::bigint * (n + 1), 10000::bigint * (n + 1), :hot::bigint << 32
      | CASE WHEN n % :batch = :batch - 1 THEN :scattered ELSE :busy END, :book::bigint << 16 | 101]
  FROM ${SERIES}`;

const POINTS = `INSERT INTO ledger.balance_point (batch, posted, account, first_item, last_item)
  SELECT :first + b, a.sign * 10000::bigint * :batch * b, a.id, a.first, a.last
  FROM generate_series(1, (:entries + :batch - 1) / :batch) AS b
  CROSS JOIN (VALUES (:hot, -1, 0, :batch - 1), (:busy, 1, 0, :batch - 2),
    (:scattered, 1, :batch - 1, :batch - 1)) AS a (id, sign, first, last)`;

/** Pages anywhere: a third by cursor, a third before a time, a third within a month. */
async function measure(reads, account, entries, samples) {
  const batches = Math.ceil(entries / BATCH);
  const times = [];
  for (let n = 0; n < samples + 50; n += 1) {
    const batch = 1 + Math.floor(Math.random() * batches);
    const time = new Date(Date.parse(FIRST) + batch * SECONDS_BETWEEN * 1_000);
    const place = { batch: BigInt(NETWORK) * 10n ** 12n + BigInt(batch), position: 7 };
    const query = [
      { before: place },
      { to: time },
      { from: new Date(time.getTime() - 30 * 86_400_000), after: place },
    ][n % 3];
    const started = performance.now();
    await reads.entries(account, { limit: PAGE, ...query });
    if (n >= 50) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50_ms: at(0.5), p99_ms: at(0.99), samples: times.length };
}
