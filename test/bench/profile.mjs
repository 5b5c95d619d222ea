// Where a process spends its processor time under load, from a profile that Node wrote.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SHOWN = 40;

/** What Node must be told to write a profile when the process ends. */
export function profilingInto(folder) {
  return ['--cpu-prof', '--cpu-prof-interval=250', `--cpu-prof-dir=${folder}`];
}

/** The newest profile in a folder. */
export function newestProfile(folder) {
  const file = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .toSorted()
    .at(-1);
  if (file === undefined) throw new Error(`no profile in ${folder}`);
  return path.join(folder, file);
}

/** @param from,to µs of the machine's monotonic clock: only samples between them count */
export function printProfile(file, from, to) {
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  const frames = framesOf(profile.nodes);
  const sums = { packages: new Map(), own: new Map(), whole: new Map() };
  let busy = 0;
  let idle = 0;
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index];
    at += delta;
    if (at < from || at > to) continue;
    const frame = frames.get(id);
    if (frame.name === '(idle)') {
      idle += delta;
      continue;
    }
    busy += delta;
    add(sums.packages, frame.room, delta);
    add(sums.own, frame.name, delta);
    for (const name of frame.under) add(sums.whole, name, delta);
  }
  const seconds = (value) => (value / 1e6).toFixed(1);
  console.log(`\n${file}: busy for ${seconds(busy)} s, idle for ${seconds(idle)} s, under load`);
  printShares('own time by package', sums.packages, busy);
  printShares('own time by function', sums.own, busy);
  printShares('time by function with all that it calls', sums.whole, busy);
}

/** By node id: what it is called, where it belongs, and the functions under way, but for Node's own. */
function framesOf(nodes) {
  const frames = new Map();
  const visit = (node, callers, byId) => {
    const { functionName, url, lineNumber } = node.callFrame;
    const place = shortened(url);
    const bare = functionName === '' ? '(anonymous)' : functionName;
    const name = place === '' ? bare : `${bare}  ${place}:${lineNumber + 1}`;
    const known = place !== '' && !place.startsWith('node:');
    const under = known ? new Set(callers).add(name) : callers;
    frames.set(node.id, { name, room: place === '' ? bare : roomOf(place), under });
    for (const child of node.children ?? []) visit(byId.get(child), under, byId);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  visit(nodes[0], new Set(), byId);
  return frames;
}

function add(sums, name, value) {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function shortened(url) {
  return url
    .replace(/^file:\/\//, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/dist\//, '')
    .replace(/^.*\/(?=test\/bench\/)/, '');
}

/** A package, a library of ours, or a module of Node. */
function roomOf(place) {
  const parts = place.split('/');
  if (place.startsWith('node:')) return 'node';
  return parts.slice(0, /^(@|apps|libs)/.test(place) ? 2 : 1).join('/');
}

function printShares(title, sums, total) {
  console.log(`\n${title}`);
  const rows = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
  for (const [name, value] of rows) {
    console.log(`${((100 * value) / total).toFixed(1).padStart(6)} %  ${name}`);
  }
}
