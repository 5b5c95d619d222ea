import { assertNever, newUuid } from '@app/core';
import {
  freshDatabase,
  fundsIn,
  LedgerOracle,
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
import fc from 'fast-check';
import pg from 'pg';
import { LedgerReads } from '../reads/index.js';
import { verifyLedger } from '../verify/index.js';
import { Ledger } from './ledger.js';
import type { PostingOutcome, TransferRecord } from './outcome.js';
import type { PostingRequest } from './request.js';

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

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('empty');
  return item;
}

function ledgerAt(index: number): Ledger {
  return at(ledgers, index);
}

type Act =
  | { act: 'open' | 'pay' | 'hold'; a: number; b: number; amount: bigint; late: boolean }
  | { act: 'capture'; a: number; amount: bigint; final: boolean }
  | { act: 'void' | 'expiry'; a: number }
  | { act: 'status'; a: number; to: 'open' | 'frozen' | 'closed' }
  | { act: 'cap' | 'funds'; a: number; amount: bigint }
  | { act: 'replay'; a: number; changed: boolean };

const index = fc.nat(200);
const amount = fc.bigInt(1n, 3_000n);
const actArbitrary: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('open', 'pay', 'hold'),
      a: index,
      b: index,
      amount,
      late: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('pay'),
      a: index,
      b: index,
      amount,
      late: fc.constant(false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('capture'), a: index, amount, final: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('void', 'expiry'), a: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('status'),
      a: index,
      to: fc.constantFrom('open', 'open', 'open', 'frozen', 'closed'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('cap', 'funds'), a: index, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('replay'), a: index, changed: fc.boolean() }),
  },
);

interface Sent {
  readonly request: PostingRequest;
  outcome?: PostingOutcome;
}

/** Turns random acts into requests; the later ones refer to what was sent before. */
class Script {
  readonly sent: Sent[] = [];
  private readonly holds: {
    request: PostingRequest;
    issuer: WorldCooperative;
    host: WorldCooperative;
  }[] = [];
  private readonly freed = new Map<string, bigint>();

  constructor(private readonly world: LedgerWorld) {}

  /** The request of an act; undefined when there is nothing yet that it could refer to. */
  next(act: Act): PostingRequest | undefined {
    const { world } = this;
    const coop = at(world.cooperatives, act.a);
    const wallet = at(coop.wallets, act.a >> 2);
    switch (act.act) {
      case 'open':
        return opening(world, coop, wallet, act.amount * 3n);
      case 'pay': {
        const other = at(world.cooperatives, act.a + 1 + (act.b % (world.cooperatives.length - 1)));
        return payment(world, [coop, wallet], [other, at(other.wallets, act.b >> 2)], act.amount);
      }
      case 'hold': {
        const host = at(world.cooperatives, act.a + 1);
        const hold = withdrawalHold(world, [coop, wallet], host, act.amount, act.late ? 0 : 900);
        this.holds.push({ request: hold, issuer: coop, host });
        return hold;
      }
      case 'capture':
        return this.capture(act.a, act.amount, act.final);
      case 'void':
      case 'expiry':
        return this.release(act.act, act.a);
      case 'status':
        return request(world, {
          type: 'account_status',
          amount: 0n,
          statuses: [{ account: wallet, to: act.to }],
        });
      case 'cap':
        return request(world, {
          type: 'cap_change',
          amount: act.amount,
          bounds: [
            {
              account: coop.clearing,
              bound: 'maximum',
              set: act.amount,
              plusAssetsOf: coop.settlementDeposit,
            },
          ],
        });
      case 'funds':
        return fundsIn(world, coop, act.amount);
      case 'replay':
        return this.replay(act.a, act.changed);
      default:
        return assertNever(act, 'act');
    }
  }

  private release(kind: 'void' | 'expiry', choice: number): PostingRequest | undefined {
    const known = this.posted(choice);
    if (known === undefined) return undefined;
    const completion = { kind, obligation: known.request.id };
    return request(this.world, { type: kind, amount: 1n, completion });
  }

  private replay(choice: number, changed: boolean): PostingRequest | undefined {
    if (this.sent.length === 0) return undefined;
    const earlier = at(this.sent, choice).request;
    return { ...earlier, id: newUuid(), ...(changed ? { requestHash: 'ee'.repeat(16) } : {}) };
  }

  private posted(choice: number) {
    const known = this.holds.filter((hold) =>
      this.sent.some(
        (s) =>
          s.request.id === hold.request.id &&
          s.outcome?.kind === 'decided' &&
          // A repetition may overtake it at the other engine: then the hold has the repetition's id.
          s.outcome.transfer.id === hold.request.id &&
          s.outcome.transfer.refusal === null,
      ),
    );
    return known.length === 0 ? undefined : at(known, choice);
  }

  /** Never frees more than is left, which only a wrong caller would ask for. */
  private capture(choice: number, wanted: bigint, final: boolean): PostingRequest | undefined {
    const known = this.posted(choice);
    if (known === undefined) return undefined;
    const freed = this.freed.get(known.request.id) ?? 0n;
    const left = known.request.amount - freed;
    const part = final ? wanted : wanted < left ? wanted : left;
    if (part === 0n) return undefined;
    if (!final) this.freed.set(known.request.id, freed + part);
    return withdrawalCapture(this.world, known.request, known.issuer, known.host, part, final);
  }
}

describe('the posting engine against a naive ledger in memory', () => {
  it('decides thousands of random acts from two processes exactly as the naive one does', async () => {
    const rounds = fc.array(fc.array(actArbitrary, { minLength: 25, maxLength: 60 }), {
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
  const script = new Script(world);
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
  for (const { outcome } of sent) {
    if (outcome?.kind === 'decided') history.set(outcome.transfer.id, outcome.transfer);
    else expect(outcome).toEqual({ kind: 'reused', code: 'idempotency_key_reused' });
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
    for (const account of [coop.till, coop.settlementDeposit]) oracle.open(account, 'asset');
    for (const account of [...coop.wallets, coop.liquidity]) oracle.open(account, 'wallet');
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
      ...coop.wallets,
    ]),
  ];
}
