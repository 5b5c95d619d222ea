import { chown, copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Client } from 'pg';

import { usableBinaries } from '../embedded/binaries.js';
import { DATABASE, OWNER, readPassword } from '../embedded/cluster.js';
import type { ServerSettings } from '../embedded/cluster.js';
import { lockDirectory } from '../embedded/directory-lock.js';
import { choosePlace } from '../embedded/places.js';
import type { Place } from '../embedded/places.js';
import { findOrphan, launch, shutDown } from '../embedded/postmaster.js';
import { StartupError } from '../startup-error.js';
import { archivingSettings, ensureArchive, restoreCommand } from './archive.js';
import { inGroups } from './in-groups.js';
import { completeBackups, FILES, PASSWORD, refuseDamaged } from './manifest.js';
import type { Manifest } from './manifest.js';

export interface RestoreOptions {
  readonly dataDir: string;
  readonly backupDir: string;
  /** Up to when; to the end of what was saved unless told. */
  readonly to?: Date | undefined;
  /** The backup to begin with; the newest that was complete by then unless told. */
  readonly backup?: string | undefined;
  /** The line of history to follow; the newest unless told. Every restore begins one. */
  readonly timeline?: number | undefined;
  readonly log: (line: string) => void;
  /** Looks at what was restored, by the owner's URL, before it takes the place of the former data. */
  readonly check: (url: string) => Promise<boolean>;
}

export interface Restored {
  readonly backup: string;
  /** The last commit that is there; undefined if there was none since the backup. */
  readonly lastCommitAt: Date | undefined;
  /** What `check` said. Unless it is true the former data is still in its place. */
  readonly isSound: boolean;
  /** Where the data lies that was found before, or what was restored and is not sound. */
  readonly aside: string | undefined;
}

/**
 * Brings the embedded PostgreSQL back as it was at a time: copies a backup, has the server repeat its saved log up to
 * then, and checks. Nothing that was there is removed: it is moved aside.
 *
 * @throws StartupError if the data is in use, there is no whole backup from before that time, or the log ends before it
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const manifest = await chooseBackup(options);
  options.log(`Backup ${manifest.name} is read and compared with its checksums.`);
  await refuseDamaged(options.backupDir, manifest);
  const place = await choosePlace(options.dataDir, options.log);
  const unlock = await lockDirectory(place.folder, place.lockFile);
  try {
    await refuseRunning(place);
    return await rebuild(place, manifest, options);
  } finally {
    await unlock();
  }
}

async function chooseBackup({ backupDir, to, backup }: RestoreOptions): Promise<Manifest> {
  const all = await completeBackups(backupDir);
  if (all.length === 0) throw new StartupError(`There is no complete backup in ${backupDir}.`);
  const named = backup === undefined ? all : all.filter(({ name }) => name === backup);
  const fit = named.filter(({ completeAt }) => to === undefined || completeAt <= to.toISOString());
  const chosen = fit.at(-1);
  if (chosen !== undefined) return chosen;
  const list = all.map(({ name, completeAt }) => `  ${name}, from ${completeAt} on`).join('\n');
  throw new StartupError(`No such backup was complete by then. There are:\n${list}`);
}

/** Its lock may be gone with a killed Simpul while the server still runs. */
async function refuseRunning(place: Place): Promise<void> {
  const password = await readPassword(place).catch(() => undefined);
  if (password === undefined) return;
  const running = await findOrphan(place, password);
  if (running === undefined) return;
  throw new StartupError(
    `PostgreSQL process ${running.pid} still runs on ${place.folder}, left behind by a Simpul that was ` +
      `killed. End it (kill -INT ${running.pid}) and try again.`,
  );
}

async function rebuild(
  place: Place,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<Restored> {
  const { backupDir, log } = options;
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const fresh: Place = {
    ...place,
    cluster: `${place.cluster}.restored-${stamp}`,
    passwordFile: `${place.passwordFile}.restored-${stamp}`,
  };
  try {
    await copyBackup(path.join(backupDir, manifest.name), manifest, fresh);
    log('The saved log is repeated. That takes a while, depending on how much was done since.');
    const { lastCommitAt, isSound } = await recover(fresh, options);
    if (!isSound) return { backup: manifest.name, lastCommitAt, isSound, aside: fresh.cluster };
    const aside = await exchange(place, fresh, stamp);
    return { backup: manifest.name, lastCommitAt, isSound, aside };
  } catch (error) {
    await rm(fresh.cluster, { recursive: true, force: true });
    await rm(fresh.passwordFile, { force: true });
    throw error;
  }
}

async function copyBackup(from: string, manifest: Manifest, fresh: Place): Promise<void> {
  const give = async (file: string): Promise<void> => {
    if (fresh.user !== undefined) await chown(file, fresh.user.uid, fresh.user.gid);
  };
  await mkdir(fresh.cluster, { mode: 0o700 });
  await give(fresh.cluster);
  for (const folder of manifest.folders) {
    const made = path.join(fresh.cluster, folder);
    await mkdir(made, { recursive: true, mode: 0o700 });
    await give(made);
  }
  await inGroups(manifest.files, async ({ path: name }) => {
    const inCluster = path.relative(FILES, name);
    const to = name === PASSWORD ? fresh.passwordFile : path.join(fresh.cluster, inCluster);
    await copyFile(path.join(from, name), to);
    await give(to);
  });
  const signal = path.join(fresh.cluster, 'recovery.signal');
  await writeFile(signal, '', { mode: 0o600 });
  await give(signal);
}

/** Runs the server on the copy until it has repeated the log, and then the check. */
async function recover(
  fresh: Place,
  options: RestoreOptions,
): Promise<Pick<Restored, 'lastCommitAt' | 'isSound'>> {
  const { backupDir, log, check } = options;
  await ensureArchive(backupDir, fresh.cluster, fresh.user);
  const binaries = await usableBinaries(fresh.user, fresh.copies, log);
  const password = await readPassword(fresh);
  const settings = { ...archivingSettings(backupDir), ...recoverySettings(options) };
  const postmaster = await launch(fresh, binaries, settings, undefined, log).catch(
    (error: unknown) => {
      throw endedTooEarly(error, options);
    },
  );
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${postmaster.port}/${DATABASE}`;
  try {
    const lastCommitAt = await lastRepeated(url);
    return { lastCommitAt, isSound: await check(url) };
  } finally {
    await shutDown(postmaster.pid);
  }
}

function recoverySettings({ backupDir, to, timeline }: RestoreOptions): ServerSettings {
  return {
    restore_command: restoreCommand(backupDir),
    recovery_target_timeline: timeline === undefined ? 'latest' : String(timeline),
    recovery_target_action: 'promote',
    ...(to !== undefined && { recovery_target_time: serverTime(to) }),
    // Nobody is let in before the end.
    hot_standby: 'off',
  };
}

/** Zones are not known yet when the server reads it. */
function serverTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '+00');
}

function endedTooEarly(error: unknown, { to }: RestoreOptions): unknown {
  const isTooEarly =
    error instanceof Error && error.message.includes('before configured recovery target');
  if (!isTooEarly || to === undefined) return error;
  return new StartupError(
    `What was saved ends before ${to.toISOString()}. Name an earlier time, or leave --to out to get ` +
      'everything that was saved. Nothing was changed.',
    { cause: error },
  );
}

async function lastRepeated(url: string): Promise<Date | undefined> {
  const client = new Client({ connectionString: url, application_name: 'simpul restore' });
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date | null }>(
      'SELECT pg_last_xact_replay_timestamp() AS at',
    );
    return rows[0]?.at ?? undefined;
  } finally {
    await client.end();
  }
}

/** The restored data takes the place of the former. @returns where the former lies now */
async function exchange(place: Place, fresh: Place, stamp: string): Promise<string | undefined> {
  const isThere = await stat(place.cluster).then(
    () => true,
    () => false,
  );
  const aside = `${place.cluster}.replaced-${stamp}`;
  if (isThere) await rename(place.cluster, aside);
  await rename(fresh.cluster, place.cluster);
  await rename(fresh.passwordFile, place.passwordFile);
  return isThere ? aside : undefined;
}
