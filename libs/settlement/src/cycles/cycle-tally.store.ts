import { ACCOUNT_KINDS, LEG_COMPONENTS } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { select } from '../sql.js';
import type { SummedPart } from './netting.js';

/** Batches that are looked through for a slice; those of a quiet day have few legs. */
const BATCHES_MOST = 50_000;

/** A range of batches, both included. */
export interface BatchRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** The part of a cycle that comes next. */
export interface Slice extends BatchRange {
  /** It has as many legs, or batches, as a slice may. */
  readonly isWhole: boolean;
}

/**
 * Takes the tally of a cycle until the transaction ends, waiting for whoever has it, and answers until
 * which batch it reaches; undefined once the cycle is netted.
 */
export async function lockCycleTally(sql: SqlRunner, cycle: number): Promise<bigint | undefined> {
  const isNotNetted = `c.id = $1 AND c.state IN ('OPEN', 'CLOSED')`;
  await sql.query(
    `INSERT INTO settlement.cycle_tally (cycle, last_batch)
     SELECT c.id, c.first_batch - 1 FROM ledger.cycle c WHERE ${isNotNetted}
       AND NOT EXISTS (SELECT FROM settlement.cycle_tally t WHERE t.cycle = c.id)
     ON CONFLICT DO NOTHING`,
    [cycle],
  );
  const [row] = await select<{ last: string }>(
    sql,
    `SELECT t.last_batch AS last
     FROM settlement.cycle_tally t JOIN ledger.cycle c ON c.id = t.cycle
     WHERE ${isNotNetted} FOR UPDATE OF t`,
    [cycle],
  );
  return row && BigInt(row.last);
}

/**
 * What follows a batch in a cycle, up to its end or to what is committed of it by now: as many batches as have `legs`
 * legs, and one at least. Undefined if nothing follows.
 */
export async function nextSlice(
  sql: SqlRunner,
  cycle: number,
  after: bigint,
  legs: number,
): Promise<Slice | undefined> {
  const [row] = await select<{ last: string | null; legs: string | null }>(
    sql,
    `SELECT max(b.number) AS last, max(b.legs) AS legs FROM (
       SELECT b.number, b.leg_count, sum(b.leg_count) OVER (ORDER BY b.number) AS legs
       FROM ledger.batch b
       WHERE b.number > $1::bigint AND b.number <= least($1::bigint + ${BATCHES_MOST}, (
         SELECT coalesce(c.last_batch, h.number)
         FROM ledger.cycle c JOIN ledger.head h ON h.network = c.network WHERE c.id = $2))
     ) AS b WHERE b.legs - b.leg_count < $3`,
    [after.toString(), cycle, legs],
  );
  if (row === undefined || row.last === null) return undefined;
  const last = BigInt(row.last);
  const isWhole = Number(row.legs) >= legs || last - after >= BigInt(BATCHES_MOST);
  return { first: after + 1n, last, isWhole };
}

/**
 * Adds the legs of a slice that move a position to the tally of its cycle, from the switch's book alone. Settlement legs
 * belong to no cycle. Whoever calls has the tally locked, and the slice follows what is in it.
 */
export async function addSlice(
  sql: SqlRunner,
  cycle: number,
  { first, last }: BatchRange,
  switchBook: number,
): Promise<void> {
  const party = (account: string) =>
    `CASE WHEN ${account}.kind = $5 THEN ${account}.subject_book ELSE ${account}.book END`;
  await sql.query(
    `WITH sums AS MATERIALIZED (
       SELECT ${party('d')} AS from_book, ${party('c')} AS to_book, l.code,
         sum(l.amount) AS amount, sum(l.count) AS count
       FROM (
         SELECT debit_account, credit_account, code, sum(amount) AS amount, count(*) AS count
         FROM ledger.leg
         WHERE batch BETWEEN $2 AND $3 AND book = $4 AND code % 100 <> ${LEG_COMPONENTS.settlement}
         GROUP BY debit_account, credit_account, code
       ) AS l
       JOIN ledger.account d ON d.id = l.debit_account
       JOIN ledger.account c ON c.id = l.credit_account
       WHERE d.kind = $5 OR c.kind = $5
       GROUP BY 1, 2, 3
     ), flows AS (
       INSERT INTO settlement.cycle_flow AS f (cycle, from_book, to_book, amount)
       SELECT $1::integer, from_book, to_book, sum(amount) FROM sums
       WHERE from_book <> to_book GROUP BY 2, 3
       ON CONFLICT (cycle, from_book, to_book) DO UPDATE SET amount = f.amount + excluded.amount
     ), parts AS (
       INSERT INTO settlement.cycle_part AS p (cycle, book, code, debit, credit, leg_count)
       SELECT $1::integer, side.book, side.code, sum(side.debit), sum(side.credit), sum(side.count)
       FROM (
         SELECT from_book AS book, code, amount AS debit, 0 AS credit, count FROM sums
         UNION ALL
         SELECT to_book, code, 0, amount, count FROM sums
       ) AS side
       GROUP BY 2, 3
       ON CONFLICT (cycle, book, code) DO UPDATE SET debit = p.debit + excluded.debit,
         credit = p.credit + excluded.credit, leg_count = p.leg_count + excluded.leg_count
     )
     UPDATE settlement.cycle_tally SET last_batch = $3 WHERE cycle = $1`,
    [cycle, first.toString(), last.toString(), switchBook, ACCOUNT_KINDS.position.code],
  );
}

export async function readTalliedParts(sql: SqlRunner, cycle: number): Promise<SummedPart[]> {
  const rows = await select<{
    book: number;
    code: number;
    debit: string;
    credit: string;
    leg_count: string;
  }>(
    sql,
    `SELECT book, code, debit, credit, leg_count FROM settlement.cycle_part
     WHERE cycle = $1 ORDER BY book, code`,
    [cycle],
  );
  return rows.map(({ book, code, debit, credit, leg_count: count }) => ({
    party: book,
    code,
    debit: BigInt(debit),
    credit: BigInt(credit),
    count: BigInt(count),
  }));
}

/** Keeps the flows of a netted cycle for ever, and gives up what was work in hand. */
export async function endTally(sql: SqlRunner, cycle: number): Promise<void> {
  await sql.query(
    `INSERT INTO settlement.bilateral_flow (cycle, from_book, to_book, amount)
     SELECT cycle, from_book, to_book, amount FROM settlement.cycle_flow WHERE cycle = $1
     ORDER BY from_book, to_book`,
    [cycle],
  );
  for (const table of ['cycle_flow', 'cycle_part', 'cycle_tally']) {
    await sql.query(`DELETE FROM settlement.${table} WHERE cycle = $1`, [cycle]);
  }
}
