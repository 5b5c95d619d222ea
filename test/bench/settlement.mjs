// How long it takes to close a cycle of a million payments among 153 cooperatives, to net it and to make every file by
// which it is told, and how much slower payments are meanwhile. In a database of its own, filled by the engine. Netting
// itself fails unless the nets are to the sen what the clearing accounts moved. As in a deployment, the worker's duty adds
// the cycle up while it is open, beside the payments before the close too; how much time it took is told.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { createDataSource } from '../../dist/libs/database/src/index.js';
import { Directory } from '../../dist/libs/participants/src/index.js';
import {
  CycleService,
  CycleStatementService,
  CycleTally,
} from '../../dist/libs/settlement/src/index.js';
import { manifestOf } from '../../dist/apps/api/src/settlement-statements/cycle-manifest.js';
import { openLedgerWorker } from './measures.mjs';
import { withClient } from './postgres.mjs';
import { makeWorld } from './world.mjs';

const DATABASE = 'bench_settlement';
const SIZE = { cooperatives: 153, members: 3_060, merchants: 765, tellers: 0 };
const FILLING_IN_FLIGHT = 256;
const IN_FLIGHT = 64;
const FILLED_AT_ONCE = 50_000;
/** Between two rounds of the worker. */
const ROUND_MS = 1_000;

const OPERATOR = {
  principal: newUuid(),
  role: 'operator',
  network: null,
  cooperative: null,
  member: null,
  merchant: null,
  tokenId: newUuid(),
  expiresAt: 4_000_000_000,
};

/** @returns `settlement` with `close_ms`, `net_ms`, `rate_ratio`, `report_ms`, `tally_ms`, and the same for the targets */
export async function settleCycle(postgres, { settlementTransfers, seconds }, log) {
  const worldFile = path.join(postgres.folder, 'settlement-world.json');
  await postgres.createDatabase(DATABASE);
  const urls = postgres.urls(DATABASE);
  await makeWorld(urls, worldFile, SIZE);
  log(`${SIZE.cooperatives} cooperatives`);
  const worker = await openLedgerWorker('engine', urls, worldFile);
  const dataSource = createDataSource(urls.app, { entities: [], applicationName: 'simpul bench' });
  await dataSource.initialize();
  const cycles = new CycleService(dataSource);
  const directory = new Directory(dataSource);
  const [network] = await directory.networks();
  const duty = keepUp(new CycleTally(dataSource), network.id);
  try {
    await fill(worker, settlementTransfers, log);
    await withClient(urls.owner, (client) => client.query('VACUUM ANALYZE'));
    await postgres.checkpoint();
    const before = await worker.ask('run', { inFlight: IN_FLIGHT, seconds });
    const tally_ms = await duty.stop();
    log(`added up beside the payments in ${tally_ms} ms`);
    const closing = await beside(worker, () => closeAndNet(cycles, network.id));
    log(`closed in ${closing.done.close_ms} ms, netted in ${closing.done.net_ms} ms`);
    const statements = new CycleStatementService({ dataSource, cycles, directory });
    const report = await reportOf(statements, closing.done.cycle);
    log(`${report.files} files in ${report.report_ms} ms`);
    const { close_ms, net_ms } = closing.done;
    const rate_ratio = closing.tps / before.tps;
    const figures = { close_ms, net_ms, rate_ratio, ...report, tally_ms, tps: closing.tps };
    return {
      settlement: { transfers: settlementTransfers, ...SIZE, ...figures, tps_before: before.tps },
      settlement_close_and_net_ms: close_ms + net_ms,
      settlement_rate_ratio: rate_ratio,
      settlement_report_ms: report.report_ms,
    };
  } finally {
    await duty.stop();
    await dataSource.destroy();
    await worker.stop();
  }
}

/** The worker's duty, round after round; `stop` resolves to the milliseconds that it took in all. */
function keepUp(tally, network) {
  const stopping = new AbortController();
  let ms = 0;
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      const started = performance.now();
      await tally.advance(network);
      ms += performance.now() - started;
      await pause(ROUND_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return Math.round(ms);
  })();
  return {
    stop: () => {
      stopping.abort();
      return rounds;
    },
  };
}

async function fill(worker, transfers, log) {
  const started = performance.now();
  for (let done = 0; done < transfers;) {
    const payments = Math.min(FILLED_AT_ONCE, transfers - done);
    const { refused } = await worker.ask('run', { inFlight: FILLING_IN_FLIGHT, payments });
    if (refused > 0) throw new Error(`${refused} payments of the cycle were refused`);
    done += payments;
    const seconds = Math.round((performance.now() - started) / 1000);
    if (done % 200_000 === 0 || done === transfers) log(`${done} payments, ${seconds} s`);
  }
}

async function closeAndNet(cycles, network) {
  const { uid } = await cycles.open(network);
  const closing = await timed(() => cycles.close(network, uid, null));
  const netting = await timed(() => cycles.net(uid));
  if (netting.result.value?.state !== 'NETTED') throw new Error('the cycle was not netted');
  return { cycle: uid, close_ms: closing.ms, net_ms: netting.ms };
}

/** Every statement of the cycle as CSV and camt.053, the instructions as pacs.009, and the digests of all of them. */
async function reportOf(statements, cycle) {
  const { ms, result } = await timed(async () => {
    const report = await statements.report(OPERATOR, cycle);
    return manifestOf(report.value, statements, { issuer: 'bench', isWhole: true });
  });
  return { report_ms: ms, files: result.files.length };
}

/** Does the work while payments go on; `tps` is their rate until it was done. */
async function beside(worker, work) {
  const paying = worker.ask('run', { inFlight: IN_FLIGHT });
  try {
    const done = await work();
    return { done, tps: await rateOf(worker, paying) };
  } catch (error) {
    await rateOf(worker, paying);
    throw error;
  }
}

async function rateOf(worker, paying) {
  await worker.ask('halt');
  return (await paying).tps;
}

async function timed(work) {
  const started = performance.now();
  const result = await work();
  return { result, ms: Math.round(performance.now() - started) };
}
