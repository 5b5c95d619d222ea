import { DATABASE, OWNER, readPassword } from './cluster.js';
import { isLocked } from './directory-lock.js';
import { choosePlace } from './places.js';
import { findOrphan } from './postmaster.js';

/**
 * The owner's connection URL of the embedded PostgreSQL that another Simpul process runs on this
 * data directory; undefined if none does. For programs that work beside the server and leave it
 * running.
 *
 * @throws StartupError if the directory can't be used, or its server does not answer
 */
export async function findEmbeddedPostgres(
  dataDir: string,
  log: (line: string) => void,
): Promise<string | undefined> {
  const place = await choosePlace(dataDir, log);
  if (!(await isLocked(place.lockFile))) return undefined;
  const password = await readPassword(place);
  const postmaster = await findOrphan(place, password);
  if (postmaster === undefined) return undefined;
  return `postgres://${OWNER}:${password}@127.0.0.1:${postmaster.port}/${DATABASE}`;
}
