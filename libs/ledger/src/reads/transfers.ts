import { invariant, TRANSFER_TYPES, transferTypeOf, type TransferType } from '@app/core';
import type { LegRecord, TransferRecord } from '../engine/outcome.js';
import { legRecord, readRefusal } from '../engine/record.js';
import { legPageSql, spanParameters } from './entries.js';
import { isoTimeOf, select, selectPrepared, type Queryable } from './queryable.js';
import { spanOf, type EntryCursor, type Span } from './span.js';

/** A transfer's place in the ledger's one order. */
export interface TransferCursor {
  readonly batch: bigint;
  readonly item: number;
}

export interface TransferQuery {
  /** Only these acts; all of them unless told. */
  readonly types?: readonly TransferType[] | undefined;
  /** 1 to 100. */
  readonly limit: number;
  /** What is older than this. */
  readonly before?: TransferCursor | undefined;
  /** What is newer than this: the page next to it, unless `before` is given too. */
  readonly after?: TransferCursor | undefined;
  /** Posted at or after. */
  readonly from?: Date | undefined;
  /** Posted before. */
  readonly to?: Date | undefined;
}

/**
 * Newest first. `hasMore`: there are further ones in the direction in which the page was asked for.
 */
export interface TransferPage {
  readonly transfers: TransferRecord[];
  readonly hasMore: boolean;
}

interface TransferLegRow {
  readonly id: string;
  readonly network: number;
  readonly batch: string;
  readonly item: number;
  readonly cycle: number;
  readonly posted_at: string;
  readonly principal: string;
  readonly type: number;
  readonly amount: string;
  readonly payer: number | null;
  readonly payee: number | null;
  readonly issuer: number | null;
  readonly acquirer: number | null;
  readonly fee_version: number | null;
  readonly original: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly refusal: string | null;
  readonly refusal_detail: string | null;
  readonly position: number | null;
  readonly debit: number;
  readonly credit: number;
  readonly book: number;
  readonly leg_amount: string;
  readonly debit_balance: string;
  readonly credit_balance: string;
  readonly code: number;
}

/** One row for each leg, and one for a transfer without any. */
const TRANSFERS_WITH_LEGS = `SELECT t.id, b.network, t.batch, t.item, b.cycle,
    ${isoTimeOf('b.posted_at')} AS posted_at, t.principal, t.type, t.amount, t.payer, t.payee,
    t.issuer, t.acquirer, t.fee_version, t.original, t.reference, t.description, t.refusal,
    t.refusal_detail, l.position, l.debit_account AS debit, l.credit_account AS credit, l.book,
    l.amount AS leg_amount, l.debit_balance, l.credit_balance, l.code
  FROM ledger.transfer t
  JOIN ledger.batch b ON b.number = t.batch
  LEFT JOIN ledger.leg l ON l.transfer = t.id
  WHERE t.id = ANY ($1::uuid[])
  ORDER BY t.batch, t.item, l.position`;

/** Transfers with their legs, in the order of `ids`; unknown ones are left out. */
export async function readTransfers(
  sql: Queryable,
  ids: readonly string[],
): Promise<TransferRecord[]> {
  if (ids.length === 0) return [];
  const query = { name: 'transfers_with_legs', text: TRANSFERS_WITH_LEGS, values: [ids] };
  const rows = await selectPrepared<TransferLegRow>(sql, query);
  const found = new Map<string, { row: TransferLegRow; legs: LegRecord[] }>();
  for (const row of rows) {
    let transfer = found.get(row.id);
    if (transfer === undefined) found.set(row.id, (transfer = { row, legs: [] }));
    if (row.position !== null) transfer.legs.push(legOf(row, row.position));
  }
  return ids.flatMap((id) => {
    const transfer = found.get(id);
    return transfer === undefined ? [] : [transferOf(transfer.row, transfer.legs)];
  });
}

function legOf(row: TransferLegRow, position: number): LegRecord {
  return legRecord(
    {
      debit: row.debit,
      credit: row.credit,
      book: row.book,
      amount: BigInt(row.leg_amount),
      debitBalance: BigInt(row.debit_balance),
      creditBalance: BigInt(row.credit_balance),
      code: row.code,
    },
    position,
  );
}

function transferOf(row: TransferLegRow, legs: readonly LegRecord[]): TransferRecord {
  return {
    id: row.id,
    network: row.network,
    batch: BigInt(row.batch),
    item: row.item,
    cycle: row.cycle,
    postedAt: row.posted_at,
    principal: row.principal,
    type: transferTypeOf(row.type),
    amount: BigInt(row.amount),
    payer: row.payer,
    payee: row.payee,
    issuer: row.issuer,
    acquirer: row.acquirer,
    feeVersion: row.fee_version,
    original: row.original,
    reference: row.reference,
    description: row.description,
    refusal: readRefusal(row.refusal, row.refusal_detail),
    legs,
  };
}

/** The transfers that name `original` as theirs, oldest first, by index. */
export async function readIdsByOriginal(
  sql: Queryable,
  original: string,
  limit: number,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    sql,
    'SELECT id FROM ledger.transfer WHERE original = $1 ORDER BY batch, item LIMIT $2',
    [original, limit],
  );
  return rows.map(({ id }) => id);
}

/** The transfer that a claim of this principal stands for. */
export async function readClaimed(
  sql: Queryable,
  principal: string,
  claim: string,
): Promise<TransferRecord | undefined> {
  const [row] = await select<{ transfer: string }>(
    sql,
    'SELECT transfer FROM ledger.claim WHERE value = $1 AND principal = $2',
    [claim, principal],
  );
  if (row === undefined) return undefined;
  const [transfer] = await readTransfers(sql, [row.transfer]);
  invariant(transfer !== undefined, `a claim names no transfer: ${row.transfer}`);
  return transfer;
}

/** The transfers that these claims stand for, whoever made them. */
export async function readIdsClaimed(
  sql: Queryable,
  claims: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await select<{ transfer: string }>(
    sql,
    'SELECT DISTINCT transfer FROM ledger.claim WHERE value = ANY ($1::uuid[]) LIMIT $2',
    [claims, most],
  );
  return rows.map((row) => row.transfer);
}

/** Most legs looked through at once for the transfers they belong to. */
const LEGS_AT_ONCE = 8_000;

/**
 * The transfers that moved an account. A transfer may have several legs on it and is shown once.
 */
export async function readTransfersOf(
  sql: Queryable,
  account: number,
  query: TransferQuery,
): Promise<TransferPage> {
  const { limit, types } = query;
  const wanted =
    types === undefined ? undefined : new Set<number>(types.map((t) => TRANSFER_TYPES[t]));
  let span = await transferSpan(sql, account, query);
  const ids = new Set<string>();
  // An on-us payment has two legs on its merchant; where the wanted types are rare, ever more are
  // looked through.
  for (let chunk = 2 * limit + 2; ; chunk = Math.min(chunk * 4, LEGS_AT_ONCE)) {
    const legs = await readOwnedLegs(sql, account, span, chunk);
    for (const leg of legs) {
      if (ids.size <= limit && (wanted?.has(leg.type) ?? true)) ids.add(leg.transfer);
    }
    const last = legs.at(-1);
    if (ids.size > limit || last === undefined || legs.length < chunk) break;
    const reached = { batch: BigInt(last.batch), position: last.position };
    span = span.oldestFirst ? { ...span, after: reached } : { ...span, before: reached };
  }
  const shown = [...ids].slice(0, limit);
  if (span.oldestFirst) shown.reverse();
  return { transfers: await readTransfers(sql, shown), hasMore: ids.size > limit };
}

/** The span of legs that a span of transfers means. */
async function transferSpan(
  sql: Queryable,
  account: number,
  { limit, before, after, from, to }: TransferQuery,
): Promise<Span> {
  const [oldest, newest] = await Promise.all([
    before && edgeOf(sql, before, 'first'),
    after && edgeOf(sql, after, 'last'),
  ]);
  return spanOf(sql, account, { limit, before: oldest, after: newest, from, to });
}

/** The first or last leg of a transfer. */
async function edgeOf(
  sql: Queryable,
  cursor: TransferCursor,
  end: 'first' | 'last',
): Promise<EntryCursor> {
  const [row] = await select<{ first_leg: number; leg_count: number }>(
    sql,
    'SELECT first_leg, leg_count FROM ledger.transfer WHERE batch = $1 AND item = $2',
    [cursor.batch, cursor.item],
  );
  if (row === undefined) return { batch: cursor.batch, position: -1 };
  const position = end === 'first' ? row.first_leg : row.first_leg + row.leg_count - 1;
  return { batch: cursor.batch, position };
}

interface OwnedLegRow {
  readonly batch: string;
  readonly position: number;
  readonly transfer: string;
  readonly type: number;
}

/** Legs of the account at the span's end, each with the transfer that owns it. */
async function readOwnedLegs(
  sql: Queryable,
  account: number,
  span: Span,
  limit: number,
): Promise<OwnedLegRow[]> {
  const direction = span.oldestFirst ? 'ASC' : 'DESC';
  return select<OwnedLegRow>(
    sql,
    `SELECT e.batch, e.position, t.id AS transfer, t.type
     FROM (${legPageSql(span.oldestFirst)}) AS e
     JOIN ledger.transfer t ON t.id = e.transfer
     ORDER BY e.batch ${direction}, e.position ${direction}`,
    [account, ...spanParameters(span), limit],
  );
}
