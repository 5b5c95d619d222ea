// Whether every package of the lockfile comes under a licence that an Apache-2.0 program may be built and shipped with,
// and by its checksum: npm run licences. A package that nobody has looked at fails.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What may be part of the program. */
const SHIPPED = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  // Public domain, by OSI's list: in what checks the signatures of webhooks.
  'Unlicense',
];
/** What tools may have besides, since they are not shipped. */
const TOOLS = [...SHIPPED, 'CC0-1.0', 'CC-BY-4.0'];

/** Packages whose package.json names no licence, with what the licence text in them says. */
const STATED = { 'png-js@2.0.0': 'MIT' };

const root = path.resolve(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** SPDX: any of what OR joins is enough, all of what AND joins is needed. */
function isAllowed(expression, allowed) {
  const text = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (text.includes(' OR ')) return text.split(' OR ').some((part) => isAllowed(part, allowed));
  if (text.includes(' AND ')) return text.split(' AND ').every((part) => isAllowed(part, allowed));
  return allowed.includes(text);
}

const faults = [];
const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
for (const [place, { version, license, integrity, dev, devOptional }] of packages) {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const id = `${name}@${version}`;
  const licence = license ?? STATED[id] ?? 'none named';
  if (!isAllowed(licence, dev || devOptional ? TOOLS : SHIPPED)) faults.push(`${id}: ${licence}`);
  const isSealed = (integrity ?? '').startsWith('sha512-');
  if (!isSealed) faults.push(`${id}: no sha512 checksum in the lockfile`);
}
for (const fault of faults) console.error(fault);
console.log(`${packages.length} packages, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
