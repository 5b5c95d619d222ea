import { unwrap } from '../problems/problem-exception.js';
import { decodeCursor, encodeCursor, type CursorShape, type CursorValues } from './cursor.js';
import type { PageQuery } from './page-query.js';

/** One page of a list, in the list's order. */
export interface Page<T> {
  readonly data: readonly T[];
  /** Whether there is more in the direction that was asked for. */
  readonly has_more: boolean;
  /** Pass as `after` for what follows; absent on the last page. */
  readonly next_cursor?: string;
  /** Pass as `before` for what precedes; absent on the first page. */
  readonly previous_cursor?: string;
}

/** Where a page begins. Neither: at the beginning of the list. */
export interface PageStart {
  readonly after?: CursorValues;
  readonly before?: CursorValues;
}

/** The cursors of a query, read. Throws `cursor_invalid` for a cursor of another list. */
export function pageStartOf(query: PageQuery, shape: CursorShape): PageStart {
  if (query.after !== undefined) return { after: unwrap(decodeCursor(query.after, shape)) };
  if (query.before !== undefined) return { before: unwrap(decodeCursor(query.before, shape)) };
  return {};
}

/**
 * A page out of the rows that a store found.
 *
 * In: `rows`, up to `query.limit + 1` of them, in the list's order, or with `before` backwards from
 * the cursor. Out: at most `limit` of them presented in the list's order, with the cursors of the
 * neighbouring pages.
 */
export function pageOf<Row, T>(page: {
  readonly rows: readonly Row[];
  readonly query: PageQuery;
  readonly cursor: (row: Row) => CursorValues;
  readonly present: (row: Row) => T;
}): Page<T> {
  const { query, cursor } = page;
  const backwards = query.before !== undefined;
  const hasMore = page.rows.length > query.limit;
  const rows = page.rows.slice(0, query.limit);
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const hasPrevious = backwards ? hasMore : query.after !== undefined;
  const hasNext = backwards || hasMore;
  return {
    data: rows.map(page.present),
    has_more: hasMore,
    ...(hasNext && last !== undefined && { next_cursor: encodeCursor(cursor(last)) }),
    ...(hasPrevious && first !== undefined && { previous_cursor: encodeCursor(cursor(first)) }),
  };
}
