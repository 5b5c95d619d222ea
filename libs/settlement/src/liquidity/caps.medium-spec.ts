import { aKey, posted, settlementWorld, valueOf, type SettlementWorld } from '@app/testing';
import { forecastOf } from './forecast.js';

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

async function aNetwork(live: boolean, now?: Date) {
  const wanted = { name: `Jaringan batas ${(count += 1)}`, live, now };
  return valueOf(await world.networks.create(world.maker, wanted)).network;
}

describe('a net debit cap', () => {
  it('is changed by two persons on a live network, and holds from the second one on', async () => {
    const network = await aNetwork(true);
    const { cooperative } = await world.aParty(network, { line: 1_000n * RP });
    const capOf = async () =>
      valueOf(await world.liquidity.position(world.maker, cooperative.uid)).cap;
    const wanted = { unsecuredLine: 5_000n * RP, ...aKey() };
    const asked = valueOf(await world.caps.change(world.maker, cooperative.uid, wanted));
    expect(asked.transfer).toBeNull();
    expect(await capOf()).toBe(1_000n * RP);
    const again = await world.caps.change(world.maker, cooperative.uid, wanted);
    expect(again).toMatchObject({ ok: true, replayed: true });
    const { uid = '', payloadHash = '' } = asked.approval ?? {};
    const { approvals } = world.access;
    expect(await approvals.approve(world.maker, uid, { payloadHash })).toMatchObject({
      code: 'same_person',
    });
    const done = valueOf(await approvals.approve(world.checker, uid, { payloadHash }));
    expect(done.state).toBe('EXECUTED');
    expect(await capOf()).toBe(5_000n * RP);
  });

  it('is never lowered below its use, by two persons neither', async () => {
    const network = await aNetwork(true);
    const [a, b] = [await world.aParty(network), await world.aParty(network)];
    posted(await world.pay(a, b, 50_000n * RP));
    const wanted = { unsecuredLine: 10_000n * RP, ...aKey() };
    expect(await world.caps.change(world.maker, a.cooperative.uid, wanted)).toMatchObject({
      code: 'cap_below_use',
    });
  });

  it('is one person’s to change on a network for practice', async () => {
    const { cooperative } = await world.aParty(await aNetwork(false));
    const wanted = { unsecuredLine: 7n * RP, ...aKey() };
    const done = valueOf(await world.caps.change(world.maker, cooperative.uid, wanted));
    expect(done.approval).toBeNull();
    expect(done.transfer).toMatchObject({ type: 'cap_change' });
  });

  it('is told of at 75, 90 and 100 %, once each, and cleared when it falls', async () => {
    const network = await aNetwork(false);
    const a = await world.aParty(network, { line: 99_600n * RP });
    const b = await world.aParty(network);
    const told = async () => {
      await Promise.all([1, 2].map(() => world.watch.watch(network.id)));
      await world.watch.watch(network.id);
      const open = { network: network.id, status: 'open', limit: 100 } as const;
      const alerts = await world.access.alerts.list(world.maker, open);
      expect(alerts.every(({ cooperative }) => cooperative === a.cooperative.uid)).toBe(true);
      return alerts.map(({ kind }) => kind).sort();
    };
    posted(await world.pay(a, b, 70_000n * RP));
    expect(await told()).toEqual([]);
    posted(await world.pay(a, b, 10_000n * RP));
    expect(await told()).toEqual(['cap_use_75']);
    posted(await world.pay(a, b, 12_000n * RP));
    expect(await told()).toEqual(['cap_use_75', 'cap_use_90']);
    posted(await world.pay(a, b, 8_000n * RP));
    expect(await told()).toEqual(['cap_use_100', 'cap_use_75', 'cap_use_90']);
    await world.prefund(a, 30_000n * RP);
    expect(await told()).toEqual(['cap_use_75']);
    await world.prefund(a, 300_000n * RP);
    expect(await told()).toEqual([]);
  });

  it('is forecast by the pace of the network’s own day; settling is no pace', async () => {
    // Eight in the morning of Jayapura; in Jakarta it is six.
    const network = valueOf(
      await world.networks.create(world.maker, {
        name: `Jaringan batas ${(count += 1)}`,
        live: false,
        timeZone: 'Asia/Jayapura',
        now: new Date('2026-03-01T12:00:00Z'),
      }),
    ).network;
    const a = await world.aParty(network, { prefunded: 500_000n * RP, line: 0n });
    const b = await world.aParty(network);
    posted(await world.pay(a, b, 100_000n * RP));
    const morning = new Date('2026-03-01T23:00:00Z');
    valueOf(await world.networks.moveClock(world.maker, network.uid, morning));
    expect((await world.positionOf(a)).today).toBe(0n);
    posted(await world.pay(a, b, 100_000n * RP));
    const cycle = await world.endCycle(network);
    const { settlement } = valueOf(await world.settlements.propose(world.maker, cycle, aKey()));
    valueOf(await world.settlements.approve(world.checker, settlement.uid, aKey()));
    const position = await world.positionOf(a);
    expect(position).toMatchObject({ clearing: 0n, today: 99_600n * RP });
    const { pacePerHour, reachedAt } = forecastOf(position);
    expect(pacePerHour / RP).toBe(12_449n);
    // 300,800 left at 12,450 an hour.
    expect((reachedAt?.getTime() ?? 0) - morning.getTime()).toBeGreaterThan(24 * 3_600_000);
  });
});
