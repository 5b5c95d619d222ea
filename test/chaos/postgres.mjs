// The PostgreSQL of a run: embedded, with the settings that operators get, and able to crash and come back.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import {
  connectionUrls,
  startEmbeddedPostgres,
  withDatabase,
} from '../../dist/libs/database/src/index.js';

const run = promisify(execFile);
const DATABASE = 'chaos';
/** Few enough that a fault can use them up. */
const CONNECTIONS = 90;
const DISK_MB = 1_500;
const GONE_WITHIN_MS = 20_000;
const BACK_WITHIN_ATTEMPTS = 40;

/** @param wantsDisk whether to try for a disk of its own, which can then be filled */
export async function startCrashablePostgres({ wantsDisk, log }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'simpul-chaos-'));
  // The server may run as another user, who must get in.
  await chmod(folder, 0o755);
  const disk = wantsDisk ? await mountDisk(path.join(folder, 'disk')) : { why: 'not asked for' };
  const server = new CrashablePostgres(folder, disk, log);
  try {
    await server.start();
    await server.createDatabase();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

class CrashablePostgres {
  #embedded;
  #postmaster;
  #restarting;
  #isClosing = false;
  #port;

  constructor(folder, disk, log) {
    this.folder = folder;
    this.disk = disk;
    this.log = log;
  }

  async start() {
    this.#embedded = await startEmbeddedPostgres({
      dataDir: this.#dataDir,
      port: this.#port,
      log: () => undefined,
      settings: { max_connections: String(CONNECTIONS), shared_buffers: '128MB' },
    });
    this.#port = this.#embedded.port;
    this.#postmaster = await this.#readPostmaster();
  }

  /** Its first line is the process id. */
  async #readPostmaster() {
    const file = path.join(this.#dataDir, 'cluster', 'postmaster.pid');
    return Number((await readFile(file, 'utf8')).split('\n')[0]);
  }

  get #dataDir() {
    return path.join(this.disk.folder ?? this.folder, 'data');
  }

  get port() {
    return this.#port;
  }

  get postmaster() {
    return this.#postmaster;
  }

  /** As the owner, straight to the server. */
  get url() {
    return withDatabase(this.#embedded.url, DATABASE);
  }

  get urls() {
    return connectionUrls({ DATABASE_URL: this.url });
  }

  /** The owner's way in that leads through a link. */
  urlThrough(link) {
    const url = new URL(this.url);
    url.port = String(link.port);
    return url.href;
  }

  async createDatabase() {
    await this.query(`CREATE DATABASE ${DATABASE}`, [], 'postgres');
  }

  async query(text, values = [], database = DATABASE) {
    const client = new pg.Client({
      connectionString: withDatabase(this.#embedded.url, database),
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(text, values);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Everything stops as in a crash of the machine that keeps its disk; then it is back. */
  crash(signal = 'SIGQUIT') {
    this.#restarting ??= this.#crashAndRestart(signal).finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async #crashAndRestart(signal) {
    const pid = this.#postmaster;
    if (isRunning(pid)) process.kill(pid, signal);
    await this.#comeBack(pid);
  }

  /** Starts it anew if it gave up by itself, as with a full disk. */
  async reviveIfGone() {
    if (this.#restarting !== undefined || this.#isClosing || isRunning(this.#postmaster)) return;
    this.log('PostgreSQL gave up by itself and is started again');
    this.#restarting = this.#comeBack(this.#postmaster).finally(() => {
      this.#restarting = undefined;
    });
    await this.#restarting;
  }

  async #comeBack(pid) {
    const deadline = performance.now() + GONE_WITHIN_MS;
    while (isRunning(pid)) {
      if (performance.now() > deadline) process.kill(pid, 'SIGKILL');
      await pause(20);
    }
    await this.#embedded.stop();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.start();
        return;
      } catch (error) {
        if (attempt === BACK_WITHIN_ATTEMPTS || this.#isClosing) throw error;
        await pause(250);
      }
    }
  }

  /** Takes all room of its disk. @returns gives it back */
  async fillDisk() {
    const file = path.join(this.disk.folder, 'ballast');
    const { bavail, bsize } = await statfs(this.disk.folder);
    const handle = await open(file, 'w');
    try {
      const block = Buffer.alloc(1024 * 1024, 1);
      for (let left = bavail * bsize; left > 0; left -= block.length) await handle.write(block);
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    } finally {
      await handle.close();
    }
    return () => rm(file, { force: true });
  }

  async close() {
    this.#isClosing = true;
    await this.#restarting?.catch(() => undefined);
    await this.#embedded?.stop();
    if (this.disk.folder !== undefined) {
      await run('umount', [this.disk.folder]).catch(() => run('umount', ['-l', this.disk.folder]));
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** @returns `folder`, or `why` there is none */
async function mountDisk(folder) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { why: 'only root on Linux can mount a tmpfs' };
  }
  await mkdir(folder);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder]);
    return { folder };
  } catch (error) {
    return { why: `no tmpfs can be mounted here (${String(error.stderr ?? error).trim()})` };
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
