// How soon a shop sees that it was paid, with a thousand streams of events open: each shop listens to its own, while members pay at
// a steady pace. From the time that the ledger gave the payment, which is before its commit, to the event's arrival.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SERVICE, startService } from './api-server.mjs';
import { openLedgerWorker } from './measures.mjs';
import { startWorker } from './processes.mjs';
import { readWorldFile } from './workload.mjs';

const DATABASE = 'bench_live';
const STREAMS = 1_000;
const PER_SECOND = 200;

/** @returns `sse_p99_ms`, and the other figures of the streams */
export async function listenLive({ postgres, start, template, worldFile, keys }, options, log) {
  await postgres.createDatabase(DATABASE, template);
  const { network, cooperatives } = readWorldFile(worldFile);
  const each = Math.ceil(STREAMS / cooperatives.length);
  const listening = cooperatives.map((one) => ({
    ...one,
    merchants: one.merchants.slice(0, each),
  }));
  const file = path.join(start.folder, 'world-that-listens.json');
  await writeFile(file, JSON.stringify({ network, cooperatives: listening }));
  const databaseUrl = postgres.url(DATABASE);
  const service = await startService({ ...start, program: SERVICE, databaseUrl });
  const readers = startWorker('stream-worker.mjs');
  const payers = await openLedgerWorker('engine', postgres.urls(DATABASE), file);
  try {
    await readers.ask('listen', { url: service.url, worldFile: file, keys });
    const pace = { perSecond: PER_SECOND, seconds: options.liveSeconds };
    const { payments } = await payers.ask('pace', pace);
    const seen = await readers.ask('until', { events: payments });
    log(
      `${seen.events} payments seen by ${STREAMS} streams: p50 ${seen.p50_ms.toFixed(0)} ms, ` +
        `p99 ${seen.p99_ms.toFixed(0)} ms`,
    );
    return { sse_p99_ms: seen.p99_ms, sse: { streams: STREAMS, per_second: PER_SECOND, ...seen } };
  } finally {
    await payers.stop();
    await readers.stop();
    await service.stop();
  }
}
