import {
  freshDatabase,
  fundsIn,
  LedgerOracle,
  LedgerScript,
  ledgerWorld,
  leg,
  opening,
  randomAct,
  request,
  type Act,
  type LedgerWorld,
  type Sent,
  type TestDatabase,
} from '@app/testing';
import fc from 'fast-check';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { verifyLedger } from '../verify/index.js';
import { Ledger } from './ledger.js';
import type { TransferRecord } from './outcome.js';

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

let nextNetwork = 1;
async function newWorld(cooperatives = 3, wallets = 4): Promise<LedgerWorld> {
  return ledgerWorld(database.appUrl, { cooperatives, wallets, network: nextNetwork++ });
}

function ledgerAt(index: number): Ledger {
  const ledger = ledgers[index % ledgers.length];
  if (ledger === undefined) throw new Error('no engine');
  return ledger;
}

describe('the posting engine against a naive ledger in memory', () => {
  it('decides thousands of random acts from two processes exactly as the naive one does', async () => {
    const rounds = fc.array(fc.array(randomAct, { minLength: 25, maxLength: 60 }), {
      minLength: 12,
      maxLength: 16,
    });
    const run = await fc.check(
      fc.asyncProperty(rounds, async (acts) => compare(await newWorld(3, 4), acts)),
      { numRuns: 6, endOnFailure: true },
    );
    // The acts themselves fill pages; the seed plays them again.
    if (run.failed) throw new Error(`seed ${run.seed}`, { cause: run.errorInstance });
  });
});

async function compare(world: LedgerWorld, rounds: readonly (readonly Act[])[]): Promise<void> {
  const script = new LedgerScript(world);
  for (const coop of world.cooperatives) {
    for (const wallet of coop.wallets) {
      script.sent.push({ request: opening(world, coop, wallet, 4_000n) });
    }
    script.sent.push({ request: fundsIn(world, coop, 6_000n) });
    script.sent.push({
      request: request(world, {
        type: 'internal',
        amount: 9_000n,
        legs: [leg(coop.till, coop.openingBalance, 9_000n)],
      }),
    });
  }
  await send(script.sent, 0);
  for (const round of rounds) {
    const from = script.sent.length;
    for (const act of round) {
      const next = script.next(act);
      if (next !== undefined) script.sent.push({ request: next });
    }
    await send(script.sent, from);
  }
  await expectAsTheOracleSays(world, script.sent);
  const report = await verifyLedger(pool, { network: world.network });
  expect(report.invariants.filter((r) => !r.ok)).toEqual([]);
}

async function send(sent: Sent[], from: number): Promise<void> {
  await Promise.all(
    sent.slice(from).map(async (entry, i) => {
      entry.outcome = await ledgerAt(i).post(entry.request);
    }),
  );
}

async function expectAsTheOracleSays(world: LedgerWorld, sent: readonly Sent[]): Promise<void> {
  const oracle = new LedgerOracle();
  openAll(oracle, world);
  const byId = new Map(sent.map((entry) => [entry.request.id, entry.request]));
  const history = new Map<string, TransferRecord>();
  for (const { request: asked, outcome } of sent) {
    if (outcome?.kind === 'decided') history.set(outcome.transfer.id, outcome.transfer);
    else if (outcome?.kind === 'returned_meanwhile') {
      expect(outcome.returned).not.toBe(asked.returnOf?.before);
    } else expect(outcome).toEqual({ kind: 'reused', code: 'idempotency_key_reused' });
  }
  const ordered = [...history.values()].toSorted((x, y) =>
    x.batch === y.batch ? x.item - y.item : Number(x.batch - y.batch),
  );
  for (const record of ordered) {
    const asked = byId.get(record.id);
    if (asked === undefined) throw new Error('a transfer that nobody asked for');
    expect([record.id, record.refusal?.code ?? 'posted']).toEqual([
      record.id,
      oracle.judge(asked, record),
    ]);
  }
  for (const account of accountsOf(world)) {
    expect(await reads.balance(account)).toMatchObject(oracle.balance(account));
  }
}

function openAll(oracle: LedgerOracle, world: LedgerWorld): void {
  for (const account of [world.switchFeeIncome, world.settlementBank, world.suspense]) {
    oracle.open(account, 'free');
  }
  for (const coop of world.cooperatives) {
    oracle.open(coop.clearing, 'clearing');
    oracle.open(coop.till, 'till');
    oracle.open(coop.settlementDeposit, 'asset');
    for (const account of [...coop.wallets, coop.liquidity, coop.incentiveBudget]) {
      oracle.open(account, 'wallet');
    }
    for (const account of [
      coop.feeIncome,
      coop.interchangeIncome,
      coop.bank,
      coop.openingBalance,
      coop.position,
    ]) {
      oracle.open(account, 'free');
    }
  }
}

function accountsOf(world: LedgerWorld): number[] {
  return [
    world.switchFeeIncome,
    world.settlementBank,
    ...world.cooperatives.flatMap((coop) => [
      coop.clearing,
      coop.feeIncome,
      coop.interchangeIncome,
      coop.bank,
      coop.settlementDeposit,
      coop.openingBalance,
      coop.position,
      coop.liquidity,
      coop.till,
      coop.incentiveBudget,
      ...coop.wallets,
    ]),
  ];
}
