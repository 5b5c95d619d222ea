import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { Client } from 'pg';

import { choosePlace } from '../embedded/places.js';
import { StartupError, errorCode, errorText } from '../startup-error.js';
import { withDatabase } from '../urls.js';
import { archiveFolder, pruneArchive } from './archive.js';
import { inGroups } from './in-groups.js';
import { completeBackups, FILES, MANIFEST, manifestText, PASSWORD } from './manifest.js';
import type { Manifest } from './manifest.js';

export interface BackUpOptions {
  /** The folder of the embedded PostgreSQL. */
  readonly dataDir: string;
  readonly backupDir: string;
  /** The owner's way into that PostgreSQL, which runs. */
  readonly url: string;
  /** How many complete backups stay, this one included. */
  readonly keep: number;
  readonly log: (line: string) => void;
}

/** The files that PostgreSQL makes anew, or that belong to the running server alone; its folders stay, empty. */
const EMPTY_FOLDERS = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*)$/;
/** Last, so that it never knows of less than the rest. */
const LAST = 'global/pg_control';

/**
 * Copies a running cluster, file by file, between PostgreSQL's marks for the beginning and the end of a backup; what
 * changes meanwhile is put right by the log, when it is restored. Then the oldest backups go, with the log that only
 * they needed.
 *
 * @returns what was made
 * @throws StartupError if the server doesn't save its log into `backupDir`, or the disk is full
 */
export async function backUp(options: BackUpOptions): Promise<Manifest> {
  const { backupDir, log } = options;
  const place = await choosePlace(options.dataDir, log);
  const client = new Client({
    connectionString: withDatabase(options.url, 'postgres'),
    application_name: 'simpul backup',
  });
  client.on('error', () => undefined);
  await client.connect();
  const name = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const half = path.join(backupDir, `${name}.part`);
  try {
    await refuseWithoutArchive(client, backupDir);
    await refuseTablespaces(place.cluster);
    await mkdir(path.join(half, FILES), { recursive: true, mode: 0o700 });
    const manifest = await copyBetweenMarks(client, { place, name, half });
    await writeDurably(path.join(half, MANIFEST), manifestText(manifest));
    await rename(half, path.join(backupDir, name));
    await prune(options);
    return manifest;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `The backup was not made (${errorText(error)}). What was made before is still there.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseWithoutArchive(client: Client, backupDir: string): Promise<void> {
  const { rows } = await client.query<{ mode: string; command: string; isFailing: boolean }>(
    `SELECT current_setting('archive_mode') AS mode, current_setting('archive_command') AS command,
       coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS "isFailing"
     FROM pg_stat_archiver`,
  );
  const [server] = rows;
  if (server?.mode !== 'on' || !server.command.includes(`'${archiveFolder(backupDir)}/`)) {
    throw new StartupError(
      `PostgreSQL doesn't save its log into ${archiveFolder(backupDir)} yet. Set BACKUP_DIR for the ` +
        'server too and restart it.',
    );
  }
  if (server.isFailing) {
    throw new StartupError(
      `PostgreSQL can't save its log into ${archiveFolder(backupDir)}: is the disk full, or may its ` +
        'user no longer write there? It tries again by itself once that is mended.',
    );
  }
}

async function refuseTablespaces(cluster: string): Promise<void> {
  if ((await readdir(path.join(cluster, 'pg_tblspc'))).length === 0) return;
  throw new StartupError(
    'The database uses tablespaces outside of its folder, which this backup would leave out.',
  );
}

interface Copy {
  readonly place: { readonly cluster: string; readonly passwordFile: string };
  readonly name: string;
  readonly half: string;
}

/** One session begins and ends the backup: should it break, PostgreSQL forgets the backup by itself. */
async function copyBetweenMarks(client: Client, copy: Copy): Promise<Manifest> {
  const { place, name, half } = copy;
  const target = path.join(half, FILES);
  const started = await client.query<{ at: Date; segment: string; version: string }>(
    `SELECT clock_timestamp() AS at, pg_walfile_name(pg_backup_start($1, fast := true)) AS segment,
       current_setting('server_version') AS version`,
    [name],
  );
  const files: Manifest['files'][number][] = [];
  const folders: string[] = [];
  const take = async (from: string, to: string): Promise<void> => {
    const taken = await copyFile(from, path.join(half, to));
    if (taken !== undefined) files.push({ path: to, ...taken });
  };
  const found: string[] = [];
  for await (const { file, isFolder } of walk(place.cluster)) {
    (isFolder ? folders : found).push(file);
    if (isFolder) await mkdir(path.join(target, file), { recursive: true, mode: 0o700 });
  }
  await inGroups(found, (file) => take(path.join(place.cluster, file), path.join(FILES, file)));
  await take(path.join(place.cluster, LAST), path.join(FILES, LAST));
  await take(place.passwordFile, PASSWORD);
  const stopped = await client.query<{ at: Date; segment: string; label: string }>(
    // The last record of the backup is before this position; by now its segment is saved.
    `SELECT clock_timestamp() AS at, pg_walfile_name(lsn - 1) AS segment, labelfile AS label
     FROM pg_backup_stop(wait_for_archive := true)`,
  );
  const [start, stop] = [started.rows[0], stopped.rows[0]];
  if (start === undefined || stop === undefined) throw new Error('PostgreSQL gave no marks');
  const label = path.join(FILES, 'backup_label');
  files.push({ path: label, ...(await writeDurably(path.join(half, label), stop.label)) });
  return {
    name,
    startedAt: start.at.toISOString(),
    completeAt: stop.at.toISOString(),
    postgres: start.version.split(' ')[0] ?? '',
    firstSegment: start.segment,
    lastSegment: stop.segment,
    folders,
    files,
  };
}

async function* walk(
  root: string,
  folder = '',
): AsyncGenerator<{ file: string; isFolder: boolean }> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(
    ignoreVanished([]),
  );
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (LEFT_OUT.test(entry.name) || file === LAST) continue;
    if (!entry.isDirectory()) {
      yield { file, isFolder: false };
      continue;
    }
    yield { file, isFolder: true };
    if (!EMPTY_FOLDERS.has(file)) yield* walk(root, file);
  }
  // What the server expects within its log's folder.
  if (folder === '') yield { file: 'pg_wal/archive_status', isFolder: true };
}

/** @returns undefined if the file was removed meanwhile, as a table's is that was dropped */
async function copyFile(
  from: string,
  to: string,
): Promise<{ size: number; sha256: string } | undefined> {
  const source = createReadStream(from, { highWaterMark: 1 << 20 });
  const hash = createHash('sha256');
  let size = 0;
  const target = await open(to, 'wx', 0o600);
  try {
    for await (const part of source) {
      const bytes: Buffer = part;
      hash.update(bytes);
      size += bytes.length;
      await target.writeFile(bytes);
    }
    await target.sync();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    await rm(to);
    return undefined;
  } finally {
    await target.close();
  }
  return { size, sha256: hash.digest('hex') };
}

async function writeDurably(file: string, text: string): Promise<{ size: number; sha256: string }> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const bytes = Buffer.from(text);
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function ignoreVanished<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    return instead;
  };
}

async function prune({ backupDir, keep, log }: BackUpOptions): Promise<void> {
  const backups = await completeBackups(backupDir);
  const old = backups.slice(0, Math.max(0, backups.length - keep));
  for (const { name } of old) {
    // It is no backup any more before its first file is gone.
    await rm(path.join(backupDir, name, MANIFEST));
    await rm(path.join(backupDir, name), { recursive: true, force: true });
  }
  const [oldest] = backups.slice(old.length);
  if (oldest === undefined) return;
  const segments = await pruneArchive(backupDir, oldest.firstSegment);
  if (old.length > 0) log(`Removed ${old.length} old backups and ${segments} files of the log.`);
}
