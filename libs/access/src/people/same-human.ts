import type { EntityManager } from 'typeorm';

/**
 * Whether two persons (uuids) are one human being, as far as is known: the same, or with the same NIK or phone. For
 * whatever one asks and another has to agree to; the database's triggers ask the same.
 */
export async function isSameHuman(
  sql: Pick<EntityManager, 'query'>,
  one: string,
  other: string,
): Promise<boolean> {
  if (one === other) return true;
  const [row] = await sql.query<{ same: boolean }[]>('SELECT access.same_human($1, $2) AS same', [
    one,
    other,
  ]);
  return row?.same === true;
}
