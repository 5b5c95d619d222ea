// The loss of a disk, rehearsed: payments through the engine, a backup in their midst, the data destroyed, and twice restored: to a time,
// and to the last that was saved. `npm run backup:rehearse -- --transfers 1000000`; docs/reliability.md has the figures.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { newUuid } from '../../dist/libs/core/src/index.js';
import {
  connectionUrls,
  createDataSource,
  startEmbeddedPostgres,
} from '../../dist/libs/database/src/index.js';
import { Ledger, LedgerReads } from '../../dist/libs/ledger/src/index.js';
import { Directory } from '../../dist/libs/participants/src/index.js';
import { planPayment } from '../../dist/libs/payments/src/payment/plan-payment.js';
import { withClient } from '../bench/postgres.mjs';
import { randomPayment, readWorldFile } from '../bench/workload.mjs';
import { makeWorld } from '../bench/world.mjs';

const COMMANDS = path.join(import.meta.dirname, '../../dist/apps/api/src');
const IN_FLIGHT = 256;
const RPO_MS = 60_000;
const RTO_MS = 300_000;

const { values } = parseArgs({ options: { transfers: { type: 'string', default: '20000' } } });
const transfers = Number(values.transfers);
if (!(transfers >= 1_000)) throw new Error('--transfers N, at least 1000');

const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-rehearsal-'));
// The server may run as another user, who must get in.
await chmod(folder, 0o755);
const backupDir = path.join(folder, 'backups');
const dataDir = path.join(folder, 'data');
let isKept = true;
let server;
try {
  const lost = await loseEverything();
  await backToTime(lost);
  await backToTheLast(lost);
} finally {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isKept ? 0 : 1;

/** Half of the payments, a backup while they go on, the rest; then the server is killed and its data removed. */
async function loseEverything() {
  server = await startEmbeddedPostgres({ dataDir, backupDir, log: console.log });
  const urls = connectionUrls({ DATABASE_URL: server.url });
  const worldFile = path.join(folder, 'world.json');
  await makeWorld(urls, worldFile);
  console.log('the world is made');
  const payers = await openPayers(urls, readWorldFile(worldFile));
  const began = performance.now();
  await payers.payUntil(transfers / 2);
  const backup = timed(() => command('backup.js', [], dataDir));
  await payers.payUntil(transfers * 0.9);
  await backup;
  const before = payers.acknowledged.length;
  const { time, segment } = await withClient(server.url, async (client) => {
    const { rows } = await client.query(
      'SELECT clock_timestamp() AS time, pg_walfile_name(pg_current_wal_insert_lsn()) AS segment',
    );
    return rows[0];
  });
  const begunAfter = payers.begun.length;
  await payers.payUntil(transfers);
  const rate = Math.round(transfers / ((performance.now() - began) / 1000));
  await untilSaved(segment);
  const pid = Number(
    (await readFile(path.join(dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const at = new Date();
  process.kill(pid, 'SIGKILL');
  await payers.close();
  await server.stop();
  server = undefined;
  const size = await sizeOf(dataDir);
  await rm(dataDir, { recursive: true, force: true });
  const { ms } = await backup;
  console.log(
    `${payers.acknowledged.length} payments, ${rate} a second; backup under load: ${seconds(ms)}; data ${size} MB, ` +
      `backup ${await sizeOf(backupDir, 'wal')} MB, log saved since ${await sizeOf(path.join(backupDir, 'wal'))} MB`,
  );
  const { acknowledged, begun } = payers;
  return {
    at,
    time,
    before: acknowledged.slice(0, before),
    after: begun.slice(begunAfter),
    acknowledged,
  };
}

/** With few payments the log of that time is still being written: it is saved within a minute. */
async function untilSaved(segment) {
  await withClient(server.url, async (client) => {
    for (let tries = 0; tries < RPO_MS / 500; tries += 1) {
      const { rows } = await client.query(
        'SELECT last_archived_wal >= $1 AS "isSaved" FROM pg_stat_archiver',
        [segment],
      );
      if (rows[0].isSaved) return;
      await pause(500);
    }
    hold(false, 'the log is saved within a minute');
  });
}

async function backToTime({ time, before, after }) {
  const { ms } = await timed(() => command('restore.js', ['--to', time.toISOString()], dataDir));
  const found = await readTransfers(dataDir);
  console.log(`restored to ${time.toISOString()} and verified after ${seconds(ms)}`);
  hold(ms <= RTO_MS, `back within ${RTO_MS / 60_000} minutes`);
  hold(
    before.every((id) => found.has(id)),
    `all ${before.length} payments acknowledged before that time are there`,
  );
  hold(!after.some((id) => found.has(id)), `none of ${after.length} begun after it`);
}

async function backToTheLast({ at, acknowledged }) {
  const place = path.join(folder, 'again');
  const { ms, value } = await timed(() => command('restore.js', ['--timeline', '1'], place));
  const found = await readTransfers(place);
  const last = new Date(/last commit in it is of (\S+)\./.exec(value)[1]);
  const lost = acknowledged.filter((id) => !found.has(id)).length;
  console.log(
    `restored to the last that was saved and verified after ${seconds(ms)}; lost: what was done in the last ` +
      `${seconds(at - last)}, ${lost} payments`,
  );
  hold(ms <= RTO_MS, `back within ${RTO_MS / 60_000} minutes`);
  hold(at - last <= RPO_MS, `lost at most ${RPO_MS / 1000} seconds`);
  const kept = acknowledged.findLastIndex((id) => found.has(id)) + 1;
  const gaps = kept - (acknowledged.length - lost);
  hold(gaps <= IN_FLIGHT, 'what is lost is what came last');
}

/** Payments between cooperatives, as the use case plans them; `payUntil` returns when so many were acknowledged. */
async function openPayers(urls, world) {
  const dataSource = createDataSource(urls.app, {
    entities: [],
    applicationName: 'simpul rehearsal',
  });
  await dataSource.initialize();
  const rules = await new Directory(dataSource).rules(world.network);
  await dataSource.destroy();
  const pool = new pg.Pool({ connectionString: urls.ledger, max: 2 });
  pool.on('error', () => undefined);
  const ledger = new Ledger({ url: urls.ledger }, new LedgerReads(pool));
  const acknowledged = [];
  const begun = [];
  const payOnce = async () => {
    const { payer, payee, rupiah } = randomPayment(world);
    const plan = planPayment(rules, { payer, payee, amount: BigInt(rupiah) * 100n });
    const id = newUuid();
    begun.push(id);
    const requestHash = newUuid().replaceAll('-', '');
    const request = { id, principal: payer.person, key: newUuid(), requestHash };
    const outcome = await ledger.post({ ...plan.value, ...request });
    if (outcome.kind !== 'decided' || outcome.transfer.refusal !== null) {
      throw new Error(`a payment was not posted: ${outcome.code ?? outcome.kind}`);
    }
    acknowledged.push(id);
  };
  return {
    acknowledged,
    begun,
    async payUntil(count) {
      const one = async () => {
        while (begun.length < count) await payOnce();
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, one));
    },
    async close() {
      await ledger.close();
      await pool.end();
    },
  };
}

/** The command as an operator runs it. @returns what it printed */
async function command(program, args, place) {
  const child = spawn(process.execPath, [path.join(COMMANDS, program), ...args], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: place, BACKUP_DIR: backupDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (printed += part));
  const code = await new Promise((resolve) => child.once('close', resolve));
  console.log(printed.trim());
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return printed;
}

async function readTransfers(place) {
  const restored = await startEmbeddedPostgres({ dataDir: place, backupDir, log: console.log });
  try {
    return await withClient(restored.url, async (client) => {
      const { rows } = await client.query({
        text: 'SELECT id FROM ledger.transfer',
        rowMode: 'array',
      });
      return new Set(rows.flat());
    });
  } finally {
    await restored.stop();
  }
}

async function timed(work) {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

/** In MB. */
async function sizeOf(place, without) {
  let bytes = 0;
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || file.startsWith(path.join(place, `${without}/`))) continue;
    bytes += (await stat(file)).size;
  }
  return Math.round(bytes / 1e6);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function hold(isSo, what) {
  console.log(`${isSo ? 'held' : 'BROKEN'}: ${what}`);
  isKept &&= isSo;
}
