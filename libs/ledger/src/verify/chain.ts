import { createHash } from 'node:crypto';
import type pg from 'pg';
import { hashBatch } from '../engine/hash.js';
import { CHANGE_KINDS, type ChangeRow, type LegRow, type TransferRow } from '../engine/rows.js';
import { isoTimeOf, select } from '../reads/queryable.js';
import { auditRules } from './audit.js';
import type { Violation } from './report.js';
import { SAMPLE, type Finding, type Invariant, type Scope } from './rule.js';

/** Positions of a batch's rows run from 0 without a gap. */
function gapSql(table: 'leg' | 'change', expected: string, comparison: string): string {
  return `SELECT format('batch %s', p.batch),
      format('${table}s %s to %s, %s in number, %s expected',
      p.first, p.last, p.count, ${expected})
    FROM (
      SELECT batch, count(*) AS count, count(DISTINCT position) AS positions, min(position) AS
          first,
        max(position) AS last
      FROM ledger.${table} WHERE batch BETWEEN $2 AND $3 GROUP BY batch
    ) AS p
    LEFT JOIN ledger.batch b ON b.number = p.batch
    WHERE b.number IS NULL OR p.first <> 0 OR p.last <> p.count - 1 OR p.positions <> p.count
      OR ${comparison}`;
}

export const chain: Invariant = {
  invariant: 12,
  name: 'chain_verifies',
  title: 'The chains of batches and of the audit have no gap and every hash verifies',
  checkedWhat: 'batches',
  checkedSql: 'SELECT count(*) FROM ledger.batch b WHERE b.number BETWEEN $2 AND $3',
  rules: [
    ...auditRules,
    {
      name: 'batch_missing',
      sql: `SELECT format('network %s', h.network),
          format('%s batches from %s to %s, the head is at %s', coalesce(b.count, 0), b.first,
              b.last,
            h.number)
        FROM ledger.head h
        LEFT JOIN (
          SELECT network, count(*), min(number) AS first, max(number) AS last
          FROM ledger.batch GROUP BY network
        ) AS b ON b.network = h.network
        WHERE ($1 IS NULL OR h.network = $1)
          AND (coalesce(b.count, 0) <> h.number - h.network * 1000000000000::bigint
            OR b.first <> h.network * 1000000000000::bigint + 1 OR b.last <> h.number)`,
    },
    {
      name: 'head_not_the_last_batch',
      sql: `SELECT format('network %s', h.network),
          format('hash %s, the last batch has %s', encode(h.hash, 'hex'),
            encode(coalesce(b.hash, sha256(uuid_send(n.uid))), 'hex'))
        FROM ledger.head h
        JOIN ledger.network n ON n.id = h.network
        LEFT JOIN ledger.batch b ON b.number = h.number
        WHERE ($1 IS NULL OR h.network = $1)
          AND (h.hash <> coalesce(b.hash, sha256(uuid_send(n.uid))) OR h.last_at < b.posted_at)`,
    },
    {
      name: 'time_runs_backwards',
      sql: `SELECT format('batch %s', b.number),
          format('posted at %s, the one before at %s', b.posted_at, b.previous)
        FROM (
          SELECT number, posted_at, lag(posted_at) OVER (PARTITION BY network ORDER BY number) AS
              previous
          FROM ledger.batch WHERE number BETWEEN $2 AND $3
        ) AS b
        WHERE b.posted_at <= b.previous`,
    },
    { name: 'legs_with_a_gap', sql: gapSql('leg', 'b.leg_count', 'p.count <> b.leg_count') },
    { name: 'changes_with_a_gap', sql: gapSql('change', 'p.count', 'false') },
    {
      name: 'legs_missing',
      sql: `SELECT format('batch %s', b.number), format('none of its %s legs is there', b.leg_count)
        FROM ledger.batch b
        WHERE b.number BETWEEN $2 AND $3 AND b.leg_count > 0
          AND NOT EXISTS (SELECT FROM ledger.leg l WHERE l.batch = b.number)`,
    },
    {
      name: 'transfers_do_not_tile',
      sql: `SELECT format('batch %s, item %s', t.batch, t.item),
          format('transfer %s has legs from %s, expected item %s with legs from %s', t.id,
              t.first_leg,
            t.expected_item, t.expected_leg)
        FROM (
          SELECT t.*, row_number() OVER earlier - 1 AS expected_item,
            coalesce(sum(t.leg_count) OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1
                PRECEDING), 0)
              AS expected_leg
          FROM ledger.transfer t WHERE t.batch BETWEEN $2 AND $3
          WINDOW earlier AS (PARTITION BY t.batch ORDER BY t.item)
        ) AS t
        WHERE t.item <> t.expected_item OR t.first_leg <> t.expected_leg`,
    },
    {
      name: 'transfers_not_the_batchs',
      sql: `SELECT format('batch %s', coalesce(b.number, t.batch)),
          format('%s transfers with %s legs, its row says %s with %s', coalesce(t.count, 0),
            coalesce(t.legs, 0), b.transfer_count, b.leg_count)
        FROM (SELECT * FROM ledger.batch WHERE number BETWEEN $2 AND $3) AS b
        FULL JOIN (
          SELECT batch, count(*) AS count, sum(leg_count) AS legs
          FROM ledger.transfer WHERE batch BETWEEN $2 AND $3 GROUP BY batch
        ) AS t ON t.batch = b.number
        WHERE b.number IS NULL OR t.batch IS NULL OR t.count <> b.transfer_count
          OR t.legs <> b.leg_count`,
    },
  ],
  further: judgeHashes,
};

/** How many batches are read at once: some tens of thousands of rows. */
const BATCHES_AT_ONCE = 16n;
/** How many hashes a run that isn't full computes again. */
const LATEST_BATCHES = 1_000n;

async function judgeHashes(scope: Scope): Promise<Finding> {
  const networks = await select<{ id: number; uid: string; first: string; number: string }>(
    scope.client,
    `SELECT n.id, n.uid, n.id * 1000000000000::bigint + 1 AS first, h.number
     FROM ledger.network n JOIN ledger.head h ON h.network = n.id
     WHERE $1::smallint IS NULL OR n.id = $1 ORDER BY n.id`,
    [scope.network ?? null],
  );
  const violations: Violation[] = [];
  let count = 0;
  for (const network of networks) {
    const last = BigInt(network.number);
    let from = BigInt(network.first);
    if (!scope.full && last - LATEST_BATCHES >= from) from = last - LATEST_BATCHES + 1n;
    let previous = await hashBefore(scope.client, from, network);
    for (; from <= last; from += BATCHES_AT_ONCE) {
      const to = from + BATCHES_AT_ONCE - 1n;
      for (const batch of await readBatches(scope.client, from, to)) {
        // Each is computed from what the one before says of itself, so that a batch is blamed only
        // for its own.
        if (!hashBatch(previous, batch).equals(batch.hash)) {
          count += 1;
          violations.push({
            rule: 'hash_wrong',
            subject: `batch ${batch.number}`,
            detail: 'its rows or its predecessor are not those that were hashed',
          });
        }
        previous = batch.hash;
      }
    }
  }
  return { violations: violations.slice(0, SAMPLE), count };
}

async function hashBefore(
  client: pg.ClientBase,
  first: bigint,
  network: { readonly first: string; readonly uid: string },
): Promise<Buffer> {
  if (first > BigInt(network.first)) {
    const [row] = await select<{ hash: Buffer }>(
      client,
      'SELECT hash FROM ledger.batch WHERE number = $1',
      [first - 1n],
    );
    if (row !== undefined) return row.hash;
  }
  const uid = Buffer.from(network.uid.replaceAll('-', ''), 'hex');
  return createHash('sha256').update(uid).digest();
}

interface StoredBatch {
  readonly number: bigint;
  readonly postedAt: string;
  readonly cycle: number;
  readonly hash: Buffer;
  readonly transfers: TransferRow[];
  readonly legs: LegRow[];
  readonly changes: ChangeRow[];
}

/** Batches with all their rows, in the order in which they were hashed. */
async function readBatches(
  client: pg.ClientBase,
  from: bigint,
  to: bigint,
): Promise<StoredBatch[]> {
  const range = [String(from), String(to)];
  const batches = new Map<string, StoredBatch>();
  for (const [number, postedAt, cycle, hash] of await rowsOf(client, BATCHES, range)) {
    batches.set(text(number), {
      number: BigInt(text(number)),
      postedAt: text(postedAt),
      cycle: Number(cycle),
      hash: Buffer.from(text(hash), 'hex'),
      transfers: [],
      legs: [],
      changes: [],
    });
  }
  for (const [batch, ...row] of await rowsOf(client, TRANSFERS, range)) {
    batches.get(text(batch))?.transfers.push(transferOf(row));
  }
  for (const [batch, ...row] of await rowsOf(client, LEGS, range)) {
    batches.get(text(batch))?.legs.push(legOf(row));
  }
  for (const [batch, ...row] of await rowsOf(client, CHANGES, range)) {
    batches.get(text(batch))?.changes.push(changeOf(row));
  }
  return [...batches.values()];
}

type Field = string | null | undefined;

/** Rows as arrays of text: parsing millions of rows into objects would take most of the time. */
async function rowsOf(
  client: pg.ClientBase,
  sql: string,
  range: string[],
): Promise<(string | null)[][]> {
  const answer = await client.query<(string | null)[]>({
    text: sql,
    values: range,
    rowMode: 'array',
    types: { getTypeParser: () => (value: string) => value },
  });
  return answer.rows;
}

const BATCHES = `SELECT number, ${isoTimeOf('posted_at')}, cycle, encode(hash, 'hex')
  FROM ledger.batch WHERE number BETWEEN $1 AND $2 ORDER BY number`;
const TRANSFERS = `SELECT batch, id, principal, amount, payer, payee, issuer, acquirer, fee_version,
    item, type, first_leg, leg_count, original, refusal, refusal_detail, reference, description
  FROM ledger.transfer WHERE batch BETWEEN $1 AND $2 ORDER BY batch, item`;
const LEGS = `SELECT batch, debit_account, credit_account, book, amount, debit_balance,
    credit_balance,
    code
  FROM ledger.leg WHERE batch BETWEEN $1 AND $2 ORDER BY batch, position`;
const CHANGES = `SELECT batch, item, account, kind, before_value, after_value
  FROM ledger.change WHERE batch BETWEEN $1 AND $2 ORDER BY batch, position`;

function transferOf(row: Field[]): TransferRow {
  return {
    id: text(row[0]),
    principal: text(row[1]),
    amount: BigInt(text(row[2])),
    payer: id(row[3]),
    payee: id(row[4]),
    issuer: id(row[5]),
    acquirer: id(row[6]),
    feeVersion: id(row[7]),
    item: Number(row[8]),
    type: Number(row[9]),
    firstLeg: Number(row[10]),
    legCount: Number(row[11]),
    original: row[12] ?? null,
    refusal: row[13] ?? null,
    refusalDetail: row[14] ?? null,
    reference: row[15] ?? null,
    description: row[16] ?? null,
  };
}

function legOf(row: Field[]): LegRow {
  return {
    debit: Number(row[0]),
    credit: Number(row[1]),
    book: Number(row[2]),
    amount: BigInt(text(row[3])),
    debitBalance: BigInt(text(row[4])),
    creditBalance: BigInt(text(row[5])),
    code: Number(row[6]),
  };
}

const changeKinds = Object.values(CHANGE_KINDS);

function changeOf(row: Field[]): ChangeRow {
  const kind = changeKinds.find((code) => code === Number(row[2]));
  return {
    item: Number(row[0]),
    account: Number(row[1]),
    // A kind that no release writes would fail the table's CHECK; with that gone, the hash then
    // says so.
    kind: kind ?? CHANGE_KINDS.maximum,
    before: amount(row[3]),
    after: amount(row[4]),
  };
}

function text(field: Field): string {
  return field ?? '';
}

function amount(field: Field): bigint | null {
  return field === null || field === undefined ? null : BigInt(field);
}

function id(field: Field): number | null {
  return field === null || field === undefined ? null : Number(field);
}
