import type { QueryArrayConfig } from 'pg';

/** Values come as text: parsing each into an object would cost more than reading what is needed. */
const asText = { getTypeParser: () => (value: string) => value };

/** A statement that is prepared once per connection, under its name. A Buffer is sent in binary, a string as text. */
export function prepared(
  name: string,
  text: string,
  values: (string | Buffer)[],
): QueryArrayConfig<(string | Buffer)[]> {
  return { name, text, values, rowMode: 'array', types: asText };
}

/** Values of simple statements, which come as text as well. */
export function simple(text: string) {
  return { text, rowMode: 'array', types: asText } as const;
}

/** A PostgreSQL array literal of values that need no quotes. */
export function array(values: Iterable<string | number>): string {
  return `{${[...values].join(',')}}`;
}

/** The same of one column of rows. */
export function list<T>(
  rows: readonly T[],
  value: (row: T) => string | number | bigint | null,
): string {
  let text = '{';
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row === undefined) continue;
    if (i > 0) text += ',';
    text += value(row) ?? 'NULL';
  }
  return `${text}}`;
}

/** Text for an array literal. */
export function quoted(value: string | null): string | null {
  return value === null ? null : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** ISO 8601 in UTC with microseconds. */
export function isoTime(us: bigint): string {
  const milliseconds = new Date(Number(us / 1000n)).toISOString().slice(0, -1);
  return `${milliseconds}${String(us % 1000n).padStart(3, '0')}Z`;
}
