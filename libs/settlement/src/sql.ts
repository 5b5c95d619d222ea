import type { Sen } from '@app/core';
import type { SqlRunner } from '@app/ledger';

/**
 * The rows of a query, as its SELECT list says they are: the one place where the shape of rows is
 * taken on trust. bigint columns come as text, so rows declare them as `string`. For SELECT only:
 * TypeORM answers others otherwise.
 */
export async function select<R>(
  sql: SqlRunner,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  return (await sql.query(text, values)) as R[];
}

/** A column of amounts, as an array parameter. */
export function textOf(amounts: readonly Sen[]): string[] {
  return amounts.map((amount) => amount.toString());
}

/** A page of a list; `limit` rows at most, in the list's order, or backwards from `before`. */
export interface PageOf<Cursor> {
  readonly after?: Cursor | undefined;
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

/**
 * The end of a SELECT for a page of what is newest first: parameter `$at` is the cursor or null,
 * the next one the limit. `column` and `type` are names in the text of a store, never what a client
 * sent.
 */
export function newestFirst<Cursor>(
  page: PageOf<Cursor>,
  column: string,
  type: string,
  at: number,
): string {
  const backwards = page.before !== undefined;
  return `AND ($${at}::${type} IS NULL OR ${column} ${backwards ? '>' : '<'} $${at})
    ORDER BY ${column} ${backwards ? 'ASC' : 'DESC'} LIMIT $${at + 1}`;
}
