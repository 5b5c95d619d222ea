import type { Identity } from '@app/access';
import { newUuid } from '@app/core';
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
import { FundsDesk } from './funds-desk.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

const RP = 100n;

const treasurerOf = ({ cooperative: { uid, network } }: Party): Identity => ({
  ...world.maker,
  role: 'treasurer',
  principal: newUuid(),
  cooperative: uid,
  network,
});

async function aParty(prefunded: bigint, line = 0n): Promise<Party> {
  return world.aParty(await world.aNetwork(), { prefunded, line });
}

const out = (party: Party, amount: bigint, key = aKey()) =>
  world.funds.fundsOut(treasurerOf(party), party.cooperative.uid, { amount, ...key });

async function standing(party: Party) {
  const { cap, liquidity, liquidityHeld, deposit } = await world.positionOf(party);
  expect(deposit).toBe(liquidity);
  return { cap, liquidity, liquidityHeld };
}

describe('money that a cooperative takes back', () => {
  it('is reserved, lowers the cap at once, and leaves when the bank has paid it', async () => {
    const party = await aParty(100_000n * RP, 20_000n * RP);
    const { uid, state } = valueOf(await out(party, 30_000n * RP));
    expect(state).toBe('RESERVED');
    expect(await standing(party)).toEqual({
      cap: 90_000n * RP,
      liquidity: 100_000n * RP,
      liquidityHeld: 30_000n * RP,
    });
    const paid = valueOf(await world.funds.commit(world.checker, uid, 'BCA-OUT-1'));
    expect(paid).toMatchObject({ state: 'POSTED', bankReference: 'BCA-OUT-1' });
    expect(await standing(party)).toEqual({
      cap: 90_000n * RP,
      liquidity: 70_000n * RP,
      liquidityHeld: 0n,
    });
    const again = await world.funds.commit(world.checker, uid, 'BCA-OUT-1');
    expect(again).toMatchObject({ ok: true, replayed: true });
    expect(await world.funds.abort(world.checker, uid)).toMatchObject({ code: 'wrong_state' });
  });

  it('is given up, and everything is as before', async () => {
    const party = await aParty(100_000n * RP, 20_000n * RP);
    const before = await standing(party);
    const { uid } = valueOf(await out(party, 30_000n * RP));
    expect(valueOf(await world.funds.abort(world.checker, uid)).state).toBe('ABORTED');
    expect(await standing(party)).toEqual(before);
    expect(await world.funds.commit(world.checker, uid, 'X')).toMatchObject({
      code: 'wrong_state',
      detail: { state: 'ABORTED' },
    });
  });

  it('is not confirmed by who asked for it', async () => {
    const party = await aParty(100_000n * RP);
    const asker = treasurerOf(party);
    const order = { amount: 1_000n * RP, ...aKey() };
    const { uid } = valueOf(await world.funds.fundsOut(asker, party.cooperative.uid, order));
    expect(await world.funds.commit(asker, uid, 'X')).toMatchObject({ code: 'same_person' });
  });

  it('keeps a cap that is set meanwhile apart from what is reserved', async () => {
    const party = await aParty(100_000n * RP, 0n);
    const { uid } = valueOf(await out(party, 30_000n * RP));
    const change = { unsecuredLine: 5_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, party.cooperative.uid, change));
    expect((await standing(party)).cap).toBe(75_000n * RP);
    valueOf(await world.funds.commit(world.checker, uid, newUuid()));
    expect((await standing(party)).cap).toBe(75_000n * RP);
  });

  it('is refused where open debt needs it, and where closed cycles do', async () => {
    const network = await world.aNetwork();
    const debtor = await world.aParty(network, { prefunded: 100_000n * RP, line: 0n });
    const shop = await world.aParty(network);
    posted(await world.pay(debtor, shop, 50_000n * RP));
    expect(await out(debtor, 60_000n * RP)).toMatchObject({ code: 'cap_exceeded' });
    await world.endCycle(network);
    const change = { unsecuredLine: 500_000n * RP, ...aKey() };
    valueOf(await world.liquidity.setUnsecuredLine(world.maker, debtor.cooperative.uid, change));
    expect(await out(debtor, 60_000n * RP)).toMatchObject({ code: 'insufficient_funds' });
    expect(await out(debtor, 50_000n * RP)).toMatchObject({ ok: true });
  });

  it('is not spent by a settlement that comes meanwhile', async () => {
    const network = await world.aNetwork();
    const debtor = await world.aParty(network, { prefunded: 60_000n * RP });
    const shop = await world.aParty(network);
    valueOf(await out(debtor, 50_000n * RP));
    posted(await world.pay(debtor, shop, 20_000n * RP));
    const cycle = await world.endCycle(network);
    const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
    const view = valueOf(await world.settlements.approve(world.checker, settlement.uid, aKey()));
    expect(view.settlement.state).toBe('SETTLING');
    expect(view.lines.find(({ side }) => side === 'debtor')?.paid).toBe(10_000n * RP);
  });

  it('is asked for once under a key, and the key means nothing else', async () => {
    const party = await aParty(100_000n * RP);
    const asker = treasurerOf(party);
    const { uid } = party.cooperative;
    const order = { amount: 30_000n * RP, ...aKey() };
    const first = await world.funds.fundsOut(asker, uid, order);
    const again = await world.funds.fundsOut(asker, uid, order);
    expect(again).toEqual({ ...first, replayed: true });
    const other = { ...order, requestHash: aKey().requestHash };
    expect(await world.funds.fundsOut(asker, uid, other)).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('H34 confirmed and given up at once ends in one of the two', async () => {
    const party = await aParty(1_000_000n * RP);
    for (let round = 0; round < 5; round += 1) {
      const { uid } = valueOf(await out(party, 10_000n * RP));
      const answers = await Promise.all([
        world.funds.commit(world.checker, uid, newUuid()),
        world.funds.abort(world.checker, uid),
        world.funds.commit(world.checker, uid, newUuid()),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await standing(party)).liquidityHeld).toBe(0n);
    }
  });

  it('H34 killed between any two steps is reserved and paid once', async () => {
    const party = await aParty(100_000_000n * RP);
    const { network, book } = party.cooperative;
    for (let steps = 0, crashes = 1; crashes > 0; steps += 1) {
      crashes = 0;
      const before = await standing(party);
      const desk = new FundsDesk(crashingAfter({ ...world, ledger: world.otherLedger }, steps));
      const order = {
        network,
        cooperative: book,
        direction: 'out',
        amount: 1_000n * RP,
        reserves: true,
        bankReference: null,
        principal: world.maker.principal,
        ...aKey(),
      } as const;
      try {
        const { funds } = valueOf(await desk.book(order));
        await desk.commit(funds.uid, world.checker.principal, order.key);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashes += 1;
      }
      await world.desk.continueAll(network);
      const { funds } = valueOf(await world.desk.book(order));
      valueOf(await world.desk.commit(funds.uid, world.checker.principal, order.key));
      expect(await standing(party)).toEqual({
        cap: before.cap - 1_000n * RP,
        liquidity: before.liquidity - 1_000n * RP,
        liquidityHeld: 0n,
      });
    }
  }, 60_000);
});

describe('what the bank calls a movement', () => {
  it('is booked once in a network, whoever books it', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    const order = { amount: 5_000n * RP, bankReference: 'MANDIRI-7' };
    const book = (who: Identity, { cooperative }: Party) =>
      world.liquidity.fundsIn(who, cooperative.uid, { ...order, ...aKey() });
    const answers = await Promise.all([
      book(world.maker, a),
      book(world.checker, a),
      book(world.checker, b),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.code === 'reference_reused')).toHaveLength(2);
    // The ledger knows a reference by person, in all networks: whoever booked it can't book it anywhere again.
    const [byMaker] = answers;
    const other = byMaker.ok ? world.checker : world.maker;
    const elsewhere = await world.aParty(await world.aNetwork());
    expect(await book(other, elsewhere)).toMatchObject({ ok: true });
  });

  it('is that of one pay-out only', async () => {
    const party = await aParty(100_000n * RP);
    const first = valueOf(await out(party, 1_000n * RP));
    const second = valueOf(await out(party, 1_000n * RP));
    valueOf(await world.funds.commit(world.checker, first.uid, 'OUT-9'));
    expect(await world.funds.commit(world.checker, second.uid, 'OUT-9')).toMatchObject({
      code: 'reference_reused',
    });
    expect(valueOf(await world.funds.read(world.maker, second.uid)).state).toBe('RESERVED');
  });
});
