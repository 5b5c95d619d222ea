// The service as an operator starts it (`npm start`), on a free port and a database that is there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const SERVICE = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');
export const ISSUER = 'http://localhost:3000';
export const NAIVE_SERVICE = path.join(import.meta.dirname, 'naive-server.mjs');
export const UNMETERED_SERVICE = path.join(import.meta.dirname, 'unmetered-server.mjs');
export const UNGUARDED_SERVICE = path.join(import.meta.dirname, 'unguarded-server.mjs');

const START_SECONDS = 60;
/** As in `npm start`. */
const START_OPTIONS = ['--max-semi-space-size=32', '--enable-source-maps'];

/**
 * Starts it and waits until it says that it is ready.
 *
 * @param options `program`; `databaseUrl`; `keys`: what signs tokens and guards PINs; `folder` for its files;
 *   `nodeArguments`; `environment`: further variables
 * @returns `readyMs`: from the start of the process to the first 200 of /readyz
 */
export async function startService(options) {
  const { program, databaseUrl, keys, folder, nodeArguments = [] } = options;
  const { DATABASE_URL: _url, MIGRATION_DATABASE_URL: _migration, ...environment } = process.env;
  const output = openSync(path.join(folder, 'service.log'), 'a');
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, ...START_OPTIONS, program], {
    env: {
      ...environment,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      PORT: '0',
      // The issuer of the tokens that the load brings along.
      PUBLIC_URL: ISSUER,
      // Counted as in production, and never reached: all load comes from one address.
      RATE_LIMIT_ADDRESS: '100000000',
      RATE_LIMIT_PRINCIPAL: '100000000',
      RATE_LIMIT_PROGRAM: '100000000',
      JWT_PRIVATE_KEY: keys.privateKey,
      PIN_PEPPER: keys.pepper,
      PERSONAL_DATA_KEY: keys.personalData,
      ...options.environment,
    },
    stdio: ['ignore', output, 'pipe'],
  });
  // Whatever ends this process, the service goes with it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  try {
    const url = await addressOf(child);
    await becomesReady(url);
    const readyMs = performance.now() - started;
    return { url, pid: child.pid, readyMs, stop: () => stop(child) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function addressOf(child) {
  let text = '';
  child.stderr.setEncoding('utf8');
  const found = new Promise((resolve, reject) => {
    child.stderr.on('data', (part) => {
      text += part;
      const url = /answers at (http:\/\/[\d.]+:\d+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the service exited with ${code}: ${text}`)));
  });
  return Promise.race([found, tooLate('started')]);
}

async function tooLate(what) {
  await pause(START_SECONDS * 1000, undefined, { ref: false });
  throw new Error(`the service has not ${what} within ${START_SECONDS} s`);
}

async function becomesReady(url) {
  const deadline = performance.now() + START_SECONDS * 1000;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/readyz`);
    await answer.arrayBuffer();
    if (answer.status === 200) return;
    await pause(5);
  }
  throw new Error(`the service was not ready within ${START_SECONDS} s`);
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
