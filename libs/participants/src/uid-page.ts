/** A page of a list that is ordered by uuid, that is by the time of creation. */
export interface UidPage {
  /** What comes after this uuid … */
  readonly after?: string | undefined;
  /** … or before it, read backwards. */
  readonly before?: string | undefined;
  /** How many rows to fetch. */
  readonly limit: number;
}

/**
 * The end of a SELECT for a page: parameter `$at` is the uuid or null, the next one the limit. `column` is a name
 * in the text of a store, never what a client sent.
 */
export function pageClause(page: UidPage, column: string, at: number): string {
  const backwards = page.before !== undefined;
  return `AND ($${at}::uuid IS NULL OR ${column} ${backwards ? '<' : '>'} $${at})
    ORDER BY ${column} ${backwards ? 'DESC' : 'ASC'} LIMIT $${at + 1}`;
}
