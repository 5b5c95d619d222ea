import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectionUrls, migrate, startEmbeddedPostgres } from '@app/database';
import { postedWorld, scratchFolder } from '@app/testing';
import { Client } from 'pg';
import { runBackup, runRestore } from './backup-command.js';

const TRANSFERS = 'SELECT count(*)::int AS value FROM ledger.transfer';

let folder: string;
let places: { DATA_DIR: string; BACKUP_DIR: string };

beforeAll(async () => {
  folder = await scratchFolder('simpul-backup-');
  places = { DATA_DIR: path.join(folder, 'data'), BACKUP_DIR: path.join(folder, 'backups') };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('backup and restore of the embedded database', () => {
  let between: Date;
  let transfers: number | undefined;
  let backup: string;

  it('makes a backup while the server runs, which nobody else may read', async () => {
    await whileRunning(async (url) => {
      await migrate(connectionUrls({ DATABASE_URL: url }));
      const { appUrl, ledgerUrl } = urlsOf(url);
      await postedWorld({ ownerUrl: url, appUrl, ledgerUrl, name: 'simpul', drop: async () => {} });
      const made = await run(runBackup);
      expect(made).toMatchObject({ code: 0, log: '' });
      expect(made.result).toMatch(/^Backup \d{8}T\d{6}Z: \d+ files, \d+ MB\./);
      await query(url, 'CREATE TABLE public.kept AS SELECT 1 AS one');
      transfers = await query(url, TRANSFERS);
      between = (await query<Date>(url, 'SELECT clock_timestamp() AS value')) ?? new Date(0);
      await query(url, 'DROP TABLE public.kept');
      const inUse = await run(runRestore);
      expect(inUse.log).toContain('another Simpul is running');
      expect(inUse.code).toBe(1);
      // What the server would do by itself within a minute.
      await query(url, 'SELECT pg_switch_wal() AS value');
    });
    backup = (await backups())[0] ?? '';
    for (const file of await readdir(path.join(places.BACKUP_DIR, backup), { recursive: true })) {
      const { mode } = await stat(path.join(places.BACKUP_DIR, backup, file));
      expect(mode & 0o077).toBe(0);
    }
    const [segment = ''] = await readdir(path.join(places.BACKUP_DIR, 'wal'));
    expect((await stat(path.join(places.BACKUP_DIR, 'wal', segment))).mode & 0o077).toBe(0);
  }, 60_000);

  it('brings it back as it was at a time, checks it, and keeps what was there aside', async () => {
    const restored = await run(runRestore, '--to', between.toISOString());
    expect(restored.result).toContain('All twelve invariants hold.');
    expect(restored.result).toContain(`Restored from backup ${backup}`);
    expect(restored.code).toBe(0);
    expect((await readdir(places.DATA_DIR)).join()).toContain('cluster.replaced-');
    await whileRunning(async (url) => {
      expect(await query(url, 'SELECT one AS value FROM public.kept')).toBe(1);
      expect(await query(url, TRANSFERS)).toBe(transfers);
    });
  }, 60_000);

  it('brings back a database that is gone, its password with it, up to the last that was saved', async () => {
    await rm(places.DATA_DIR, { recursive: true });
    expect((await run(runRestore, '--timeline', '1')).code).toBe(0);
    await whileRunning(async (url) => {
      expect(await query(url, `SELECT to_regclass('public.kept') AS value`)).toBeNull();
      expect(await query(url, TRANSFERS)).toBe(transfers);
    });
  }, 60_000);

  it('restores nothing that was not saved', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((await run(runRestore, '--to', tomorrow)).log).toContain('What was saved ends before');
    const early = await run(runRestore, '--to', '2026-01-01T00:00:00Z');
    expect(early.log).toContain(`  ${backup}, from `);
    expect((await readdir(places.DATA_DIR)).join()).not.toContain('restored');
  }, 60_000);

  it.each([
    [
      'a file that was altered',
      'cluster/PG_VERSION',
      (text: string) => text.replace('8', '7'),
      'was altered',
    ],
    [
      'a file that grew',
      'cluster/postgresql.conf',
      (text: string) => `${text}#`,
      'has another length',
    ],
    ['a file that is gone', 'cluster/backup_label', () => undefined, 'is missing'],
    [
      'another manifest',
      'manifest.json',
      (text: string) => text.replace('18', '19'),
      'its digest differs',
    ],
  ])('refuses a backup with %s', async (_what, name, harm, words) => {
    const file = path.join(places.BACKUP_DIR, backup, name);
    const text = await readFile(file, 'utf8');
    const harmed = harm(text);
    if (harmed === undefined) await rm(file);
    else await writeFile(file, harmed);
    const restored = await run(runRestore);
    await writeFile(file, text, { mode: 0o600 });
    expect(restored.log).toContain(words);
    expect(restored.code).toBe(1);
  });

  it('refuses a backup whose log was lost, and one that was never finished', async () => {
    const wal = path.join(places.BACKUP_DIR, 'wal');
    const aside = `${wal}.aside`;
    await rename(wal, aside);
    expect((await run(runRestore)).log).toMatch(/wal\/0{7}1\w+\.gz is missing/);
    await rename(aside, wal);
    const manifest = path.join(places.BACKUP_DIR, backup, 'manifest.json');
    await rename(manifest, `${manifest}.aside`);
    expect((await run(runRestore)).log).toContain('There is no complete backup');
    await rename(`${manifest}.aside`, manifest);
  });

  it('keeps the newest backups and the log that they need', async () => {
    const before = await readdir(path.join(places.BACKUP_DIR, 'wal'));
    const made = await run(runBackup);
    expect(made.code).toBe(0);
    const kept = await backups();
    expect(kept).toHaveLength(1);
    expect(kept).not.toContain(backup);
    expect(made.log).toMatch(/Removed 1 old backups and \d+ files of the log/);
    expect(await readdir(path.join(places.BACKUP_DIR, 'wal'))).not.toEqual(
      expect.arrayContaining(before),
    );
  }, 60_000);

  it('keeps the logs of two databases apart', async () => {
    const dataDir = path.join(folder, 'other');
    const starting = startEmbeddedPostgres({
      dataDir,
      backupDir: places.BACKUP_DIR,
      log: () => undefined,
      settings: { fsync: 'off' },
    });
    await expect(starting).rejects.toThrow(/are of another database than that in/);
  });

  it('says what to do where there is nothing to back up or nowhere to put it', async () => {
    const { log } = await run(runBackup, '--fast');
    expect(log).toContain('Usage: npm run backup');
    const output = { result: () => undefined, log: (line: string) => void words.push(line) };
    const words: string[] = [];
    expect(await runBackup([], { DATA_DIR: places.DATA_DIR }, output)).toBe(1);
    expect(await runBackup([], { ...places, DATABASE_URL: 'postgres://x@y/z' }, output)).toBe(1);
    expect(words).toEqual([
      expect.stringContaining('Set BACKUP_DIR'),
      expect.stringContaining('by its own means'),
    ]);
  });
});

type Command = typeof runBackup;

async function backups(): Promise<string[]> {
  return (await readdir(places.BACKUP_DIR)).filter((name) => /^\d/.test(name));
}

async function run(command: Command, ...args: string[]) {
  const printed = { result: '', log: '' };
  const environment = { ...places, BACKUP_KEEP: '1' };
  const code = await command(args, environment, {
    result: (text) => (printed.result += `${text}\n`),
    log: (line) => (printed.log += `${line}\n`),
  });
  return { code, ...printed };
}

async function whileRunning(work: (url: string) => Promise<void>): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataDir: places.DATA_DIR,
    backupDir: places.BACKUP_DIR,
    log: () => undefined,
    settings: { shared_buffers: '32MB', fsync: 'off' },
  });
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}

function urlsOf(url: string): { appUrl: string; ledgerUrl: string } {
  const { app, ledger } = connectionUrls({ DATABASE_URL: url });
  return { appUrl: app, ledgerUrl: ledger };
}

/** The one row that the statement gives, by its first column. */
async function query<T>(url: string, text: string): Promise<T | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ value: T }>(text)).rows[0]?.value;
  } finally {
    await client.end();
  }
}
