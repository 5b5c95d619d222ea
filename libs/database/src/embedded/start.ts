import { Client } from 'pg';

import { archivingSettings, ensureArchive } from '../backup/archive.js';
import { usableBinaries } from './binaries.js';
import { DATABASE, OWNER, ensureCluster, readPassword } from './cluster.js';
import type { ServerSettings } from './cluster.js';
import { lockDirectory } from './directory-lock.js';
import { choosePlace, refuseOtherMajor } from './places.js';
import type { Place } from './places.js';
import { findOrphan, launch, shutDown } from './postmaster.js';
import type { Postmaster } from './postmaster.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password and the lock; made if it is not there. */
  readonly dataDir: string;
  /** A fixed port; any free one unless told. */
  readonly port?: number;
  /** Where the server saves its log, so that backups can be restored to any time; nowhere unless told. */
  readonly backupDir?: string | undefined;
  /** Takes lines for people. */
  readonly log: (line: string) => void;
  /** Server settings on top of Simpul's own; what keeps it local and behind a password stays. */
  readonly settings?: ServerSettings;
}

export interface EmbeddedPostgres {
  /** The owner's connection URL; it holds the password. */
  readonly url: string;
  readonly port: number;
  /** For example "18.4". */
  readonly version: string;
  /** Ends the server (fast shutdown, bounded) and frees the data directory. May be called again. */
  stop(): Promise<void>;
}

/**
 * Runs the PostgreSQL that Simpul brings, on 127.0.0.1 and a data directory of its own. Works as
 * root (the server then runs as another user) and as an ordinary user; takes over a server that a
 * killed Simpul left behind.
 *
 * @throws StartupError if another Simpul holds the directory, another major version wrote it, or
 *   the server can't run
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = await choosePlace(options.dataDir, options.log);
  const unlock = await lockDirectory(place.folder, place.lockFile);
  try {
    const { postmaster, password } = await run(place, options);
    const url = (database: string): string =>
      `postgres://${OWNER}:${password}@127.0.0.1:${postmaster.port}/${database}`;
    const version = await prepareDatabase(url('postgres'));
    return {
      url: url(DATABASE),
      port: postmaster.port,
      version,
      stop: async () => {
        await shutDown(postmaster.pid);
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function run(
  place: Place,
  options: EmbeddedPostgresOptions,
): Promise<{ postmaster: Postmaster; password: string }> {
  const binaries = await usableBinaries(place.user, place.copies, options.log);
  await refuseOtherMajor(place, binaries.version);
  const settings = options.settings ?? {};
  await ensureCluster(place, binaries, settings.fsync !== 'off');
  const password = await readPassword(place);

  const orphan = await findOrphan(place, password);
  if (orphan !== undefined) {
    options.log(`Took over PostgreSQL process ${orphan.pid}, left behind when Simpul was killed.`);
    return { postmaster: orphan, password };
  }
  const archiving = await archivingOf(options, place);
  const postmaster = await launch(
    place,
    binaries,
    { ...settings, ...archiving },
    options.port,
    options.log,
  );
  return { postmaster, password };
}

async function archivingOf(
  { backupDir }: EmbeddedPostgresOptions,
  { cluster, user }: Place,
): Promise<ServerSettings> {
  if (backupDir === undefined) return {};
  await ensureArchive(backupDir, cluster, user);
  return archivingSettings(backupDir);
}

/** @returns the server's version */
async function prepareDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
