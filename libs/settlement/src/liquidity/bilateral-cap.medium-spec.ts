import { newUuid, type Sen } from '@app/core';
import type { Ledger, PostingOutcome } from '@app/ledger';
import { bilateralOf, type Network } from '@app/participants';
import {
  aKey,
  posted,
  settlementWorld,
  valueOf,
  type Party,
  type SettlementWorld,
} from '@app/testing';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;

/** Two cooperatives, each with a line of a hundred million towards the network. */
async function aPair() {
  const network = await world.aNetwork();
  return { network, a: await world.aParty(network), b: await world.aParty(network) };
}

async function agree(debtor: Party, creditor: Party, maximum: Sen | null): Promise<void> {
  const wanted = {
    debtor: debtor.cooperative.uid,
    creditor: creditor.cooperative.uid,
    maximum,
  };
  const asked = valueOf(await world.bilateralCaps.request(world.maker, wanted, 'rapat'));
  const { payloadHash } = asked;
  const { approvals } = world.access;
  expect(await approvals.approve(world.maker, asked.uid, { payloadHash })).toMatchObject({
    code: 'same_person',
  });
  expect(valueOf(await approvals.approve(world.checker, asked.uid, { payloadHash })).state).toBe(
    'EXECUTED',
  );
}

const refusalOf = (outcome: PostingOutcome) =>
  outcome.kind === 'decided' ? outcome.transfer.refusal?.code : outcome.kind;

const capOf = async (party: Party) => {
  const caps = valueOf(await world.bilateralCaps.list(world.maker, party.cooperative.uid));
  return caps.find(({ debtor }) => debtor === party.cooperative.book);
};
const owedBy = async (party: Party) => (await capOf(party))?.owes;
const heldBy = async (party: Party) => (await capOf(party))?.held;

describe('a bilateral cap', () => {
  it('holds to the sen, whatever goes the other way, from the second signature on', async () => {
    const { a, b } = await aPair();
    posted(await world.pay(a, b, 5_000_000n * RP));
    await agree(a, b, 99_600n * RP);
    // What the payment brings back to the issuer is no debt.
    posted(await world.pay(a, b, 100_000n * RP));
    expect(await owedBy(a)).toBe(99_600n * RP);
    expect(refusalOf(await world.pay(a, b, 1n * RP))).toBe('bilateral_cap_exceeded');
    posted(await world.pay(b, a, 100n * RP));
    posted(await world.pay(a, b, 99n * RP));
    expect(refusalOf(await world.pay(a, b, 10n * RP))).toBe('bilateral_cap_exceeded');
    const c = await world.aParty(await networkOf(a));
    posted(await world.pay(a, c, 1_000_000n * RP));
  });

  it('holds among many payments at two processes at once', async () => {
    const { a, b } = await aPair();
    await agree(a, b, 10n * 996n * RP);
    const engines: Ledger[] = [world.ledger, world.otherLedger];
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, i) => world.pay(a, b, 1_000n * RP, engines[i % 2])),
    );
    const refusals = outcomes.map(refusalOf).filter((code) => code !== undefined);
    expect(outcomes.length - refusals.length).toBe(10);
    expect(new Set(refusals)).toEqual(new Set(['bilateral_cap_exceeded']));
    expect(await owedBy(a)).toBe(10n * 996n * RP);
  });

  it('begins anew with each cycle', async () => {
    const { network, a, b } = await aPair();
    await agree(a, b, 996n * RP);
    posted(await world.pay(a, b, 1_000n * RP));
    expect(refusalOf(await world.pay(a, b, 1_000n * RP))).toBe('bilateral_cap_exceeded');
    await world.endCycle(network);
    expect(await owedBy(a)).toBe(0n);
    posted(await world.pay(a, b, 1_000n * RP));
    expect(await owedBy(a)).toBe(996n * RP);
  });

  it('lets nothing more be added when it is lowered, and everything when it is taken away', async () => {
    const { a, b } = await aPair();
    await agree(a, b, 1_000_000n * RP);
    posted(await world.pay(a, b, 500_000n * RP));
    await agree(a, b, 0n);
    expect(refusalOf(await world.pay(a, b, 1n * RP))).toBe('bilateral_cap_exceeded');
    posted(await world.pay(b, a, 1_000n * RP));
    await agree(a, b, null);
    posted(await world.pay(a, b, 2_000_000n * RP));
    // It was counted all the while, so that another cap knows of it.
    await agree(a, b, 2_000_000n * RP);
    expect(refusalOf(await world.pay(a, b, 1n * RP))).toBe('bilateral_cap_exceeded');
  });

  it('may be another one in each direction', async () => {
    const { a, b } = await aPair();
    await agree(a, b, 996n * RP);
    await agree(b, a, 1_992n * RP);
    posted(await world.pay(b, a, 2_000n * RP));
    expect(refusalOf(await world.pay(b, a, 1n * RP))).toBe('bilateral_cap_exceeded');
    posted(await world.pay(a, b, 3_000n * RP));
    expect(refusalOf(await world.pay(a, b, 10n * RP))).toBe('bilateral_cap_exceeded');
  });

  it('is used up by holds from when they are placed until they end, whatever the cycle', async () => {
    const { network, a, b } = await aPair();
    await agree(a, b, 1_000n * RP);
    const first = posted(await hold(network, a, b, 600n * RP));
    const second = posted(await hold(network, a, b, 400n * RP));
    expect(await heldBy(a)).toBe(1_000n * RP);
    expect(refusalOf(await hold(network, a, b, 1n * RP))).toBe('bilateral_cap_exceeded');
    expect(refusalOf(await world.pay(a, b, 10n * RP))).toBe('bilateral_cap_exceeded');
    await world.endCycle(network);
    expect(refusalOf(await world.pay(a, b, 10n * RP))).toBe('bilateral_cap_exceeded');
    posted(await end(network, second.id, 'void'));
    expect(await heldBy(a)).toBe(600n * RP);
    posted(await world.pay(a, b, 400n * RP));
    // Captured in parts: what is left stays held, and what is captured is owed.
    posted(await capture(network, a, b, first.id, 500n * RP, false));
    expect([await heldBy(a), await owedBy(a)]).toEqual([100n * RP, 898_40n]);
    posted(await capture(network, a, b, first.id, 50n * RP, true));
    expect([await heldBy(a), await owedBy(a)]).toEqual([0n, 948_40n]);
  });

  it('never refuses the capture of what was placed, whatever became of the cap', async () => {
    const { network, a, b } = await aPair();
    await agree(a, b, 1_000n * RP);
    const { id } = posted(await hold(network, a, b, 1_000n * RP));
    await agree(a, b, 0n);
    posted(await capture(network, a, b, id, 1_000n * RP, true));
    expect([await heldBy(a), await owedBy(a)]).toEqual([0n, 1_000n * RP]);
  });

  it('gets no room from what is held the other way, and counts no hold that was there before it', async () => {
    const { network, a, b } = await aPair();
    const before = posted(await hold(network, a, b, 5_000n * RP));
    await agree(a, b, 1_000n * RP);
    await agree(b, a, 1_000n * RP);
    expect(await heldBy(a)).toBe(0n);
    posted(await hold(network, b, a, 1_000n * RP));
    expect(refusalOf(await hold(network, a, b, 1_001n * RP))).toBe('bilateral_cap_exceeded');
    posted(await end(network, before.id, 'void'));
    expect([await heldBy(a), await heldBy(b)]).toEqual([0n, 1_000n * RP]);
  });

  it('holds among holds, captures, voids and payments at two processes at once', async () => {
    const { network, a, b } = await aPair();
    const maximum = 20_000n * RP;
    await agree(a, b, maximum);
    let open: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      open = await rush(network, a, b, open);
      const [held, owed] = [await heldBy(a), await owedBy(a)];
      expect(held).toBe(BigInt(open.length) * 997n * RP);
      expect((held ?? 0n) + (owed ?? 0n)).toBeLessThanOrEqual(maximum);
      expect(await world.verify()).toMatchObject({ ok: true });
    }
  });

  it('is agreed upon between two cooperatives of one network only, and seen by these two', async () => {
    const { a, b } = await aPair();
    const { a: stranger } = await aPair();
    const ask = (debtor: Party, creditor: Party) =>
      world.bilateralCaps.request(
        world.maker,
        { debtor: debtor.cooperative.uid, creditor: creditor.cooperative.uid, maximum: 1n },
        'rapat',
      );
    expect(await ask(a, stranger)).toMatchObject({ code: 'not_found' });
    expect(await ask(a, a)).toMatchObject({ code: 'validation_failed' });
    await agree(a, b, 5n * RP);
    const treasurer = { ...world.maker, network: a.cooperative.network };
    const of = (party: Party) => ({ ...treasurer, cooperative: party.cooperative.uid });
    for (const one of [a, b]) {
      expect(valueOf(await world.bilateralCaps.list(of(one), one.cooperative.uid))).toMatchObject([
        { debtorUid: a.cooperative.uid, creditorUid: b.cooperative.uid, maximum: 5n * RP },
      ]);
    }
    expect(await world.bilateralCaps.list(of(b), a.cooperative.uid)).toMatchObject({
      code: 'not_found',
    });
  });
});

/** Everything at once at two processes: what is held ends, more is held, and both pay each other. Answers what is held then. */
async function rush(
  network: Network,
  a: Party,
  b: Party,
  ending: readonly string[],
): Promise<string[]> {
  const engines: Ledger[] = [world.ledger, world.otherLedger];
  const some = <T>(length: number, act: (engine: Ledger | undefined) => Promise<T>) =>
    Array.from({ length }, (_, i) => act(engines[i % 2]));
  const holds = some(20, (engine) => hold(network, a, b, 997n * RP, engine));
  const outcomes = await Promise.all([
    ...holds,
    ...some(10, (engine) => world.pay(a, b, 997n * RP, engine)),
    ...some(6, (engine) => world.pay(b, a, 1_500n * RP, engine)),
    ...ending.map((id, i) =>
      i % 2 === 0
        ? capture(network, a, b, id, 997n * RP, true, engines[i % 3 === 0 ? 0 : 1])
        : end(network, id, 'void', engines[i % 3 === 0 ? 0 : 1]),
    ),
  ]);
  const codes = outcomes.map(refusalOf).filter((code) => code !== undefined);
  expect(codes.every((code) => code === 'bilateral_cap_exceeded')).toBe(true);
  const placed = (await Promise.all(holds)).filter((one) => refusalOf(one) === undefined);
  return placed.map((one) => posted(one).id);
}

async function networkOf({ cooperative }: Party): Promise<Network> {
  const network = await world.directory.network(cooperative.network);
  if (network === undefined) throw new Error('a cooperative has a network');
  return network;
}

async function capture(
  network: Network,
  from: Party,
  to: Party,
  obligation: string,
  amount: Sen,
  final: boolean,
  engine: Ledger = world.ledger,
): Promise<PostingOutcome> {
  const rules = await world.directory.rules(network.id);
  const legs = [
    { debit: from.wallet, credit: from.cooperative.accounts.clearing },
    { debit: from.cooperative.accounts.position, credit: to.cooperative.accounts.position },
    { debit: to.cooperative.accounts.clearing, credit: to.wallet },
  ].map((leg) => ({ ...leg, amount, component: 'principal' as const }));
  const bilateral = bilateralOf(rules, { legs, amount });
  return engine.post({
    id: newUuid(),
    network: network.id,
    principal: world.maker.principal,
    ...aKey(),
    type: 'payment',
    amount,
    legs,
    ...(bilateral && { bilateral }),
    completion: {
      kind: 'capture',
      obligation,
      release: [{ account: from.wallet, side: 'debit', amount }],
      final,
    },
  });
}

function end(
  network: Network,
  obligation: string,
  kind: 'void',
  engine: Ledger = world.ledger,
): Promise<PostingOutcome> {
  return engine.post({
    id: newUuid(),
    network: network.id,
    principal: world.maker.principal,
    ...aKey(),
    type: kind,
    amount: 1n,
    legs: [],
    completion: { kind, obligation },
  });
}

async function hold(
  network: Network,
  from: Party,
  to: Party,
  amount: Sen,
  engine: Ledger = world.ledger,
): Promise<PostingOutcome> {
  const rules = await world.directory.refresh(network.id);
  const placement = {
    lines: [{ account: from.wallet, side: 'debit', amount }] as const,
    expiresInSeconds: 600,
  };
  const parties = { issuer: from.cooperative.book, acquirer: to.cooperative.book };
  const bilateral = bilateralOf(rules, { legs: [], amount, hold: placement, ...parties });
  return engine.post({
    id: newUuid(),
    network: network.id,
    principal: world.maker.principal,
    ...aKey(),
    type: 'hold',
    amount,
    legs: [],
    hold: placement,
    ...parties,
    ...(bilateral && { bilateral }),
    epoch: rules.epoch,
  });
}
