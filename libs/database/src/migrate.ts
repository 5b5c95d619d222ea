import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { Logger } from 'typeorm';

import { connectAtStart } from './connection.js';
import { MIGRATIONS } from './migrations/index.js';
import { refuseNewerDatabase } from './newer-database.js';
import { checkLogins, ensureRoles } from './roles.js';
import { StartupError, errorCode, errorText } from './startup-error.js';
import { APP_ROLE } from './urls.js';
import type { ConnectionUrls } from './urls.js';

export interface MigrationReport {
  /** The names of the migrations that ran now, oldest first. */
  readonly applied: readonly string[];
}

export const MIGRATION_TABLE = 'schema_migration';

/**
 * "Simpul migrates", as a number: the advisory lock that every process takes in the database it
 * migrates.
 */
const MIGRATION_LOCK = 5_136_717_001;
const LOCK_TIMEOUT = '10min';
const OWNER_VARIABLE = 'MIGRATION_DATABASE_URL (or DATABASE_URL, if that is not set)';

/**
 * Brings the database to this release: creates the two roles, runs the missing migrations in one
 * transaction, checks both logins. Any number of processes may call it at once; one migrates, the
 * others wait up to 10 minutes.
 *
 * @throws StartupError if the database can't be used, belongs to a newer release, or a migration
 *   fails (then nothing has changed)
 */
export async function migrate(urls: ConnectionUrls): Promise<MigrationReport> {
  const applied = await whileLocked(urls.owner, async (owner) => {
    refuseNewerDatabase(await appliedMigrations(owner));
    await ensureRoles(owner, urls);
    return withOwnerDataSource(urls.owner, async (dataSource) => {
      const ran = await dataSource.runMigrations({ transaction: 'all' });
      // Every process asks, with its own login, whether the database is of its release before it
      // takes requests.
      await dataSource.query(`GRANT SELECT ON public.${MIGRATION_TABLE} TO ${APP_ROLE}`);
      return ran.map((migration) => migration.name);
    });
  });
  await checkLogins(urls);
  return { applied };
}

/**
 * Undoes every migration, newest first: the schemas and all their data are gone. For tests and the
 * command line.
 */
export async function revertAll(ownerUrl: string): Promise<void> {
  await whileLocked(ownerUrl, async (owner) => {
    const names = await appliedMigrations(owner);
    refuseNewerDatabase(names);
    await withOwnerDataSource(ownerUrl, async (dataSource) => {
      for (const _name of names) await dataSource.undoLastMigration({ transaction: 'all' });
    });
  });
}

/** TypeORM prints failed migrations by itself; ours come as a StartupError, once. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** The owner's data source: migrations only, one connection, no time limit on a statement. */
export function ownerDataSource(ownerUrl: string, logger?: Logger): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATION_TABLE,
    migrationsTransactionMode: 'all',
    installExtensions: false,
    ...(logger === undefined ? {} : { logger }),
    poolSize: 1,
    applicationName: 'simpul migrate',
  });
}

async function withOwnerDataSource<T>(
  ownerUrl: string,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = ownerDataSource(ownerUrl, silent);
  try {
    await dataSource.initialize();
    return await work(dataSource);
  } catch (error) {
    throw new StartupError(
      `The database could not be migrated and is as it was before (${errorText(error)}). If its ` +
        'user may not create schemas, let it own the database: ALTER DATABASE <name> OWNER TO ' +
        '<user>;',
      { cause: error },
    );
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** The lock has a connection of its own, so that a failed migration can't release it half-way. */
async function whileLocked<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = await connectAtStart(ownerUrl, OWNER_VARIABLE);
  try {
    await owner.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(owner);
  } catch (error) {
    if (errorCode(error) !== '55P03') throw error;
    throw new StartupError(
      `Another process has been migrating this database for ${LOCK_TIMEOUT}. Wait for it or end ` +
        'it, then start again.',
    );
  } finally {
    await owner.end();
  }
}

async function appliedMigrations(owner: Client): Promise<string[]> {
  const table = await owner.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [`public.${MIGRATION_TABLE}`],
  );
  if (table.rows[0]?.found !== true) return [];
  const { rows } = await owner.query<{ name: string }>(
    `SELECT name FROM public.${MIGRATION_TABLE} ORDER BY id`,
  );
  return rows.map((row) => row.name);
}
