// Applies each seeded defect to a copy of the built application and lets the harness find it. `npm run chaos:defects`
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFECTS, NO_DEFECT } from './defects.mjs';
import { readChaosOptions } from './options.mjs';
import { runChaos } from './run.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const CAUGHT_WITHIN_SECONDS = 60;
/** So long things go on before the balances are gone through; what shows at once ends the run at once. */
const ACTS_SECONDS = 30;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const base = readChaosOptions(['--seed', values.seed, '--seconds', String(ACTS_SECONDS)]);
const chosen = [NO_DEFECT, ...DEFECTS].filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
let caught = 0;
let isSound = true;
for (const defect of chosen) {
  const { violations, seconds } = await runWith(defect);
  const isFound = violations.length > 0 && seconds <= CAUGHT_WITHIN_SECONDS;
  const what = violations[0]?.what ?? 'nothing found';
  console.log(`${isFound ? 'caught' : 'silent'}  ${seconds.toFixed(0)} s  ${defect.name}: ${what}`);
  if (defect === NO_DEFECT) isSound = violations.length === 0;
  else if (isFound) caught += 1;
}
const sought = chosen.filter((one) => one !== NO_DEFECT).length;
console.log(`${caught}/${sought} defects caught, each within ${CAUGHT_WITHIN_SECONDS} s`);
if (!isSound) console.error('Without any defect something was found too: the score means nothing.');
if (caught < sought || !isSound) process.exitCode = 1;

/** @returns what was found, and how long after people began to act */
async function runWith(defect) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-defect-'));
  try {
    await copyApplication(folder);
    if (defect !== NO_DEFECT) {
      for (const change of [defect, ...(defect.also ?? [])]) await apply(folder, change);
    }
    const options = {
      ...base,
      application: path.join(folder, 'dist'),
      stopsAtFirst: true,
      acts: defect.acts,
      weights: defect.faults ?? { cut: 6, slow: 2, killApi: 1, terminateBackends: 2, cutOff: 1 },
    };
    return await runChaos(options, values.verbose ? console.log : () => undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyApplication(folder) {
  await cp(path.join(ROOT, 'dist'), path.join(folder, 'dist'), { recursive: true });
  await cp(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
}

/** A text that is not there, or there is nothing left to sabotage, ends everything: the defect must be written anew. */
async function apply(folder, { file, replace, by }) {
  const target = path.join(folder, 'dist', file);
  const before = await readFile(target, 'utf8');
  if (!before.includes(replace)) throw new Error(`${file} holds no "${replace}" any more`);
  await writeFile(target, before.replaceAll(replace, by));
}
