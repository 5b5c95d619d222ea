import { fail, invariant } from '@app/core';
import {
  encodeCursor,
  pageStartOf,
  problemOf,
  type CursorValues,
  type Page,
  type PageQuery,
} from '@app/http';

/** A place in the ledger's one order: the batch, and the number of the item or leg in it. */
export interface Place {
  readonly batch: bigint;
  readonly number: number;
}

/** Which part of a list the ledger is asked for. Its lists run from new to old, so "after" on the wire is older. */
export interface LedgerSpan {
  readonly limit: number;
  readonly olderThan: Place | undefined;
  readonly newerThan: Place | undefined;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** Reads cursors and times of a query; throws `cursor_invalid` for a cursor of another list. */
export function ledgerSpanOf(
  query: PageQuery & { created_from?: string; created_to?: string },
): LedgerSpan {
  const { after, before } = pageStartOf(query, ['string', 'number']);
  return {
    limit: query.limit,
    olderThan: after && placeOf(after),
    newerThan: before && placeOf(before),
    from: query.created_from === undefined ? undefined : new Date(query.created_from),
    to: query.created_to === undefined ? undefined : new Date(query.created_to),
  };
}

/** A page of what the ledger found: newest first, at most `limit` of them. */
export function ledgerPage<Row, T>(page: {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly query: PageQuery;
  readonly place: (row: Row) => Place;
  readonly present: (row: Row) => T;
}): Page<T> {
  const { rows, hasMore, query } = page;
  const backwards = query.before !== undefined;
  const cursor = (row: Row): string => {
    const { batch, number } = page.place(row);
    return encodeCursor([batch.toString(), number]);
  };
  const first = rows[0];
  const last = rows.at(-1);
  const hasNewer = backwards ? hasMore : query.after !== undefined;
  const hasOlder = backwards || hasMore;
  return {
    data: rows.map(page.present),
    has_more: hasMore,
    ...(hasOlder && last !== undefined && { next_cursor: cursor(last) }),
    ...(hasNewer && first !== undefined && { previous_cursor: cursor(first) }),
  };
}

function placeOf([batch, number]: CursorValues): Place {
  invariant(typeof batch === 'string' && typeof number === 'number', 'a cursor of another shape');
  if (!/^[0-9]{1,18}$/.test(batch) || number < 0 || number > 32_767) {
    throw problemOf(fail('cursor_invalid'));
  }
  return { batch: BigInt(batch), number };
}
