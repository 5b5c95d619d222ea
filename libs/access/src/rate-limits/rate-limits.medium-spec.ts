import { freshDatabase, type TestDatabase } from '@app/testing';
import { createDataSource } from '@app/database';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { RateLimits } from './rate-limits.js';

let database: TestDatabase;
const sources: DataSource[] = [];
const pepper = randomBytes(32);

/** The limits of one process among several on this database. */
async function aProcess(): Promise<RateLimits> {
  const dataSource = createDataSource(database.appUrl, {
    entities: [],
    applicationName: 'rates spec',
    poolSize: 20,
  });
  sources.push(await dataSource.initialize());
  return new RateLimits(dataSource.manager, pepper);
}

/** So long that no window ends while a spec runs, however slow the machine. */
const rule = (name: string, most: number) => ({ name, most, seconds: 86_400 });

beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);

afterAll(async () => {
  await Promise.all(sources.map((source) => source.destroy()));
  await database.drop();
});

describe('the rate limits of several processes', () => {
  it('meet in the database: each refuses by what all have counted', async () => {
    const processes = [await aProcess(), await aProcess()];
    const [first, second] = processes.map((one) => one.limit(rule('shared', 10)));
    for (let time = 0; time < 6; time += 1) {
      expect(first?.take('a')).toBe(0);
      expect(second?.take('a')).toBe(0);
    }
    for (const one of processes) await one.flush();
    // Each hears of the others when it tells of its own: what it lets in until then is too much.
    expect(second?.take('a')).toBeGreaterThan(0);
    expect(first?.take('a')).toBe(0);
    await processes[0]?.flush();
    expect(first?.take('a')).toBeGreaterThan(0);
    expect(first?.take('b')).toBe(0);
  });

  it('are told to the database in one statement for all keys, and hold no key in clear', async () => {
    const one = await aProcess();
    const limit = one.limit(rule('batched', 99));
    for (let key = 0; key < 6_000; key += 1) limit.take(`203.0.113.${key}`);
    await one.flush();
    const rows = await sources[0]?.query<{ count: string; text: string }[]>(
      `SELECT count(*), string_agg(encode(key, 'escape'), '') AS text FROM access.rate_count
       WHERE rule = 'batched'`,
    );
    expect(rows?.[0]?.count).toBe('6000');
    expect(rows?.[0]?.text).not.toContain('203.0.113');
  });

  it('count signing in to the one, whatever is asked at once', async () => {
    const processes = [await aProcess(), await aProcess()];
    const tries = processes.flatMap((one) =>
      Array.from({ length: 30 }, () => one.takeExactly(rule('exact', 7), '203.0.113.9')),
    );
    const waits = await Promise.all(tries);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(7);
    expect(Math.min(...waits.filter((wait) => wait !== 0))).toBeGreaterThan(0);
  });

  it('keep what they could not tell until the database is back', async () => {
    const one = await aProcess();
    const other = await aProcess();
    const limit = one.limit(rule('kept', 3));
    const owned = sources.at(-2);
    for (let time = 0; time < 3; time += 1) limit.take('a');
    await owned?.destroy();
    await one.flush();
    expect(limit.take('a')).toBeGreaterThan(0);
    await owned?.initialize();
    await one.flush();
    const heard = other.limit(rule('kept', 3));
    heard.take('a');
    await other.flush();
    expect(heard.take('a')).toBeGreaterThan(0);
  });

  it('forget windows that are over', async () => {
    const one = await aProcess();
    await sources[0]?.query(
      `INSERT INTO access.rate_count VALUES ('over', $1, now() - interval '1 hour', 1)`,
      [randomBytes(16)],
    );
    await one.flush();
    const left = await sources[0]?.query<unknown[]>(
      `SELECT 1 FROM access.rate_count WHERE rule = 'over'`,
    );
    expect(left).toEqual([]);
  });
});
