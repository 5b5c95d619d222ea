import { newUuid } from '@app/core';
import {
  AS_SWITCH,
  freshDatabase,
  LEDGER_DAMAGES,
  postedWorld,
  type PostedWorld,
  type TestDatabase,
} from '@app/testing';
import { Client, Pool } from 'pg';
import { Ledger } from '../engine/ledger.js';
import { LedgerReads } from '../reads/index.js';
import { verifyLedger, type VerifyOptions, type VerifyReport } from './index.js';

let database: TestDatabase;
let world: PostedWorld;

beforeAll(async () => {
  database = await freshDatabase();
  world = await postedWorld(database);
});

afterAll(() => database.drop());

async function verify(url: string, options?: VerifyOptions): Promise<VerifyReport> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await verifyLedger(client, options);
  } finally {
    await client.end();
  }
}

/** Damages the ledger and verifies it in one transaction, which verifying ends without a trace. */
async function verifyDamaged(sql: string): Promise<VerifyReport> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ;
      SET LOCAL session_replication_role = replica;
      ${sql}`);
    return await verifyLedger(client);
  } finally {
    await client.end();
  }
}

function failuresOf(report: VerifyReport) {
  return report.invariants.filter((one) => !one.ok);
}

describe('verifyLedger', () => {
  it.each(['ownerUrl', 'appUrl', 'ledgerUrl'] as const)(
    'finds all twelve invariants true of what the engine posted, as %s',
    async (role) => {
      const report = await verify(database[role]);
      expect(failuresOf(report)).toEqual([]);
      expect(report.ok).toBe(true);
      expect(report.invariants.map((one) => one.invariant)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ]);
      for (const one of report.invariants) expect(one.checked).toBeGreaterThan(0);
    },
  );

  it('looks at one network alone, and refuses one that is not there', async () => {
    const report = await verify(database.appUrl, { network: world.network, full: false });
    expect(report.ok).toBe(true);
    await expect(verify(database.appUrl, { network: 99 })).rejects.toThrow('no network 99');
  });

  it('leaves the connection as it was, also when it fails', async () => {
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    await expect(verifyLedger(client, { network: 99 })).rejects.toThrow();
    expect((await verifyLedger(client)).ok).toBe(true);
    const { rows } = await client.query('SHOW transaction_read_only');
    expect(rows).toEqual([{ transaction_read_only: 'off' }]);
    await client.end();
  });

  it.each(LEDGER_DAMAGES)('names invariant $invariant, $rule, for $what', async (damage) => {
    const report = await verifyDamaged(damage.sql);
    expect(report.ok).toBe(false);
    const named = failuresOf(report).find((one) => one.invariant === damage.invariant);
    expect(named?.violations.map((violation) => violation.rule)).toContain(damage.rule);
  });

  it('has a damage for each of the twelve', () => {
    const damaged = new Set(LEDGER_DAMAGES.map((damage) => damage.invariant));
    expect(damaged.size).toBe(12);
  });

  it('shows at most 20 violations of a rule and counts them all', async () => {
    const sql = 'UPDATE ledger.transfer SET legs[2] = legs[2] + 1 WHERE leg_count > 0';
    const report = await verifyDamaged(sql);
    const chain = report.invariants[1];
    expect(chain?.violations).toHaveLength(20);
    expect(chain?.violationCount).toBeGreaterThan(20);
  });

  it('is true of every instant while batches are posted', async () => {
    const own = await freshDatabase();
    const busy = await postedWorld(own);
    const pool = new Pool({ connectionString: own.appUrl, max: 2, options: AS_SWITCH });
    const ledger = new Ledger({ url: own.ledgerUrl, batchSize: 8 }, new LedgerReads(pool));
    const [coop] = busy.cooperatives;
    let posting = true;
    const load = (async () => {
      while (posting) {
        await ledger.post({
          id: newUuid(),
          network: busy.network,
          principal: busy.principal,
          key: newUuid(),
          requestHash: 'ab'.repeat(16),
          type: 'internal',
          amount: 100n,
          legs: [
            {
              debit: coop?.wallets[1] ?? 0,
              credit: coop?.wallets[2] ?? 0,
              amount: 1n,
              component: 'principal',
            },
          ],
        });
      }
    })();
    for (let i = 0; i < 5; i++) expect(failuresOf(await verifyLedger(pool))).toEqual([]);
    posting = false;
    await load;
    await ledger.close();
    await pool.end();
    await own.drop();
  });
});
