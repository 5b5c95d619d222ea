import { newUuid } from '@app/core';
import {
  AS_SWITCH,
  freshDatabase,
  postedWorld,
  type PostedWorld,
  type TestDatabase,
} from '@app/testing';
import { Pool } from 'pg';
import type { TransferRecord } from '../engine/outcome.js';
import { LedgerReads, type Entry, type EntryCursor, type TransferCursor } from './index.js';

let database: TestDatabase;
let world: PostedWorld;
let pool: Pool;
let reads: LedgerReads;

beforeAll(async () => {
  database = await freshDatabase();
  world = await postedWorld(database);
  pool = new Pool({ connectionString: database.appUrl, max: 4, options: AS_SWITCH });
  reads = new LedgerReads(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** The accounts that moved most: wallets on either side, and hot accounts of three books. */
function busyAccounts(): number[] {
  const [home, host] = world.cooperatives;
  if (home === undefined || host === undefined) throw new Error('no cooperatives');
  return [
    ...home.wallets,
    ...host.wallets,
    host.till,
    home.liquidity,
    home.clearing,
    host.clearing,
    host.feeIncome,
    home.position,
    world.switchFeeIncome,
  ];
}

/** An account's entries as the transfers' own records tell them, oldest first. */
function expectedEntries(account: number) {
  return world.transfers.flatMap((transfer) =>
    transfer.legs
      .filter((leg) => leg.debit === account || leg.credit === account)
      .map((leg) => ({
        transfer: transfer.id,
        item: transfer.item,
        type: transfer.type,
        component: leg.component,
        direction: leg.debit === account ? 'debit' : 'credit',
        amount: leg.amount,
        balance: leg.debit === account ? leg.debitBalance : leg.creditBalance,
        postedAt: transfer.postedAt,
        batch: transfer.batch,
        position: leg.position,
        counterpart: leg.debit === account ? leg.credit : leg.debit,
        reference: transfer.reference,
        description: transfer.description,
      })),
  );
}

describe('entries', () => {
  it.each([1, 2, 3, 7, 100])(
    'page by %i back and forth without loss or repetition',
    async (limit) => {
      for (const account of busyAccounts()) {
        const expected = expectedEntries(account);
        const back: Entry[] = [];
        let before: EntryCursor | undefined;
        for (;;) {
          const page = await reads.entries(account, { limit, before });
          back.push(...page.entries);
          before = page.entries.at(-1);
          if (!page.hasMore) break;
          expect(page.entries).toHaveLength(limit);
        }
        expect(back.reverse()).toEqual(expected);

        const forth: Entry[] = [];
        let after: EntryCursor | undefined = { batch: 0n, position: -1 };
        for (;;) {
          const page = await reads.entries(account, { limit, after });
          forth.push(...page.entries.toReversed());
          after = page.entries[0];
          if (!page.hasMore) break;
        }
        expect(forth).toEqual(expected);
      }
    },
  );

  it('stay between two times, of which the later is excluded', async () => {
    for (const account of busyAccounts()) {
      const expected = expectedEntries(account);
      const from = new Date(world.transfers.at(5)?.postedAt ?? 0);
      const to = new Date(world.transfers.at(-4)?.postedAt ?? 0);
      const within = expected.filter(
        (entry) =>
          entry.postedAt >= `${from.toISOString().slice(0, -1)}000Z` &&
          entry.postedAt < `${to.toISOString().slice(0, -1)}000Z`,
      );
      const { entries, hasMore } = await reads.entries(account, { limit: 100, from, to });
      expect(entries.toReversed()).toEqual(within);
      expect(hasMore).toBe(false);
      expect(await reads.entryCount(account, from, to, 1_000)).toBe(within.length);
      expect(await reads.entryCount(account, from, to, 2)).toBe(Math.min(2, within.length));
      // A statement's figures agree: what it opens with, what it shows, what it closes with.
      const opening = await reads.balanceBefore(account, from);
      const shown = within.reduce(
        (sum, entry) => sum + (entry.direction === 'debit' ? -entry.amount : entry.amount),
        0n,
      );
      expect(opening + shown).toBe(await reads.balanceBefore(account, to));
    }
  });

  it('are none before the first, after the last, and of an account that is not there', async () => {
    const account = busyAccounts()[0] ?? 0;
    const nothing = { entries: [], hasMore: false };
    const future = new Date(Date.now() + 86_400_000);
    expect(await reads.entries(account, { limit: 10, from: future })).toEqual(nothing);
    expect(await reads.entries(account, { limit: 10, to: new Date(0) })).toEqual(nothing);
    expect(await reads.entries(999_999, { limit: 10 })).toEqual(nothing);
    expect(await reads.entries(-999_999, { limit: 10 })).toEqual(nothing);
  });

  it.each([0, 101, 1.5, NaN])('refuse a page of %d', async (limit) => {
    await expect(reads.entries(1, { limit })).rejects.toThrow('a page of');
  });
});

describe('balances', () => {
  it('of the past are those after the last leg until then', async () => {
    for (const account of busyAccounts()) {
      const expected = expectedEntries(account);
      expect(await reads.balanceAt(account, new Date(0))).toBe(0n);
      expect(await reads.balanceAt(account, new Date())).toBe(expected.at(-1)?.balance ?? 0n);
      for (const { postedAt } of world.transfers.filter((_, i) => i % 5 === 0)) {
        // A Date knows milliseconds: everything posted within this one is still to come.
        const time = new Date(postedAt);
        const until = expected.filter((entry) => new Date(entry.postedAt) < time);
        expect(await reads.balanceBefore(account, time)).toBe(until.at(-1)?.balance ?? 0n);
      }
    }
  });

  it('tell what is held, what bounds them and what is available', async () => {
    const [home] = world.cooperatives;
    const wallet = await reads.balance(home?.wallets[2] ?? 0);
    expect(wallet).toMatchObject({ kind: 'member_wallet', heldDebits: 20_000n, minimum: 0n });
    expect(wallet?.available).toBe((wallet?.posted ?? 0n) - 20_000n);
    const clearing = await reads.balance(home?.clearing ?? 0);
    expect(clearing).toMatchObject({ kind: 'clearing', heldCredits: 20_000n, available: null });
    expect(await reads.balance(home?.wallets[0] ?? 0)).toMatchObject({ status: 'frozen' });
    expect(await reads.balance(999_999)).toBeUndefined();
  });

  it('are found by uuid, by owner and by book', async () => {
    const [home] = world.cooperatives;
    const wallet = await reads.balance(home?.wallets[1] ?? 0);
    expect(await reads.accountByUid(wallet?.uid ?? '')).toEqual(wallet);
    expect(await reads.accountOf(wallet?.owner ?? '')).toEqual(wallet);
    expect(await reads.accountByUid(newUuid())).toBeUndefined();
    expect(await reads.accountOf(newUuid())).toBeUndefined();
    const own = await reads.accountsOf(home?.book ?? 0);
    expect(own.map((account) => account.kind)).toEqual([
      'bank',
      'clearing',
      'fee_income',
      'interchange_income',
      'incentive_budget',
      'settlement_deposit',
      'opening_balance',
    ]);
  });

  it('make trial balances whose two sides are equal, at any time', async () => {
    const books = [world.switchBook, ...world.cooperatives.map((coop) => coop.book)];
    const times = world.transfers.filter((_, i) => i % 6 === 0).map((t) => new Date(t.postedAt));
    for (const book of books) {
      for (const time of [undefined, new Date(), ...times]) {
        const balance = await reads.trialBalance(book, time);
        expect(balance.debit).toBe(balance.credit);
      }
      const now = await reads.trialBalance(book);
      expect(now).toEqual(await reads.trialBalance(book, new Date()));
      expect(now.debit).toBeGreaterThan(0n);
      expect(now.kinds.reduce((sum, kind) => sum + kind.accounts, 0)).toBe(now.accounts.length);
    }
  });
});

describe('transfers', () => {
  it('are read as they were answered, refusals included, in the order asked for', async () => {
    const ids = world.transfers.map((transfer) => transfer.id).reverse();
    expect(await reads.transfers([newUuid(), ...ids])).toEqual(world.transfers.toReversed());
    expect(world.transfers.some((transfer) => transfer.refusal !== null)).toBe(true);
    expect(await reads.transfer(newUuid())).toBeUndefined();
    expect(await reads.transfers([])).toEqual([]);
  });

  it('are found by the reference of their principal, posted or refused', async () => {
    const posted = await reads.transferByReference(world.principal, 'NOTA-1');
    expect(posted).toMatchObject({ type: 'payment', refusal: null, reference: 'NOTA-1' });
    const refused = await reads.transferByReference(world.principal, 'NOTA-2');
    expect(refused?.refusal?.code).toBe('cap_exceeded');
    expect(await reads.transferByReference(newUuid(), 'NOTA-1')).toBeUndefined();
    expect(await reads.transferByReference(world.principal, 'nota-1')).toBeUndefined();
    expect(await reads.transferByKey(world.principal, 'NOTA-1')).toBeUndefined();
  });

  it.each([1, 2, 100])(
    'of an account page by %i back and forth, each shown once',
    async (limit) => {
      for (const account of busyAccounts()) {
        const expected = world.transfers.filter((transfer) => moves(transfer, account));
        const back: TransferRecord[] = [];
        let before: TransferCursor | undefined;
        for (;;) {
          const page = await reads.transfersOf(account, { limit, before });
          back.push(...page.transfers);
          before = page.transfers.at(-1);
          if (!page.hasMore) break;
        }
        expect(back.reverse()).toEqual(expected);
        const [first] = expected;
        if (first === undefined) continue;
        const next = await reads.transfersOf(account, { limit, after: first });
        expect(next.transfers.toReversed()).toEqual(expected.slice(1, limit + 1));
        expect(next.hasMore).toBe(expected.length > limit + 1);
      }
    },
  );

  it('of an account may be of some types only', async () => {
    const account = world.cooperatives[1]?.wallets[1] ?? 0;
    const expected = world.transfers.filter(
      (transfer) => moves(transfer, account) && transfer.type === 'payment',
    );
    const { transfers } = await reads.transfersOf(account, { types: ['payment'], limit: 100 });
    expect(transfers.toReversed()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(3);
    expect((await reads.transfersOf(account, { types: ['void'], limit: 1 })).transfers).toEqual([]);
  });
});

function moves(transfer: TransferRecord, account: number): boolean {
  return transfer.legs.some((leg) => leg.debit === account || leg.credit === account);
}

describe('head', () => {
  it('tells the last batch, the open cycle and the time', async () => {
    const head = await reads.head(world.network);
    expect(head?.number).toBe(world.transfers.at(-1)?.batch);
    expect(head?.cycle).toBe(world.transfers.at(-1)?.cycle);
    expect(head?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Math.abs((head?.now.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await reads.head(99)).toBeUndefined();
  });
});
