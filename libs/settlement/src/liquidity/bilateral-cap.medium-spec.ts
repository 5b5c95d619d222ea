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

const owedBy = async (party: Party) => {
  const caps = valueOf(await world.bilateralCaps.list(world.maker, party.cooperative.uid));
  return caps.find(({ debtor }) => debtor === party.cooperative.book)?.owes;
};

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

  it('refuses a hold that would go beyond it, and never the capture of one that was placed', async () => {
    const { network, a, b } = await aPair();
    await agree(a, b, 1_000n * RP);
    const placed = await hold(network, a, b, 1_000n * RP);
    posted(placed);
    expect(refusalOf(await hold(network, a, b, 1_001n * RP))).toBe('bilateral_cap_exceeded');
    posted(await world.pay(a, b, 500n * RP));
    if (placed.kind !== 'decided') throw new Error('not placed');
    const rules = await world.directory.refresh(network.id);
    const legs = [
      { debit: a.wallet, credit: a.cooperative.accounts.clearing },
      { debit: a.cooperative.accounts.position, credit: b.cooperative.accounts.position },
      { debit: b.cooperative.accounts.clearing, credit: b.wallet },
    ].map((leg) => ({ ...leg, amount: 1_000n * RP, component: 'principal' as const }));
    const bilateral = bilateralOf(rules, { legs, amount: 1_000n * RP });
    posted(
      await world.ledger.post({
        id: newUuid(),
        network: network.id,
        principal: world.maker.principal,
        ...aKey(),
        type: 'payment',
        amount: 1_000n * RP,
        legs,
        ...(bilateral && { bilateral }),
        completion: {
          kind: 'capture',
          obligation: placed.transfer.id,
          release: [{ account: a.wallet, side: 'debit', amount: 1_000n * RP }],
          final: true,
        },
      }),
    );
    expect(await owedBy(a)).toBe(1_498n * RP);
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

async function networkOf({ cooperative }: Party): Promise<Network> {
  const network = await world.directory.network(cooperative.network);
  if (network === undefined) throw new Error('a cooperative has a network');
  return network;
}

async function hold(
  network: Network,
  from: Party,
  to: Party,
  amount: Sen,
): Promise<PostingOutcome> {
  const rules = await world.directory.refresh(network.id);
  const placement = {
    lines: [{ account: from.wallet, side: 'debit', amount }] as const,
    expiresInSeconds: 600,
  };
  const parties = { issuer: from.cooperative.book, acquirer: to.cooperative.book };
  const bilateral = bilateralOf(rules, { legs: [], amount, hold: placement, ...parties });
  return world.ledger.post({
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
