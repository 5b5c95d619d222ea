import { newUuid } from '@app/core';
import type { Network } from '@app/participants';
import { aKey, posted, settlementWorld, valueOf, type SettlementWorld } from '@app/testing';

import { CutOffDuty } from './cut-off.duty.js';
import { HoldExpiryDuty } from './hold-expiry.duty.js';
import { NettingDuty } from './netting.duty.js';
import { SettlementDuty } from './settlement.duty.js';

const RP = 100n;
const HOURS = 3_600_000;

let world: SettlementWorld;

beforeAll(async () => {
  world = await settlementWorld();
}, 60_000);

afterEach(async () => {
  jest.useRealTimers();
  expect(await world.verify()).toMatchObject({ ok: true });
});

afterAll(() => world.close());

let count = 0;

/** A network whose clock begins at this time. */
async function aNetworkAt(now: string, timeZone = 'Asia/Jakarta'): Promise<Network> {
  const name = `Jaringan berjam ${(count += 1)}`;
  const wanted = { name, live: false, timeZone, now: new Date(now) };
  return valueOf(await world.networks.create(world.maker, wanted)).network;
}

async function moveClock(network: Network, now: string): Promise<void> {
  valueOf(await world.networks.moveClock(world.maker, network.uid, new Date(now)));
}

const closedOf = async (network: Network) => {
  const all = await world.cycles.list(network.id, undefined, { limit: 100 });
  return all.filter(({ state }) => state !== 'OPEN').reverse();
};

/** Only what tells the time is wrong; timers go on. */
function setApplicationClock(offsetHours: number): void {
  jest.useFakeTimers({
    now: Date.now() + offsetHours * HOURS,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

describe('the cut-off', () => {
  const duty = () => new CutOffDuty(world.directory, world.reads, world.cycles);

  it.each([
    ['Asia/Jakarta', '2028-02-29T09:00:00.000Z'],
    ['Asia/Makassar', '2028-02-29T08:00:00.000Z'],
    ['Asia/Jayapura', '2028-02-29T07:00:00.000Z'],
  ])('H35 closes at 16:00 of 29 February in %s, at %s', async (timeZone, due) => {
    const network = await aNetworkAt('2028-02-29T03:00:00Z', timeZone);
    const cut = new Date(due);
    await moveClock(network, new Date(cut.getTime() - 60_000).toISOString());
    await duty().perform(network);
    expect(await closedOf(network)).toEqual([]);
    await moveClock(network, due);
    await duty().perform(network);
    await duty().perform(network);
    const closed = await closedOf(network);
    expect(closed).toHaveLength(1);
    expect(closed[0]?.cutoffAt).toEqual(cut);
    expect(closed[0]?.closedAt?.getTime()).toBeGreaterThanOrEqual(cut.getTime());
  });

  it.each([-36, 36])('H35 keeps to the database’s clock when its own is %s h off', async (off) => {
    const network = await aNetworkAt('2028-02-29T08:59:00Z');
    setApplicationClock(off);
    await duty().perform(network);
    expect(await closedOf(network)).toEqual([]);
    await moveClock(network, '2028-02-29T09:00:01Z');
    await duty().perform(network);
    expect((await closedOf(network)).map(({ cutoffAt }) => cutoffAt?.toISOString())).toEqual([
      '2028-02-29T09:00:00.000Z',
    ]);
  });

  it('makes one close of those that were missed, at the latest of them', async () => {
    const network = await aNetworkAt('2026-03-02T03:00:00Z');
    await moveClock(network, '2026-03-08T15:00:00Z');
    await duty().perform(network);
    // The 8th is a Sunday.
    expect((await closedOf(network)).map(({ cutoffAt }) => cutoffAt?.toISOString())).toEqual([
      '2026-03-07T09:00:00.000Z',
    ]);
  });

  it('H34 closes once with several workers at the same instant', async () => {
    const network = await aNetworkAt('2026-03-02T08:59:59Z');
    await moveClock(network, '2026-03-02T09:00:00Z');
    await Promise.all([1, 2, 3, 4, 5].map(() => duty().perform(network)));
    expect(await closedOf(network)).toHaveLength(1);
  });

  it('closes at each of several cut-offs of a day, and quietly when nothing happened', async () => {
    const network = await aNetworkAt('2026-03-02T00:00:00Z', 'Asia/Makassar');
    const calendar = { cutoffs: ['16:00', '10:00', '22:30'], skipSundays: true, holidays: [] };
    valueOf(await world.networks.setCalendar(world.maker, network.uid, calendar));
    const netting = new NettingDuty(world.cycles, world.tally);
    for (const now of ['02:00:00', '02:00:01', '08:00:00', '14:29:59', '14:30:00']) {
      await moveClock(network, `2026-03-02T${now}Z`);
      await Promise.all([duty().perform(network), duty().perform(network)]);
      await netting.perform(network);
    }
    expect(
      (await closedOf(network)).map(({ cutoffAt, state }) => [cutoffAt?.toISOString(), state]),
    ).toEqual([
      ['2026-03-02T02:00:00.000Z', 'SETTLED'],
      ['2026-03-02T08:00:00.000Z', 'SETTLED'],
      ['2026-03-02T14:30:00.000Z', 'SETTLED'],
    ]);
  });

  it('closes when the day of the week has its cut-off, and not on a day that has none', async () => {
    const network = await aNetworkAt('2026-03-06T00:00:00Z', 'Asia/Jayapura');
    const weekdayCutoffs = new Map([
      ['fri', ['11:00']],
      ['sat', []],
    ] as const);
    const calendar = { cutoffs: ['16:00'], weekdayCutoffs, skipSundays: true, holidays: [] };
    valueOf(await world.networks.setCalendar(world.maker, network.uid, calendar));
    for (const now of ['06T01:59:59', '06T02:00:00', '07T12:00:00', '08T12:00:00', '09T07:00:00']) {
      await moveClock(network, `2026-03-${now}Z`);
      await duty().perform(network);
    }
    expect((await closedOf(network)).map(({ cutoffAt }) => cutoffAt?.toISOString())).toEqual([
      '2026-03-06T02:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
    ]);
  });

  it('keeps to a holiday that was added after the calendar was published', async () => {
    const network = await aNetworkAt('2026-03-02T00:00:00Z');
    await duty().perform(network);
    const calendar = { cutoffs: ['16:00'], skipSundays: true, holidays: ['2026-03-02'] };
    valueOf(await world.networks.setCalendar(world.maker, network.uid, calendar));
    await moveClock(network, '2026-03-02T12:00:00Z');
    await duty().perform(network);
    expect(await closedOf(network)).toEqual([]);
    await moveClock(network, '2026-03-03T09:00:00Z');
    await duty().perform(network);
    expect((await closedOf(network)).map(({ cutoffAt }) => cutoffAt?.toISOString())).toEqual([
      '2026-03-03T09:00:00.000Z',
    ]);
  });

  it('leaves a network alone whose calendar has no cut-off', async () => {
    const network = await aNetworkAt('2026-03-02T03:00:00Z');
    const calendar = { cutoffs: [], skipSundays: false, holidays: [] };
    valueOf(await world.networks.setCalendar(world.maker, network.uid, calendar));
    await moveClock(network, '2026-03-09T15:00:00Z');
    await duty().perform(network);
    expect(await closedOf(network)).toEqual([]);
  });
});

describe('the worker', () => {
  it('H34 brings a day to its end: closes, nets, and pays what two persons signed', async () => {
    const network = await aNetworkAt('2026-03-02T03:00:00Z');
    const a = await world.aParty(network, { prefunded: 10_000n * RP });
    const b = await world.aParty(network);
    posted(await world.pay(a, b, 50_000n * RP));
    await moveClock(network, '2026-03-02T09:00:00Z');
    await new CutOffDuty(world.directory, world.reads, world.cycles).perform(network);
    const netting = new NettingDuty(world.cycles, world.tally);
    await Promise.all([netting.perform(network), netting.perform(network)]);
    const [cycle] = await closedOf(network);
    if (cycle === undefined) throw new Error('nothing was closed');
    expect(cycle.state).toBe('NETTED');
    const { uid } = valueOf(
      await world.settlements.propose(world.maker, cycle.uid, aKey()),
    ).settlement;
    const settlement = new SettlementDuty(world.settlements);
    await settlement.perform(network);
    expect(valueOf(await world.settlements.read(world.maker, uid)).settlement.state).toBe(
      'PROPOSED',
    );
    valueOf(await world.settlements.approve(world.checker, uid, aKey()));
    await world.prefund(a, 100_000n * RP);
    await settlement.perform(network);
    expect(valueOf(await world.settlements.read(world.maker, uid)).settlement.state).toBe(
      'SETTLED',
    );
    expect((await world.positionOf(a)).clearing).toBe(0n);
  });
});

describe('the expiry of holds', () => {
  async function hold(network: Network, wallet: number, seconds: number): Promise<string> {
    const id = newUuid();
    posted(
      await world.ledger.post({
        id,
        network: network.id,
        principal: world.maker.principal,
        ...aKey(),
        type: 'hold',
        amount: 1_000n * RP,
        legs: [],
        hold: {
          lines: [{ account: wallet, side: 'debit', amount: 1_000n * RP }],
          expiresInSeconds: seconds,
        },
      }),
    );
    return id;
  }

  it('frees what is reserved after its time, once, and nothing before', async () => {
    const network = await aNetworkAt('2026-03-02T03:00:00Z');
    const { wallet } = await world.aParty(network);
    const due = await Promise.all([1, 2, 3].map(() => hold(network, wallet, 60)));
    const later = await hold(network, wallet, 7_200);
    const duties = [world.ledger, world.otherLedger].map(
      (ledger) => new HoldExpiryDuty(world.dataSource, ledger),
    );
    const round = () => Promise.all(duties.map((duty) => duty.perform(network)));
    await round();
    expect((await world.reads.balance(wallet))?.heldDebits).toBe(4_000n * RP);
    await moveClock(network, '2026-03-02T04:00:00Z');
    await round();
    await round();
    expect((await world.reads.balance(wallet))?.heldDebits).toBe(1_000n * RP);
    const { rows } = await world.owner.query(
      `SELECT t.original, count(*)::int AS transfers FROM ledger.transfer t
       WHERE t.original = ANY ($1) AND t.refusal IS NULL GROUP BY 1`,
      [[...due, later]],
    );
    expect(rows).toHaveLength(3);
    expect(rows.every(({ transfers }) => transfers === 1)).toBe(true);
  });
});
