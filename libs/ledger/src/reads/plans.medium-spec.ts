import { newUuid, type LegDraft } from '@app/core';
import {
  AS_SWITCH,
  freshDatabase,
  ledgerWorld,
  type TestDatabase,
  type WorldCooperative,
} from '@app/testing';
import { Client, Pool } from 'pg';
import { Ledger } from '../engine/ledger.js';
import { LedgerReads, type Queryable } from './index.js';

/**
 * Enough for several batches. Tables as small as these PostgreSQL reads from end to end by choice,
 * so that choice is taken away: a table is then still read so only where no index leads to what is
 * asked for.
 */
const TRANSFERS = 500;

let database: TestDatabase;
let coop: WorldCooperative;
let owner: Client;

beforeAll(async () => {
  database = await freshDatabase();
  const world = await ledgerWorld(database.appUrl, { cooperatives: 1, wallets: 40 });
  coop = first(world.cooperatives);
  await postTransfers(world.network);
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('VACUUM ANALYZE');
  await owner.query(
    'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off',
  );
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('empty');
  return item;
}

/** Every wallet gets money, and pays a fee out of it; the fee account is a hot one. */
async function postTransfers(network: number): Promise<void> {
  const pool = new Pool({ connectionString: database.appUrl, max: 1, options: AS_SWITCH });
  const ledger = new Ledger({ url: database.ledgerUrl, batchSize: 50 }, new LedgerReads(pool));
  const legsOf = (wallet: number): LegDraft<number>[] => [
    { debit: coop.openingBalance, credit: wallet, amount: 1_000n, component: 'opening' },
    { debit: wallet, credit: coop.feeIncome, amount: 10n, component: 'member_fee' },
  ];
  await Promise.all(
    Array.from({ length: TRANSFERS }, (_, i) =>
      ledger.post({
        id: newUuid(),
        network,
        principal: newUuid(),
        key: newUuid(),
        requestHash: 'ab'.repeat(16),
        type: 'internal',
        amount: 1_000n,
        legs: legsOf(coop.wallets[i % coop.wallets.length] ?? 0),
      }),
    ),
  );
  await ledger.close();
  await pool.end();
}

/** Explains each query before it answers it. */
function explained(): { reads: LedgerReads; plans: string[] } {
  const plans: string[] = [];
  const sql: Queryable = {
    query: async (query, parameters) => {
      const { text, values } =
        typeof query === 'string' ? { text: query, values: parameters } : query;
      const plan = await owner.query<Record<string, string>>(`EXPLAIN ${text}`, values);
      plans.push(plan.rows.map((row) => row['QUERY PLAN']).join('\n'));
      return owner.query(text, values);
    },
  };
  return { reads: new LedgerReads(sql), plans };
}

const MIDDLE = { batch: 1_000_000_000_005n, position: 50 };
const ACCOUNTS: [string, () => number][] = [
  ['a wallet', () => first(coop.wallets)],
  ['an account of everybody', () => coop.openingBalance],
  ['a hot account', () => coop.feeIncome],
];

describe('reads of a grown ledger', () => {
  describe.each(ACCOUNTS)('of %s', (_, account) => {
    it.each<[string, (reads: LedgerReads) => Promise<unknown>]>([
      ['its newest entries', (reads) => reads.entries(account(), { limit: 100 })],
      ['entries before', (reads) => reads.entries(account(), { limit: 100, before: MIDDLE })],
      ['entries after', (reads) => reads.entries(account(), { limit: 100, after: MIDDLE })],
      [
        'entries of a time',
        (reads) => reads.entries(account(), { limit: 20, from: new Date(0), to: new Date() }),
      ],
      [
        'the number of its entries',
        (reads) => reads.entryCount(account(), new Date(0), new Date(), 20_001),
      ],
      ['a past balance', (reads) => reads.balanceAt(account(), new Date())],
      ['its transfers', (reads) => reads.transfersOf(account(), { limit: 20 })],
    ])('find %s by index', async (_name, read) => {
      const { reads, plans } = explained();
      await read(reads);
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans) {
        expect(plan).not.toContain('Seq Scan');
      }
    });
  });

  it('find whose key or reference a text is by index', async () => {
    const { reads, plans } = explained();
    await reads.transfersClaiming('NOTA-1', 20);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan');
  });
});
