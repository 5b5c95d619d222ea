import { newUuid, sumSen } from '@app/core';
import {
  aKey,
  Crash,
  crashingAfter,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';
import fc from 'fast-check';
import type { Network } from '@app/participants';
import { CycleService } from './cycles/cycle.service.js';
import { CycleTally } from './cycles/cycle-tally.js';
import { FundsDesk } from './funds/funds-desk.js';
import { LiquidityService } from './liquidity/liquidity.service.js';
import { DirectPaymentService } from './settlements/direct-payments.js';
import { SettlementByBank } from './settlements/settlement-by-bank.js';
import { SettlementService } from './settlements/settlement.service.js';
import { SETTLEMENT_MODES, type SettlementMode } from './settlements/settlement.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterAll(() => world.close());

type Act =
  | { act: 'pay'; from: number; to: number; rupiah: number }
  | { act: 'prefund'; who: number; rupiah: number }
  | { act: 'line' | 'out'; who: number; rupiah: number }
  | {
      act: 'add up' | 'close' | 'close by two' | 'net' | 'propose' | 'approve' | 'resume' | 'abort';
    }
  | { act: 'paid out' | 'given up' | 'duties' }
  | { act: 'terms'; mode: SettlementMode; standingOrder: boolean }
  | { act: 'crash' | 'crash of a worker'; steps: number }
  | { act: 'confirm'; rupiah: number }
  | { act: 'together'; rupiah: number };

const who = fc.nat(3);
const rupiah = fc.integer({ min: 1, max: 90_000 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant('pay'), from: who, to: who, rupiah }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('prefund'), who, rupiah }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('line'), who, rupiah }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('out'), who, rupiah }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constantFrom('paid out', 'given up', 'duties') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('terms'),
      mode: fc.constantFrom(...SETTLEMENT_MODES),
      standingOrder: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constantFrom(
        ...(['add up', 'close', 'close by two', 'net', 'propose'] as const),
        ...(['approve', 'approve', 'resume', 'abort'] as const),
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('crash', 'crash of a worker'),
      steps: fc.nat(20),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('confirm'), rupiah }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('together'), rupiah }) },
);

/** A network in which anything may happen in any order; refusals are part of life. */
class Life {
  private constructor(
    private readonly network: Network,
    private readonly parties: readonly Party[],
  ) {}

  static async begin(): Promise<Life> {
    const network = await world.aNetwork();
    const parties: Party[] = [];
    for (const prefunded of [0n, 2_000_000n, 5_000_000n, 9_000_000n]) {
      parties.push(await world.aParty(network, { prefunded, line: 20_000_000n }));
    }
    return new Life(network, parties);
  }

  async perform(act: Act): Promise<void> {
    switch (act.act) {
      case 'pay': {
        if (act.from === act.to) return;
        await world.pay(this.party(act.from), this.party(act.to), BigInt(act.rupiah) * 100n);
        return;
      }
      case 'prefund':
        return world.prefund(this.party(act.who), BigInt(act.rupiah) * 100n);
      case 'line': {
        const change = { unsecuredLine: BigInt(act.rupiah) * 1_000n, ...aKey() };
        const { uid } = this.party(act.who).cooperative;
        await world.liquidity.setUnsecuredLine(world.maker, uid, change);
        return;
      }
      case 'close': {
        const { uid } = await world.cycles.open(this.network.id);
        valueOf(await world.cycles.close(this.network.id, uid, null));
        return;
      }
      case 'add up':
        await Promise.all([
          world.tally.advance(this.network.id, 1),
          new CycleTally(world.dataSource).advance(this.network.id, 1),
        ]);
        return;
      case 'close by two':
        return this.closeByTwo();
      case 'crash of a worker':
        return this.crashOfWorker(act.steps);
      case 'confirm':
        return this.confirm(BigInt(act.rupiah) * 100n);
      case 'net': {
        const [closed] = await world.cycles.closed(this.network.id, 1);
        if (closed !== undefined) valueOf(await world.cycles.net(closed.uid));
        return;
      }
      case 'together':
        return this.together(act.rupiah);
      case 'out': {
        const order = { amount: BigInt(act.rupiah) * 100n, ...aKey() };
        await world.funds.fundsOut(world.maker, this.party(act.who).cooperative.uid, order);
        return;
      }
      case 'terms': {
        const { mode, standingOrder } = act;
        return this.agree({ mode, standingOrder: standingOrder && mode === 'prefunded' });
      }
      case 'paid out':
      case 'given up':
        return this.decideFunds(act.act);
      case 'duties':
        await world.desk.continueAll(this.network.id);
        await world.deadlines.enforce(this.network.id);
        await world.watch.watch(this.network.id);
        return;
      default:
        return this.settle(act);
    }
  }

  /** Brings everything to its end: every cycle closed, netted and paid. */
  async finish(): Promise<void> {
    await world.desk.continueAll(this.network.id);
    for (const party of this.parties) await world.prefund(party, 90_000_000_000n);
    await world.endCycle(this.network);
    const cycles = await world.cycles.list(this.network.id, undefined, { limit: 100 });
    for (const { uid, state } of cycles.reverse()) {
      if (state === 'OPEN') continue;
      valueOf(await world.cycles.net(uid));
      await world.settlements.propose(world.maker, uid, aKey());
      for (const one of await this.unfinished()) {
        await world.settlements.approve(world.checker, one, aKey());
        valueOf(await world.settlements.resume(world.maker, one, aKey()));
        for (let rounds = 0; await this.payDirectly(one, null, world.direct); rounds += 1) {
          expect(rounds).toBeLessThan(this.parties.length);
        }
      }
      expect(valueOf(await world.cycles.find(world.maker, uid)).state).toBe('SETTLED');
    }
    expect(await Promise.all(this.parties.map((party) => this.clearing(party)))).toEqual(
      this.parties.map(() => 0n),
    );
    // What was paid in and not paid out is what the switch earned, to the sen.
    const { switchFeeIncome } = (await world.directory.rules(this.network.id)).switchAccounts;
    const lines = await this.allLines();
    const paid = (side: string) =>
      sumSen(lines.filter((line) => line.side === side).map((line) => BigInt(line.paid)));
    const earned = (await world.reads.balance(switchFeeIncome))?.posted;
    expect(paid('debtor') - paid('creditor')).toBe(earned);
  }

  /**
   * Each clearing is the nets of cycles that are not paid, less what of them is paid, and the open
   * cycle.
   */
  async check(): Promise<void> {
    expect(await world.verify()).toMatchObject({ ok: true });
    for (const party of this.parties) {
      const { clearing, openCycle, deposit, liquidity, cap, held } = await world.positionOf(party);
      expect(deposit).toBe(liquidity);
      expect(clearing + held).toBeLessThanOrEqual(cap);
      const { rows } = await world.owner.query<{ unpaid: string; closed: string }>(
        `SELECT coalesce((SELECT sum(n.net) FROM settlement.net_position n
             WHERE n.cooperative = $1), 0)
           - coalesce((SELECT sum(CASE l.side WHEN 'debtor' THEN l.paid ELSE -l.paid END)
             FROM settlement.settlement_line l WHERE l.cooperative = $1), 0)
           - coalesce((SELECT sum(CASE d.debtor WHEN $1 THEN d.paid ELSE -d.paid END)
             FROM settlement.direct_line d WHERE $1 IN (d.debtor, d.creditor)), 0) AS unpaid,
           (SELECT count(*) FROM ledger.cycle WHERE network = $2 AND state = 'CLOSED') AS closed`,
        [party.cooperative.book, this.network.id],
      );
      const { unpaid = '', closed = '' } = rows[0] ?? {};
      if (closed === '0') expect(clearing).toBe(BigInt(unpaid) + openCycle);
    }
  }

  private async closeByTwo(): Promise<void> {
    const { uid, number } = await world.cycles.open(this.network.id);
    const workers = [world.cycles, new CycleService(world.dataSource)];
    const answers = await Promise.all(
      workers.map((worker) => worker.close(this.network.id, uid, null)),
    );
    expect(answers.map(valueOf).filter(({ closed }) => closed)).toHaveLength(1);
    expect((await world.cycles.open(this.network.id)).number).toBe(number + 1);
  }

  /** The duties of a worker that ends on the way: what it has begun others bring to its end. */
  private async crashOfWorker(steps: number): Promise<void> {
    const ports = crashingAfter({ ...world, ledger: world.otherLedger }, steps);
    const { id } = this.network;
    const mortal = new CycleService(ports.dataSource);
    const round = async () => {
      await new CycleTally(ports.dataSource).advance(id, 1);
      const { uid } = await mortal.open(id);
      await mortal.close(id, uid, null);
      for (const closed of await mortal.closed(id, 5)) await mortal.net(closed.uid);
      await new SettlementService(ports).continueAll(id);
      await new FundsDesk(ports).continueAll(id);
    };
    await round().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
  }

  /** Each debtor of a settlement by bank sends this much, and the process that books it may end on the way. */
  private async confirm(amount: bigint): Promise<void> {
    for (const uid of await this.unfinished()) {
      for (const [index, { cooperative }] of this.parties.entries()) {
        const ports = crashingAfter({ ...world, ledger: world.otherLedger }, 6 + index * 5);
        const mortal = new SettlementByBank({
          ...ports,
          liquidity: new LiquidityService(ports),
          settlements: new SettlementService(ports),
        });
        const order = { amount, bankReference: `IN-${newUuid()}`, ...aKey() };
        await mortal.confirm(world.maker, uid, cooperative.uid, order).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
      }
      const ports = crashingAfter({ ...world, ledger: world.otherLedger }, Number(amount % 30n));
      const settlements = new SettlementService(ports);
      const mortal = new DirectPaymentService({ ...ports, settlements });
      await this.payDirectly(uid, amount, mortal).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
    }
  }

  /** Each debtor sends each creditor this much, or all that is left; false if nobody is asked to. */
  private async payDirectly(
    uid: string,
    most: bigint | null,
    direct: DirectPaymentService,
  ): Promise<boolean> {
    const read = valueOf(await world.settlements.read(world.maker, uid)).direct;
    const payable = read.filter((line) => line.reservedAt !== null && line.confirmed < line.due);
    for (const { debtorUid: debtor, creditorUid: creditor, due, confirmed } of payable) {
      const left = due - confirmed;
      const amount = most !== null && most < left ? most : left;
      const bankReference = `BI-${newUuid()}`;
      const arrived = { debtor, creditor, amount, bankReference, ...aKey() };
      valueOf(await direct.confirm(world.maker, uid, arrived));
    }
    return payable.length > 0;
  }

  private async settle(act: Act): Promise<void> {
    const { settlements } = world;
    if (act.act === 'propose') {
      const cycles = await world.cycles.list(this.network.id, 'NETTED', { limit: 100 });
      const oldest = cycles.at(-1);
      if (oldest !== undefined) await settlements.propose(world.maker, oldest.uid, aKey());
      return;
    }
    for (const uid of await this.unfinished()) {
      if (act.act === 'crash') {
        const ports = crashingAfter({ ...world, ledger: world.otherLedger }, act.steps);
        const mortal = new SettlementService(ports);
        const run = [
          mortal.approve(world.checker, uid, aKey()),
          mortal.continueAll(this.network.id),
        ];
        for (const result of await Promise.allSettled(run)) {
          if (result.status === 'rejected' && !(result.reason instanceof Crash)) {
            throw result.reason;
          }
        }
      } else if (act.act === 'approve' || act.act === 'resume' || act.act === 'abort') {
        await settlements[act.act](world.checker, uid, aKey());
      }
    }
  }

  /** Payments, a close, a netting and a settlement that go on at the same time. */
  private async together(amount: number): Promise<void> {
    const pays = [0, 1, 2, 3].map((from, i) =>
      world.pay(
        this.party(from),
        this.party(from + 1),
        BigInt(amount) * 100n,
        i % 2 === 0 ? world.ledger : world.otherLedger,
      ),
    );
    await Promise.all([
      ...pays,
      this.perform({ act: 'close' }),
      this.perform({ act: 'net' }),
      this.perform({ act: 'resume' }),
      world.settlements.continueAll(this.network.id),
    ]);
  }

  private async agree(terms: { mode: SettlementMode; standingOrder: boolean }): Promise<void> {
    const whole = { ...terms, deadlineHours: null };
    const asked = valueOf(await world.terms.request(world.maker, this.network, whole, 'rapat'));
    const { payloadHash } = asked;
    valueOf(await world.access.approvals.approve(world.checker, asked.uid, { payloadHash }));
  }

  /** The bank has paid what is reserved, or never will; the process may end on the way. */
  private async decideFunds(how: 'paid out' | 'given up'): Promise<void> {
    const reserved = { network: this.network.id, state: 'RESERVED' } as const;
    const [first] = await world.funds.list(world.maker, reserved, { limit: 1 });
    if (first === undefined) return;
    const mortal = new FundsDesk(crashingAfter({ ...world, ledger: world.otherLedger }, 3));
    const { principal } = world.checker;
    const end =
      how === 'paid out'
        ? mortal.commit(first.uid, principal, `OUT-${first.uid}`)
        : mortal.abort(first.uid, principal);
    await end.catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
  }

  private async unfinished(): Promise<string[]> {
    const all = await world.settlements.list(this.network.id, undefined, { limit: 100 });
    return all.filter(({ endedAt }) => endedAt === null).map(({ uid }) => uid);
  }

  private async allLines(): Promise<{ side: string; paid: string }[]> {
    const { rows } = await world.owner.query<{ side: string; paid: string }>(
      `SELECT l.side, l.paid FROM settlement.settlement_line l
       JOIN settlement.settlement s ON s.uid = l.settlement WHERE s.network = $1`,
      [this.network.id],
    );
    return rows;
  }

  private async clearing(party: Party): Promise<bigint> {
    return (await world.positionOf(party)).clearing;
  }

  private party(index: number): Party {
    const party = this.parties[index % this.parties.length];
    if (party === undefined) throw new Error('no party');
    return party;
  }
}

describe('settlement, whatever happens in whatever order', () => {
  it('keeps every invariant, and pays to the sen what the clearing accounts say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 40 }), async (life) => {
        const network = await Life.begin();
        for (const act of life) await network.perform(act);
        await network.check();
        await network.finish();
        await network.check();
      }),
      { numRuns: 15 },
    );
  }, 240_000);
});
