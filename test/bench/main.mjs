// The benchmark: everything that docs/benchmarks.md tells of, in one run on one PostgreSQL. `npm run bench -- --help`.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sealPeople } from '../../dist/libs/access/src/index.js';
import { createDataSource } from '../../dist/libs/database/src/index.js';
import { verifyLedger } from '../../dist/libs/ledger/src/index.js';
import {
  NAIVE_SERVICE,
  SERVICE,
  startService,
  UNGUARDED_SERVICE,
  UNMETERED_SERVICE,
} from './api-server.mjs';
import { growth } from './growth.mjs';
import { listenLive } from './live-events.mjs';
import { bytesPerPayment, idleLatency, openLedgerWorker, timeToReady } from './measures.mjs';
import { readOptions, WORLD } from './options.mjs';
import { startPostgres, withClient } from './postgres.mjs';
import { startWorker } from './processes.mjs';
import { newestProfile, printProfile, profilingInto } from './profile.mjs';
import { decodeQris } from './qris.mjs';
import { assemble, print } from './report.mjs';
import { compare, comparisonRows, measure, nameOf } from './rows.mjs';
import { settleCycle } from './settlement.mjs';
import { statementPages } from './statement.mjs';
import { prepareTpcb } from './tpcb.mjs';
import { deliverWebhooks } from './webhooks.mjs';
import { makeWorld } from './world.mjs';

const TEMPLATE = 'bench_world';
const MAIN = 'bench_main';
/** Named by `--only`, beside the rows of the comparison. */
const STATEMENT = 'statement';
const QRIS = 'qris';
const WEBHOOKS = 'webhooks';
const LIVE = 'live';
const APART = [STATEMENT, QRIS, WEBHOOKS, LIVE];
const started = performance.now();

function log(line) {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${seconds.padStart(5)} s  ${line}`);
}

function makeKeys() {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const secret = () => randomBytes(32).toString('hex');
  return { privateKey, pepper: secret(), personalData: secret() };
}

/** The world in a database to copy, its first copy, and the members who pay over HTTP. */
async function setUp(postgres) {
  const worldFile = path.join(postgres.folder, 'world.json');
  const place = { postgres, worldFile, template: TEMPLATE, keys: makeKeys() };
  await postgres.createDatabase(TEMPLATE);
  await makeWorld(postgres.urls(TEMPLATE), worldFile);
  await sealWorld(postgres.urls(TEMPLATE).app, place.keys);
  await useWorld(postgres, worldFile);
  await postgres.createDatabase(MAIN, TEMPLATE);
  log('the world is made');
  const folder = path.join(postgres.folder, 'service');
  await mkdir(folder);
  const start = { databaseUrl: postgres.url(MAIN), keys: place.keys, folder };
  const members = startWorker('http-worker.mjs');
  await members.ask('open', { worldFile, keys: place.keys });
  return { ...place, start, members };
}

/** Its people as the service keeps them, and not left to the first start. */
async function sealWorld(url, { pepper, personalData }) {
  const dataSource = createDataSource(url, { entities: [], applicationName: 'bench world' });
  await dataSource.initialize();
  const current = Buffer.from(personalData, 'hex');
  await sealPeople(dataSource, { pepper: Buffer.from(pepper), personalData: { current } });
  await dataSource.destroy();
}

/**
 * As many payments as there are members, then statistics: a planner that knows the tables as empty makes other plans
 * than one that serves a network in use.
 */
async function useWorld(postgres, worldFile) {
  const worker = await openLedgerWorker('engine', postgres.urls(TEMPLATE), worldFile);
  await worker.ask('run', { inFlight: 256, payments: WORLD.members });
  await worker.stop();
  await withClient(postgres.url(TEMPLATE), (client) => client.query('VACUUM ANALYZE'));
}

async function runComparison(place, options) {
  const { postgres, worldFile, start, members } = place;
  await postgres.createDatabase('bench_tpcb');
  const tpcb = await prepareTpcb(postgres.url('bench_tpcb'), options.tpcbScale);
  log(`TPC-B is ready: ${tpcb.tool}`);
  const running = [];
  const keep = async (starting) => {
    running.push(await starting);
    return running.at(-1);
  };
  try {
    const engine = await keep(openLedgerWorker('engine', postgres.urls(MAIN), worldFile));
    const naive = await keep(openLedgerWorker('naive', postgres.urls(MAIN), worldFile));
    const http = await keep(startService({ ...start, program: SERVICE }));
    const naiveHttp = await keep(startService({ ...start, program: NAIVE_SERVICE }));
    const unguarded = await keep(startService({ ...start, program: UNGUARDED_SERVICE }));
    const unmetered = await keep(startService({ ...start, program: UNMETERED_SERVICE }));
    const services = {
      http,
      naive_http: naiveHttp,
      unguarded_http: unguarded,
      unmetered_http: unmetered,
    };
    const databaseUrl = postgres.urls(MAIN).app;
    const parts = { tpcb, engine, naive, members, services, databaseUrl };
    const rows = comparisonRows(parts).filter(
      (row) => options.only === undefined || isChosen(row, options.only),
    );
    const results = await compare(rows, postgres, options, log);
    const idle =
      options.only === undefined ? await idleLatency(members, http.url, options.idleSamples) : {};
    return { results, tpcbTool: tpcb.tool, idle };
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
}

function isChosen(row, only) {
  return only.includes(row.group) || only.includes(nameOf(row).replaceAll('"', ''));
}

async function runRest(place, options) {
  const ready = await timeToReady(place.start, options.readySamples);
  log(`ready in ${ready.ready_ms_all.join(', ')} ms`);
  const bytes = await bytesPerPayment(place, options.bytesPayments);
  log(`${bytes.bytes_per_payment} bytes per payment`);
  return { ...ready, ...bytes };
}

/** @returns whether the ledger that all designs wrote is whole */
async function verify(postgres) {
  const report = await withClient(postgres.urls(MAIN).app, (client) => verifyLedger(client));
  for (const { name, ok, violations } of report.invariants) {
    if (!ok) console.error(`verify: ${name} is violated: ${JSON.stringify(violations)}`);
  }
  log(`the ledger of the run is ${report.ok ? 'whole' : 'DAMAGED'} (${report.ms} ms)`);
  return report.ok;
}

/** Whatever is not a row of the comparison, in databases of its own. */
async function runApart(place, options) {
  const isWanted = (row) => options.only === undefined || options.only.includes(row);
  return {
    ...(isWanted(STATEMENT) && (await statementPages(place.postgres, options, log))),
    ...(isWanted(QRIS) && decodeQris(options, log)),
    ...(isWanted(WEBHOOKS) && (await deliverWebhooks(place, options, log))),
    ...(isWanted(LIVE) && (await listenLive(place, options, log))),
  };
}

async function benchmark(place, options) {
  const isWithoutRows = options.only?.every((row) => APART.includes(row)) === true;
  const { results, tpcbTool, idle } = isWithoutRows
    ? { results: [], idle: {} }
    : await runComparison(place, options);
  const rest = options.only === undefined ? await runRest(place, options) : {};
  const apart = await runApart(place, options);
  const grown = options.growth ? await growth(place, options, log) : undefined;
  const whole = await verify(place.postgres);
  const report = assemble({
    results,
    settings: place.postgres.settings,
    tpcbTool,
    measured: { ...idle, ...rest, ...apart, ledger_is_whole: whole },
    growth: grown,
    options,
  });
  print(report, results);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  const refused = results.flatMap(({ rounds }) => rounds).some((row) => row.refused > 0);
  if (refused) console.error('Some payments were not posted: see above.');
  return whole && !refused;
}

/** A cycle of its own, and nothing else. */
async function settlement(postgres, options) {
  const measured = await settleCycle(postgres, options, log);
  const { settings } = postgres;
  const report = assemble({ results: [], settings, measured, options });
  print(report, []);
  console.log(JSON.stringify(report.settlement, undefined, 2));
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
}

/** The engine alone, then the service, each at 64 with a CPU profile of its process. */
async function profile({ postgres, worldFile, start, members }, options) {
  const folder = path.resolve(options.profile);
  await mkdir(folder, { recursive: true });
  const nodeArguments = profilingInto(folder);
  const engine = await openLedgerWorker('engine', postgres.urls(MAIN), worldFile, nodeArguments);
  await profileRow({ group: 'engine', load: 64 }, { engine }, postgres, options, folder);
  const http = await startService({ ...start, program: SERVICE, nodeArguments });
  await profileRow({ group: 'http', load: 64 }, { members, http }, postgres, options, folder);
  const day = await startService({ ...start, program: SERVICE, nodeArguments });
  const mixed = { group: 'mixed_http', load: 64 };
  await profileRow(mixed, { members, http: day }, postgres, options, folder);
  return true;
}

async function profileRow(wanted, { engine, members, http }, postgres, options, folder) {
  const services = { http, naive_http: http };
  const row = comparisonRows({ engine, members, services }).find(
    ({ group, load }) => group === wanted.group && load === wanted.load,
  );
  const figures = await measure(row, postgres, options);
  const to = Number(process.hrtime.bigint() / 1000n);
  await (engine ?? http).stop();
  log(
    `${nameOf(row)} under the profiler: ${Math.round(figures.tps)}/s; µs a payment: ` +
      `server ${Math.round(figures.server_cpu_us ?? 0)}, ` +
      `client ${Math.round(figures.client_cpu_us)}, ` +
      `PostgreSQL ${Math.round(figures.postgres_cpu_us)}`,
  );
  printProfile(newestProfile(folder), to - figures.seconds * 1e6, to);
}

/** Ctrl-C reaches the workers and services too, but not PostgreSQL, which has a session of its own. */
function stopOnSignals(postgres) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      postgres.stop().finally(() => process.exit(130));
    });
  }
}

const options = readOptions(process.argv.slice(2));
const postgres = await startPostgres();
stopOnSignals(postgres);
try {
  if (options.settlement) {
    await settlement(postgres, options);
  } else {
    const place = await setUp(postgres);
    const run = options.profile === undefined ? benchmark : profile;
    process.exitCode = (await run(place, options)) ? 0 : 1;
    await place.members.stop();
  }
} finally {
  await postgres.stop();
  log('done');
}
