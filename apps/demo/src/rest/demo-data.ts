import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DemoError } from '../demo-error.js';

const MARK = '.simpul-demo';
const MARK_TEXT = 'Made by `npm run demo`, which empties this folder whenever it starts.\n';
/** Where root's own folders don't hide the data from the user that PostgreSQL runs as. */
const SYSTEM_FOLDER = '/var/lib/simpul';
const OTHERS_MAY_ENTER = 0o001;

/**
 * An empty folder for the demo's data: `demo` in DATA_DIR. What an earlier demo left there is
 * removed; a folder that no demo made is left alone.
 *
 * @throws DemoError if the folder isn't a demo's, or a demo runs in it
 */
export function emptyDemoFolder(dataDir: string): string {
  const folder = reachable(path.resolve(dataDir, 'demo'));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(path.join(folder, MARK))) {
      throw new DemoError(
        `${folder} was not made by a demo, so it is left as it is. Move it away, or set DATA_DIR.`,
      );
    }
    refuseIfInUse(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  // The server's user must be able to pass through to its cluster when root runs the demo.
  mkdirSync(folder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  writeFileSync(path.join(folder, MARK), MARK_TEXT);
  return folder;
}

/** The server's lock file names its process. */
function refuseIfInUse(folder: string): void {
  const lock = path.join(folder, 'simpul.pid');
  const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN;
  if (Number.isNaN(pid) || !isAlive(pid)) return;
  throw new DemoError(`A demo is running already: process ${pid} uses ${folder}. Stop it first.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function reachable(folder: string): string {
  if (!isRoot()) return folder;
  for (let at = path.dirname(folder); at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & OTHERS_MAY_ENTER) === 0) {
      return path.join(SYSTEM_FOLDER, 'demo');
    }
  }
  return folder;
}
