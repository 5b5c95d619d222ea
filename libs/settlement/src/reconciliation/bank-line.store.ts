import { bankLineStates, invariant, newUuid, type BankLineState, type Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { FundsDirection } from '../funds/funds.js';
import { newestFirst, select, textOf, type PageOf } from '../sql.js';
import type { BankBreak, BankStatement, BreakKind, ReadLine } from './bank-line.js';

interface StatementRow {
  readonly uid: string;
  readonly network: number;
  readonly format: BankStatement['format'];
  readonly imported_by: string;
  readonly imported_at: Date;
  readonly line_count: number;
  readonly known_count: number;
}

const SELECT_STATEMENT = `SELECT uid, network, format, imported_by, imported_at, line_count,
    known_count FROM settlement.bank_statement`;

/** Imports of a network come one after the other. */
export async function lockImports(sql: SqlRunner, network: number): Promise<void> {
  await sql.query(`SELECT pg_advisory_xact_lock(hashtext('settlement.bank_statement'), $1)`, [
    network,
  ]);
}

export async function readStatementByDigest(
  sql: SqlRunner,
  network: number,
  digest: string,
): Promise<BankStatement | undefined> {
  const text = `${SELECT_STATEMENT} WHERE network = $1 AND digest = $2`;
  const [row] = await select<StatementRow>(sql, text, [network, digest]);
  return row && toStatement(row);
}

/** Newest first; the cursor is the uuid. */
export async function listStatements(
  sql: SqlRunner,
  network: number,
  page: PageOf<string>,
): Promise<BankStatement[]> {
  const rows = await select<StatementRow>(
    sql,
    `${SELECT_STATEMENT} WHERE network = $1 ${newestFirst(page, 'uid', 'uuid', 2)}`,
    [network, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map(toStatement);
}

export async function insertStatement(
  sql: SqlRunner,
  statement: {
    readonly uid: string;
    readonly network: number;
    readonly format: BankStatement['format'];
    readonly digest: string;
    readonly importedBy: string;
    readonly knownCount: number;
  },
  lines: readonly ReadLine[],
): Promise<void> {
  const { uid, network, format, digest, importedBy, knownCount } = statement;
  await sql.query(
    `INSERT INTO settlement.bank_statement (uid, network, format, digest, imported_by, imported_at,
       line_count, known_count)
     VALUES ($1, $2, $3, $4, $5, ledger.network_now($2::smallint), $6, $7)`,
    [uid, network, format, digest, importedBy, lines.length, knownCount],
  );
  await sql.query(
    `INSERT INTO settlement.bank_line (uid, statement, network, number, booked_on, direction, amount,
       reference)
     SELECT n.uid, $1, $2, n.number, n.booked_on, n.direction, n.amount, n.reference
     FROM unnest($3::uuid[], $4::integer[], $5::date[], $6::text[], $7::bigint[], $8::text[])
       AS n (uid, number, booked_on, direction, amount, reference)`,
    [
      uid,
      network,
      lines.map(() => newUuid()),
      lines.map((line) => line.number),
      lines.map((line) => line.bookedOn),
      lines.map((line) => line.direction),
      textOf(lines.map((line) => line.amount)),
      lines.map((line) => line.reference),
    ],
  );
}

/** What earlier statements say under these references. */
export async function readKnownLines(
  sql: SqlRunner,
  network: number,
  references: readonly string[],
): Promise<ReadonlyMap<string, Pick<ReadLine, 'direction' | 'amount' | 'bookedOn'>>> {
  const rows = await select<{
    reference: string;
    direction: FundsDirection;
    amount: string;
    booked_on: string;
  }>(
    sql,
    `SELECT reference, direction, amount, booked_on::text FROM settlement.bank_line
     WHERE network = $1 AND reference = ANY ($2)`,
    [network, references],
  );
  return new Map(
    rows.map(({ reference, direction, amount, booked_on: bookedOn }) => [
      reference,
      { direction, amount: BigInt(amount), bookedOn },
    ]),
  );
}

/** Pairs the bank's lines with our movements of the same reference, direction and amount. */
export async function matchLines(sql: SqlRunner, network: number): Promise<void> {
  await sql.query(
    `UPDATE settlement.bank_line l SET state = 'MATCHED', funds = f.uid,
       ended_at = ledger.network_now(l.network)
     FROM settlement.funds f
     WHERE l.network = $1 AND l.state = 'UNMATCHED' AND f.network = l.network
       AND f.bank_reference = l.reference AND f.direction = l.direction AND f.amount = l.amount
       AND f.state = 'POSTED' AND f.cooperative IS NOT NULL`,
    [network],
  );
}

/** A line of the bank as a break that somebody resolves. */
export interface OpenLine {
  readonly uid: string;
  readonly network: number;
  readonly state: BankLineState;
  readonly direction: FundsDirection;
  readonly amount: Sen;
  readonly reference: string;
  /** What the books have under its reference. */
  readonly booked: { readonly amount: Sen; readonly cooperative: number } | undefined;
}

export async function readLine(sql: SqlRunner, uid: string): Promise<OpenLine | undefined> {
  const [row] = await select<{
    uid: string;
    network: number;
    state: string;
    direction: FundsDirection;
    amount: string;
    reference: string;
    booked: string | null;
    booked_of: number | null;
  }>(
    sql,
    `SELECT l.uid, l.network, l.state, l.direction, l.amount, l.reference,
       CASE f.direction WHEN 'in' THEN f.amount ELSE -f.amount END AS booked,
       f.cooperative AS booked_of
     FROM settlement.bank_line l
     LEFT JOIN settlement.funds f ON f.network = l.network AND f.bank_reference = l.reference
       AND f.state = 'POSTED'
     WHERE l.uid = $1`,
    [uid],
  );
  if (row === undefined) return undefined;
  invariant(bankLineStates.isState(row.state), `unknown state of a line ${row.state}`);
  const { uid: id, network, state, direction, reference, booked, booked_of: cooperative } = row;
  return {
    uid: id,
    network,
    state,
    direction,
    reference,
    amount: BigInt(row.amount),
    booked:
      booked === null || cooperative === null ? undefined : { amount: BigInt(booked), cooperative },
  };
}

/**
 * Moves a break along unless somebody did: a match that came first is as good, also where it came between the booking
 * and this, because the process that booked had ended.
 */
export async function moveLine(
  sql: SqlRunner,
  { uid, state }: Pick<OpenLine, 'uid' | 'state'>,
  to: BankLineState,
  funds: string | null,
): Promise<void> {
  if (bankLineStates.isFinal(state)) return;
  await sql.query(
    `UPDATE settlement.bank_line SET state = $3, funds = coalesce($4, funds),
       ended_at = CASE WHEN $5 THEN ledger.network_now(network) END
     WHERE uid = $1 AND state = $2`,
    [uid, state, to, funds, bankLineStates.isFinal(to)],
  );
}

interface BreakRow {
  readonly uid: string;
  readonly network: number;
  readonly kind: BreakKind;
  readonly state: BankLineState | null;
  readonly booked_on: string;
  readonly direction: FundsDirection;
  readonly amount: string;
  readonly reference: string;
  readonly booked: string | null;
  readonly cooperative: string | null;
  readonly age_days: number;
}

/** What the books add to the bank's reference when they take a booking back. */
export const REVERSED = '/batal';

/** The bank's lines that are breaks, and our movements that a statement of their day or later lacks. */
const BREAKS = `SELECT l.uid, l.network,
    CASE WHEN l.state = 'SUSPENSE' THEN 'in_suspense' WHEN f.uid IS NULL THEN 'unknown'
      ELSE 'differs' END AS kind, l.state, l.booked_on, l.direction, l.amount, l.reference,
    CASE WHEN l.state = 'SUSPENSE' OR f.uid IS NULL THEN NULL
      WHEN f.direction = 'in' THEN f.amount ELSE -f.amount END AS booked, b.uid AS cooperative
  FROM settlement.bank_line l
  LEFT JOIN settlement.funds f ON f.network = l.network AND f.bank_reference = l.reference
    AND f.state = 'POSTED'
  LEFT JOIN ledger.book b ON b.id = f.cooperative
  WHERE l.network = $1 AND l.state IN ('UNMATCHED', 'SUSPENSE')
  UNION ALL
  SELECT f.uid, f.network, 'not_at_bank', NULL, (f.ended_at AT TIME ZONE w.time_zone)::date,
    f.direction, f.amount, f.bank_reference, NULL, b.uid
  FROM settlement.funds f
  JOIN ledger.network w ON w.id = f.network
  LEFT JOIN ledger.book b ON b.id = f.cooperative
  WHERE f.network = $1 AND f.state = 'POSTED'
    AND f.ended_at >= (SELECT min(m.imported_at) - interval '31 days'
      FROM settlement.bank_statement m WHERE m.network = $1)
    AND (f.ended_at AT TIME ZONE w.time_zone)::date
      <= (SELECT max(x.booked_on) FROM settlement.bank_line x WHERE x.network = $1)
    AND NOT EXISTS (SELECT FROM settlement.bank_line x
      WHERE x.network = f.network AND (x.reference = f.bank_reference OR x.funds = f.uid))
    AND f.bank_reference NOT LIKE '%${REVERSED}'
    AND NOT EXISTS (SELECT FROM settlement.funds r WHERE r.network = f.network
      AND r.bank_reference = f.bank_reference || '${REVERSED}' AND r.state = 'POSTED')`;

/** Newest first; the cursor is the uuid. */
export async function listBreaks(
  sql: SqlRunner,
  network: number,
  kind: BreakKind | undefined,
  page: PageOf<string>,
): Promise<BankBreak[]> {
  const rows = await select<BreakRow>(
    sql,
    `SELECT k.uid, k.network, k.kind, k.state, k.booked_on::text, k.direction, k.amount, k.reference,
       k.booked, k.cooperative,
       ((ledger.network_now($1::smallint) AT TIME ZONE (SELECT w.time_zone FROM ledger.network w
         WHERE w.id = $1))::date - k.booked_on) AS age_days
     FROM (${BREAKS}) AS k WHERE ($2::text IS NULL OR k.kind = $2)
     ${newestFirst(page, 'k.uid', 'uuid', 3)}`,
    [network, kind ?? null, page.after ?? page.before ?? null, page.limit],
  );
  return rows.map((row) => ({
    uid: row.uid,
    network: row.network,
    kind: row.kind,
    state: row.state,
    bookedOn: row.booked_on,
    direction: row.direction,
    amount: BigInt(row.amount),
    reference: row.reference,
    booked: row.booked === null ? null : BigInt(row.booked),
    cooperative: row.cooperative,
    ageDays: row.age_days,
  }));
}

function toStatement(row: StatementRow): BankStatement {
  return {
    uid: row.uid,
    network: row.network,
    format: row.format,
    importedBy: row.imported_by,
    importedAt: row.imported_at,
    lineCount: row.line_count,
    knownCount: row.known_count,
  };
}
