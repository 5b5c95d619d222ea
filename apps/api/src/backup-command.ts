import { parseArgs } from 'node:util';
import {
  backUp,
  connectionUrls,
  createDataSource,
  findEmbeddedPostgres,
  pendingMigrations,
  restore,
  startEmbeddedPostgres,
  StartupError,
} from '@app/database';
import { readConfig, type ApiConfig, type Environment } from './config.js';
import type { Output } from './output.js';
import { runVerify } from './verify-command.js';

const USAGE = `Usage: npm run backup
       npm run restore -- [--to <time>] [--backup <name>] [--timeline <number>]

backup copies the embedded database into BACKUP_DIR, while it runs or not, and keeps the newest BACKUP_KEEP.
restore brings it back as it was at a time, or with everything that was saved, checks every invariant of the
ledger, and moves the former data aside. Simpul has to be stopped.

  --to <time>          such as 2026-03-02T09:30:00+07:00
  --backup <name>      begin with this backup, not with the newest that was complete by then
  --timeline <number>  follow this line of history, not the newest

Exit code: 0 done, 1 not done, or what was restored is not sound. A database server of your own
(DATABASE_URL) is backed up by its own means: docs/operations.md.`;

/** Date, time and zone: a time without a zone would be another one on another machine. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The whole of `npm run backup`.
 *
 * @returns the exit code: 0 a backup was made, 1 none was
 */
export async function runBackup(
  args: string[],
  environment: Environment,
  { result, log }: Output,
): Promise<0 | 1> {
  return orSay(log, async () => {
    if (args.length > 0) throw new StartupError(USAGE);
    const { config, backupDir } = readPlaces(environment);
    const { dataDir, backupKeep: keep } = config;
    const made = await withEmbedded(config, log, (url) =>
      backUp({ dataDir, backupDir, url, keep, log }),
    );
    const bytes = made.files.reduce((sum, { size }) => sum + size, 0);
    result(
      `Backup ${made.name}: ${made.files.length} files, ${Math.ceil(bytes / 1e6)} MB. It can be ` +
        `restored to any time from ${made.completeAt} on.`,
    );
    return 0;
  });
}

/**
 * The whole of `npm run restore`.
 *
 * @returns the exit code: 0 the database is back and sound, 1 it isn't
 */
export async function runRestore(
  args: string[],
  environment: Environment,
  output: Output,
): Promise<0 | 1> {
  const { result, log } = output;
  return orSay(log, async () => {
    const wanted = readWanted(args);
    const { config, backupDir } = readPlaces(environment);
    const restored = await restore({
      ...wanted,
      dataDir: config.dataDir,
      backupDir,
      log,
      check: (url) => isSound(url, environment, output),
    });
    if (!restored.isSound) {
      log(
        `What was restored is not sound, and lies in ${restored.aside}. The data was left as it was. ` +
          'Restore to an earlier time.',
      );
      return 1;
    }
    const until = restored.lastCommitAt?.toISOString() ?? 'the time of the backup';
    result(`Restored from backup ${restored.backup}; the last commit in it is of ${until}.`);
    if (restored.aside !== undefined) {
      log(`The former data is in ${restored.aside}. Remove it when you don't need it any more.`);
    }
    log('Start Simpul, and make a new backup.');
    return 0;
  });
}

async function orSay(log: Output['log'], work: () => Promise<0 | 1>): Promise<0 | 1> {
  try {
    return await work();
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** @throws StartupError with the usage */
function readWanted(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        to: { type: 'string' },
        backup: { type: 'string' },
        timeline: { type: 'string' },
      },
    });
    const { to, backup, timeline } = values;
    if (to !== undefined && (!TIME.test(to) || Number.isNaN(Date.parse(to)))) throw new Error(to);
    if (timeline !== undefined && !/^[1-9]\d{0,5}$/.test(timeline)) throw new Error(timeline);
    return {
      backup,
      to: to === undefined ? undefined : new Date(to),
      timeline: timeline === undefined ? undefined : Number(timeline),
    };
  } catch (error) {
    throw new StartupError(USAGE, { cause: error });
  }
}

/** @throws StartupError if the database is not the embedded one, or there is no folder for backups */
function readPlaces(environment: Environment): { config: ApiConfig; backupDir: string } {
  const config = readConfig(environment);
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.database;
  if ([DATABASE_URL, MIGRATION_DATABASE_URL].some((url) => (url ?? '').trim() !== '')) {
    throw new StartupError(
      'DATABASE_URL names a database server. It is backed up and restored by its own means: see ' +
        '"Backups" in docs/operations.md.',
    );
  }
  if (config.backupDir === undefined) {
    throw new StartupError(
      'Set BACKUP_DIR to a folder for backups, on another disk than the data, for the server too.',
    );
  }
  return { config, backupDir: config.backupDir };
}

/** Of a server that runs now, or one started for as long as it takes. */
async function withEmbedded<T>(
  { dataDir, backupDir }: ApiConfig,
  log: Output['log'],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const running = await findEmbeddedPostgres(dataDir, log);
  if (running !== undefined) return work(running);
  const started = await startEmbeddedPostgres({ dataDir, backupDir, log });
  try {
    return await work(started.url);
  } finally {
    await started.stop();
  }
}

/** Every invariant; of a database that an earlier release left, once this one has migrated it. */
async function isSound(url: string, environment: Environment, output: Output): Promise<boolean> {
  const { ROLE_SECRET } = environment;
  const { app } = connectionUrls({ ROLE_SECRET, DATABASE_URL: url });
  const dataSource = createDataSource(app, {
    entities: [],
    applicationName: 'simpul restore',
    poolSize: 1,
  });
  await dataSource.initialize();
  let pending: readonly string[];
  try {
    pending = await pendingMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
  if (pending.length > 0) {
    output.log('It is of an earlier release: run npm run verify when Simpul has started on it.');
    return true;
  }
  return (await runVerify([], { ROLE_SECRET, DATABASE_URL: url }, output)) === 0;
}
