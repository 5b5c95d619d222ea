import { invariant } from '@app/core';
import { select, type Queryable } from './queryable.js';

/** The longest page of a list. */
export const PAGE_LIMIT = 100;

/** An entry's place in the ledger's one order: its batch, and the leg's position in it. */
export interface EntryCursor {
  readonly batch: bigint;
  readonly position: number;
}

export interface EntryQuery {
  /** 1 to {@link PAGE_LIMIT}. */
  readonly limit: number;
  /** What is older than this. */
  readonly before?: EntryCursor | undefined;
  /** What is newer than this: the page next to it, unless `before` is given too. */
  readonly after?: EntryCursor | undefined;
  /** Posted at or after. */
  readonly from?: Date | undefined;
  /** Posted before. */
  readonly to?: Date | undefined;
}

/** The places between which a page stands, both exclusive. */
export interface Span {
  readonly after: EntryCursor;
  readonly before: EntryCursor;
  /** The page stands at the old end of the span, not at the new one. */
  readonly oldestFirst: boolean;
}

const BEGINNING: EntryCursor = { batch: 0n, position: -1 };
const END: EntryCursor = { batch: 9_223_372_036_854_775_807n, position: -1 };

/**
 * Makes one span of cursors and times; a time becomes a batch number, because both run the same
 * way.
 */
export async function spanOf(sql: Queryable, account: number, query: EntryQuery): Promise<Span> {
  const { limit, before = END, after = BEGINNING, from, to } = query;
  invariant(Number.isInteger(limit) && limit >= 1 && limit <= PAGE_LIMIT, `a page of ${limit}`);
  const [since, until] = await Promise.all([
    from === undefined ? BEGINNING : startOf(sql, account, from),
    to === undefined ? END : startOf(sql, account, to),
  ]);
  return {
    after: isLater(since, after) ? since : after,
    before: isLater(before, until) ? until : before,
    oldestFirst: query.after !== undefined && query.before === undefined,
  };
}

function isLater(one: EntryCursor, other: EntryCursor): boolean {
  return one.batch === other.batch ? one.position > other.position : one.batch > other.batch;
}

/** The place before everything that the account's network posted at `time` or later. */
async function startOf(sql: Queryable, account: number, time: Date): Promise<EntryCursor> {
  const [row] = await select<{ number: string }>(
    sql,
    `SELECT number FROM ledger.batch
     WHERE network = (SELECT k.network FROM ledger.account a JOIN ledger.book k ON k.id = a.book
       WHERE a.id = $1) AND posted_at >= $2
     ORDER BY posted_at LIMIT 1`,
    [account, time],
  );
  return row === undefined ? END : { batch: BigInt(row.number), position: -1 };
}
