import { ACCOUNT_KINDS, LEG_COMPONENTS } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { select } from '../sql.js';

/** Accounts on which fees are earned and paid. */
const FEE_KIND_CODES: readonly number[] = [
  ACCOUNT_KINDS.fee_income.code,
  ACCOUNT_KINDS.interchange_income.code,
  ACCOUNT_KINDS.interchange_expense.code,
  ACCOUNT_KINDS.switch_fee_expense.code,
  ACCOUNT_KINDS.incentive_expense.code,
];

/** Where the tally of a network stands, and where its ledger does. */
export interface TallyState {
  readonly last: bigint;
  readonly head: bigint;
}

/** Takes the tally of a network until the transaction ends; undefined if somebody else is at it. */
export async function lockTally(sql: SqlRunner, network: number): Promise<TallyState | undefined> {
  await sql.query(
    `INSERT INTO settlement.tally (network, last_batch) SELECT $1::smallint, $1::bigint * 1000000000000
     WHERE NOT EXISTS (SELECT 1 FROM settlement.tally WHERE network = $1::smallint)
     ON CONFLICT DO NOTHING`,
    [network],
  );
  const [row] = await select<{ last: string; head: string }>(
    sql,
    `SELECT t.last_batch AS last, h.number AS head
     FROM settlement.tally t JOIN ledger.head h USING (network)
     WHERE t.network = $1 FOR UPDATE OF t SKIP LOCKED`,
    [network],
  );
  return row && { last: BigInt(row.last), head: BigInt(row.head) };
}

/**
 * Adds a range of batches to the tallies; they follow what was added before without a gap. The legs are read once: what
 * is no hot account is one and the same here. The day is worked out for each batch, not for each of its legs.
 */
export async function addToTally(
  sql: SqlRunner,
  network: number,
  range: { readonly first: bigint; readonly last: bigint },
): Promise<void> {
  const position = ACCOUNT_KINDS.position.code;
  const party = (account: string) =>
    `CASE WHEN ${account}.kind = ${position} THEN ${account}.subject_book ELSE s.book END`;
  await sql.query(
    `WITH days AS MATERIALIZED (
       SELECT b.number, (b.posted_at AT TIME ZONE n.time_zone)::date AS day
       FROM ledger.network n JOIN ledger.batch b ON b.number BETWEEN $2 AND $3
       WHERE n.id = $1
     ), sums AS MATERIALIZED (
       SELECT b.day, l.book, l.code,
         CASE WHEN l.debit_account < 0 THEN l.debit_account END AS debit,
         CASE WHEN l.credit_account < 0 THEN l.credit_account END AS credit,
         sum(l.amount) AS amount, count(*) AS count
       FROM days b JOIN ledger.leg l ON l.batch = b.number
       GROUP BY 1, 2, 3, 4, 5
     ), flows AS (
       INSERT INTO settlement.day_flow AS f (day, from_book, to_book, amount, leg_count)
       SELECT s.day, ${party('d')}, ${party('c')}, sum(s.amount), sum(s.count)
       FROM sums s
       LEFT JOIN ledger.account d ON d.id = s.debit
       LEFT JOIN ledger.account c ON c.id = s.credit
       WHERE (d.kind = ${position} OR c.kind = ${position})
         AND s.code % 100 <> ${LEG_COMPONENTS.settlement}
       GROUP BY 1, 2, 3
       ON CONFLICT (from_book, day, to_book) DO UPDATE
         SET amount = f.amount + excluded.amount, leg_count = f.leg_count + excluded.leg_count
     ), fees AS (
       INSERT INTO settlement.day_fee AS f (day, book, kind, code, debit, credit, leg_count)
       SELECT s.day, s.book, a.kind, s.code,
         coalesce(sum(s.amount) FILTER (WHERE a.id = s.debit), 0),
         coalesce(sum(s.amount) FILTER (WHERE a.id = s.credit), 0), sum(s.count)
       FROM sums s
       JOIN ledger.account a ON a.id IN (s.debit, s.credit)
       WHERE a.kind = ANY ($4::smallint[])
       GROUP BY 1, 2, 3, 4
       ON CONFLICT (book, day, kind, code) DO UPDATE SET debit = f.debit + excluded.debit,
         credit = f.credit + excluded.credit, leg_count = f.leg_count + excluded.leg_count
     )
     UPDATE settlement.tally SET last_batch = $3 WHERE network = $1`,
    [network, range.first.toString(), range.last.toString(), FEE_KIND_CODES],
  );
}
