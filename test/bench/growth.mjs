// Whether posting gets slower as the ledger grows. Each size is measured beside a ledger without payments, in turns.
import { median, medianFigures } from './latencies.mjs';
import { openLedgerWorker } from './measures.mjs';
import { measure } from './rows.mjs';

const IN_FLIGHT = 64;
const FILLING_IN_FLIGHT = 512;
const SLICE = 100_000;
const SIZES = [1e5, 1e6, 1e7];
const ROUNDS = 3;

/** @returns by size ("1e5"): tps and latencies, those of an empty ledger in the same minutes, and the ratio */
export async function growth(place, options, log) {
  const { postgres, worldFile, template } = place;
  await postgres.createDatabase('bench_growth', template);
  const worker = await openLedgerWorker('engine', postgres.urls('bench_growth'), worldFile);
  const results = {};
  let transfers = 0;
  try {
    for (const size of SIZES.filter((one) => one <= options.growthMax)) {
      transfers = await fill(worker, transfers, size, log);
      const grown = [];
      const empty = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        grown.push(await interval(worker, postgres, options));
        transfers += grown.at(-1).payments;
        empty.push(await emptyInterval(place, options));
      }
      const figures = medianFigures(grown);
      const emptyTps = median(empty.map(({ tps }) => tps));
      const name = size.toExponential().replace('+', '');
      results[name] = { ...figures, empty_tps: emptyTps, ratio: figures.tps / emptyTps };
      log(`${name} transfers: ${Math.round(figures.tps)}/s, empty ${Math.round(emptyTps)}/s`);
    }
  } finally {
    await worker.stop();
  }
  return results;
}

async function fill(worker, from, to, log) {
  let transfers = from;
  const started = performance.now();
  while (transfers < to) {
    const payments = Math.min(SLICE, to - transfers);
    const figures = await worker.ask('run', { inFlight: FILLING_IN_FLIGHT, payments });
    transfers += figures.payments;
    if (transfers % 1_000_000 < SLICE) {
      const seconds = Math.round((performance.now() - started) / 1000);
      log(`filling: ${transfers} of ${to} transfers, ${seconds} s`);
    }
  }
  return transfers;
}

async function emptyInterval({ postgres, worldFile, template }, options) {
  await postgres.createDatabase('bench_empty', template);
  const worker = await openLedgerWorker('engine', postgres.urls('bench_empty'), worldFile);
  try {
    return await interval(worker, postgres, options);
  } finally {
    await worker.stop();
  }
}

function interval(worker, postgres, options) {
  const run = (seconds) => worker.ask('run', { inFlight: IN_FLIGHT, seconds });
  return measure({ run }, postgres, options);
}
