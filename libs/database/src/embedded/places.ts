import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { StartupError, errorText } from '../startup-error.js';
import { canUse, serverUser } from './os-user.js';
import type { OsUser } from './os-user.js';

/** Where a system service keeps what root's own folder would hide from it. */
const SYSTEM_FOLDER = '/var/lib/simpul';

/** Everything about one data directory that is known before the server starts. */
export interface Place {
  /** Holds the cluster, the password and the lock. */
  readonly folder: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly lockFile: string;
  readonly startLog: string;
  /** Takes a copy of the programs if they can't be used where npm put them. */
  readonly copies: string;
  readonly user: OsUser | undefined;
}

/**
 * Decides where the data lives: in `dataDir`, or below /var/lib/simpul if we are root and the
 * server's user can't get into `dataDir` (a clone in /root). A choice once made stays, whatever
 * happens to the folder's rights.
 *
 * @throws StartupError if the folder can't be made, or holds data that can't be reached
 */
export async function choosePlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const wanted = path.resolve(dataDir);
  const elsewhere = path.join(SYSTEM_FOLDER, `data-${shortHash(wanted)}`);
  const inWanted = await clusterOwner(wanted);
  const inElsewhere = inWanted === undefined ? await clusterOwner(elsewhere) : undefined;
  const user = await serverUser(inWanted ?? inElsewhere);
  if (inElsewhere !== undefined) {
    log(`The data is in ${elsewhere} (${wanted} could not be entered when it was made).`);
    return placeIn(elsewhere, user);
  }

  const made = await makeFolder(wanted, user);
  if (await servesAsFolder(wanted, user)) return placeIn(wanted, user);
  if (user === undefined || inWanted !== undefined) throw unusable(wanted, user);
  if (made) await rmdir(wanted);
  await makeSystemFolder();
  await makeFolder(elsewhere, user);
  if (!(await servesAsFolder(elsewhere, user))) throw unusable(elsewhere, user);
  log(`User ${user.name} can't enter ${wanted}, so the data goes to ${elsewhere}.`);
  return placeIn(elsewhere, user);
}

/** Refuses a cluster that another major version wrote. @throws StartupError */
export async function refuseOtherMajor(place: Place, version: string): Promise<void> {
  const found = await readFile(path.join(place.cluster, 'PG_VERSION'), 'utf8').catch(
    () => undefined,
  );
  const major = version.split('.')[0];
  if (found === undefined || found.trim() === major) return;
  throw new StartupError(
    `The data in ${place.folder} was written by PostgreSQL ${found.trim()}; this release brings ` +
      `${version}, which can't read it. Start the earlier release, save the database with ` +
      'pg_dump, move the folder away and load the dump into a new one; or point DATA_DIR at ' +
      'another folder.',
  );
}

function placeIn(folder: string, user: OsUser | undefined): Place {
  return {
    folder,
    cluster: path.join(folder, 'cluster'),
    passwordFile: path.join(folder, 'owner-password'),
    lockFile: path.join(folder, 'simpul.pid'),
    startLog: path.join(folder, 'start.log'),
    copies: user === undefined ? folder : SYSTEM_FOLDER,
    user,
  };
}

async function clusterOwner(folder: string): Promise<number | undefined> {
  return stat(path.join(folder, 'cluster')).then(
    (found) => found.uid,
    () => undefined,
  );
}

/**
 * The folder stays root's own if we are root; the server's user gets the cluster in it, and only
 * that.
 */
function servesAsFolder(folder: string, user: OsUser | undefined): Promise<boolean> {
  return canUse(user, folder, user === undefined ? 'write' : 'enter');
}

/** @returns whether the folder was not there before */
async function makeFolder(folder: string, user: OsUser | undefined): Promise<boolean> {
  try {
    const made = await mkdir(folder, { recursive: true });
    if (made !== undefined) await chmod(folder, user === undefined ? 0o700 : 0o711);
    return made !== undefined;
  } catch (error) {
    throw new StartupError(
      `The data folder ${folder} can't be made (${errorText(error)}). Set DATA_DIR to a folder ` +
        'that you may write in, or DATABASE_URL to a PostgreSQL server.',
    );
  }
}

/** Open to all users, whatever the umask says. */
async function makeSystemFolder(): Promise<void> {
  const made = await mkdir(SYSTEM_FOLDER, { recursive: true });
  if (made !== undefined) await chmod(SYSTEM_FOLDER, 0o755);
}

function unusable(folder: string, user: OsUser | undefined): StartupError {
  return new StartupError(
    user === undefined
      ? `You can't write in the data folder ${folder}. Was Simpul started as another user ` +
          'before? Start it as that user, or set DATA_DIR to another folder.'
      : `The server runs as user ${user.name}, who can't enter the data folder ${folder}. Let it ` +
          'in (chmod o+x on the folder and on those above it), or set DATA_DIR to another folder.',
  );
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
