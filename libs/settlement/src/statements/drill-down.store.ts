import {
  ACCOUNT_KINDS,
  LEG_COMPONENTS,
  readLegCode,
  TRANSFER_TYPES,
  transferTypeOf,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';
import { select, type PageOf } from '../sql.js';
import type { DrillCursor, DrilledPart, DrilledTransfer, DrillFilter } from './drill-down.js';

/** The legs of a cycle on one cooperative's position, in the switch's book. */
export interface PositionLegs {
  readonly position: number;
  readonly switchBook: number;
  readonly first: bigint;
  /** null: the cycle is open. */
  readonly last: bigint | null;
}

interface LegRow {
  readonly batch: string;
  readonly position: number;
  readonly amount: string;
  readonly code: number;
  readonly owes: boolean;
  readonly counterpart: number;
  readonly id: string;
  readonly type: number;
  readonly transfer_amount: string;
  readonly item: number;
  readonly posted_at: Date;
}

interface Place {
  readonly batch: bigint;
  readonly position: number;
}

const END = 9_223_372_036_854_775_807n;
/** A transfer has a few legs on a position: so many are read for each that is wanted. */
const LEGS_EACH = 4;

/**
 * A page of the transfers behind a position, oldest first, or backwards from `before`: at most `limit`. Found by the
 * position's balance points, so only batches that touched it are looked at.
 */
export async function readDrillDown(
  sql: SqlRunner,
  legs: PositionLegs,
  filter: DrillFilter,
  page: PageOf<DrillCursor>,
): Promise<DrilledTransfer[]> {
  const backwards = page.before !== undefined;
  const cursor = page.after ?? page.before;
  let from = cursor && (await edgeOf(sql, cursor, backwards ? 'first' : 'last'));
  const chunk = page.limit * LEGS_EACH + LEGS_EACH;
  const found: LegRow[] = [];
  for (;;) {
    const rows = await readLegs(sql, legs, filter, { from, backwards, limit: chunk });
    found.push(...rows);
    const last = rows.at(-1);
    const isAll = last === undefined || rows.length < chunk;
    const transfers = gathered(found, backwards);
    // The last one may have more legs than were read, so it is shown only if one more began.
    if (isAll || transfers.length > page.limit) return transfers.slice(0, page.limit);
    from = { batch: BigInt(last.batch), position: last.position };
  }
}

/** All legs on the position, or undefined if there are more than `most`. */
export async function readAllLegs(
  sql: SqlRunner,
  legs: PositionLegs,
  most: number,
): Promise<DrilledTransfer[] | undefined> {
  const all = { from: undefined, backwards: false, limit: most + 1 };
  const rows = await readLegs(sql, legs, {}, all);
  return rows.length > most ? undefined : gathered(rows, false);
}

interface CycleLegRow extends LegRow {
  readonly account: number;
}

/**
 * All legs of a closed cycle on the positions of several cooperatives at once, by position; for cycles with few legs.
 */
export async function readLegsOfAll(
  sql: SqlRunner,
  { switchBook, first, last }: Omit<PositionLegs, 'position'>,
  positions: readonly number[],
): Promise<ReadonlyMap<number, DrilledTransfer[]>> {
  const rows = await select<CycleLegRow>(
    sql,
    `SELECT o.account, l.batch, l.position, l.amount, l.code, o.account = l.debit_account AS owes,
       CASE WHEN c.kind = $5 THEN c.subject_book ELSE c.book END AS counterpart, t.id, t.type,
       t.amount AS transfer_amount, t.item, b.posted_at
     FROM ledger.leg l
     JOIN ledger.transfer t ON t.id = l.transfer
     JOIN ledger.batch b ON b.number = l.batch
     CROSS JOIN LATERAL (VALUES (l.debit_account, l.credit_account),
       (l.credit_account, l.debit_account)) AS o (account, other)
     JOIN ledger.account c ON c.id = o.other
     WHERE l.batch BETWEEN $1 AND $2 AND l.book = $3 AND l.code % 100 <> $6
       AND o.account = ANY ($4::integer[])
     ORDER BY l.batch, l.position`,
    [
      first.toString(),
      (last ?? END).toString(),
      switchBook,
      positions,
      ACCOUNT_KINDS.position.code,
      LEG_COMPONENTS.settlement,
    ],
  );
  const byPosition = new Map<number, LegRow[]>();
  for (const row of rows) {
    const own = byPosition.get(row.account);
    if (own === undefined) byPosition.set(row.account, [row]);
    else own.push(row);
  }
  return new Map([...byPosition].map(([position, own]) => [position, gathered(own, false)]));
}

async function readLegs(
  sql: SqlRunner,
  { position, switchBook, first, last }: PositionLegs,
  { service, component, counterpart }: DrillFilter,
  span: {
    readonly from: Place | undefined;
    readonly backwards: boolean;
    readonly limit: number;
  },
): Promise<LegRow[]> {
  const { backwards, limit } = span;
  const order = backwards ? 'DESC' : 'ASC';
  const from = span.from ?? (backwards ? { batch: END, position: 0 } : { batch: 0n, position: 0 });
  return select<LegRow>(
    sql,
    `SELECT e.batch, e.position, e.amount, e.code, e.owes, e.counterpart, t.id, t.type,
       t.amount AS transfer_amount, t.item, b.posted_at
     FROM (
       SELECT p.batch, l.position, l.transfer, l.amount, l.code, l.owes, l.counterpart
       FROM (
         SELECT batch FROM ledger.balance_point
         WHERE account = $1 AND batch BETWEEN $2 AND $3
           AND batch ${backwards ? '<=' : '>='} $5 ORDER BY batch ${order}
       ) AS p
       CROSS JOIN LATERAL (
         SELECT g.position, g.transfer, g.amount, g.code, g.debited AS owes,
           CASE WHEN o.kind = $7 THEN o.subject_book ELSE o.book END AS counterpart
         FROM ledger.entry g
         JOIN ledger.account o ON o.id = g.counterpart
         WHERE g.account = $1 AND g.batch = p.batch AND g.book = $4
           AND (g.batch, g.position) ${backwards ? '<' : '>'} ($5, $6) AND g.code % 100 <> $8
           AND ($9::integer IS NULL OR g.code / 100 = $9)
           AND ($10::integer IS NULL OR g.code % 100 = $10)
       ) AS l
       WHERE $11::integer IS NULL OR l.counterpart = $11
       ORDER BY p.batch ${order}, l.position ${order} LIMIT $12
     ) AS e
     JOIN ledger.batch b ON b.number = e.batch
     JOIN ledger.transfer t ON t.id = e.transfer
     ORDER BY e.batch ${order}, e.position ${order}`,
    [
      position,
      first.toString(),
      (last ?? END).toString(),
      switchBook,
      from.batch.toString(),
      span.from === undefined ? -1 : from.position,
      ACCOUNT_KINDS.position.code,
      LEG_COMPONENTS.settlement,
      service === undefined ? null : TRANSFER_TYPES[service],
      component === undefined ? null : LEG_COMPONENTS[component],
      counterpart ?? null,
      limit,
    ],
  );
}

/** The first or last leg of a transfer; what isn't there is a place too. */
async function edgeOf(
  sql: SqlRunner,
  { batch, item }: DrillCursor,
  end: 'first' | 'last',
): Promise<Place> {
  const [row] = await select<{ first_leg: number; leg_count: number }>(
    sql,
    'SELECT first_leg, leg_count FROM ledger.transfer WHERE batch = $1 AND item = $2',
    [batch.toString(), item],
  );
  if (row === undefined) return { batch, position: -1 };
  return { batch, position: row.first_leg + (end === 'first' ? 0 : row.leg_count - 1) };
}

/** Transfers in the order in which their legs were read; the parts of each always in the ledger's. */
function gathered(rows: readonly LegRow[], backwards: boolean): DrilledTransfer[] {
  const transfers = new Map<string, DrilledTransfer & { parts: DrilledPart[] }>();
  for (const row of rows) {
    const known = transfers.get(row.id);
    if (known !== undefined) known.parts[backwards ? 'unshift' : 'push'](partOf(row));
    else transfers.set(row.id, { ...transferOf(row), parts: [partOf(row)] });
  }
  return [...transfers.values()];
}

function transferOf(row: LegRow): Omit<DrilledTransfer, 'parts'> {
  return {
    id: row.id,
    type: transferTypeOf(row.type),
    amount: BigInt(row.transfer_amount),
    batch: BigInt(row.batch),
    item: row.item,
    postedAt: row.posted_at,
  };
}

function partOf({ code, owes, amount, counterpart }: LegRow): DrilledPart {
  const { type, component } = readLegCode(code);
  const side = owes ? 'debit' : 'credit';
  return { service: type, component, side, amount: BigInt(amount), counterpart };
}
