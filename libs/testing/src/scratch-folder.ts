import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Linux keeps it in memory. There a database of a thousand small files is copied in a twentieth of the time. */
const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;

/** Whether servers of this process have their files in memory. */
let isUsable: boolean | undefined;

/**
 * A new folder for servers of tests, which also another user may enter: as root PostgreSQL runs as somebody else. It is in memory
 * where there is room enough, else among the temporary files. Whoever makes it removes it.
 */
export async function scratchFolder(prefix: string): Promise<string> {
  isUsable ??= hasRoom(IN_MEMORY) && runsPrograms(IN_MEMORY);
  const folder = await mkdtemp(path.join(isUsable ? IN_MEMORY : tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/** Some systems forbid it there, and a server's programs may have to be copied beside its data. */
function runsPrograms(folder: string): boolean {
  const program = path.join(folder, `simpul-test-${process.pid}`);
  try {
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(program, { force: true });
  }
}
