import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { StartupError, errorText } from '../startup-error.js';
import type { Binaries } from './binaries.js';
import { identity } from './os-user.js';
import type { Place } from './places.js';

const run = promisify(execFile);

export const OWNER = 'simpul_owner';
export const DATABASE = 'simpul';

export type ServerSettings = Readonly<Record<string, string>>;

/** Nothing of these trades a committed payment for speed. */
const SETTINGS: ServerSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: '200',
  // Our statements are short; compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements, values and failed keys can hold personal data; the application logs its own errors.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
};

/**
 * The command line that makes a server ours: reachable from this machine only, over TCP, with a
 * password.
 */
export function serverArguments(cluster: string, port: number, extra: ServerSettings): string[] {
  const settings: ServerSettings = {
    ...SETTINGS,
    ...extra,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, ...pairs];
}

/**
 * Programs of the server need next to nothing of our environment, least of all its PG… variables.
 */
export function serverEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Makes the cluster if there is none: initdb into a folder aside, which gets its name when it is
 * complete, so that an interrupted first start leaves nothing half-made. @throws StartupError
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  durable: boolean,
): Promise<void> {
  if (await exists(place.cluster)) return;
  const half = `${place.cluster}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await giveToServer(half, place);
  await writePassword(place);
  const locale = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${half}`,
        `--username=${OWNER}`,
        `--pwfile=${place.passwordFile}`,
        '--auth=scram-sha-256',
        '--no-instructions',
        ...locale,
        ...(durable ? [] : ['--no-sync']),
      ],
      { cwd: '/', env: serverEnvironment(), ...identity(place.user) },
    );
    await rename(half, place.cluster);
  } catch (error) {
    throw new StartupError(
      `PostgreSQL could not make its data in ${place.folder} (${errorText(error)}). Check ` +
        'that the disk has room and that the folder may be written to.',
    );
  }
}

/** The owner's password. @throws StartupError if its file is gone */
export async function readPassword(place: Place): Promise<string> {
  const text = await readFile(place.passwordFile, 'utf8').catch(() => '');
  if (text.trim() !== '') return text.trim();
  throw new StartupError(
    `The password file ${place.passwordFile} is missing or empty, so the database beside it ` +
      "can't be opened. Put it back from a backup, or move the whole folder away to start with " +
      'an empty database.',
  );
}

async function writePassword(place: Place): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  // A file that was there keeps its rights, so an old one goes first.
  await rm(place.passwordFile, { force: true });
  await writeFile(place.passwordFile, `${password}\n`, { mode: 0o600 });
  await giveToServer(place.passwordFile, place);
}

async function giveToServer(file: string, place: Place): Promise<void> {
  if (place.user !== undefined) await chown(file, place.user.uid, place.user.gid);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
