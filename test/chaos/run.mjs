// One run from an empty folder to its report.
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ISSUER } from '../bench/api-server.mjs';
import { Actor } from './acts.mjs';
import { checkAll, waitUntilReady } from './checks.mjs';
import { Client, codeOf, doneBody, Journal } from './client.mjs';
import { Faults } from './faults.mjs';
import { startLink } from './faulty-link.mjs';
import { startCrashablePostgres } from './postgres.mjs';
import { Chance } from './random.mjs';
import { apiProcess, workerProcess } from './service.mjs';
import { watchBalances } from './snapshots.mjs';
import { listenForWebhooks } from './webhooks.mjs';
import { makeChaosWorld, makeKeys, openForBusiness } from './world.mjs';

const API_PROCESSES = 2;
const WATCH_EVERY_MS = 100;
const FAULTS_SETTLE_MS = 500;

/**
 * Makes a network, disturbs it while people act, heals everything and checks.
 * @param options see `readChaosOptions`
 * @returns `violations`, none if all promises were kept; `seconds` until the first was found, or all; `summary` for people
 */
export async function runChaos(options, log) {
  log(`seed ${options.seed}`);
  const place = await setUp(options, log);
  try {
    place.journal.beganAt = performance.now();
    await openForBusiness(place.people, place.apis[0].port);
    place.webhooks = await listenForWebhooks(
      place.people,
      place.apis[0].port,
      place.chance.fork('endpoints'),
    );
    log('two API processes and a worker are up');
    const counts = await disturb(place, options, log);
    if (hasFoundEnough(place.journal, options)) return report(place, counts);
    await waitUntilReady(place.apis);
    log('healed; checking');
    const calm = new Client({
      ports: place.apis.map(({ port }) => port),
      journal: place.journal,
      chance: place.chance.fork('checks'),
      // Where it is enough to find something, nobody waits for what will never be answered.
      isOver: () => options.stopsAtFirst === true,
    });
    await checkAll(place, {
      client: calm,
      log,
      isEnough: () => hasFoundEnough(place.journal, options),
    });
    calm.close();
    if (hasFoundEnough(place.journal, options)) return report(place, counts);
    await checkStop(place);
    checkEnds(place);
    checkSize(place.journal, counts.faults, options);
    return report(place, counts);
  } catch (error) {
    place.journal.violation('the run could not be ended', { error: error.stack });
    return report(place, {});
  } finally {
    await tearDown(place, options);
  }
}

async function setUp(options, log) {
  const keys = makeKeys();
  const postgres = await startCrashablePostgres({ wantsDisk: options.hasFaults, log });
  const chance = new Chance(options.seed);
  const journal = new Journal();
  const { application, clock, weights, rarer } = options;
  const place = { postgres, chance, journal, clock, weights, rarer, apis: [], apiLinks: [] };
  place.databaseLinks = [];
  try {
    place.people = await makeChaosWorld(postgres, keys);
    log('the world is made');
    const folder = path.join(postgres.folder, 'processes');
    await mkdir(folder);
    const start = async (make, name) => {
      const link = await startLink(`${name} to PostgreSQL`, () => postgres.port);
      place.databaseLinks.push(link);
      const environment = environmentOf(postgres.urlThrough(link), keys, folder);
      const started = make(name, { application, environment, folder, clock });
      if (clock !== undefined) started.setClock('+0');
      started.start();
      return started;
    };
    for (let n = 1; n <= API_PROCESSES; n += 1) {
      const api = await start(apiProcess, `api-${n}`);
      place.apis.push(api);
      place.apiLinks.push(await startLink(`clients to ${api.name}`, () => api.port));
    }
    await waitUntilReady(place.apis);
    place.worker = await start(workerProcess, 'worker');
    return place;
  } catch (error) {
    await tearDown(place, options);
    throw error;
  }
}

/** The settings of a process in production mode that makes and shows only keys of this run. */
export function environmentOf(databaseUrl, keys, folder) {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: '0',
    WORKER: 'off',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: ISSUER,
    // The endpoints are on this machine.
    WEBHOOKS_PRIVATE: 'on',
    // Counted as in production, and never reached: all load comes from one address.
    RATE_LIMIT_ADDRESS: '100000000',
    RATE_LIMIT_PRINCIPAL: '100000000',
    RATE_LIMIT_PROGRAM: '100000000',
    JWT_PRIVATE_KEY: keys.privateKey,
    PIN_PEPPER: keys.pepper,
    PERSONAL_DATA_KEY: keys.personalData,
  };
}

/** People act, things break, and the balances are watched, until the time is over. */
async function disturb(place, options, log) {
  const { journal, chance, apiLinks, people, postgres } = place;
  const began = performance.now();
  const isOver = () =>
    options.ending?.aborted === true ||
    performance.now() > began + options.seconds * 1000 ||
    journal.entries.length >= options.ops ||
    hasFoundEnough(journal, options);
  const shared = { payments: [], races: [] };
  journal.races = shared.races;
  const ports = apiLinks.map(({ port }) => port);
  const acting = Array.from({ length: options.clients }, async (_, n) => {
    const client = new Client({ ports, journal, chance: chance.fork(`client ${n}`), isOver });
    const own = chance.fork(`actor ${n}`);
    const actor = new Actor({ people, chance: own, client, shared, weights: options.acts });
    while (!isOver()) await actor.next();
    client.close();
  });
  const faults = new Faults(place, chance.fork('faults'), log);
  let areAllDone = false;
  const watching = watchBalances({ postgres, journal, isOver: () => areAllDone });
  const reviving = reviveWhile(postgres, () => areAllDone);
  if (options.hasFaults) await faults.run(isOver);
  await Promise.all(acting);
  await pause(FAULTS_SETTLE_MS);
  areAllDone = true;
  await reviving;
  const looks = await watching;
  return { seconds: (performance.now() - began) / 1000, faults, looks };
}

/** Whether the run need not go on: it was only to find something. */
function hasFoundEnough({ violations }, { stopsAtFirst = false }) {
  return stopsAtFirst && violations.length > 0;
}

async function reviveWhile(postgres, isOver) {
  while (!isOver()) {
    await postgres.reviveIfGone();
    await pause(WATCH_EVERY_MS);
  }
}

/** A process may give up while it starts and the database is away; once it serves, it stays. */
function checkEnds({ apis, worker, journal }) {
  for (const { name, faults } of [...apis, worker]) {
    for (const { hadStarted, words } of faults) {
      if (hadStarted) journal.violation('a process ended by itself', { name, words });
    }
  }
}

/** A run in which nothing happened proves nothing. */
function checkSize(journal, faults, { leastFaults, leastActs }) {
  const done = journal.entries.filter((entry) => doneBody(entry) !== undefined).length;
  if (faults.log.length < leastFaults || done < leastActs) {
    journal.violation('too little happened', { faults: faults.log.length, done });
  }
}

async function checkStop({ apis, journal }) {
  for (const api of apis) {
    const code = await api.stop();
    const of = { api: api.name, code };
    if (code !== 0) journal.violation('SIGTERM did not end a process with 0', of);
  }
}

async function tearDown(place, options) {
  const { apis, worker, apiLinks, databaseLinks, postgres, webhooks } = place;
  const { folder, stopsAtFirst = false } = options;
  for (const process of [...apis, worker]) {
    // What was sabotaged may not be able to end by itself.
    if (stopsAtFirst) process?.signal('SIGKILL');
    await process?.stop();
  }
  await webhooks?.close();
  for (const link of [...apiLinks, ...databaseLinks]) await link.close();
  if (folder !== undefined) await keepLogs(path.join(postgres.folder, 'processes'), folder);
  await postgres.close();
}

async function keepLogs(from, to) {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name.endsWith('.log')) await copyFile(path.join(from, name), path.join(to, name));
  }
}

function report({ journal, apis, worker, webhooks }, { seconds, faults, looks }) {
  const { entries, violations, counts } = journal;
  const done = entries.filter(({ answer }) => answer !== undefined && answer.status < 300);
  const refusals = tally(
    entries.filter(({ answer }) => answer?.status >= 400).map(({ answer }) => codeOf(answer.text)),
  );
  const lines = [
    `acts: ${entries.length}, of them done ${done.length} (${print(tally(done.map(({ kind }) => kind)))})`,
    `refused: ${print(refusals)}`,
    `requests: ${counts.requests}; answers lost ${counts.lost}; sent again ${counts.retries}; replayed ${counts.replays}`,
  ];
  if (faults !== undefined) {
    lines.push(
      `faults in ${seconds.toFixed(0)} s: ${faults.log.length} (${print(tally(faults.log))})`,
      ...[...faults.skipped].map(([name, why]) => `skipped: ${name}, because ${why}`),
      `looks at all balances: ${looks}`,
    );
  }
  const told = webhooks?.all() ?? [];
  lines.push(
    `events told: ${sum(told.map(({ events }) => events.length))} in ${sum(told.map(({ calls }) => calls))} calls`,
    `starts: ${[...apis, worker].map(({ name, starts }) => `${name} ${starts}`).join(', ')}`,
    violations.length === 0 ? 'all promises were kept' : `BROKEN: ${violations.length}`,
  );
  return {
    violations,
    seconds: ((journal.foundAt ?? performance.now()) - journal.beganAt) / 1000,
    summary: lines.join('\n'),
    counts: { acts: entries.length, faults, done: done.length },
  };
}

function sum(numbers) {
  return numbers.reduce((whole, one) => whole + one, 0);
}

function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

function print(counts) {
  return counts.map(([name, count]) => `${name} ${count}`).join(', ');
}
