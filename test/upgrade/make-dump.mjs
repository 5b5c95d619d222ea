// Makes the database of the first release that test/upgrade.e2e-spec.ts upgrades. Not run by any test: what it made is
// committed beside it. To make it again, with PostgreSQL 15's programs in PATH and a superuser's way into a server of that
// version:
//
//   git archive ff64bda | tar x -C /tmp/first && cd /tmp/first && npm ci --ignore-scripts && npm run build
//   node test/upgrade/make-dump.mjs --release /tmp/first --server postgres://postgres:…@127.0.0.1:5432/postgres
//
// It starts that release on a database of its own, lets invented people act over its API, and writes what the release answered
// (first-release.json.gz) and what it left behind (first-release.sql.gz).
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { Office } from './first-day.mjs';

const run = promisify(execFile);
const DATABASE = 'first_release';
const OWNER = 'first_owner';
/** Known to everybody, and good for nothing but this dump. */
const PEPPER = 'pepper-of-the-dump-of-the-first-release';

const { values } = parseArgs({
  options: { release: { type: 'string' }, server: { type: 'string' } },
});
if (values.release === undefined || values.server === undefined) {
  throw new Error('--release FOLDER and --server URL are needed');
}
const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-dump-'));
try {
  const url = await makeDatabase(values.server);
  const environment = {
    ...process.env,
    DATABASE_URL: url,
    DATA_DIR: folder,
    PORT: '0',
    PIN_PEPPER: PEPPER,
  };
  const api = path.join(values.release, 'dist/apps/api/src');
  const operators = [
    '--operator',
    'Dewi Lestari:dewi.operator',
    '--operator',
    'Arif Hidayat:arif.operator',
  ];
  const { stdout } = await run(process.execPath, [path.join(api, 'setup.js'), ...operators], {
    env: environment,
  });
  const codes = [...stdout.matchAll(/^\s*(\S+)\s+(\d{8})$/gm)].map(([, username, code]) => ({
    username,
    code,
  }));
  const server = await startRelease(path.join(api, 'main.js'), environment);
  try {
    const told = await new Office(server.url).playDay(codes);
    await write('first-release.json.gz', JSON.stringify({ pepper: PEPPER, ...told }));
  } finally {
    await server.stop();
  }
  const dumped = await run('pg_dump', ['--inserts', '--no-owner', `--dbname=${url}`], {
    maxBuffer: 1e8,
  });
  // What only psql understands is left out.
  await write('first-release.sql.gz', dumped.stdout.replaceAll(/^\\.*\n/gm, ''));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function write(name, text) {
  await writeFile(path.join(import.meta.dirname, name), gzipSync(text, { level: 9 }));
}

/** @returns the owner's way into an empty database */
async function makeDatabase(server) {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [OWNER]);
  if (rowCount === 0) await admin.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD 'first'`);
  await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  await admin.end();
  const url = new URL(server);
  [url.username, url.password, url.pathname] = [OWNER, 'first', `/${DATABASE}`];
  return url.href;
}

async function startRelease(program, environment) {
  const child = spawn(process.execPath, [program], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let words = '';
  child.stderr.setEncoding('utf8');
  for await (const part of child.stderr.iterator({ destroyOnReturn: false })) {
    words += part;
    const url = /answers at (http:\S+)/.exec(words)?.[1];
    if (url !== undefined) {
      child.stderr.resume();
      return { url, stop };
    }
  }
  throw new Error(`the release did not start: ${words}`);
}
