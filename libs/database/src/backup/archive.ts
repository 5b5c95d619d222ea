import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { ServerSettings } from '../embedded/cluster.js';
import { canUse } from '../embedded/os-user.js';
import type { OsUser } from '../embedded/os-user.js';
import { StartupError, errorCode, errorText } from '../startup-error.js';

/** With what it takes to notice and to write, what a lost disk may cost stays below a minute. */
const ARCHIVE_EVERY_SECONDS = 40;

/** A segment of the log, or what tells one line of history from another. */
const SEGMENT = /^[0-9A-F]{24}$/;
/** The shell and the server would read these characters of a path as theirs. */
const UNFIT_FOR_COMMANDS = /['"\\%\n]/;

/**
 * What stands in a folder of backups: one folder for each backup, and `wal`, the log that PostgreSQL itself saves, in
 * compressed segments.
 */
export function archiveFolder(backupDir: string): string {
  return path.join(path.resolve(backupDir), 'wal');
}

/**
 * Makes the archive, which the server's user writes and nobody else may read.
 *
 * @param cluster whose log it takes; an archive takes one cluster's for good
 * @throws StartupError if it can't be made or used, or belongs to another cluster
 */
export async function ensureArchive(
  backupDir: string,
  cluster: string,
  user: OsUser | undefined,
): Promise<void> {
  const folder = archiveFolder(backupDir);
  if (UNFIT_FOR_COMMANDS.test(folder)) {
    throw new StartupError(
      `BACKUP_DIR ${backupDir} has a quotation mark, backslash or percent sign in its path. Name ` +
        'another folder.',
    );
  }
  try {
    const made = await mkdir(path.dirname(folder), { recursive: true });
    if (made !== undefined) await chmod(path.dirname(folder), user === undefined ? 0o700 : 0o711);
    if ((await mkdir(folder, { recursive: true })) !== undefined) {
      await chmod(folder, 0o700);
      if (user !== undefined) await chown(folder, user.uid, user.gid);
    }
  } catch (error) {
    throw new StartupError(
      `The folder for backups ${backupDir} can't be made (${errorText(error)}). Set BACKUP_DIR to ` +
        'a folder that you may write in, on another disk than the data.',
    );
  }
  if (!(await canUse(user, folder, 'write'))) {
    throw new StartupError(
      `PostgreSQL runs as user ${user?.name ?? 'yourself'}, who can't write in ${folder}. Let it in ` +
        '(chmod o+x on the folders above it), or set BACKUP_DIR to another folder.',
    );
  }
  await refuseOtherCluster(backupDir, cluster);
}

/** Segments of two clusters have the same names. */
async function refuseOtherCluster(backupDir: string, cluster: string): Promise<void> {
  const mine = await identifierOf(cluster);
  const mark = path.join(backupDir, 'cluster-identifier');
  await writeFile(mark, `${mine}\n`, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  if ((await readFile(mark, 'utf8')).trim() === mine) return;
  throw new StartupError(
    `The backups in ${backupDir} are of another database than that in ${path.dirname(cluster)}. Set ` +
      'BACKUP_DIR to an empty folder, or DATA_DIR to the folder of that database.',
  );
}

/** The number that a cluster is given for good when it is made: the first eight bytes of its control file. */
async function identifierOf(cluster: string): Promise<string> {
  const control = await readFile(path.join(cluster, 'global', 'pg_control'));
  return control.readBigUInt64LE().toString();
}

/**
 * The server saves each full segment of its log, and one that is not full after some forty seconds. A segment gets its name
 * when it is on the disk as a whole; one that is there already, as after a crash, has to be the same.
 */
export function archivingSettings(backupDir: string): ServerSettings {
  const folder = archiveFolder(backupDir);
  const target = `'${folder}/%f.gz'`;
  const part = `'${folder}/%f.part'`;
  return {
    archive_mode: 'on',
    archive_timeout: `${ARCHIVE_EVERY_SECONDS}s`,
    archive_command:
      `if test -e ${target}; then gzip -dc ${target} | cmp -s - '%p'; ` +
      `else umask 077; gzip -1 <'%p' >${part} && sync ${part} && mv ${part} ${target} && ` +
      `sync '${folder}'; fi`,
  };
}

/** How the server gets a segment back. One that is not there is the end of what was saved. */
export function restoreCommand(backupDir: string): string {
  const file = `'${archiveFolder(backupDir)}/%f.gz'`;
  return `test -e ${file} && gzip -dc ${file} >'%p'`;
}

/** The segments that are saved, by their names, in the order of the log within a line of history. */
export async function archivedSegments(backupDir: string): Promise<string[]> {
  const names = await readdir(archiveFolder(backupDir)).catch(() => []);
  return names
    .filter((name) => name.endsWith('.gz'))
    .map((name) => name.slice(0, -'.gz'.length))
    .filter((name) => SEGMENT.test(name))
    .toSorted();
}

/** Removes the segments before this one, of every line of history. @returns how many */
export async function pruneArchive(backupDir: string, oldestNeeded: string): Promise<number> {
  const old = (await archivedSegments(backupDir)).filter(
    (name) => placeOf(name) < placeOf(oldestNeeded),
  );
  for (const name of old) await rm(path.join(archiveFolder(backupDir), `${name}.gz`));
  return old.length;
}

/** The name without the line of history. */
function placeOf(segment: string): string {
  return segment.slice(8);
}

/** Those from one segment to another of the same line of history, both included; 16 MB each. */
export function segmentsBetween(first: string, last: string): string[] {
  const line = first.slice(0, 8);
  const number = (name: string): number =>
    Number.parseInt(name.slice(8, 16), 16) * 256 + Number.parseInt(name.slice(16), 16);
  const names: string[] = [];
  for (let n = number(first); n <= number(last); n += 1) {
    const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
    names.push(line + hex(Math.floor(n / 256)) + hex(n % 256));
  }
  return names;
}
