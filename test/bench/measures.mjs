// Figures beside throughput: bytes of a payment, latency at rest, time to start.
import { median } from './latencies.mjs';
import { SERVICE, startService } from './api-server.mjs';
import { startWorker } from './processes.mjs';
import { tableSizes } from './postgres.mjs';

const IN_FLIGHT = 64;
/** Payments before the count begins, as a share of those counted: first pages of every index are made by them. */
const LEAD_SHARE = 0.25;
const IDLE_WARM_UP = 100;

/** A worker that posts in this database, by the engine or the naive design. */
export async function openLedgerWorker(design, urls, worldFile, nodeArguments) {
  const worker = startWorker('ledger-worker.mjs', nodeArguments);
  await worker.ask('open', { design, urls, worldFile });
  return {
    ...worker,
    stop: async () => {
      await worker.ask('close');
      await worker.stop();
    },
  };
}

/** What a payment leaves on the disk for ever: tables and indexes after a VACUUM, after less before. */
export async function bytesPerPayment({ postgres, worldFile, template }, payments) {
  const database = 'bench_bytes';
  await postgres.createDatabase(database, template);
  const worker = await openLedgerWorker('engine', postgres.urls(database), worldFile);
  await worker.ask('run', { inFlight: IN_FLIGHT, payments: payments * LEAD_SHARE });
  const before = await tableSizes(postgres.url(database));
  await worker.ask('run', { inFlight: IN_FLIGHT, payments });
  await worker.stop();
  const after = await tableSizes(postgres.url(database));
  const tables = {};
  let sum = 0;
  for (const [name, { total, indexes }] of after) {
    const grown = total - before.get(name).total;
    sum += grown;
    if (grown === 0) continue;
    tables[name] = {
      bytes: round(grown / payments),
      of_which_indexes: round((indexes - before.get(name).indexes) / payments),
    };
  }
  return { bytes_per_payment: round(sum / payments), tables };
}

function round(value) {
  return Math.round(value * 10) / 10;
}

/** One payment at a time, over one connection. */
export async function idleLatency(members, url, samples) {
  await members.ask('signIn', { url });
  await members.ask('run', { url, connections: 1, payments: IDLE_WARM_UP });
  const figures = await members.ask('run', { url, connections: 1, payments: samples });
  return { idle_p50_ms: figures.p50_ms, idle_p99_ms: figures.p99_ms };
}

/** From the start of the process to the first 200 of /readyz, on the database with all payments in it. */
export async function timeToReady(start, samples) {
  const times = [];
  for (let n = 0; n < samples; n += 1) {
    const service = await startService({ ...start, program: SERVICE });
    times.push(service.readyMs);
    await service.stop();
  }
  return { ready_ms: median(times), ready_ms_all: times.map(Math.round) };
}
