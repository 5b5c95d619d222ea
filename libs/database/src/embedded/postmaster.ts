import { spawn } from 'node:child_process';
import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Client } from 'pg';

import { StartupError } from '../startup-error.js';
import type { Binaries } from './binaries.js';
import { OWNER, serverArguments, serverEnvironment } from './cluster.js';
import type { ServerSettings } from './cluster.js';
import { identity } from './os-user.js';
import type { Place } from './places.js';
import { commandOf, startOf } from './process-identity.js';

/** A server process that answers. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const START_ATTEMPTS = 5;
/** After a crash the server repeats what its log holds, which may take minutes. */
const START_TIMEOUT_MS = 600_000;
const NEWS_EVERY_MS = 10_000;
const ADOPTION_TIMEOUT_MS = 30_000;
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * A server that an earlier Simpul, ended hard, left behind on this very cluster. It is ours if it
 * takes our password, and so it is used as it runs.
 *
 * @returns undefined if there is none
 * @throws StartupError if a server runs there that does not answer
 */
export async function findOrphan(place: Place, password: string): Promise<Postmaster | undefined> {
  const file = path.join(place.cluster, 'postmaster.pid');
  const found = await readPidFile(file);
  if (found === undefined || (await startOf(found.pid)) === undefined) return undefined;
  if (!/postgres/.test(await commandOf(found.pid))) {
    // The number belongs to somebody else by now; the server would take it for a rival and refuse
    // to start.
    await rm(file, { force: true });
    return undefined;
  }
  const deadline = Date.now() + ADOPTION_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if ((await startOf(found.pid)) === undefined) return undefined;
    const port = (await readPidFile(file))?.port ?? found.port;
    if (await serves(place.cluster, port, password)) return { pid: found.pid, port };
    await pause(100);
  }
  throw new StartupError(
    `PostgreSQL process ${found.pid} holds the data directory ${place.folder}, but does not ` +
      `answer. End it (kill -INT ${found.pid}) and start again.`,
  );
}

/**
 * Starts the server. It gets a session of its own, so that Ctrl-C in a terminal reaches Simpul
 * alone, which then finishes what it accepted before it stops the server.
 *
 * @throws StartupError with the server's own words if it does not come up
 */
export async function launch(
  place: Place,
  binaries: Binaries,
  settings: ServerSettings,
  port: number | undefined,
  log: (line: string) => void,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort());
    const pid = await spawnServer(
      place,
      binaries,
      serverArguments(place.cluster, chosen, settings),
    );
    if (await becomesReady(place, pid, log)) return { pid, port: chosen };

    const words = (await readFile(place.startLog, 'utf8').catch(() => '')).trim();
    const taken = words.includes('could not bind');
    // Processes of a killed server take a moment to notice that it is gone.
    const lingers = words.includes('pre-existing shared memory block');
    if (lingers) await pause(500);
    if ((lingers || (taken && port === undefined)) && attempt < START_ATTEMPTS) continue;
    throw new StartupError(
      taken
        ? `Port ${chosen} is taken by another program. Free it or choose another one.`
        : `PostgreSQL did not start. Its last words, from ${place.startLog}:\n` +
            words.split('\n').slice(-5).join('\n'),
    );
  }
}

/**
 * Fast shutdown: sessions end, everything is written. If that takes too long, as in a crash: the
 * log repairs it.
 */
export async function shutDown(pid: number): Promise<void> {
  const start = await startOf(pid);
  if (start === undefined) return;
  signal(pid, 'SIGINT');
  if (await isGoneWithin(pid, start, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  await isGoneWithin(pid, start, IMMEDIATE_SHUTDOWN_MS);
}

async function spawnServer(place: Place, binaries: Binaries, args: string[]): Promise<number> {
  // One log of the former run is kept: it tells why that one ended.
  await rename(place.startLog, `${place.startLog}.1`).catch(() => undefined);
  const output = await open(place.startLog, 'w', 0o600);
  try {
    const child = spawn(binaries.postgres, args, {
      cwd: '/',
      detached: true,
      env: serverEnvironment(),
      stdio: ['ignore', output.fd, output.fd],
      ...identity(place.user),
    });
    const started = new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        reject(new StartupError(`PostgreSQL can't be started (${error.message}).`));
      });
      child.once('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    return await started;
  } finally {
    await output.close();
  }
}

/** @returns false if the process ended instead */
async function becomesReady(
  place: Place,
  pid: number,
  log: (line: string) => void,
): Promise<boolean> {
  const start = await startOf(pid);
  const began = Date.now();
  let news = began + NEWS_EVERY_MS;
  while (start !== undefined && (await startOf(pid)) === start) {
    const file = await readPidFile(path.join(place.cluster, 'postmaster.pid'));
    if (file?.pid === pid && file.ready) return true;
    if (Date.now() > began + START_TIMEOUT_MS) {
      await shutDown(pid);
      throw new StartupError(
        `PostgreSQL was not ready after ${START_TIMEOUT_MS / 60_000} minutes. See ` +
          `${place.startLog}.`,
      );
    }
    if (Date.now() > news) {
      log('PostgreSQL is still getting ready (after a crash it first repeats its log).');
      news += NEWS_EVERY_MS;
    }
    await pause(10);
  }
  return false;
}

async function serves(cluster: string, port: number, password: string): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: OWNER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    // The former start may have come by another path to the same folder.
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(cluster));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Lines 1, 4 and 8 of postmaster.pid are the process, its port and its state. */
async function readPidFile(
  file: string,
): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function isGoneWithin(pid: number, start: string, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if ((await startOf(pid)) !== start) return true;
    await pause(20);
  }
  return false;
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself a moment ago.
  }
}
