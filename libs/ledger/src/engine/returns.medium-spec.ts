import {
  AS_SWITCH,
  freshDatabase,
  fundsIn,
  ledgerWorld,
  leg,
  opening,
  payment,
  request,
  returnOf,
  tillDeposit,
  withdrawalCapture,
  withdrawalHold,
  type LedgerWorld,
  type TestDatabase,
  type WorldCooperative,
} from '@app/testing';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { verifyLedger } from '../verify/index.js';
import { Ledger } from './ledger.js';
import type { PostingOutcome, TransferRecord } from './outcome.js';
import type { PostingRequest, UsageLimit } from './request.js';

let database: TestDatabase;
let pool: pg.Pool;
let reads: LedgerReads;
let ledgers: Ledger[];

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.appUrl, max: 4, options: AS_SWITCH });
  reads = new LedgerReads(pool);
  // Two engines with connections of their own: to the database they are two processes.
  ledgers = [1, 2].map(() => new Ledger({ url: database.ledgerUrl, batchSize: 4 }, reads));
});

afterAll(async () => {
  const report = await verifyLedger(pool);
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  await pool.end();
  await database.drop();
  expect(report.invariants.filter((one) => !one.ok)).toEqual([]);
});

interface Place {
  readonly world: LedgerWorld;
  readonly home: WorldCooperative;
  readonly host: WorldCooperative;
  /** Of home, with 1,000.00 in it. */
  readonly wallet: number;
  /** Of host, empty. */
  readonly merchant: number;
}

let nextNetwork = 1;
async function aPlace(): Promise<Place> {
  const world = await ledgerWorld(database.appUrl, {
    cooperatives: 2,
    wallets: 2,
    network: nextNetwork++,
  });
  const [home, host] = world.cooperatives;
  const [wallet, merchant] = [home?.wallets[0], host?.wallets[0]];
  if (!home || !host || !wallet || !merchant) throw new Error('a world of two cooperatives');
  for (const coop of [home, host]) await posted(fundsIn(world, coop, 500_000n));
  await posted(opening(world, home, wallet, 100_000n));
  return { world, home, host, wallet, merchant };
}

let turn = 0;
function post(asked: PostingRequest): Promise<PostingOutcome> {
  const ledger = ledgers[turn++ % ledgers.length];
  if (ledger === undefined) throw new Error('no engine');
  return ledger.post(asked);
}

async function decided(asked: PostingRequest): Promise<TransferRecord> {
  const outcome = await post(asked);
  if (outcome.kind !== 'decided') throw new Error(`not decided: ${outcome.kind}`);
  return outcome.transfer;
}

async function posted(asked: PostingRequest): Promise<TransferRecord> {
  const transfer = await decided(asked);
  expect(transfer.refusal).toBeNull();
  return transfer;
}

async function refusalOf(asked: PostingRequest) {
  return (await decided(asked)).refusal;
}

async function aPayment({ world, home, host, wallet, merchant }: Place, amount: bigint) {
  const asked = payment(world, [home, wallet], [host, merchant], amount);
  // The fees were taken from the merchant, who needs them to give all of it back.
  await posted(opening(world, host, merchant, amount));
  await posted(asked);
  return asked;
}

/** Refunds as a use case does: computes again whenever something was given back meanwhile. */
async function refund(world: LedgerWorld, given: PostingRequest, amount: bigint) {
  const first = returnOf(world, given, 'refund', amount, 0n);
  let outcome = await post(first);
  while (outcome.kind === 'returned_meanwhile') {
    const again = returnOf(world, given, 'refund', amount, outcome.returned);
    outcome = await post({ ...again, id: first.id, key: first.key });
  }
  if (outcome.kind !== 'decided') throw new Error(`not decided: ${outcome.kind}`);
  return outcome.transfer;
}

describe('what is given back of a payment', () => {
  it('H29 is never more than was paid, however many give back at once', async () => {
    const place = await aPlace();
    const { world, wallet } = place;
    const given = await aPayment(place, 1_000n);
    const all = await Promise.all(Array.from({ length: 25 }, () => refund(world, given, 90n)));
    expect(all.filter((one) => one.refusal === null)).toHaveLength(11);
    const refusals = all.flatMap(({ refusal }) => refusal ?? []);
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['refund_exceeds_payment']));
    expect(refusals[0]?.detail).toEqual({ left: '0.10' });
    expect(await reads.returnObligation(given.id)).toEqual({
      transfer: given.id,
      network: world.network,
      whole: 1_000n,
      returned: 990n,
      state: 'open',
    });
    expect((await reads.balance(wallet))?.posted).toBe(99_990n);
    const returns = await reads.transfersByOriginal(given.id);
    expect(returns).toHaveLength(25);
    expect(returns.every(({ original }) => original === given.id)).toBe(true);
  });

  it('is computed again when something else was given back meanwhile, and nothing is stored', async () => {
    const place = await aPlace();
    const given = await aPayment(place, 1_000n);
    await refund(place.world, given, 400n);
    const late = returnOf(place.world, given, 'refund', 100n, 0n);
    expect(await post(late)).toEqual({ kind: 'returned_meanwhile', returned: 400n });
    expect(await reads.transfer(late.id)).toBeUndefined();
    // Under the same key it is then decided, once.
    const again = returnOf(place.world, given, 'refund', 100n, 400n);
    await posted({ ...again, id: late.id, key: late.key });
    expect(await post(late)).toMatchObject({ kind: 'decided', replayed: false });
    expect((await reads.returnObligation(given.id))?.returned).toBe(500n);
  });

  it('is all of it, once, by a reversal: of two at once one is refused', async () => {
    const place = await aPlace();
    const given = await aPayment(place, 1_000n);
    const reversals = await Promise.all(
      [1, 2, 3].map(() => refusalOf(returnOf(place.world, given, 'reversal', 1_000n, 0n))),
    );
    expect(reversals.map((refusal) => refusal?.code ?? 'posted').sort()).toEqual([
      'already_reversed',
      'already_reversed',
      'posted',
    ]);
    expect((await refund(place.world, given, 1n)).refusal?.code).toBe('already_reversed');
    expect(await reads.returnObligation(given.id)).toMatchObject({
      state: 'reversed',
      returned: 1_000n,
    });
  });

  it('is never reversed after a part of it was refunded', async () => {
    const place = await aPlace();
    const given = await aPayment(place, 1_000n);
    await refund(place.world, given, 1n);
    expect(await refusalOf(returnOf(place.world, given, 'reversal', 1_000n, 0n))).toEqual({
      code: 'already_refunded',
      detail: { returned: '0.01' },
    });
  });

  it('is of a transfer that was posted, and of its amount', async () => {
    const place = await aPlace();
    const { world, home, host, wallet, merchant } = place;
    const refused = payment(world, [home, wallet], [host, merchant], 400_000n);
    expect((await refusalOf(refused))?.code).toBe('insufficient_funds');
    const wrong = returnOf(world, refused, 'refund', 1n, 0n);
    await expect(post(wrong)).rejects.toThrow('was not posted in this network');
    const given = await aPayment(place, 1_000n);
    const more = returnOf(world, { ...given, amount: 2_000n }, 'refund', 1n, 0n);
    await expect(post(more)).rejects.toThrow('2000 of 1000');
    await expect(post(request(world, { type: 'refund', amount: 1n }))).rejects.toThrow('of what?');
  });
});

describe('a hold', () => {
  it('is read with what is left of it, and captured under the type of its act', async () => {
    const { world, home, host, wallet } = await aPlace();
    await posted(
      request(world, {
        type: 'cash_transfer',
        amount: 50_000n,
        legs: [{ ...leg(host.till, host.bank, 50_000n), component: 'cash' }],
      }),
    );
    const hold = withdrawalHold(world, [home, wallet], host, 30_000n, 900);
    await posted(hold);
    expect((await reads.holdsOf(wallet)).map(({ id }) => id)).toEqual([hold.id]);
    const part = withdrawalCapture(world, hold, home, host, 20_000n, false);
    const taken = await posted({ ...part, type: 'withdrawal' });
    expect([taken.type, taken.original]).toEqual(['withdrawal', hold.id]);
    expect(await reads.obligation(hold.id)).toMatchObject({
      state: 'open',
      authorised: 30_000n,
      captured: 20_000n,
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lines: expect.arrayContaining([{ account: wallet, side: 'debit', amount: 10_000n }]),
    });
    const rest = withdrawalCapture(world, hold, home, host, 10_000n, true);
    await posted({ ...rest, type: 'withdrawal' });
    expect(await reads.holdsOf(wallet)).toEqual([]);
    expect((await reads.obligation(hold.id))?.state).toBe('captured');
  });

  it('gives back to the limits what it had counted', async () => {
    const { world, home, host, wallet } = await aPlace();
    await posted(
      request(world, { type: 'internal', amount: 1n, legs: [leg(host.till, host.bank, 9_000n)] }),
    );
    const counted = (amount: bigint): UsageLimit[] =>
      (['day', 'month'] as const).map((period) => ({
        name: `per_${period}`,
        account: wallet,
        kind: 3,
        period,
        amount,
        maximumAmount: 5_000n,
        maximumCount: 2,
      }));
    const held = (amount: bigint) => ({
      ...withdrawalHold(world, [home, wallet], host, amount, 900),
      usageLimits: counted(amount),
    });
    const first = await posted(held(4_000n));
    expect((await refusalOf(held(2_000n)))?.code).toBe('limit_exceeded');
    const local = new Date(Date.parse(first.postedAt) + 7 * 3_600_000).toISOString();
    const day = Number(local.slice(0, 10).replaceAll('-', ''));
    await posted(
      request(world, {
        type: 'void',
        amount: 4_000n,
        completion: { kind: 'void', obligation: first.id },
        usageReturns: [{ account: wallet, kind: 3, day, amount: 4_000n }],
      }),
    );
    await posted(held(4_999n));
    expect((await refusalOf(held(2n)))?.detail).toMatchObject({ left: '0.01' });
  });
});

describe('what an act may ask of the batch', () => {
  it('is that a till be open, and that neither till nor wallet hold too much', async () => {
    const { world, home, wallet } = await aPlace();
    const status = (to: 'open' | 'frozen') =>
      request(world, {
        type: to === 'open' ? 'till_open' : 'till_close',
        amount: 0n,
        statuses: [{ account: home.till, to }],
      });
    const deposit = (amount: bigint, ceilings: PostingRequest['ceilings'] = []) => ({
      ...tillDeposit(world, home, wallet, amount),
      ceilings,
    });
    await posted(status('frozen'));
    expect(await refusalOf(deposit(500n))).toEqual({ code: 'till_closed', detail: {} });
    await posted(status('open'));
    await posted(deposit(500n));
    expect(
      await refusalOf(deposit(501n, [{ account: home.till, maximum: 1_000n, name: 'cash' }])),
    ).toEqual({
      code: 'balance_limit_exceeded',
      detail: { limit: 'cash', maximum: '10.00', left: '5.00' },
    });
    const full = { account: wallet, maximum: 100_600n, name: 'balance' };
    expect((await refusalOf(deposit(101n, [full])))?.detail).toEqual({
      limit: 'balance',
      maximum: '1006.00',
      left: '1.00',
    });
    await posted(deposit(100n, [full]));
  });

  it('is a pause between two acts', async () => {
    const { world, home, wallet } = await aPlace();
    const spend = (minimumIntervalSeconds: number) =>
      request(world, {
        type: 'internal',
        amount: 1n,
        legs: [leg(wallet, home.feeIncome, 1n)],
        usageLimits: [
          {
            name: 'per_day',
            account: wallet,
            kind: 1,
            period: 'day',
            amount: 1n,
            minimumIntervalSeconds,
          },
        ],
      });
    await posted(spend(3_600));
    const refusal = await refusalOf(spend(3_600));
    expect(refusal).toMatchObject({
      code: 'limit_exceeded',
      detail: { limit: 'minimum_interval' },
    });
    expect(refusal?.detail['wait_seconds']).toBeLessThanOrEqual(3_600);
    expect(refusal?.detail['wait_seconds']).toBeGreaterThan(3_500);
    await posted(spend(0));
    await pool.query(
      `SELECT ledger.set_clock($1::smallint, ledger.network_now($1::smallint) + interval '1 h')`,
      [world.network],
    );
    await posted(spend(3_600));
  });

  it('is cashback while its budget lasts: the act itself is never refused for it', async () => {
    const place = await aPlace();
    const { world, home, host, wallet, merchant } = place;
    const budget = home.incentiveBudget;
    await posted(
      request(world, {
        type: 'incentive_funding',
        amount: 150n,
        legs: [{ ...leg(home.bank, budget, 150n), component: 'budget' }],
      }),
    );
    const pay = (): PostingRequest => ({
      ...payment(world, [home, wallet], [host, merchant], 1_000n),
      whileCovered: {
        account: budget,
        legs: [{ ...leg(budget, wallet, 100n), component: 'incentive' }],
      },
    });
    const paid = await Promise.all([pay(), pay(), pay()].map((asked) => posted(asked)));
    const back = paid.map(({ legs }) => legs.filter((l) => l.component === 'incentive').length);
    expect(back.sort((a, b) => a - b)).toEqual([0, 0, 1]);
    expect((await reads.balance(budget))?.posted).toBe(50n);
    expect((await reads.balance(wallet))?.posted).toBe(97_100n);
  });
});
