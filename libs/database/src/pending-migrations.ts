import type { DataSource } from 'typeorm';

import { MIGRATION_TABLE } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { refuseNewerDatabase } from './newer-database.js';

/**
 * The names of this release's migrations that the database does not have yet, oldest first; asked
 * with the application's own login. Throws the driver's error if the database can't be reached.
 */
export async function pendingMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const names = MIGRATIONS.map((Migration) => new Migration().name ?? Migration.name);
  const rows: unknown = await dataSource.query(
    `SELECT wanted.name FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, number)
      WHERE NOT EXISTS (SELECT FROM public.${MIGRATION_TABLE} had WHERE had.name = wanted.name)
      ORDER BY wanted.number`,
    [names],
  );
  return Array.isArray(rows) ? rows.map((row: { name: string }) => row.name) : names;
}

/**
 * For a process that doesn't migrate; asked with the application's own login.
 *
 * @throws StartupError if a newer release has migrated the database
 */
export async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT name FROM public.${MIGRATION_TABLE} ORDER BY id`,
  );
  refuseNewerDatabase(rows.map(({ name }) => name));
}
