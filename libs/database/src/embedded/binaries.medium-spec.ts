import { chmod, cp, lstat, mkdtemp, readdir, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { installedTree, usableBinaries } from './binaries.js';
import type { InstalledTree } from './binaries.js';
import { serverUser } from './os-user.js';

let folder: string;
let installed: InstalledTree;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simpul-binaries-'));
  await chmod(folder, 0o755);
  lines = [];
  installed = { native: path.join(folder, 'package', 'native'), version: '18.4.0' };
  await cp(installedTree().native, installed.native, { recursive: true, verbatimSymlinks: true });
  await removeLinks(path.join(installed.native, 'lib'));
});

afterEach(async () => {
  await chmod(path.join(installed.native, 'lib'), 0o755);
  await rm(folder, { recursive: true, force: true });
});

it('runs after npm ci --ignore-scripts, which leaves the links of the libraries out', async () => {
  const binaries = await usable();
  expect(binaries.version).toMatch(/^18\./);
  expect(binaries.postgres).toBe(path.join(installed.native, 'bin', 'postgres'));
  expect(lines).toEqual([]);
});

it('runs from a copy where node_modules can not be entered or written', async () => {
  // Root may write anywhere, but the server's user may not enter; an ordinary user is the owner,
  // but may not write.
  if (process.getuid?.() === 0) await chmod(path.dirname(installed.native), 0o700);
  else await chmod(path.join(installed.native, 'lib'), 0o555);

  const binaries = await usable();
  const copy = path.join(folder, 'copies', 'postgresql-18.4.0');
  expect(binaries.postgres).toBe(path.join(copy, 'native', 'bin', 'postgres'));
  expect(lines).toEqual([expect.stringContaining(`copied to ${copy}`)]);

  expect(await usable()).toEqual(binaries);
  expect(lines).toHaveLength(1);
});

async function usable(): ReturnType<typeof usableBinaries> {
  const user = await serverUser(undefined);
  return usableBinaries(user, path.join(folder, 'copies'), (line) => lines.push(line), installed);
}

async function removeLinks(lib: string): Promise<void> {
  for (const name of await readdir(lib)) {
    const file = path.join(lib, name);
    if ((await lstat(file)).isSymbolicLink()) await unlink(file);
  }
}
