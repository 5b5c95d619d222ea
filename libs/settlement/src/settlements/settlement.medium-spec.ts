import type { SettlementState, Sen } from '@app/core';
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
import { SettlementService } from './settlement.service.js';
import type { SettlementView } from './settlement.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;

/** Three cooperatives; in each `turn` A comes to owe B and C. */
async function threeParties(prefunded: Sen) {
  const network = await world.aNetwork();
  const a = await world.aParty(network, { prefunded });
  const b = await world.aParty(network);
  const c = await world.aParty(network);
  const turn = async (): Promise<string> => {
    posted(await world.pay(a, b, 60_000n * RP));
    posted(await world.pay(a, c, 30_000n * RP));
    posted(await world.pay(b, c, 1_111n * RP));
    return world.endCycle(network);
  };
  return { network, a, b, c, turn };
}

async function proposed(cycle: string): Promise<string> {
  const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
  return settlement.uid;
}

const approved = (uid: string) =>
  world.settlements.approve(world.checker, uid, aKey()).then(valueOf);

function ofParty({ lines }: SettlementView, { cooperative }: Party) {
  const line = lines.find((one) => one.cooperative === cooperative.book);
  if (line === undefined) throw new Error('no line');
  return line;
}

const headroomOf = async (party: Party): Promise<Sen> => {
  const { cap, clearing, held } = await world.positionOf(party);
  return cap - clearing - held;
};

async function stateOf(cycle: string): Promise<string> {
  return valueOf(await world.cycles.find(world.maker, cycle)).state;
}

async function withSettlementsOf(network: Network): Promise<SettlementState[]> {
  const all = await world.settlements.list(network.id, undefined, { limit: 100 });
  return all.map(({ state }) => state);
}

async function endsInCrash(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

describe('a settlement', () => {
  it('pays every cooperative what its clearing account says, and changes no headroom', async () => {
    const { a, b, c, turn } = await threeParties(200_000n * RP);
    const cycle = await turn();
    const parties = [a, b, c];
    const before = await Promise.all(parties.map(headroomOf));
    const uid = await proposed(cycle);
    const view = await approved(uid);
    expect(view.settlement).toMatchObject({
      state: 'SETTLED',
      proposedBy: world.maker.principal,
      approvedBy: world.checker.principal,
    });
    expect(await stateOf(cycle)).toBe('SETTLED');
    for (const party of parties) {
      const position = await world.positionOf(party);
      expect(position.clearing).toBe(0n);
      expect(position.deposit).toBe(position.liquidity);
      const line = ofParty(view, party);
      expect(line.paid).toBe(line.due);
      expect(line.transfers).toHaveLength(1);
    }
    expect(ofParty(view, a)).toMatchObject({ side: 'debtor', due: 89_640_00n });
    expect(await Promise.all(parties.map(headroomOf))).toEqual(before);
    // What the debtor paid and the creditors didn't get is the switch's fee; it stays at the
    // settlement bank.
    const due = (side: string) =>
      view.lines.filter((line) => line.side === side).reduce((sum, { paid }) => sum + paid, 0n);
    expect(due('debtor') - due('creditor')).toBe(120_00n + 60_00n + 2_22n);
  });

  it('H34 is proposed once, however many propose', async () => {
    const { network, turn } = await threeParties(200_000n * RP);
    const cycle = await turn();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.settlements.propose(world.maker, cycle, aKey())),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.code === 'wrong_state')).toHaveLength(3);
    expect(await withSettlementsOf(network)).toEqual(['PROPOSED']);
  });

  it('is not approved by its maker, and by one checker only', async () => {
    const { turn } = await threeParties(200_000n * RP);
    const uid = await proposed(await turn());
    expect(await world.settlements.approve(world.maker, uid, aKey())).toMatchObject({
      code: 'same_person',
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.settlements.approve(world.checker, uid, aKey())),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'wrong_state' });
  });

  it('comes in the order of cycles', async () => {
    const { turn } = await threeParties(500_000n * RP);
    const [first, second] = [await turn(), await turn()];
    expect(await world.settlements.propose(world.maker, second, aKey())).toMatchObject({
      code: 'wrong_state',
      detail: { state: 'older_cycle_unsettled' },
    });
    await approved(await proposed(first));
    expect((await approved(await proposed(second))).settlement.state).toBe('SETTLED');
  });

  it('is not proposed for an open, a closed or a settled cycle', async () => {
    const network = await world.aNetwork();
    const { uid } = await world.cycles.open(network.id);
    const propose = () => world.settlements.propose(world.maker, uid, aKey());
    expect(await propose()).toMatchObject({ code: 'wrong_state', detail: { state: 'OPEN' } });
    valueOf(await world.cycles.close(network.id, uid, null));
    expect(await propose()).toMatchObject({ code: 'wrong_state', detail: { state: 'CLOSED' } });
    valueOf(await world.cycles.net(uid));
    expect(await propose()).toMatchObject({ code: 'wrong_state', detail: { state: 'SETTLED' } });
  });

  it('may be given up before its first payment, and its cycle gets another', async () => {
    const { network, turn } = await threeParties(200_000n * RP);
    const cycle = await turn();
    const uid = await proposed(cycle);
    const given = valueOf(await world.settlements.abort(world.maker, uid, aKey()));
    expect(given.settlement.state).toBe('ABORTED');
    for (const act of ['approve', 'resume', 'abort'] as const) {
      expect(await world.settlements[act](world.checker, uid, aKey())).toMatchObject({
        code: 'wrong_state',
      });
    }
    const next = await proposed(cycle);
    await approved(next);
    expect(await world.settlements.abort(world.maker, next, aKey())).toMatchObject({
      code: 'wrong_state',
    });
    expect(await withSettlementsOf(network)).toEqual(['SETTLED', 'ABORTED']);
  });

  it('pays what there is, leaves the rest due, and goes on when liquidity came', async () => {
    const { a, b, c, turn } = await threeParties(30_000n * RP);
    const cycle = await turn();
    const uid = await proposed(cycle);
    const first = await approved(uid);
    expect(first.settlement.state).toBe('SETTLING');
    expect(ofParty(first, a)).toMatchObject({ due: 89_640_00n, paid: 30_000_00n });
    expect(ofParty(first, b).paid + ofParty(first, c).paid).toBe(30_000_00n);
    expect(await stateOf(cycle)).toBe('NETTED');

    const idle = valueOf(await world.settlements.resume(world.checker, uid, aKey()));
    expect(idle).toEqual(first);
    await world.prefund(a, 89_640_00n - 30_000_00n);
    const last = valueOf(await world.settlements.resume(world.maker, uid, aKey()));
    expect(last.settlement.state).toBe('SETTLED');
    expect(ofParty(last, a).transfers).toHaveLength(2);
    for (const party of [a, b, c]) expect((await world.positionOf(party)).clearing).toBe(0n);
    expect(valueOf(await world.settlements.resume(world.maker, uid, aKey()))).toEqual(last);
  });

  it('pays a suspended cooperative’s dues as well', async () => {
    const { a, turn } = await threeParties(200_000n * RP);
    const cycle = await turn();
    valueOf(
      await world.cooperatives.changeState(world.maker, a.cooperative.uid, 'suspended', 'uji'),
    );
    expect((await approved(await proposed(cycle))).settlement.state).toBe('SETTLED');
  });

  it('answers a repeated key again, and refuses it for anything else', async () => {
    const { network, turn } = await threeParties(500_000n * RP);
    const [first, second] = [await turn(), await turn()];
    const key = aKey();
    const made = await world.settlements.propose(world.maker, first, key);
    expect(made).toMatchObject({ ok: true, replayed: false });
    const again = await world.settlements.propose(world.maker, first, key);
    expect(again).toEqual({ ...made, replayed: true });
    const uid = valueOf(made).settlement.uid;
    const other = { ...key, requestHash: aKey().requestHash };
    for (const answer of [
      await world.settlements.propose(world.maker, second, other),
      await world.settlements.abort(world.maker, uid, key),
      await world.liquidity.fundsIn(world.maker, (await aCooperativeOf(network)).uid, {
        ...key,
        amount: 1_000n * RP,
        bankReference: 'BCA-X',
      }),
    ]) {
      expect(answer).toMatchObject({ ok: false, code: 'idempotency_key_reused' });
    }
  });

  async function aCooperativeOf(network: Network) {
    const [first] = (await world.directory.rules(network.id)).cooperatives.values();
    if (first === undefined) throw new Error('no cooperative');
    return first;
  }

  it('shows a treasurer the own line only, and foreign networks nothing', async () => {
    const { network, a, turn } = await threeParties(200_000n * RP);
    const uid = await proposed(await turn());
    const treasurer = {
      ...world.maker,
      role: 'treasurer' as const,
      network: network.id,
      cooperative: a.cooperative.uid,
    };
    const { lines } = valueOf(await world.settlements.read(treasurer, uid));
    expect(lines.map((line) => line.cooperativeUid)).toEqual([a.cooperative.uid]);
    const elsewhere = { ...world.maker, network: network.id + 1 };
    expect(await world.settlements.read(elsewhere, uid)).toMatchObject({ code: 'not_found' });
    expect(await world.settlements.approve(elsewhere, uid, aKey())).toMatchObject({
      code: 'not_found',
    });
  });

  it('H34 killed between any two steps pays everything once', async () => {
    const { a, b, c, turn } = await threeParties(10_000_000n * RP);
    const ports = { ...world, ledger: world.otherLedger };
    let crashes = 0;
    for (let steps = 0; ; steps += 1) {
      const cycle = await turn();
      const uid = await proposed(cycle);
      const key = aKey();
      const mortal = new SettlementService(crashingAfter(ports, steps));
      const crashed = await endsInCrash(mortal.approve(world.checker, uid, key));
      if (crashed) crashes += 1;
      // Either the client asks again with its key, or another process goes on by itself.
      if (steps % 2 === 0) valueOf(await world.settlements.approve(world.checker, uid, key));
      else {
        await world.settlements.continueAll(a.cooperative.network);
        if ((await stateOf(cycle)) !== 'SETTLED') await approved(uid);
      }
      expect(await stateOf(cycle)).toBe('SETTLED');
      for (const party of [a, b, c]) expect((await world.positionOf(party)).clearing).toBe(0n);
      if (!crashed) break;
    }
    expect(crashes).toBeGreaterThan(15);
  }, 120_000);

  it('is carried out once by several processes at the same time', async () => {
    const { a, b, c, turn } = await threeParties(40_000n * RP);
    const cycle = await turn();
    const uid = await proposed(cycle);
    await approved(uid);
    const others = [world.ledger, world.otherLedger].map(
      (ledger) => new SettlementService({ ...world, ledger }),
    );
    for (let round = 0; round < 10; round += 1) {
      await world.prefund(a, 5_000n * RP);
      await Promise.all(
        [...others, ...others].map((one) => one.continueAll(a.cooperative.network)),
      );
    }
    expect(await stateOf(cycle)).toBe('SETTLED');
    for (const party of [a, b, c]) expect((await world.positionOf(party)).clearing).toBe(0n);
  }, 60_000);
});
