import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { StartupError } from '../startup-error.js';

const run = promisify(execFile);

/** The system user that the server runs as. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OWN_USER = 'simpul';
const EXISTING_USERS = [OWN_USER, 'postgres'];
const LAST_RESORT = 'nobody';

/**
 * PostgreSQL refuses to run as root. Started by root, Simpul runs it as the user who owns the data
 * already, else `simpul` or `postgres`, else a new system user `simpul`, else (where none can be
 * made) `nobody`.
 *
 * @param dataOwner the uid that owns an existing cluster
 * @returns undefined if we are not root: the server then runs as ourselves
 */
export async function serverUser(dataOwner: number | undefined): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;

  let users = await readUsers();
  if (dataOwner !== undefined && dataOwner !== 0) {
    const owner = users.find((user) => user.uid === dataOwner);
    return owner ?? { name: `uid ${dataOwner}`, uid: dataOwner, gid: dataOwner };
  }
  const existing = pick(users, EXISTING_USERS);
  if (existing !== undefined) return existing;
  await createUser();
  users = await readUsers();
  const made = pick(users, [OWN_USER, LAST_RESORT]);
  if (made !== undefined) return made;
  throw new StartupError(
    'PostgreSQL refuses to run as root, and no other user could be made. Create one (useradd ' +
      '--system simpul), start Simpul as an ordinary user, or set DATABASE_URL to a PostgreSQL ' +
      'server.',
  );
}

/** What node:child_process wants to know about a user; nothing when it is ourselves. */
export function identity(user: OsUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

const PROBES = { enter: 'cd "$1"', read: 'cd "$1" && test -r .', write: 'cd "$1" && test -w .' };

/** Asks the system itself what this user may do with a folder. */
export async function canUse(
  user: OsUser | undefined,
  folder: string,
  access: keyof typeof PROBES,
): Promise<boolean> {
  const script = PROBES[access];
  return run('/bin/sh', ['-c', script, 'sh', folder], { cwd: '/', ...identity(user) }).then(
    () => true,
    () => false,
  );
}

async function createUser(): Promise<void> {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER]],
    ['adduser', ['-S', '-D', '-H', OWN_USER]],
  ];
  for (const [command, args] of attempts) {
    const done = await run(command, args).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
}

function pick(users: OsUser[], names: string[]): OsUser | undefined {
  for (const name of names) {
    const user = users.find((candidate) => candidate.name === name);
    if (user !== undefined && user.uid !== 0) return user;
  }
  return undefined;
}

async function readUsers(): Promise<OsUser[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
