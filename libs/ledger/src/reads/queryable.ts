/** A statement that each connection parses and plans once, under a name of its own. */
export interface PreparedQuery {
  readonly name: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** Anything that answers SQL as `pg` does: a pool, a client. */
export interface Queryable {
  query(query: string | PreparedQuery, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * The rows of a query, as its SELECT list says they are: the one place where the shape of rows is
 * taken on trust. `pg` gives bigint columns as text, so rows declare them as `string`.
 */
export async function select<R>(
  sql: Queryable,
  text: string,
  parameters: unknown[] = [],
): Promise<R[]> {
  const { rows } = await sql.query(text, parameters);
  return rows as R[];
}

/** As {@link select}, for what is asked so often that planning it would cost more than doing it. */
export async function selectPrepared<R>(sql: Queryable, query: PreparedQuery): Promise<R[]> {
  const { rows } = await sql.query(query);
  return rows as R[];
}

/** A SELECT expression that writes a time as the ledger does: ISO 8601, UTC, microseconds. */
export function isoTimeOf(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
