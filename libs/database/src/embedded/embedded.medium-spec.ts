import { chmod, mkdir, readFile, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

import { scratchFolder } from '@app/testing';
import { Client } from 'pg';

import { StartupError } from '../startup-error.js';
import { isAlive } from './process-identity.js';
import { startEmbeddedPostgres } from './start.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start.js';

const isRoot = process.getuid?.() === 0;

let folder: string;
let lines: string[];
const running: EmbeddedPostgres[] = [];

beforeEach(async () => {
  folder = await scratchFolder('simpul-embedded-');
  lines = [];
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a data directory of its own', () => {
  it('keeps what was committed over a restart, and leaves no process behind', async () => {
    const first = await start();
    expect(first.version).toMatch(/^18\./);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await postmasterPid();

    await first.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    expect(await readdir(dataDir())).not.toContain('simpul.pid');

    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('is durable, listens on this machine only and asks for the password', async () => {
    const server = await start({ settings: {} });
    const [row] = await query(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('full_page_writes') AS pages, current_setting('jit') AS jit,
              current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets`,
    );
    expect(row).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      jit: 'off',
      addresses: '127.0.0.1',
      sockets: '',
    });
    expect((await stat(path.join(dataDir(), 'owner-password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('is refused to a second Simpul, which learns who holds it', async () => {
    await start();
    await expect(start()).rejects.toThrow(
      new RegExp(`locked by process ${process.pid}: another Simpul is running`),
    );
  });

  it('starts after an interrupted first start', async () => {
    await mkdir(path.join(dataDir(), 'cluster.new', 'base'), { recursive: true });
    await writeFile(path.join(dataDir(), 'owner-password'), 'half-made\n');
    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is refused if another major version wrote it', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataDir(), 'cluster', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 17; .* pg_dump/);
  });

  it('says so if the password file is lost', async () => {
    await (await start()).stop();
    await rm(path.join(dataDir(), 'owner-password'));
    await expect(start()).rejects.toThrow(/password file .* is missing/);
  });

  it('says so if the port that was asked for is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      await expect(start({ port })).rejects.toThrow(`Port ${port} is taken`);
    } finally {
      other.close();
    }
  });
});

describe('after a hard end', () => {
  it('takes over the server of a Simpul that was killed', async () => {
    const killed = await start();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await postmasterPid();
    await forgetHolder();

    const next = await start();
    expect(await postmasterPid()).toBe(pid);
    expect(next.port).toBe(killed.port);
    expect(lines).toEqual([expect.stringMatching(`Took over PostgreSQL process ${pid}`)]);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await next.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('repairs the data of a server that was killed with its Simpul', async () => {
    const killed = await start();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(await postmasterPid(), 'SIGKILL');
    await forgetHolder();

    const next = await start();
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('does not mistake another process for the server whose number it got', async () => {
    await (await start()).stop();
    const pidFile = path.join(dataDir(), 'cluster', 'postmaster.pid');
    await writeFile(
      pidFile,
      `${process.pid}\n${dataDir()}/cluster\n0\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const next = await start();
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

(isRoot ? describe : describe.skip)('started by root in a folder that only root may enter', () => {
  it('keeps the data below /var/lib/simpul, says so, and finds it again', async () => {
    await chmod(folder, 0o700);
    const first = await start();
    const moved = /the data goes to (\/var\/lib\/simpul\/data-\w+)/.exec(lines.join('\n'))?.[1];
    try {
      expect(moved).toBeDefined();
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop();

      // Even when the folder could be entered by now: the data must not seem to be gone.
      await chmod(folder, 0o755);
      const second = await start();
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      await second.stop();
    } finally {
      if (moved !== undefined) await rm(moved, { recursive: true, force: true });
      // Only if nothing else is in it.
      await rmdir('/var/lib/simpul').catch(() => undefined);
    }
  });

  it('refuses to begin anew when existing data has become unreachable', async () => {
    await (await start()).stop();
    await chmod(folder, 0o700);
    await expect(start()).rejects.toThrow(StartupError);
    await expect(start()).rejects.toThrow(/can't enter the data folder .*chmod o\+x/);
  });
});

function dataDir(): string {
  return path.join(folder, 'data');
}

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: dataDir(),
    log: (line) => lines.push(line),
    // Only a power cut would show the difference, and each start is a second faster.
    settings: { fsync: 'off' },
    ...options,
  });
  running.push(server);
  return server;
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(path.join(dataDir(), 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

/** The lock as a killed process leaves it: with a start that no living process has. */
async function forgetHolder(): Promise<void> {
  await writeFile(path.join(dataDir(), 'simpul.pid'), `${process.pid} before the last start\n`);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}
