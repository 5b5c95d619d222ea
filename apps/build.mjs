// Builds the applications into dist/. `node apps/build.mjs` always builds; with `--if-stale` it builds
// only when dist/ was not made from the sources that are here now.
//
// dist/.built holds a digest of everything the build reads. The compiler first removes dist/ (and the
// stamp with it) and the stamp is written last, so a build that died half-way is never taken for whole.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');

const settings = ['package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json'];
const notBuilt = [/\.(spec|medium-spec|e2e-spec)\.ts$/, /^libs\/testing\//];

function sources(folder) {
  const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  return files
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /^[^/]+\/[^/]+\/src\//.test(file) && !notBuilt.some((not) => not.test(file)));
}

function digestOfSources() {
  const files = [...sources('apps'), ...sources('libs'), ...settings, 'tsconfig.build.json'];
  const digest = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a < b ? -1 : 1))) {
    const content = readFileSync(path.join(root, file));
    digest.update(`${file}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

/** The path of the Nest compiler, or undefined where devDependencies are not installed. */
function compiler() {
  try {
    return createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  } catch {
    return undefined;
  }
}

function build() {
  const nest = compiler();
  if (nest === undefined) {
    console.error(
      'dist/ does not fit the sources and the compiler is not installed: run `npm ci`.',
    );
    return 1;
  }
  const digest = digestOfSources();
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  writeFileSync(stamp, `${digest}\n`);
  return 0;
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  // An image for production carries dist/ without the sources: there is nothing to compare.
  if (!existsSync(path.join(root, 'libs'))) return true;
  return readFileSync(stamp, 'utf8').trim() === digestOfSources();
}

process.exitCode = process.argv.includes('--if-stale') && isFresh() ? 0 : build();
