// TPC-B as pgbench has it: the yardstick, because what it gives depends on the machine like our own figures do.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { withClient } from './postgres.mjs';
import { CLIENTS_TPCB } from './options.mjs';

const run = promisify(execFile);
const THREADS = 2;
const TELLERS = 10;
const ACCOUNTS = 100_000;
const INSTALLED = '/usr/lib/postgresql';

/** Fills the database by pgbench if this machine has it, else by statements of ours that do the same. */
export async function prepareTpcb(url, scale) {
  const program = findPgbench();
  if (program === undefined) {
    await withClient(url, (client) => fill(client, scale));
    return { tool: `our own script (no pgbench found), scale ${scale}`, run: ownRun(url, scale) };
  }
  await run(program, ['-i', '-q', '-s', String(scale), url]);
  const { stdout } = await run(program, ['--version']);
  return {
    tool: `${stdout.trim()}, scale ${scale}, ${CLIENTS_TPCB} clients, -j ${THREADS}, prepared`,
    run: (seconds) => runPgbench(program, url, seconds),
  };
}

async function runPgbench(program, url, seconds) {
  const load = `-n -M prepared -c ${CLIENTS_TPCB} -j ${THREADS} -T ${Math.ceil(seconds)}`;
  const { stdout } = await run(program, [...load.split(' '), url]);
  const read = (pattern) => Number(pattern.exec(stdout)?.[1]);
  return { tps: read(/^tps = ([\d.]+)/m), average_ms: read(/^latency average = ([\d.]+)/m) };
}

function findPgbench() {
  const installed = existsSync(INSTALLED)
    ? readdirSync(INSTALLED).map((version) => path.join(INSTALLED, version, 'bin/pgbench'))
    : [];
  return ['pgbench', ...installed.toSorted().toReversed()].find(
    (program) => spawnSync(program, ['--version']).status === 0,
  );
}

async function fill(client, scale) {
  await client.query(`
    CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88))
      WITH (fillfactor = 100);
    CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))
      WITH (fillfactor = 100);
    CREATE TABLE pgbench_accounts (aid int, bid int, abalance int, filler char(84))
      WITH (fillfactor = 100);
    CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,
      filler char(22));
    INSERT INTO pgbench_branches SELECT n, 0 FROM generate_series(1, ${scale}) AS n;
    INSERT INTO pgbench_tellers SELECT n, (n - 1) / ${TELLERS} + 1, 0
      FROM generate_series(1, ${scale * TELLERS}) AS n;
    INSERT INTO pgbench_accounts SELECT n, (n - 1) / ${ACCOUNTS} + 1, 0, ''
      FROM generate_series(1, ${scale * ACCOUNTS}) AS n;
    ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid);`);
  await client.query('VACUUM ANALYZE');
}

function ownRun(url, scale) {
  return async (seconds) => {
    const clients = await Promise.all(
      Array.from({ length: CLIENTS_TPCB }, async () => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        return client;
      }),
    );
    const started = performance.now();
    let done = 0;
    const loop = async (client) => {
      while (performance.now() < started + seconds * 1000) {
        await transact(client, scale);
        done += 1;
      }
      await client.end();
    };
    await Promise.all(clients.map(loop));
    const elapsed = performance.now() - started;
    return { tps: (done * 1000) / elapsed, average_ms: (elapsed * CLIENTS_TPCB) / done };
  };
}

const STATEMENTS = [
  ['UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2', ['delta', 'aid']],
  ['SELECT abalance FROM pgbench_accounts WHERE aid = $1', ['aid']],
  ['UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2', ['delta', 'tid']],
  ['UPDATE pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2', ['delta', 'bid']],
  [
    `INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
     VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)`,
    ['tid', 'bid', 'aid', 'delta'],
  ],
];

async function transact(client, scale) {
  const upTo = (limit) => 1 + Math.floor(Math.random() * limit);
  const drawn = {
    aid: upTo(scale * ACCOUNTS),
    tid: upTo(scale * TELLERS),
    bid: upTo(scale),
    delta: upTo(10_001) - 5_001,
  };
  await client.query('BEGIN');
  for (const [at, [text, names]] of STATEMENTS.entries()) {
    await client.query({ name: `tpcb ${at}`, text, values: names.map((name) => drawn[name]) });
  }
  await client.query('END');
}
