import { ACCOUNT_KINDS, LEG_COMPONENTS, TRANSFER_TYPES } from '@app/core';
import {
  freshDatabase,
  ledgerWorld,
  opening,
  type LedgerWorld,
  type TestDatabase,
} from '@app/testing';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { Ledger } from './ledger.js';

let database: TestDatabase;
let world: LedgerWorld;
const clients = new Map<'owner' | 'ledger' | 'app', pg.Client>();

beforeAll(async () => {
  database = await freshDatabase();
  for (const [role, url] of [
    ['owner', database.ownerUrl],
    ['ledger', database.ledgerUrl],
    ['app', database.appUrl],
  ] as const) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SET simpul.tenant = 'switch'");
    clients.set(role, client);
  }
  world = await ledgerWorld(database.appUrl, { cooperatives: 2, wallets: 2 });
  const pool = new pg.Pool({ connectionString: database.ledgerUrl, max: 1 });
  const ledger = new Ledger({ url: database.ledgerUrl }, new LedgerReads(pool));
  const outcome = await ledger.post(opening(world, coop(0), wallet(0), 1_000n));
  expect(outcome.kind).toBe('decided');
  await ledger.close();
  await pool.end();
});

afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await database.drop();
});

function coop(index: number) {
  const found = world.cooperatives[index];
  if (found === undefined) throw new Error('no such cooperative');
  return found;
}

function wallet(cooperative: number, index = 0): number {
  const found = coop(cooperative).wallets[index];
  if (found === undefined) throw new Error('no such wallet');
  return found;
}

async function attempt(role: 'owner' | 'ledger' | 'app', sql: string): Promise<string> {
  const client = clients.get(role);
  if (client === undefined) throw new Error('not connected');
  await client.query('BEGIN');
  try {
    await client.query(sql);
    return 'done';
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
  } finally {
    await client.query('ROLLBACK');
  }
}

const APPEND_ONLY = ['transfer', 'batch', 'claim', 'change', 'balance_point', 'state_change'];
const PERMISSION_DENIED = '42501';
const CHECK_VIOLATION = '23514';
const FOREIGN_KEY_VIOLATION = '23503';

describe('the database defends itself', () => {
  it.each(APPEND_ONLY)(
    'lets nobody change, delete or empty ledger.%s, its owner included',
    async (table) => {
      const key = { transfer: 'amount', claim: 'value', state_change: 'machine' }[table];
      const change = `UPDATE ledger.${table} SET ${key ?? 'batch'} = ${key ?? 'batch'}`;
      const update = table === 'batch' ? 'UPDATE ledger.batch SET cycle = cycle' : change;
      for (const sql of [
        update,
        `DELETE FROM ledger.${table}`,
        `TRUNCATE ledger.${table} CASCADE`,
      ]) {
        expect(await attempt('owner', sql)).toBe('SM004');
        expect(await attempt('ledger', sql)).toBe(PERMISSION_DENIED);
        expect(await attempt('app', sql)).toBe(PERMISSION_DENIED);
      }
    },
  );

  it('lets the application write no money at all', async () => {
    for (const sql of [
      `UPDATE ledger.account SET posted = posted + 1, version = version + 1`,
      `INSERT INTO ledger.claim VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '')`,
      `UPDATE ledger.head SET number = number + 1`,
      `DELETE FROM ledger.account`,
    ]) {
      expect(await attempt('app', sql)).toBe(PERMISSION_DENIED);
    }
  });

  it('refuses to make money out of nothing', async () => {
    const sql = `UPDATE ledger.account SET posted = posted + 1, version = version + 1 WHERE id = ${wallet(0)}`;
    expect(await attempt('ledger', sql)).toBe('SM005');
  });

  it('refuses to move money from one book to another without legs in both', async () => {
    const sql = `UPDATE ledger.account SET version = version + 1,
      posted = posted + CASE WHEN id = ${wallet(0)} THEN -100 ELSE 100 END
      WHERE id IN (${wallet(0)}, ${wallet(1)})`;
    expect(await attempt('ledger', sql)).toBe('SM005');
  });

  it('refuses a balance below zero, also when the books would balance', async () => {
    const sql = `UPDATE ledger.account SET version = version + 1,
      posted = posted + CASE WHEN id = ${wallet(0, 1)} THEN -100 ELSE 100 END
      WHERE id IN (${wallet(0, 0)}, ${wallet(0, 1)})`;
    expect(await attempt('ledger', sql)).toBe(CHECK_VIOLATION);
  });

  it('refuses a change of an account that does not raise its version', async () => {
    const sql = `UPDATE ledger.account SET status = 2 WHERE id = ${wallet(0)}`;
    expect(await attempt('ledger', sql)).toBe('SM008');
  });

  describe('of a batch and its legs', () => {
    const BATCH = 1_000_000_000_099n;
    const leg = (amount: bigint, balance: bigint, book: number) =>
      `ARRAY[${amount}, -2000, ${balance}, ${coop(0).openingBalance}::bigint << 32 | ${wallet(0)},
        ${book}::bigint << 16 | 2007]::bigint[]`;
    const transfer = (legs: string) => `
      INSERT INTO ledger.transfer (id, principal, batch, amount, item, type, first_leg, leg_count, legs)
      VALUES (gen_random_uuid(), gen_random_uuid(), ${BATCH}, 1000, 0, 20, 0,
        cardinality(${legs}) / 5, ${legs});`;
    const balances = (items: string) => `
      UPDATE ledger.account SET version = ${BATCH}, first_item = ${items}, last_item = ${items},
        posted = posted + CASE WHEN id = ${wallet(0)} THEN 1000 ELSE -1000 END
      WHERE id IN (${wallet(0)}, ${coop(0).openingBalance});`;
    const batch = (legs: number) => `
      INSERT INTO ledger.batch VALUES (${BATCH}, now(), 1, 1, 1, ${legs}, sha256(''));`;
    const good = (book = coop(0).book) => transfer(leg(1_000n, 2_000n, book));

    it('takes a batch whose legs say what its balances say, and writes its balance points', async () => {
      expect(await attempt('ledger', good() + balances('0') + batch(1))).toBe('done');
      const points = `DO $$ BEGIN ASSERT (SELECT count(*) FROM ledger.balance_point
        WHERE batch = ${BATCH} AND first_item = 0) = 2; END $$;`;
      expect(await attempt('ledger', good() + balances('0') + points)).toBe('done');
    });

    it('refuses legs that contradict a balance, its book, or what a leg is', async () => {
      for (const wrong of [
        transfer(leg(1_000n, 2_001n, coop(0).book)),
        good(coop(1).book),
        transfer(leg(0n, 2_000n, coop(0).book)),
      ]) {
        expect(await attempt('ledger', wrong + balances('0'))).toBe('SM007');
      }
    });

    it('refuses a balance that moves without legs, and legs that move no balance', async () => {
      expect(await attempt('ledger', balances('0'))).toBe('SM007');
      expect(await attempt('ledger', good() + balances('NULL'))).toBe('SM007');
      expect(await attempt('ledger', good() + batch(1))).toBe('SM007');
    });

    it('refuses a batch that counts wrong, and another transfer of one that is written', async () => {
      expect(await attempt('ledger', good() + balances('0') + batch(2))).toBe('SM009');
      const late = good() + balances('0') + batch(1) + transfer(`'{}'::bigint[]`);
      expect(await attempt('ledger', late.replace(/, 0, 20, 0,(?=[^;]*'{}')/, ', 1, 20, 1,'))).toBe(
        'SM009',
      );
    });

    it('lets nobody write balance points or half a leg', async () => {
      const point = `INSERT INTO ledger.balance_point VALUES (1, 77, ${coop(0).clearing}, 0, 0)`;
      expect(await attempt('ledger', point)).toBe(PERMISSION_DENIED);
      const half = transfer(leg(1_000n, 2_000n, coop(0).book)).replace('/ 5', '/ 5 + 1');
      expect(await attempt('ledger', half)).toBe(CHECK_VIOLATION);
    });
  });

  it('names no account that there is not, and needs no foreign key for it', async () => {
    const keys = await clients.get('owner')?.query(
      `SELECT conrelid::regclass FROM pg_constraint
       WHERE contype = 'f' AND confrelid = 'ledger.account'::regclass`,
    );
    expect(keys?.rows).toEqual([]);
    for (const sql of [
      'INSERT INTO participants.till (account) VALUES (999999)',
      'INSERT INTO participants.cooperative (clearing, bank) VALUES (NULL, 999999)',
    ]) {
      expect(await attempt('owner', sql)).toBe(FOREIGN_KEY_VIOLATION);
    }
    expect(await attempt('owner', 'UPDATE ledger.account SET id = id')).toBe('SM004');
  });

  it('refuses to close an account that holds something', async () => {
    const sql = `UPDATE ledger.account SET status = 3, version = version + 1 WHERE id = ${wallet(0)}`;
    expect(await attempt('ledger', sql)).toBe(CHECK_VIOLATION);
  });

  it('refuses steps that a state machine does not have, and clocks that a live network has', async () => {
    expect(await attempt('owner', `UPDATE ledger.cycle SET state = 'SETTLED'`)).toBe('SM003');
    expect(
      await attempt('owner', `UPDATE ledger.network SET live = true, clock_offset = '1 day'`),
    ).toBe(CHECK_VIOLATION);
  });

  it('opens accounts empty and in the right kind of book only', async () => {
    const inSwitch = `SELECT ledger.open_account(${world.switchBook}, 'member_wallet', gen_random_uuid(), NULL, NULL)`;
    expect(await attempt('app', inSwitch)).toBe('SM001');
    const rich = `INSERT INTO ledger.account (id, uid, book, kind, posted)
      VALUES (900001, gen_random_uuid(), ${coop(0).book}, 5, 100)`;
    expect(await attempt('owner', rich)).toBe('SM006');
  });

  it('knows the kinds, types and components that the code knows', async () => {
    const client = clients.get('owner');
    const rows = async (sql: string) => (await client?.query<Record<string, unknown>>(sql))?.rows;
    expect(
      await rows(`SELECT name, code, book_kind AS book, normal_side AS "normalSide", bound, hot
        FROM ledger.account_kind ORDER BY code`),
    ).toEqual(Object.entries(ACCOUNT_KINDS).map(([name, rule]) => ({ name, ...rule })));
    expect(await rows('SELECT name, code FROM ledger.transfer_type ORDER BY code')).toEqual(
      Object.entries(TRANSFER_TYPES).map(([name, code]) => ({ name, code })),
    );
    expect(await rows('SELECT name, code FROM ledger.leg_component ORDER BY code')).toEqual(
      Object.entries(LEG_COMPONENTS).map(([name, code]) => ({ name, code })),
    );
  });
});
