import { sumSen, type Sen } from '@app/core';
import type { Network } from '@app/participants';
import {
  aKey,
  Crash,
  crashingAfter,
  posted,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';
import { LiquidityService } from '../liquidity/liquidity.service.js';
import { SettlementByBank } from './settlement-by-bank.js';
import { SettlementService } from './settlement.service.js';
import type { SettlementTerms } from './terms.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;
const BY_BANK: SettlementTerms = { mode: 'by_bank', standingOrder: false, deadlineHours: 24 };
let references = 0;

/** Two operators agree to how the network settles. */
async function agree(network: Network, terms: SettlementTerms): Promise<void> {
  const asked = valueOf(await world.terms.request(world.maker, network, terms, 'rapat'));
  const { payloadHash } = asked;
  const done = valueOf(
    await world.access.approvals.approve(world.checker, asked.uid, { payloadHash }),
  );
  expect(done.state).toBe('EXECUTED');
}

/** A owes B and C; nobody has prefunded anything. */
async function aDay(terms: SettlementTerms | undefined = BY_BANK) {
  const now = new Date('2026-03-02T03:00:00Z');
  const name = `Jaringan bank ${(references += 1)}`;
  const { network } = valueOf(await world.networks.create(world.maker, { name, live: false, now }));
  if (terms !== undefined) await agree(network, terms);
  const [a, b, c] = [
    await world.aParty(network),
    await world.aParty(network),
    await world.aParty(network),
  ];
  posted(await world.pay(a, b, 60_000_50n));
  posted(await world.pay(a, c, 30_000_25n));
  return { network, a, b, c, cycle: await world.endCycle(network) };
}

async function approved(cycle: string): Promise<string> {
  const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
  valueOf(await world.settlements.approve(world.checker, settlement.uid, aKey()));
  return settlement.uid;
}

const confirm = (uid: string, { cooperative }: Party, amount: Sen) =>
  world.byBank.confirm(world.maker, uid, cooperative.uid, {
    amount,
    bankReference: `IN-${(references += 1)}`,
    ...aKey(),
  });

const instructions = (uid: string) => world.byBank.instructions(world.maker, uid).then(valueOf);
const viewOf = (uid: string) => world.settlements.read(world.maker, uid).then(valueOf);

describe('a settlement by bank', () => {
  it('tells debtors what to transfer, in whole rupiah, and pays out what came', async () => {
    const { a, b, c, cycle } = await aDay();
    const uid = await approved(cycle);
    const first = await instructions(uid);
    expect(first.settlement).toMatchObject({ mode: 'by_bank', state: 'APPROVED' });
    expect(first.payOuts).toEqual([]);
    const [collection] = first.collections;
    if (collection === undefined) throw new Error('nobody owes');
    const { line, toTransfer } = collection;
    expect(line.cooperative).toBe(a.cooperative.book);
    expect(toTransfer % RP).toBe(0n);
    expect(toTransfer - line.due).toBeLessThan(RP);
    expect(toTransfer).toBeGreaterThanOrEqual(line.due);

    valueOf(await confirm(uid, a, toTransfer));
    const last = await viewOf(uid);
    expect(last.settlement.state).toBe('SETTLED');
    const { collections, payOuts } = await instructions(uid);
    expect(collections[0]?.toTransfer).toBe(0n);
    expect(payOuts).toHaveLength(2);
    for (const payOut of payOuts) {
      const credited = last.lines.find((one) => one.cooperative === payOut.cooperative);
      expect(payOut).toMatchObject({ state: 'RESERVED', settlement: uid });
      expect(payOut.amount).toBe((credited?.paid ?? 0n) - ((credited?.paid ?? 0n) % RP));
      valueOf(await world.funds.commit(world.checker, payOut.uid, `OUT-${payOut.uid}`));
    }
    for (const party of [b, c]) {
      // The sen that no bank transfers stay.
      expect((await world.positionOf(party)).liquidity).toBeLessThan(RP);
    }
    expect((await world.positionOf(a)).clearing).toBe(0n);
  });

  it('pays creditors in rounds, pro rata, never more than debtors have paid', async () => {
    const { a, b, c, cycle } = await aDay();
    const uid = await approved(cycle);
    const due = (await viewOf(uid)).lines.find(({ side }) => side === 'debtor')?.due ?? 0n;
    let sent = 0n;
    for (const part of [20_000n * RP, 7n * RP, 33_333n * RP, 60_000n * RP]) {
      valueOf(await confirm(uid, a, part));
      sent += part;
      const { lines } = await viewOf(uid);
      const of = (side: string) =>
        sumSen(lines.filter((line) => line.side === side).map(({ paid }) => paid));
      expect(of('debtor')).toBe(sent < due ? sent : due);
      expect(of('creditor')).toBeLessThanOrEqual(of('debtor'));
      const { payOuts } = await instructions(uid);
      expect(sumSen(payOuts.map(({ amount }) => amount))).toBeLessThanOrEqual(of('creditor'));
    }
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
    for (const party of [a, b, c]) expect((await world.positionOf(party)).clearing).toBe(0n);
  });

  it('changes nothing when a step is done again, by however many', async () => {
    const { network, a, cycle } = await aDay();
    const uid = await approved(cycle);
    valueOf(await confirm(uid, a, 50_000n * RP));
    const before = await instructions(uid);
    await Promise.all([1, 2, 3, 4].map(() => world.settlements.continueAll(network.id)));
    expect(await instructions(uid)).toEqual(before);
    const again = { amount: 50_000n * RP, bankReference: `IN-${references}`, ...aKey() };
    expect(await world.byBank.confirm(world.checker, uid, a.cooperative.uid, again)).toMatchObject({
      code: 'reference_reused',
    });
  });

  it('H34 killed between any two steps of a confirmation books, pays and orders once', async () => {
    const { network, a, b, c, cycle: first } = await aDay();
    let crashes = 0;
    for (let steps = 0, cycle = first; ; steps += 1) {
      const uid = await approved(cycle);
      const [before, { collections }] = [await world.positionOf(a), await instructions(uid)];
      const [collection] = collections;
      if (collection === undefined) throw new Error('nobody owes');
      const { line: owing, toTransfer: amount } = collection;
      const order = { amount, bankReference: `KILL-${steps}`, ...aKey() };
      const ports = crashingAfter({ ...world, ledger: world.otherLedger }, steps);
      const settlements = new SettlementService(ports);
      const liquidity = new LiquidityService(ports);
      const mortal = new SettlementByBank({ ...ports, liquidity, settlements });
      const crashed = await mortal.confirm(world.maker, uid, a.cooperative.uid, order).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Crash) return true;
          throw error;
        },
      );
      // Either the client asks again with its key, or the workers of two processes go on first.
      if (steps % 2 === 1) {
        const { desk, settlements: others } = world;
        await Promise.all([desk.continueAll(network.id), desk.continueAll(network.id)]);
        await Promise.all([others.continueAll(network.id), others.continueAll(network.id)]);
      }
      valueOf(await world.byBank.confirm(world.maker, uid, a.cooperative.uid, order));
      await world.settlements.continueAll(network.id);
      const { settlement, lines } = await viewOf(uid);
      expect(settlement.state).toBe('SETTLED');
      const left = before.liquidity + amount - (owing.due - owing.paid);
      expect((await world.positionOf(a)).liquidity).toBe(left);
      for (const party of [a, b, c]) expect((await world.positionOf(party)).clearing).toBe(0n);
      const { payOuts } = await instructions(uid);
      for (const line of lines.filter(({ side }) => side === 'creditor')) {
        const own = payOuts.filter(({ cooperative }) => cooperative === line.cooperative);
        expect(own.map((payOut) => payOut.amount)).toEqual([line.paid - (line.paid % RP)]);
      }
      if (!crashed) break;
      crashes += 1;
      posted(await world.pay(a, b, 60_000_50n));
      posted(await world.pay(a, c, 30_000_25n));
      cycle = await world.endCycle(network);
    }
    expect(crashes).toBeGreaterThan(30);
  }, 120_000);

  it('may be given up as long as no debtor has paid, and its cycle gets another', async () => {
    const { a, b, cycle } = await aDay();
    const first = await approved(cycle);
    expect(await confirm(first, b, 1_000n * RP)).toMatchObject({ code: 'not_found' });
    expect(valueOf(await world.settlements.abort(world.maker, first, aKey()))).toMatchObject({
      settlement: { state: 'ABORTED' },
    });
    expect(await confirm(first, a, 1_000n * RP)).toMatchObject({ code: 'wrong_state' });
    const second = await approved(cycle);
    valueOf(await confirm(second, a, 1_000n * RP));
    expect(await world.settlements.abort(world.maker, second, aKey())).toMatchObject({
      code: 'wrong_state',
    });
  });

  it('leaves with the creditor what it has come to owe meanwhile', async () => {
    const { network, a, b, c, cycle } = await aDay();
    const change = { unsecuredLine: 10_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, b.cooperative.uid, change));
    posted(await world.pay(b, c, 69_000n * RP));
    const uid = await approved(cycle);
    valueOf(await confirm(uid, a, 100_000n * RP));
    await world.settlements.continueAll(network.id);
    const { payOuts } = await instructions(uid);
    const ofB = payOuts.filter(({ cooperative }) => cooperative === b.cooperative.book);
    expect(ofB.map(({ state, refusal }) => [state, refusal])).toEqual([
      ['REFUSED', 'cap_exceeded'],
    ]);
    expect((await world.positionOf(b)).liquidity).toBeGreaterThan(59_000n * RP);
  });

  it('suspends a debtor at the deadline, once, and pays when its money comes late', async () => {
    const { network, a, cycle } = await aDay();
    const uid = await approved(cycle);
    const stateOf = async () =>
      valueOf(await world.cooperatives.read(world.maker, a.cooperative.uid)).state;
    await world.deadlines.enforce(network.id);
    expect(await stateOf()).toBe('active');
    const { deadlineAt } = (await viewOf(uid)).settlement;
    if (deadlineAt === null) throw new Error('no deadline');
    valueOf(await world.networks.moveClock(world.maker, network.uid, deadlineAt));
    await world.deadlines.enforce(network.id);
    expect(await stateOf()).toBe('suspended');
    const alerts = async () => {
      const open = { network: network.id, status: 'open', limit: 100 } as const;
      const rows = await world.access.alerts.list(world.maker, open);
      return rows.filter(({ kind }) => kind === 'debtor_late');
    };
    expect(await alerts()).toMatchObject([{ cooperative: a.cooperative.uid, times: 1 }]);
    // People take it back; it is not suspended for the same settlement again.
    const { uid: coop } = a.cooperative;
    valueOf(await world.cooperatives.changeState(world.maker, coop, 'active', 'janji bayar'));
    await world.deadlines.enforce(network.id);
    expect(await stateOf()).toBe('active');
    valueOf(await confirm(uid, a, 100_000n * RP));
    await world.deadlines.enforce(network.id);
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
    expect(await alerts()).toEqual([]);
  });
});

describe('a standing order', () => {
  const STANDING: SettlementTerms = {
    mode: 'prefunded',
    standingOrder: true,
    deadlineHours: null,
  };

  it('pays a netted cycle in the names of the two who signed it', async () => {
    const { network, a, cycle } = await aDay(STANDING);
    await world.prefund(a, 200_000n * RP);
    await Promise.all([1, 2, 3].map(() => world.settlements.continueAll(network.id)));
    const all = await world.settlements.list(network.id, undefined, { limit: 10 });
    expect(all).toMatchObject([
      {
        cycleUid: cycle,
        state: 'SETTLED',
        mode: 'prefunded',
        proposedBy: world.maker.principal,
        approvedBy: world.checker.principal,
      },
    ]);
  });

  it('is nothing that one person alone can give, nor one by bank', async () => {
    const { network } = await aDay(undefined);
    const asked = valueOf(await world.terms.request(world.maker, network, STANDING, 'rapat'));
    const { payloadHash } = asked;
    const own = await world.access.approvals.approve(world.maker, asked.uid, { payloadHash });
    expect(own).toMatchObject({ code: 'same_person' });
    await world.settlements.continueAll(network.id);
    expect(await world.settlements.list(network.id, undefined, { limit: 10 })).toEqual([]);
    const both = { ...BY_BANK, standingOrder: true };
    expect(await world.terms.request(world.maker, network, both, 'rapat')).toMatchObject({
      code: 'validation_failed',
    });
  });
});
