import { decodeId, encodeId, fail, type IdPrefix } from '@app/core';
import {
  pageOf,
  pageStartOf,
  problemOf,
  type CursorValues,
  type Page,
  type PageQuery,
} from '@app/http';
import type { UidPage } from '@app/participants';

/** The page that a query asks for, of a list ordered by uuid. Throws `cursor_invalid` for another list's cursor. */
export function uidPageOf(query: PageQuery, prefix: IdPrefix): UidPage {
  const { after, before } = pageStartOf(query, ['string']);
  return {
    after: uidOf(after, prefix),
    before: uidOf(before, prefix),
    limit: query.limit + 1,
  };
}

/** The answer: cursors carry the id of the wire of the row where a page begins. */
export function pageByUid<Row, T>(page: {
  readonly rows: readonly Row[];
  readonly query: PageQuery;
  readonly prefix: IdPrefix;
  readonly uid: (row: Row) => string;
  readonly present: (row: Row) => T;
}): Page<T> {
  const { rows, query, prefix, uid, present } = page;
  return pageOf({ rows, query, cursor: (row) => [encodeId(prefix, uid(row))], present });
}

function uidOf(cursor: CursorValues | undefined, prefix: IdPrefix): string | undefined {
  if (cursor === undefined) return undefined;
  const [id] = cursor;
  const uid = typeof id === 'string' ? decodeId(prefix, id) : undefined;
  if (uid === undefined) throw problemOf(fail('cursor_invalid'));
  return uid;
}
