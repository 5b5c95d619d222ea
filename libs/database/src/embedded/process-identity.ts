import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { errorCode } from '../startup-error.js';

const run = promisify(execFile);

/** Whether a process with this number lives (also one of another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * When the process started, in the system's own words, or undefined if it is gone. Process numbers
 * are used again (in a container the same ones after each restart); number and start together are
 * not.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The name in brackets may hold blanks; the start time is the 20th field after it.
    const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    // A zombie has ended; it only waits for its parent to notice.
    if (fields === undefined || fields[0] === 'Z') return undefined;
    return `${boot.trim()} ${fields[19]}`;
  }
  return run('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/** The command line of a process, or an empty text if it is gone. */
export async function commandOf(pid: number): Promise<string> {
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    // A small container may have no ps.
    () =>
      readFile(`/proc/${pid}/cmdline`, 'utf8').then(
        (text) => text.replaceAll('\0', ' '),
        () => '',
      ),
  );
}
