// Which hostile situations (test/hostile.json) have a test? A test belongs to a situation when its name
// begins with the situation's number: `H04 …`, or several: `H04 H06 …`. Exits 1 when one that is due has none.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { due, situations } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'hostile.json'), 'utf8'),
);

const label = (number) => `H${String(number).padStart(2, '0')}`;

function specs(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /[.-]spec\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** The numbers that begin the name of a test, e.g. it('H04 …') or it.each(rows)(`H04 H06 …`). */
function numbersIn(source) {
  const names = source.matchAll(/\(\s*['"`]((?:H\d{2}\b[ ,/:]*)+)/g);
  return [...names].flatMap(([, numbers]) => numbers.match(/H\d{2}/g) ?? []);
}

const tested = new Set(
  ['apps', 'libs', 'test'].flatMap(specs).flatMap((file) => numbersIn(readFileSync(file, 'utf8'))),
);
const known = new Set(situations.map(({ number }) => label(number)));
const unknown = [...tested].filter((number) => !known.has(number));
const untested = situations.filter(({ number }) => !tested.has(label(number)));
const overdue = untested.filter(({ milestone }) => due.includes(milestone));

for (const { number, milestone, title } of untested) {
  const mark = due.includes(milestone) ? 'MISSING' : 'not due';
  console.log(`${mark}  ${label(number)}  ${title} (${milestone})`);
}
for (const number of unknown) console.log(`UNKNOWN  ${number}  is not in test/hostile.json`);
console.log(
  `${situations.length - untested.length} of ${situations.length} hostile situations have a test; ` +
    `${overdue.length} that are due have none.`,
);
process.exitCode = overdue.length + unknown.length > 0 ? 1 : 0;
