import { newUuid } from '@app/core';
import { createDataSource } from '@app/database';
import { freshDatabase, ledgerWorld, valueOf, type TestDatabase } from '@app/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';

import type { DemandPayment } from './demand.js';
import { DemandStore } from './demand.store.js';

const NETWORK = 1;
const ASKED = 1_000_00n;

let database: TestDatabase;
let dataSource: DataSource;
let demands: DemandStore;

beforeAll(async () => {
  database = await freshDatabase();
  await ledgerWorld(database.appUrl, { cooperatives: 1, wallets: 1, network: NETWORK });
  dataSource = createDataSource(database.appUrl, { entities: [], applicationName: 'spec' });
  await dataSource.initialize();
  demands = new DemandStore(dataSource);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function aDemand(): Promise<string> {
  const wanted = {
    network: NETWORK,
    kind: 'invoice',
    createdBy: newUuid(),
    key: newUuid(),
    requestHash: '0'.repeat(32),
    amount: ASKED,
    partialAllowed: true,
  } as const;
  const uid = await demands.transact((tx) => demands.insert(tx, wanted));
  if (uid === undefined) throw new Error('a new key makes a demand');
  return uid;
}

const stateOf = (uid: string) => demands.transact((tx) => demands.lock(tx, uid));

const wishOf = (amount?: bigint) => ({
  principal: newUuid(),
  key: newUuid(),
  requestHash: '0'.repeat(32),
  amount,
});

/** One payer: what they want to pay, and what the ledger will say. */
const payer = fc.record({
  amount: fc.bigInt({ min: 1n, max: 600_00n }),
  posted: fc.boolean(),
  told: fc.integer({ min: 1, max: 3 }),
});

describe('what is paid of a demand', () => {
  it('is never more than what was asked, whoever pays at once and however often it is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(payer, { minLength: 1, maxLength: 12 }), async (payers) => {
        const uid = await aDemand();
        let posted = 0n;
        await Promise.all(
          payers.map(async (one) => {
            const reserved = await demands.reserve(uid, wishOf(one.amount));
            if (!reserved.ok) return;
            if (one.posted) posted += reserved.value.amount;
            const end = one.posted
              ? ({ posted: true } as const)
              : ({ posted: false, code: 'insufficient_funds' } as const);
            await Promise.all(
              Array.from({ length: one.told }, () => demands.settle(reserved.value, end)),
            );
          }),
        );
        expect(posted).toBeLessThanOrEqual(ASKED);
        expect(await stateOf(uid)).toMatchObject({
          paid: posted,
          reserved: 0n,
          state: posted === ASKED ? 'paid' : 'requested',
        });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('waits for what is not decided, and finds the same payment under the same key', async () => {
    const uid = await aDemand();
    const wish = wishOf(700_00n);
    const first: DemandPayment = valueOf(await demands.reserve(uid, wish));
    expect(valueOf(await demands.reserve(uid, wish))).toEqual(first);
    const other = { ...wish, requestHash: '1'.repeat(32) };
    expect(await demands.reserve(uid, other)).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await demands.reserve(uid, wishOf())).toMatchObject({ code: 'payment_in_progress' });
    await demands.settle(first, { posted: true });
    const rest = valueOf(await demands.reserve(uid, wishOf()));
    expect(rest.amount).toBe(300_00n);
    await demands.settle(rest, { posted: true });
    expect(await stateOf(uid)).toMatchObject({ state: 'paid', paid: ASKED });
    expect(valueOf(await demands.reserve(uid, wish))).toEqual({ ...first, state: 'posted' });
  });

  it('can’t be changed by the application beyond its columns', async () => {
    await aDemand();
    await expect(dataSource.query('DELETE FROM payments.demand')).rejects.toThrow(/denied/);
    await expect(dataSource.query('UPDATE payments.demand SET amount = 1')).rejects.toThrow(
      /denied/,
    );
    await expect(dataSource.query('UPDATE payments.invoice SET number = 1')).rejects.toThrow(
      /denied/,
    );
  });
});
