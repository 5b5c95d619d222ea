import {
  Crash,
  crashingAfter,
  posted,
  settlementWorld,
  valueOf,
  type SettlementWorld,
} from '@app/testing';
import fc from 'fast-check';
import { CycleService } from './cycle.service.js';
import { CycleTally } from './cycle-tally.js';

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterAll(() => world.close());

const RP = 100n;

/** Until which batch a cycle is added up; undefined where nothing of it is. */
async function talliedUntil(cycle: number): Promise<bigint | undefined> {
  const { rows } = await world.owner.query<{ last_batch: string }>(
    'SELECT last_batch FROM settlement.cycle_tally WHERE cycle = $1',
    [cycle],
  );
  return rows[0] && BigInt(rows[0].last_batch);
}

async function leftOf(cycle: number): Promise<number> {
  const { rows } = await world.owner.query<{ count: string }>(
    `SELECT (SELECT count(*) FROM settlement.cycle_flow WHERE cycle = $1)
       + (SELECT count(*) FROM settlement.cycle_part WHERE cycle = $1)
       + (SELECT count(*) FROM settlement.cycle_tally WHERE cycle = $1) AS count`,
    [cycle],
  );
  return Number(rows[0]?.count);
}

/** True if the process ended on the way. */
async function endsInCrash(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

describe('closing and netting', () => {
  it('H34 killed between any two steps ends as if it had not been', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    let crashes = 0;
    for (let steps = 0; ; steps += 1) {
      posted(await world.pay(a, b, 7_000n * RP));
      await world.tally.advance(network.id, 1);
      posted(await world.pay(b, a, 3_000n * RP));
      const { dataSource } = crashingAfter(world, steps);
      const { uid, id } = await world.cycles.open(network.id);
      const mortal = new CycleService(dataSource);
      const crashed = await endsInCrash(
        new CycleTally(dataSource)
          .advance(network.id, 1)
          .then(() => mortal.close(network.id, uid, null))
          .then(() => mortal.net(uid)),
      );
      valueOf(await world.cycles.close(network.id, uid, null));
      valueOf(await world.cycles.net(uid));
      const { nets, cycle } = valueOf(await world.cycles.read(world.maker, uid));
      expect(cycle.state).toBe('NETTED');
      // Of each payment 0.4 % go back to its issuer, and 0.2 % from its acquirer to the switch.
      expect(nets.map(({ net }) => net)).toEqual([3_990n * RP, -3_970n * RP]);
      expect(await leftOf(id)).toBe(0);
      if (!crashed) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(10);
    expect(await world.verify()).toMatchObject({ ok: true });
  }, 120_000);
});

describe('adding up a cycle while it is open', () => {
  it('waits until there are as many legs as are worth it', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 7_000n * RP));
    const { id, firstBatch } = await world.cycles.open(network.id);
    await world.tally.advance(network.id);
    expect(await talliedUntil(id)).toBe(firstBatch - 1n);
    // One batch has that many.
    await world.tally.advance(network.id, 1);
    expect(await talliedUntil(id)).toBe(firstBatch);
  });

  it('adds each leg once, wherever the slices are cut and however many cut them', async () => {
    const acts = fc.constantFrom('there', 'back', 'add', 'add by two', 'close' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 14 }), async (life) => {
        const network = await world.aNetwork();
        const [a, b] = [await world.aParty(network), await world.aParty(network)];
        const other = new CycleTally(world.dataSource);
        for (const act of life) {
          if (act === 'there') posted(await world.pay(a, b, 7_001n * RP));
          if (act === 'back') posted(await world.pay(b, a, 3_000n * RP));
          if (act === 'add') await world.tally.advance(network.id, 1);
          if (act === 'add by two') {
            await Promise.all([
              world.pay(a, b, 11_111n * RP).then(posted),
              world.tally.advance(network.id, 1),
              other.advance(network.id, 1),
            ]);
          }
          if (act === 'close') {
            const { uid } = await world.cycles.open(network.id);
            valueOf(await world.cycles.close(network.id, uid, null));
          }
        }
        await world.endCycle(network);
        for (const cycle of await world.cycles.list(network.id, undefined, { limit: 100 })) {
          if (cycle.state === 'OPEN') continue;
          // It throws unless the nets are to the sen what the clearing accounts moved.
          const netted = [world.cycles.net(cycle.uid), world.cycles.net(cycle.uid)];
          for (const result of await Promise.all(netted)) valueOf(result);
          const { nets, matrix } = valueOf(await world.cycles.read(world.maker, cycle.uid));
          for (const { cooperative, net } of nets) {
            const row = matrix.filter(({ debtor }) => debtor === cooperative);
            expect(row.reduce((sum, cell) => sum + cell.net, 0n)).toBe(net);
          }
          expect(await leftOf(cycle.id)).toBe(0);
        }
      }),
      { numRuns: 12 },
    );
    expect(await world.verify()).toMatchObject({ ok: true });
  }, 120_000);

  it('leaves a netted cycle alone, though a worker had found it open', async () => {
    const network = await world.aNetwork();
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 7_000n * RP));
    const uid = await world.endCycle(network);
    const cycle = valueOf(await world.cycles.find(world.maker, uid));
    expect(cycle.state).toBe('NETTED');
    await world.tally.complete(cycle);
    expect(await leftOf(cycle.id)).toBe(0);
  });
});
