import { MIGRATIONS } from './migrations/index.js';
import { StartupError } from './startup-error.js';

/**
 * A database that a newer release has migrated means things that this release doesn't know.
 *
 * @param applied the names of the migrations that the database has
 * @throws StartupError naming the newest of those that this release has not
 */
export function refuseNewerDatabase(applied: readonly string[]): void {
  const known = new Set(MIGRATIONS.map((Migration) => new Migration().name));
  const unknown = applied.filter((name) => !known.has(name));
  const newest = unknown.at(-1);
  if (newest === undefined) return;
  const others = unknown.length === 1 ? '' : ` and ${unknown.length - 1} more`;
  throw new StartupError(
    `This database was migrated by a newer release of Simpul (it has ${newest}${others}). ` +
      'Start that release or a newer one, or restore the backup from before the upgrade.',
  );
}
