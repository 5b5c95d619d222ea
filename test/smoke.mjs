// Starts the built application as an operator would, on a free port and an embedded PostgreSQL in
// an empty folder, and asks it a few things. The specs run the same sources compiled to CommonJS;
// this is what runs in production.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const START_SECONDS = 60;
const STOP_SECONDS = 30;

const main = path.join(import.meta.dirname, '../dist/apps/api/src/main.js');
const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-smoke-'));
// Started by root, PostgreSQL runs as another user, who must get through to its data.
await chmod(folder, 0o755);
const dataDir = path.join(folder, 'data');
const { DATABASE_URL: _url, MIGRATION_DATABASE_URL: _migration, ...environment } = process.env;
const child = spawn(process.execPath, ['--enable-source-maps', main], {
  env: { ...environment, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
  stdio: ['ignore', 'inherit', 'pipe'],
});
const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));

function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} took more than ${seconds} s`)),
      seconds * 1000,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The address that the application says it answers at. */
function address() {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (part) => {
      process.stderr.write(part);
      text += part;
      const url = /answers at (http:\/\/\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    void exited.then((code) => reject(new Error(`it exited with ${code} instead of starting`)));
  });
}

async function expectReply(url, status, check) {
  const reply = await fetch(url, { redirect: 'manual' });
  const text = await reply.text();
  if (reply.status !== status || !check(text)) {
    throw new Error(`${url} answered ${reply.status}: ${text.slice(0, 300)}`);
  }
  console.log(`${status} ${url}`);
}

try {
  const url = await within(START_SECONDS, 'starting', address());
  await expectReply(`${url}/readyz`, 200, (text) => JSON.parse(text).ready === true);
  await expectReply(`${url}/`, 200, (text) => JSON.parse(text).name === 'Simpul');
  await expectReply(`${url}/openapi.json`, 200, (text) => JSON.parse(text).openapi === '3.1.0');
  await expectReply(`${url}/docs`, 200, (text) => text.includes('swagger-ui'));
  await expectReply(`${url}/docs/swagger-ui-bundle.js`, 200, (text) => text.length > 100_000);
  await expectReply(`${url}/docs/errors`, 200, (text) => text.includes('insufficient_funds'));
  await expectReply(`${url}/metrics`, 200, (text) => text.includes('simpul_nodejs_eventloop_lag'));
  await expectReply(`${url}/v1/nowhere`, 404, (text) => JSON.parse(text).code === 'not_found');
  child.kill('SIGTERM');
  const code = await within(STOP_SECONDS, 'stopping', exited);
  if (code !== 0) throw new Error(`it exited with ${code} after SIGTERM`);
  console.log('stopped with 0');
} catch (error) {
  console.error(`smoke: ${error.message}`);
  process.exitCode = 1;
} finally {
  child.kill('SIGKILL');
  await exited;
  await rm(folder, { recursive: true, force: true });
}
