import { readLegCode, type LegComponent, type Sen, type TransferType } from '@app/core';
import { isoTimeOf, select, type Queryable } from './queryable.js';
import { spanOf, type EntryCursor, type EntryQuery, type Span } from './span.js';

/** One side of a leg, as the account's statement shows it. */
export interface Entry extends EntryCursor {
  /** Uuid of the transfer. */
  readonly transfer: string;
  /** The transfer's place in its batch. */
  readonly item: number;
  readonly type: TransferType;
  readonly component: LegComponent;
  readonly direction: 'debit' | 'credit';
  readonly amount: Sen;
  /** The account's posted balance after this entry: credits − debits. */
  readonly balance: Sen;
  /** ISO 8601 in UTC with microseconds. */
  readonly postedAt: string;
  /** Id of the account on the leg's other side; always of the same book. */
  readonly counterpart: number;
  readonly reference: string | null;
  readonly description: string | null;
}

/**
 * Newest first. `hasMore`: there are further entries in the direction in which the page was asked
 * for.
 */
export interface EntryPage {
  readonly entries: Entry[];
  readonly hasMore: boolean;
}

interface EntryRow {
  readonly batch: string;
  readonly position: number;
  readonly debited: boolean;
  readonly amount: string;
  readonly balance: string;
  readonly counterpart: number;
  readonly code: number;
  readonly transfer: string;
  readonly item: number;
  readonly posted_at: string;
  readonly reference: string | null;
  readonly description: string | null;
}

/** A page of an account's entries, by index whatever their number. */
export async function readEntries(
  sql: Queryable,
  account: number,
  query: EntryQuery,
): Promise<EntryPage> {
  const span = await spanOf(sql, account, query);
  const rows = await select<EntryRow>(sql, entryPageSql(span.oldestFirst), [
    account,
    ...spanParameters(span),
    query.limit + 1,
  ]);
  const hasMore = rows.length > query.limit;
  const entries = rows.slice(0, query.limit).map(entryOf);
  return { entries: span.oldestFirst ? entries.reverse() : entries, hasMore };
}

/** How many entries an account has between two times, the later excluded; at most `most` are counted. */
export async function countEntries(
  sql: Queryable,
  account: number,
  period: { readonly from: Date; readonly to: Date },
  most: number,
): Promise<number> {
  const span = await spanOf(sql, account, { ...period, limit: 1 });
  const [row] = await select<{ count: number }>(
    sql,
    `SELECT count(*)::integer AS count FROM (${legPageSql(false)}) AS e`,
    [account, ...spanParameters(span), most],
  );
  return row?.count ?? 0;
}

/** Parameters $2 to $5 of {@link legPageSql}. */
export function spanParameters(span: Span): unknown[] {
  const { after, before } = span;
  return [after.batch, after.position, before.batch, before.position];
}

function entryPageSql(oldestFirst: boolean): string {
  return `SELECT e.batch, e.position, e.debited, e.amount, e.balance, e.counterpart, e.code,
      e.transfer, e.item, ${isoTimeOf('b.posted_at')} AS posted_at, t.reference, t.description
    FROM (${legPageSql(oldestFirst)}) AS e
    JOIN ledger.batch b ON b.number = e.batch
    JOIN ledger.transfer t ON t.id = e.transfer
    ORDER BY ${order('e', oldestFirst)}`;
}

/**
 * The legs of account $1 between ($2, $3) and ($4, $5), at most $6 of them, from one end of that
 * span. They are found by the account's balance points, which say where in their batch its legs are. Each point has
 * at least one leg: so $6 + 1 of them always suffice, the cursor's own batch included.
 */
export function legPageSql(oldestFirst: boolean): string {
  const direction = oldestFirst ? 'ASC' : 'DESC';
  return `SELECT leg.* FROM (
      SELECT p.batch FROM ledger.balance_point p
      WHERE p.account = $1::integer AND p.batch >= $2::bigint AND p.batch <= $4::bigint
      ORDER BY p.batch ${direction} LIMIT $6::integer + 1
    ) AS point
    CROSS JOIN LATERAL (
      SELECT e.* FROM ledger.entry e
      WHERE e.account = $1::integer AND e.batch = point.batch
        AND (e.batch, e.position::integer) > ($2::bigint, $3::integer)
        AND (e.batch, e.position::integer) < ($4::bigint, $5::integer)
    ) AS leg
    ORDER BY point.batch ${direction}, leg.position ${direction} LIMIT $6::integer`;
}

function order(table: string, oldestFirst: boolean): string {
  const direction = oldestFirst ? 'ASC' : 'DESC';
  return `${table}.batch ${direction}, ${table}.position ${direction}`;
}

function entryOf(row: EntryRow): Entry {
  const { type, component } = readLegCode(row.code);
  return {
    transfer: row.transfer,
    item: row.item,
    type,
    component,
    direction: row.debited ? 'debit' : 'credit',
    amount: BigInt(row.amount),
    balance: BigInt(row.balance),
    postedAt: row.posted_at,
    batch: BigInt(row.batch),
    position: row.position,
    counterpart: row.counterpart,
    reference: row.reference,
    description: row.description,
  };
}
