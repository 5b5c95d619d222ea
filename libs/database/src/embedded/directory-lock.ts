import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

import { StartupError } from '../startup-error.js';
import { startOf } from './process-identity.js';

const MOST_ATTEMPTS = 5;

/**
 * One Simpul process per data directory. The lock file names the process that holds it; a file
 * whose process is gone is taken over.
 *
 * @returns gives the lock back
 * @throws StartupError if another process holds it
 */
export async function lockDirectory(
  folder: string,
  lockFile: string,
): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${await startOf(process.pid)}\n`;
  const draft = `${lockFile}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      // link() fails if the name is taken, and the file appears with its whole content.
      const taken = await link(draft, lockFile).then(
        () => true,
        () => false,
      );
      if (taken) return () => release(lockFile, mine);
      await removeIfStale(folder, lockFile);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new StartupError(
    `The lock file ${lockFile} can't be made. Check that the folder can be written to, or set ` +
      'DATA_DIR.',
  );
}

/** Whether a living process holds the lock. */
export async function isLocked(lockFile: string): Promise<boolean> {
  const holder = await readFile(lockFile, 'utf8').catch(() => '');
  const [, pid, start] = /^(\d+) (.*)\n$/.exec(holder) ?? [];
  return pid !== undefined && (await startOf(Number(pid))) === start;
}

async function removeIfStale(folder: string, lockFile: string): Promise<void> {
  const holder = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (holder === undefined) return;
  const [, pid, start] = /^(\d+) (.*)\n$/.exec(holder) ?? [];
  if (pid !== undefined && (await startOf(Number(pid))) === start) {
    throw new StartupError(
      `The data directory ${folder} is locked by process ${pid}: another Simpul is running. Stop ` +
        'it, or set DATA_DIR to another folder.',
    );
  }
  // Moved aside first: of two processes that both saw the stale file, one gets it.
  const aside = `${lockFile}.stale.${process.pid}`;
  await rename(lockFile, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  if (moved !== undefined && moved !== holder) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(lockFile: string, mine: string): Promise<void> {
  const holder = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (holder === mine) await rm(lockFile, { force: true });
}
