import { sumSen, type Sen } from '@app/core';
import type { Network } from '@app/participants';
import {
  aKey,
  anIdentity,
  crashingAfter,
  endsInCrash,
  posted,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';
import { DirectPaymentService } from './direct-payments.js';
import { SettlementService } from './settlement.service.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;
let count = 0;

async function aNetwork(deadlineHours: number | null = 24): Promise<Network> {
  const now = new Date('2026-03-02T03:00:00Z');
  const name = `Jaringan berpasangan ${(count += 1)}`;
  const { network } = valueOf(await world.networks.create(world.maker, { name, live: false, now }));
  const terms = { mode: 'bilateral', standingOrder: false, deadlineHours } as const;
  const asked = valueOf(await world.terms.request(world.maker, network, terms, 'rapat'));
  const { payloadHash } = asked;
  valueOf(await world.access.approvals.approve(world.checker, asked.uid, { payloadHash }));
  return network;
}

/** A owes B, B owes C as much, and A owes C too; nobody has prefunded anything. */
async function aDay() {
  const network = await aNetwork();
  const [a, b, c] = [
    await world.aParty(network),
    await world.aParty(network),
    await world.aParty(network),
  ];
  posted(await world.pay(a, b, 60_000n * RP));
  posted(await world.pay(b, c, 60_000n * RP));
  posted(await world.pay(a, c, 30_000n * RP));
  return { network, a, b, c, cycle: await world.endCycle(network) };
}

async function approved(cycle: string): Promise<string> {
  const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
  valueOf(await world.settlements.approve(world.checker, settlement.uid, aKey()));
  return settlement.uid;
}

const arrived = (from: Party, to: Party, amount: Sen) => ({
  debtor: from.cooperative.uid,
  creditor: to.cooperative.uid,
  amount,
  bankReference: `BRI-${(count += 1)}`,
  ...aKey(),
});

const treasurerOf = ({ cooperative }: Party) => ({
  ...anIdentity('treasurer', world.maker.principal),
  network: cooperative.network,
  cooperative: cooperative.uid,
});

const viewOf = (uid: string) => world.settlements.read(world.maker, uid).then(valueOf);
const lineOf = async (uid: string, from: Party, to: Party) => {
  const { direct } = await viewOf(uid);
  const found = direct.find(
    ({ debtor, creditor }) => debtor === from.cooperative.book && creditor === to.cooperative.book,
  );
  if (found === undefined) throw new Error('no such line');
  return found;
};

/** Each pays the switch what it owes it, through the settlement bank. */
async function payFees(uid: string): Promise<void> {
  const { collections } = valueOf(await world.byBank.instructions(world.maker, uid));
  for (const { line, toTransfer } of collections) {
    if (toTransfer === 0n) continue;
    const order = { amount: toTransfer, bankReference: `FEE-${(count += 1)}`, ...aKey() };
    valueOf(await world.byBank.confirm(world.maker, uid, line.cooperativeUid, order));
  }
}

/** Whatever is owed arrives. */
async function payAll(uid: string): Promise<void> {
  await payFees(uid);
  for (;;) {
    const { direct } = await viewOf(uid);
    const payable = direct.filter((one) => one.reservedAt !== null && one.confirmed < one.due);
    if (payable.length === 0) return;
    for (const { debtorUid, creditorUid, due, confirmed } of payable) {
      const amount = due - confirmed;
      const bankReference = `BRI-${(count += 1)}`;
      const one = { debtor: debtorUid, creditor: creditorUid, amount, bankReference, ...aKey() };
      valueOf(await world.direct.confirm(world.maker, uid, one));
    }
  }
}

/** Approves a settlement and confirms what arrived, in a process that ends on the way; false if it did not. */
function crashesAfter(
  steps: number,
  uid: string,
  approval: ReturnType<typeof aKey>,
  parts: readonly ReturnType<typeof arrived>[],
): Promise<boolean> {
  const ports = crashingAfter({ ...world, ledger: world.otherLedger }, steps);
  const settlements = new SettlementService(ports);
  const direct = new DirectPaymentService({ ...ports, settlements });
  return endsInCrash(async () => {
    await settlements.approve(world.checker, uid, approval);
    for (const part of parts) valueOf(await direct.confirm(world.maker, uid, part));
  });
}

describe('a bilateral settlement', () => {
  it('lets each pair pay its own difference from bank to bank, and the switch get its fees', async () => {
    const { a, b, c, cycle } = await aDay();
    const uid = await approved(cycle);
    const { settlement, direct, lines } = await viewOf(uid);
    expect(settlement).toMatchObject({ mode: 'bilateral', state: 'SETTLING' });
    expect(direct.map(({ debtor, creditor, due }) => [debtor, creditor, due])).toEqual([
      [a.cooperative.book, b.cooperative.book, 59_760n * RP],
      [a.cooperative.book, c.cooperative.book, 29_880n * RP],
      [b.cooperative.book, c.cooperative.book, 59_760n * RP],
    ]);
    expect(lines.map(({ side, due }) => [side, due])).toEqual([
      ['debtor', 120n * RP],
      ['debtor', 180n * RP],
    ]);

    for (const [from, to] of [
      [a, b],
      [b, c],
      [a, c],
    ] as const) {
      const { due } = await lineOf(uid, from, to);
      const confirmed = await world.direct.confirm(treasurerOf(to), uid, arrived(from, to, due));
      expect(valueOf(confirmed)).toMatchObject({ payment: { posted: true }, line: { paid: due } });
      expect(await world.verify()).toMatchObject({ ok: true });
    }
    expect((await viewOf(uid)).settlement.state).toBe('SETTLING');
    await payFees(uid);
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
    for (const party of [a, b, c]) {
      const { clearing, held, liquidity } = await world.positionOf(party);
      expect([clearing, held, liquidity]).toEqual([0n, 0n, 0n]);
    }
    // The settlement bank has seen the fees, and nothing else.
    const rules = await world.directory.refresh(a.cooperative.network);
    const bank = await world.reads.balance(rules.switchAccounts.settlementBank);
    expect(bank?.posted).toBe(-300n * RP);
    const bankOfA = await world.reads.balance(a.cooperative.accounts.bank);
    expect(bankOfA?.posted).toBe(89_640n * RP);
  });

  it('takes what comes in parts, and never more than is owed', async () => {
    const { a, b, cycle } = await aDay();
    const uid = await approved(cycle);
    const caller = treasurerOf(b);
    const { due } = await lineOf(uid, a, b);
    const first = arrived(a, b, 20_000n * RP);
    valueOf(await world.direct.confirm(caller, uid, first));
    expect(await world.direct.confirm(caller, uid, first)).toMatchObject({
      ok: true,
      replayed: true,
    });
    expect(await world.direct.confirm(caller, uid, { ...first, ...aKey() })).toMatchObject({
      code: 'reference_reused',
    });
    expect(
      await world.direct.confirm(caller, uid, { ...first, requestHash: aKey().requestHash }),
    ).toMatchObject({ code: 'idempotency_key_reused' });
    const rest = due - 20_000n * RP;
    expect(await world.direct.confirm(caller, uid, arrived(a, b, rest + RP))).toMatchObject({
      code: 'request_exceeded',
      detail: { left: '39760.00' },
    });
    // Of several who confirm the rest at once, one does.
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.direct.confirm(caller, uid, arrived(a, b, rest))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await lineOf(uid, a, b)).toMatchObject({ confirmed: due, paid: due });
    expect((await lineOf(uid, a, b)).transfers).toHaveLength(2);
  });

  it('is confirmed by who receives, or an operator, and seen by both of a pair', async () => {
    const { a, b, c, cycle } = await aDay();
    const uid = await approved(cycle);
    const one = arrived(a, b, 1_000n * RP);
    expect(await world.direct.confirm(treasurerOf(a), uid, one)).toMatchObject({
      code: 'role_forbidden',
    });
    expect(await world.direct.confirm(treasurerOf(c), uid, one)).toMatchObject({
      code: 'not_found',
    });
    expect(await world.direct.confirm(world.maker, uid, arrived(b, a, RP))).toMatchObject({
      code: 'not_found',
    });
    const seen = valueOf(await world.settlements.read(treasurerOf(a), uid));
    expect(seen.direct).toHaveLength(2);
    expect(seen.lines.every(({ cooperativeUid }) => cooperativeUid === a.cooperative.uid)).toBe(
      true,
    );
    const told = valueOf(await world.byBank.instructions(treasurerOf(a), uid));
    expect(told.direct.map(({ toTransfer }) => toTransfer)).toEqual([59_760n * RP, 29_880n * RP]);
    valueOf(await world.direct.confirm(world.maker, uid, one));
  });

  it('asks nobody to pay a creditor whose claim covers what it owes by now', async () => {
    const { network, a, b, c, cycle } = await aDay();
    // B may owe nothing of its own, and uses what A owes it to pay C.
    const change = { unsecuredLine: 1_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, b.cooperative.uid, change));
    posted(await world.pay(b, c, 500n * RP));
    const uid = await approved(cycle);
    expect((await lineOf(uid, a, b)).reservedAt).toBeNull();
    expect(await world.direct.confirm(world.maker, uid, arrived(a, b, RP))).toMatchObject({
      code: 'wrong_state',
      detail: { state: 'waits_for_headroom' },
    });
    // B pays C, and has headroom again.
    const { due } = await lineOf(uid, b, c);
    valueOf(await world.direct.confirm(treasurerOf(c), uid, arrived(b, c, due)));
    await world.settlements.continueAll(network.id);
    expect((await lineOf(uid, a, b)).reservedAt).not.toBeNull();
    // What is reserved is no longer there for others, although nothing has arrived.
    const refused = await world.pay(b, c, 1_000n * RP);
    expect(refused).toMatchObject({ transfer: { refusal: { code: 'cap_exceeded' } } });
    await payAll(uid);
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
  });

  it('never takes a creditor beyond its cap, whatever it pays at the same instant', async () => {
    const { network, a, b, c, cycle } = await aDay();
    const change = { unsecuredLine: 30_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, b.cooperative.uid, change));
    const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
    const engines = [world.ledger, world.otherLedger];
    await Promise.all([
      world.settlements.approve(world.checker, settlement.uid, aKey()),
      ...Array.from({ length: 40 }, (_, i) => world.pay(b, c, 1_500n * RP, engines[i % 2])),
      ...[1, 2, 3].map(() => world.settlements.continueAll(network.id)),
    ]);
    const { clearing, held, cap } = await world.positionOf(b);
    expect(clearing + held).toBeLessThanOrEqual(cap);
    await payAll(settlement.uid);
    await world.settlements.continueAll(network.id);
    await payAll(settlement.uid);
    const { due, paid, reservedAt } = await lineOf(settlement.uid, a, b);
    expect(reservedAt === null || paid === due).toBe(true);
  });

  it('may be given up as long as nobody is asked to pay, and its cycle gets another', async () => {
    const { cycle } = await aDay();
    const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
    valueOf(await world.settlements.abort(world.checker, settlement.uid, aKey()));
    const uid = await approved(cycle);
    expect(await world.settlements.abort(world.maker, uid, aKey())).toMatchObject({
      code: 'wrong_state',
    });
    await payAll(uid);
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
  });

  it('H34 killed between any two steps of an approval or a confirmation asks, posts and ends once', async () => {
    const network = await aNetwork(null);
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    let crashed = true;
    let steps = 0;
    for (; crashed; steps += 1) {
      posted(await world.pay(a, b, 60_000n * RP));
      const cycle = await world.endCycle(network);
      const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
      const { uid } = settlement;
      const approval = aKey();
      const parts = [arrived(a, b, 9_760n * RP), arrived(a, b, 50_000n * RP)];
      crashed = await crashesAfter(steps, uid, approval, parts);
      if (steps % 2 === 1) {
        const { settlements } = world;
        await Promise.all([
          settlements.continueAll(network.id),
          settlements.continueAll(network.id),
        ]);
      }
      valueOf(await world.settlements.approve(world.checker, uid, approval));
      for (const part of parts) valueOf(await world.direct.confirm(world.maker, uid, part));
      await payFees(uid);
      const { settlement: ended, direct } = await viewOf(uid);
      expect(ended.state).toBe('SETTLED');
      expect(direct).toMatchObject([{ due: 59_760n * RP, paid: 59_760n * RP }]);
      expect(direct[0]?.transfers).toHaveLength(2);
      for (const party of [a, b]) {
        const { clearing, held } = await world.positionOf(party);
        expect([clearing, held]).toEqual([0n, 0n]);
      }
    }
    expect(steps).toBeGreaterThan(50);
  }, 120_000);

  it('suspends who has not paid a creditor in time, counted from when it might', async () => {
    const { network, a, b, c, cycle } = await aDay();
    const change = { unsecuredLine: 1_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, b.cooperative.uid, change));
    posted(await world.pay(b, c, 500n * RP));
    const uid = await approved(cycle);
    await payFees(uid);
    valueOf(await world.direct.confirm(world.maker, uid, arrived(a, c, 29_880n * RP)));
    const passTimeFor = async (from: Party, to: Party) => {
      const { reservedAt } = await lineOf(uid, from, to);
      if (reservedAt === null) throw new Error('not asked');
      const after = new Date(reservedAt.getTime() + 24 * 3_600_000);
      valueOf(await world.networks.moveClock(world.maker, network.uid, after));
    };
    await passTimeFor(b, c);
    const stateOf = async ({ cooperative }: Party) =>
      valueOf(await world.cooperatives.read(world.maker, cooperative.uid)).state;
    await world.deadlines.enforce(network.id);
    // B was asked to pay C and did not; A might not pay B.
    expect([await stateOf(a), await stateOf(b)]).toEqual(['active', 'suspended']);
    valueOf(await world.direct.confirm(world.maker, uid, arrived(b, c, 59_760n * RP)));
    await world.settlements.continueAll(network.id);
    await world.deadlines.enforce(network.id);
    expect(await stateOf(a)).toBe('active');
    await passTimeFor(a, b);
    await world.deadlines.enforce(network.id);
    expect(await stateOf(a)).toBe('suspended');
    await payAll(uid);
    await world.deadlines.enforce(network.id);
    const open = { network: network.id, status: 'open', limit: 100 } as const;
    const alerts = await world.access.alerts.list(world.maker, open);
    expect(alerts.filter(({ kind }) => kind === 'debtor_late')).toEqual([]);
    expect((await viewOf(uid)).settlement.state).toBe('SETTLED');
  });

  it('leaves prefunded money where it is, and pays fees out of it', async () => {
    const network = await aNetwork();
    const a = await world.aParty(network, { prefunded: 1_000_000n * RP });
    const b = await world.aParty(network);
    posted(await world.pay(a, b, 60_000n * RP));
    const uid = await approved(await world.endCycle(network));
    await payAll(uid);
    const { direct, lines } = await viewOf(uid);
    expect(sumSen(direct.map(({ paid }) => paid))).toBe(59_760n * RP);
    const fees = sumSen(lines.filter((one) => one.side === 'debtor').map(({ paid }) => paid));
    const { liquidity } = await world.positionOf(a);
    const ofA = lines.find(({ cooperative }) => cooperative === a.cooperative.book)?.paid ?? 0n;
    expect(fees).toBe(120n * RP);
    expect(liquidity).toBe(1_000_000n * RP - ofA);
  });
});
