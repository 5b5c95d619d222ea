import { newUuid } from '@app/core';
import {
  freshDatabase,
  fundsIn,
  ledgerWorld,
  leg,
  opening,
  payment,
  request,
  withdrawalCapture,
  withdrawalHold,
  type LedgerWorld,
  type TestDatabase,
  type WorldCooperative,
} from '@app/testing';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { Ledger } from './ledger.js';
import type { PostingOutcome, TransferRecord } from './outcome.js';

let database: TestDatabase;
let pool: pg.Pool;
let reads: LedgerReads;
let ledgers: Ledger[];

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.ledgerUrl, max: 4 });
  reads = new LedgerReads(pool);
  // Two engines with connections of their own: to the database they are two processes.
  ledgers = [1, 2].map(() => new Ledger({ url: database.ledgerUrl, batchSize: 16 }, reads));
});

afterAll(async () => {
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  await pool.end();
  await database.drop();
});

function decided(outcome: PostingOutcome): TransferRecord {
  if (outcome.kind !== 'decided') throw new Error(`not decided: ${JSON.stringify(outcome)}`);
  return outcome.transfer;
}

let nextNetwork = 1;
async function newWorld(cooperatives = 3, wallets = 4): Promise<LedgerWorld> {
  return ledgerWorld(database.appUrl, { cooperatives, wallets, network: nextNetwork++ });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('empty');
  return item;
}

function ledgerAt(index: number): Ledger {
  return at(ledgers, index);
}

describe('the posting engine', () => {
  it('posts the worked example of a payment in three books', async () => {
    const world = await newWorld(2, 1);
    const [dinoyo, bumiayu] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    const [budi, siti] = [at(dinoyo.wallets, 0), at(bumiayu.wallets, 0)];
    decided(await ledgerAt(0).post(opening(world, dinoyo, budi, 50_000_000n)));
    decided(await ledgerAt(0).post(fundsIn(world, dinoyo, 20_000_000n)));
    const paid = decided(
      await ledgerAt(0).post(payment(world, [dinoyo, budi], [bumiayu, siti], 10_000_000n)),
    );
    expect(paid.refusal).toBeNull();
    expect(paid.legs.map((l) => [l.debit, l.credit, l.amount])).toEqual([
      [budi, dinoyo.clearing, 10_000_000n],
      [dinoyo.clearing, dinoyo.interchangeIncome, 100_000n],
      [bumiayu.clearing, siti, 9_750_000n],
      [bumiayu.clearing, bumiayu.feeIncome, 100_000n],
      [dinoyo.position, bumiayu.position, 10_000_000n],
      [bumiayu.position, dinoyo.position, 100_000n],
      [bumiayu.position, world.switchFeeIncome, 50_000n],
    ]);
    expect(paid.legs[1]?.debitBalance).toBe(9_900_000n);
    expect(await reads.transfer(paid.id)).toEqual(paid);
  });

  it('answers a replay with the first outcome, refusals included', async () => {
    const world = await newWorld(2, 1);
    const [a, b] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    const poor = payment(world, [a, at(a.wallets, 0)], [b, at(b.wallets, 0)], 5_000n);
    const first = await ledgerAt(0).post(poor);
    expect(decided(first).refusal?.code).toBe('cap_exceeded');
    decided(await ledgerAt(0).post(opening(world, a, at(a.wallets, 0), 100_000n)));
    decided(await ledgerAt(0).post(fundsIn(world, a, 100_000n)));
    const again = await ledgerAt(1).post({ ...poor, id: newUuid() });
    expect(again).toEqual({ ...first, replayed: true });
    expect(
      await ledgerAt(1).post({ ...poor, id: newUuid(), requestHash: 'cd'.repeat(16) }),
    ).toEqual({ kind: 'reused', code: 'idempotency_key_reused' });
  });

  it('H16 gives one effect and the same answer to one key at both processes', async () => {
    const world = await newWorld(1, 2);
    const coop = at(world.cooperatives, 0);
    const same = opening(world, coop, at(coop.wallets, 0), 7_000n);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => ledgerAt(i).post({ ...same, id: newUuid() })),
    );
    const records = outcomes.map(decided);
    expect(new Set(records.map((r) => r.id)).size).toBe(1);
    expect(outcomes.filter((o) => o.kind === 'decided' && !o.replayed)).toHaveLength(1);
    expect((await reads.balance(at(coop.wallets, 0)))?.posted).toBe(7_000n);
  });

  it('refuses a client reference that another request of the same principal has', async () => {
    const world = await newWorld(1, 1);
    const coop = at(world.cooperatives, 0);
    const one = { ...opening(world, coop, at(coop.wallets, 0), 100n), reference: 'NOTA-1' };
    decided(await ledgerAt(0).post(one));
    const other = { ...opening(world, coop, at(coop.wallets, 0), 100n), reference: 'NOTA-1' };
    expect(await ledgerAt(1).post(other)).toEqual({ kind: 'reused', code: 'reference_reused' });
    const stranger = { ...other, principal: newUuid() };
    expect(decided(await ledgerAt(1).post(stranger)).refusal).toBeNull();
  });

  it('answers stale when the rules changed, and stores nothing', async () => {
    const world = await newWorld(1, 1);
    const coop = at(world.cooperatives, 0);
    const { epoch } = await headOf(world.network);
    const old = { ...opening(world, coop, at(coop.wallets, 0), 100n), epoch: epoch - 1n };
    expect(await ledgerAt(0).post(old)).toEqual({ kind: 'stale', epoch });
    expect(await reads.transfer(old.id)).toBeUndefined();
    expect(decided(await ledgerAt(0).post({ ...old, epoch })).refusal).toBeNull();
  });

  it('counts usage in the batch, so that concurrent acts can not slip past a limit', async () => {
    const world = await newWorld(1, 2);
    const coop = at(world.cooperatives, 0);
    const [from, to] = [at(coop.wallets, 0), at(coop.wallets, 1)];
    decided(await ledgerAt(0).post(opening(world, coop, from, 100_000n)));
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        ledgerAt(i).post(
          request(world, {
            type: 'internal',
            amount: 1_000n,
            legs: [leg(from, to, 1_000n)],
            usageLimits: [
              {
                name: 'per_day',
                account: from,
                kind: 1,
                period: 'day',
                amount: 1_000n,
                maximumAmount: 9_500n,
              },
            ],
          }),
        ),
      ),
    );
    const refused = outcomes.map(decided).filter((r) => r.refusal !== null);
    expect(refused).toHaveLength(21);
    expect(refused[0]?.refusal).toEqual({
      code: 'limit_exceeded',
      detail: { limit: 'per_day', maximum: '95.00', left: '5.00' },
    });
  });

  it('has answered everything it accepted, replays too, when it is closed', async () => {
    const world = await newWorld(1, 1);
    const coop = at(world.cooperatives, 0);
    const own = new pg.Pool({ connectionString: database.ledgerUrl, max: 1 });
    const closing = new Ledger({ url: database.ledgerUrl }, new LedgerReads(own));
    const first = opening(world, coop, at(coop.wallets, 0), 100n);
    decided(await closing.post(first));
    const answers = [first, opening(world, coop, at(coop.wallets, 0), 100n)].map((one, i) =>
      closing.post(i === 0 ? { ...one, id: newUuid() } : one),
    );
    await closing.close();
    // Whoever closes the ledger ends the connections of its reads next.
    await own.end();
    expect((await Promise.all(answers)).map((o) => o.kind === 'decided' && o.replayed)).toEqual([
      true,
      false,
    ]);
    expect(await closing.post(first)).toEqual({ kind: 'unavailable', code: 'shutting_down' });
  });

  it('lets one poisoned request fail alone', async () => {
    const world = await newWorld(1, 2);
    const coop = at(world.cooperatives, 0);
    const good = Array.from({ length: 10 }, (_, i) =>
      opening(world, coop, at(coop.wallets, i), 100n),
    );
    const poisoned = request(world, { type: 'internal', amount: 1n, legs: [leg(999_999, 1, 1n)] });
    const all = [...good.slice(0, 5), poisoned, ...good.slice(5)].map((r) => ledgerAt(0).post(r));
    const settled = await Promise.allSettled(all);
    expect(settled.filter((s) => s.status === 'rejected')).toHaveLength(1);
    expect(settled[5]?.status).toBe('rejected');
  });

  it('H27 lets exactly one of capture, void and expiry win', async () => {
    const world = await newWorld(2, 1);
    const [issuer, host] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    await prepareForCash(world, issuer, host);
    const wallet = at(issuer.wallets, 0);
    for (let round = 0; round < 5; round++) {
      const hold = withdrawalHold(world, [issuer, wallet], host, 1_000n, round % 2 === 0 ? 900 : 0);
      expect(decided(await ledgerAt(0).post(hold)).refusal).toBeNull();
      const ends = [
        withdrawalCapture(world, hold, issuer, host, 1_000n, true),
        request(world, {
          type: 'void',
          amount: 1_000n,
          completion: { kind: 'void', obligation: hold.id },
        }),
        request(world, {
          type: 'expiry',
          amount: 1_000n,
          completion: { kind: 'expiry', obligation: hold.id },
        }),
      ];
      const outcomes = await Promise.all(ends.map((end, i) => ledgerAt(i + round).post(end)));
      expect(outcomes.map(decided).filter((r) => r.refusal === null)).toHaveLength(1);
    }
  });

  it('H27 lets exactly one end of each hold win when batches overlap', async () => {
    const world = await newWorld(2, 1);
    const [issuer, host] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    await prepareForCash(world, issuer, host);
    const wallet = at(issuer.wallets, 0);
    const ledger = ledgerAt(0);
    const holds = Array.from({ length: 40 }, () =>
      withdrawalHold(world, [issuer, wallet], host, 10n, 900),
    );
    const placed = await Promise.all(holds.map((hold) => ledger.post(hold)));
    expect(placed.map(decided).filter(({ refusal }) => refusal !== null)).toEqual([]);
    // Each hold is captured in two parts, and ended in two ways at once, so that a batch often has to do with what
    // the one before it changes.
    const ends = holds.flatMap((hold, i) => {
      const three = [
        withdrawalCapture(world, hold, issuer, host, 4n, false),
        withdrawalCapture(world, hold, issuer, host, 6n, true),
        request(world, {
          type: 'void',
          amount: 10n,
          completion: { kind: 'void', obligation: hold.id },
        }),
      ];
      return [...three.slice(i % 3), ...three.slice(0, i % 3)];
    });
    const outcomes = (await Promise.all(ends.map((end) => ledger.post(end)))).map(decided);
    const captured = outcomes
      .filter(({ type, refusal }) => type === 'capture' && refusal === null)
      .reduce((sum, { amount }) => sum + amount, 0n);
    for (const hold of holds) {
      const found = await reads.obligation(hold.id);
      expect(found?.state).not.toBe('open');
      const own = outcomes.filter(({ original }) => original === hold.id);
      const final = own.filter(
        ({ refusal, type, amount }) => refusal === null && (type === 'void' || amount === 6n),
      );
      expect(final).toHaveLength(1);
    }
    const after = await reads.balance(wallet);
    expect(after).toMatchObject({ posted: 100_000n - captured, heldDebits: 0n });
  });

  it('H26 refuses a capture after expiry even if no sweeper came', async () => {
    const world = await newWorld(2, 1);
    const [issuer, host] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    await prepareForCash(world, issuer, host);
    const hold = withdrawalHold(world, [issuer, at(issuer.wallets, 0)], host, 1_000n, 0);
    decided(await ledgerAt(0).post(hold));
    const late = await ledgerAt(0).post(withdrawalCapture(world, hold, issuer, host, 1_000n, true));
    expect(decided(late).refusal?.code).toBe('hold_expired');
  });

  it('H28 refuses to capture more than the hold, and to capture again', async () => {
    const world = await newWorld(2, 1);
    const [issuer, host] = [at(world.cooperatives, 0), at(world.cooperatives, 1)];
    await prepareForCash(world, issuer, host);
    const hold = withdrawalHold(world, [issuer, at(issuer.wallets, 0)], host, 1_000n, 900);
    decided(await ledgerAt(0).post(hold));
    const capture = (amount: bigint, final: boolean) =>
      ledgerAt(0).post(withdrawalCapture(world, hold, issuer, host, amount, final));
    expect(decided(await capture(1_001n, true)).refusal).toEqual({
      code: 'capture_exceeds_hold',
      detail: { left: '10.00' },
    });
    expect(decided(await capture(400n, false)).refusal).toBeNull();
    expect(decided(await capture(601n, true)).refusal?.code).toBe('capture_exceeds_hold');
    expect(decided(await capture(600n, true)).refusal).toBeNull();
    expect(decided(await capture(1n, true)).refusal?.code).toBe('hold_not_open');
  });

  it('H19 remembers a key for ever: nothing in the ledger ever deletes a claim', async () => {
    await expect(pool.query('DELETE FROM ledger.claim')).rejects.toThrow(/permission denied/);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await expect(owner.query('DELETE FROM ledger.claim')).rejects.toThrow(/append-only/);
    await owner.end();
  });
});

async function headOf(network: number): Promise<{ epoch: bigint }> {
  const answer = await pool.query<{ epoch: string }>(
    'SELECT epoch FROM ledger.head WHERE network = $1',
    [network],
  );
  return { epoch: BigInt(answer.rows[0]?.epoch ?? 0) };
}

async function prepareForCash(
  world: LedgerWorld,
  issuer: WorldCooperative,
  host: WorldCooperative,
): Promise<void> {
  decided(await ledgerAt(0).post(opening(world, issuer, at(issuer.wallets, 0), 100_000n)));
  decided(await ledgerAt(0).post(fundsIn(world, issuer, 100_000n)));
  const float = request(world, {
    type: 'internal',
    amount: 50_000n,
    legs: [leg(host.till, host.openingBalance, 50_000n)],
  });
  expect(decided(await ledgerAt(0).post(float)).refusal).toBeNull();
}
