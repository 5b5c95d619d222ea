import {
  freshDatabase,
  ledgerWorld,
  opening,
  severingProxy,
  type LedgerWorld,
  type SeveringProxy,
  type TestDatabase,
} from '@app/testing';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { Ledger } from './ledger.js';

let database: TestDatabase;
let proxy: SeveringProxy;
let pool: pg.Pool;
let reads: LedgerReads;
let ledger: Ledger;
let world: LedgerWorld;

beforeAll(async () => {
  database = await freshDatabase();
  proxy = await severingProxy(database.ledgerUrl);
  pool = new pg.Pool({ connectionString: database.ledgerUrl, max: 2 });
  reads = new LedgerReads(pool);
  ledger = new Ledger({ url: proxy.url }, reads);
  world = await ledgerWorld(database.appUrl, { cooperatives: 1, wallets: 2 });
});

afterAll(async () => {
  await ledger.close();
  await proxy.close();
  await pool.end();
  await database.drop();
});

function deposit(amount: bigint) {
  const coop = world.cooperatives[0];
  const wallet = coop?.wallets[0];
  if (coop === undefined || wallet === undefined) throw new Error('an empty world');
  return { request: opening(world, coop, wallet, amount), wallet };
}

async function postedOf(wallet: number): Promise<bigint | undefined> {
  return (await reads.balance(wallet))?.posted;
}

describe('a COMMIT whose answer is lost', () => {
  it('H21 is settled by submitting the same ids again: one effect, an ordinary answer', async () => {
    const { request, wallet } = deposit(1_000n);
    proxy.sever('COMMIT');
    const outcome = await ledger.post(request);
    expect(outcome).toMatchObject({
      kind: 'decided',
      replayed: false,
      transfer: { id: request.id, refusal: null },
    });
    expect(await postedOf(wallet)).toBe(1_000n);
  });

  it('H21 settles every batch that was on its way, each request once', async () => {
    const deposits = Array.from({ length: 120 }, () => deposit(7n));
    const wallet = deposits[0]?.wallet ?? 0;
    const before = (await postedOf(wallet)) ?? 0n;
    const outcomes = deposits.map(({ request }) => ledger.post(request));
    // The first batch is answered, so that others are on their way by now.
    await outcomes[0];
    proxy.sever('COMMIT');
    for (const outcome of await Promise.all(outcomes)) {
      expect(outcome).toMatchObject({ kind: 'decided', replayed: false });
    }
    expect(await postedOf(wallet)).toBe(before + 120n * 7n);
  });

  it('H21 is answered outcome_unknown while the database stays away; the retry settles it', async () => {
    const { request, wallet } = deposit(500n);
    const before = (await postedOf(wallet)) ?? 0n;
    proxy.sever('COMMIT', true);
    expect(await ledger.post(request)).toEqual({ kind: 'unavailable', code: 'outcome_unknown' });
    proxy.open();
    expect(await ledger.post(request)).toMatchObject({
      kind: 'decided',
      transfer: { id: request.id, refusal: null },
    });
    expect(await postedOf(wallet)).toBe(before + 500n);
  });

  it('answers database_unavailable, and moves nothing, when the database was never reached', async () => {
    const { request, wallet } = deposit(300n);
    const before = await postedOf(wallet);
    proxy.block();
    expect(await ledger.post(request)).toEqual({
      kind: 'unavailable',
      code: 'database_unavailable',
    });
    proxy.open();
    expect(await reads.transfer(request.id)).toBeUndefined();
    expect(await postedOf(wallet)).toBe(before);
  });

  it('is tried again by itself when the connection breaks before COMMIT', async () => {
    const { request, wallet } = deposit(200n);
    const before = (await postedOf(wallet)) ?? 0n;
    proxy.sever('BEGIN');
    expect(await ledger.post(request)).toMatchObject({ kind: 'decided', replayed: false });
    expect(await postedOf(wallet)).toBe(before + 200n);
  });
});
