import { accountStates, cooperativeStates, newUuid, presets } from '@app/core';
import type { PostingRequest } from '@app/ledger';
import {
  anIdentity,
  participantsWorld,
  scheduleInForce,
  valueOf,
  type ParticipantsWorld,
} from '@app/testing';

import { DEFAULT_LIMITS } from './networks/default-limits.js';
import type { Cooperative, Network } from './directory/directory-types.js';
import type { ScheduleDraft, StoredSchedule } from './fee-schedules/fee-schedule.js';

const HASH = '0123456789abcdef0123456789abcdef';

let world: ParticipantsWorld;
let network: Network;
let cooperative: Cooperative;

beforeAll(async () => {
  world = await participantsWorld();
  network = await world.aNetwork();
  cooperative = await world.aCooperative(network);
});
afterAll(() => world.close());

async function epoch(of: Network = network): Promise<bigint> {
  const [head] = await world.dataSource.query<{ epoch: string }[]>(
    'SELECT epoch FROM ledger.head WHERE network = $1',
    [of.id],
  );
  return BigInt(head?.epoch ?? -1);
}

/** An act that moves nothing, computed under the rules of an epoch if one is given. */
function anAct(of: Network = network, computedAt?: bigint): PostingRequest {
  return {
    id: newUuid(),
    network: of.id,
    principal: world.operator.principal,
    key: newUuid(),
    requestHash: HASH,
    type: 'internal',
    amount: 0n,
    legs: [],
    ...(computedAt !== undefined && { epoch: computedAt }),
  };
}

describe('networks', () => {
  it('open with the switch’s accounts, limits of the regulator and a cut-off at four', async () => {
    const state = valueOf(await world.networks.read(world.operator, network.uid));
    expect(state.limits).toEqual(DEFAULT_LIMITS);
    expect(state.calendar).toEqual({
      timeZone: 'Asia/Jakarta',
      cutoffs: ['16:00'],
      skipSundays: true,
      holidays: [],
      weekdayCutoffs: new Map(),
    });
    const { switchAccounts } = await world.directory.rules(network.id);
    const kinds = await world.dataSource.query<{ id: number; kind: string }[]>(
      `SELECT a.id, k.name AS kind FROM ledger.account a JOIN ledger.account_kind k ON k.code = a.kind
       WHERE a.book = $1 AND a.subject_book IS NULL`,
      [switchAccounts.book],
    );
    expect(new Map(kinds.map(({ id, kind }) => [kind, id]))).toEqual(
      new Map([
        ['switch_fee_income', switchAccounts.switchFeeIncome],
        ['settlement_bank', switchAccounts.settlementBank],
        ['suspense', switchAccounts.suspense],
        ['incentive_budget', switchAccounts.incentiveBudget],
      ]),
    );
  });

  it('refuse a name in use and an unknown time zone, and leave nothing of them', async () => {
    const before = (await world.directory.networks()).length;
    const { operator } = world;
    const same = await world.networks.create(operator, { name: network.name, live: false });
    expect(same).toEqual({ ok: false, code: 'already_exists', detail: { field: 'name' } });
    for (const timeZone of ['Asia/Malang', '+07:00', 'posix/Asia/Jakarta']) {
      const odd = await world.networks.create(operator, { name: 'Lain', live: false, timeZone });
      expect(odd).toEqual({ ok: false, code: 'validation_failed', detail: { field: 'time_zone' } });
    }
    expect(await world.directory.networks()).toHaveLength(before);
  });

  it('start at another time and move forward only, unless they are live', async () => {
    const { networks, operator } = world;
    const start = new Date('2025-01-06T01:00:00Z');
    const past = valueOf(
      await networks.create(operator, { name: 'Dahulu', live: false, now: start }),
    );
    expect(Math.abs(past.now.getTime() - start.getTime())).toBeLessThan(10_000);
    const later = new Date('2025-01-07T01:00:00Z');
    const moved = valueOf(await networks.moveClock(operator, past.network.uid, later));
    expect(Math.abs(moved.now.getTime() - later.getTime())).toBeLessThan(10_000);
    expect(await networks.moveClock(operator, past.network.uid, start)).toMatchObject({
      code: 'clock_backwards',
    });
    const live = valueOf(await networks.create(operator, { name: 'Sungguhan', live: true }));
    const moveLive = await networks.moveClock(operator, live.network.uid, new Date('2999-01-01'));
    expect(moveLive).toMatchObject({ code: 'clock_fixed' });
    const wanted = { name: 'Sungguhan Dahulu', live: true, now: start };
    expect(await networks.create(operator, wanted)).toMatchObject({ code: 'clock_fixed' });
  });

  it('keep cut-offs and holidays in order and once each', async () => {
    const calendar = {
      cutoffs: ['16:00', '09:00', '16:00'],
      skipSundays: false,
      holidays: ['2025-03-31', '2025-01-01'],
    };
    valueOf(await world.networks.setCalendar(world.operator, network.uid, calendar));
    expect(await world.directory.calendar(network.id)).toEqual({
      timeZone: 'Asia/Jakarta',
      cutoffs: ['09:00', '16:00'],
      skipSundays: false,
      holidays: ['2025-01-01', '2025-03-31'],
      weekdayCutoffs: new Map(),
    });
    const none = { cutoffs: [], skipSundays: true, holidays: [] };
    valueOf(await world.networks.setCalendar(world.operator, network.uid, none));
    expect((await world.directory.calendar(network.id)).cutoffs).toEqual([]);
  });

  it('are chosen by name, by the caller, or because there is only one', async () => {
    const { networks, operator } = world;
    const own = { ...operator, network: network.id };
    expect(valueOf(await networks.choose(own, undefined)).uid).toBe(network.uid);
    expect(valueOf(await networks.choose(operator, network.uid)).id).toBe(network.id);
    expect(await networks.choose(operator, undefined)).toMatchObject({ code: 'validation_failed' });
    const other = await world.aNetwork();
    expect(await networks.choose(own, other.uid)).toMatchObject({ code: 'not_found' });
  });
});

describe('cooperatives', () => {
  it('open their book, and are mirrored in the switch’s', async () => {
    const accounts = await world.dataSource.query<Record<string, unknown>[]>(
      `SELECT a.id, k.name, a.book, a.subject_book FROM ledger.account a
       JOIN ledger.account_kind k ON k.code = a.kind WHERE $1 IN (a.book, a.subject_book)`,
      [cooperative.book],
    );
    const { switchAccounts } = await world.directory.rules(network.id);
    const own = { book: cooperative.book, subject_book: null };
    const mirror = { book: switchAccounts.book, subject_book: cooperative.book };
    const expected = [
      { id: cooperative.accounts.clearing, name: 'clearing', ...own },
      { id: cooperative.accounts.feeIncome, name: 'fee_income', ...own },
      { id: cooperative.accounts.interchangeIncome, name: 'interchange_income', ...own },
      { id: cooperative.accounts.switchFeeExpense, name: 'switch_fee_expense', ...own },
      { id: cooperative.accounts.bank, name: 'bank', ...own },
      { id: cooperative.accounts.settlementDeposit, name: 'settlement_deposit', ...own },
      { id: cooperative.accounts.openingBalance, name: 'opening_balance', ...own },
      { id: cooperative.accounts.vault, name: 'vault', ...own },
      { id: cooperative.accounts.interchangeExpense, name: 'interchange_expense', ...own },
      { id: cooperative.accounts.incentiveExpense, name: 'incentive_expense', ...own },
      { id: cooperative.accounts.incentiveBudget, name: 'incentive_budget', ...own },
      { id: cooperative.accounts.tradePayable, name: 'trade_payable', ...own },
      { id: cooperative.accounts.tradeReceivable, name: 'trade_receivable', ...own },
      { id: cooperative.accounts.receivable, name: 'receivable', ...own },
      { id: cooperative.accounts.cashDifference, name: 'cash_difference', ...own },
      { id: cooperative.accounts.suspense, name: 'suspense', ...own },
      { id: cooperative.accounts.position, name: 'position', ...mirror },
      { id: cooperative.accounts.liquidity, name: 'liquidity', ...mirror },
    ];
    expect(accounts).toHaveLength(expected.length);
    expect(accounts).toEqual(expect.arrayContaining(expected));
  });

  it('take only the steps of the table, and each step bumps the epoch and is written down', async () => {
    const { cooperatives, operator } = world;
    const wanted = { name: 'Koperasi Baru', shortName: 'Baru', city: 'Malang' };
    const { uid } = valueOf(await cooperatives.create(operator, network, wanted));
    const before = await epoch();
    expect(await cooperatives.changeState(operator, uid, 'active', 'terburu')).toEqual({
      ok: false,
      code: 'wrong_state',
      detail: { state: 'invited' },
    });
    expect(await epoch()).toBe(before);
    valueOf(await cooperatives.changeState(operator, uid, 'training', 'latihan'));
    expect(await epoch()).toBe(before + 1n);
    const steps = await world.dataSource.query<unknown[]>(
      `SELECT from_state, to_state FROM ledger.state_change
       WHERE machine = 'cooperative' AND subject = $1`,
      [uid],
    );
    expect(steps).toEqual([{ from_state: 'invited', to_state: 'training' }]);
    const changes = await world.dataSource.query<unknown[]>(
      `SELECT kind, reason, principal FROM participants.rule_change
       WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
      [uid],
    );
    expect(changes).toEqual([
      { kind: 'cooperative_state', reason: 'latihan', principal: operator.principal },
    ]);
  });

  it('and accounts have the same table of steps in the database as in the core', async () => {
    for (const { name, transitions } of [cooperativeStates, accountStates]) {
      const stored = await world.dataSource.query<{ from_state: string; to_state: string }[]>(
        `SELECT from_state, to_state FROM ledger.state_transition WHERE machine = $1`,
        [name],
      );
      const steps = stored.map((step) => `${step.from_state} → ${step.to_state}`);
      const declared = Object.entries(transitions).flatMap(([from, next]: [string, string[]]) =>
        next.map((to) => `${from} → ${to}`),
      );
      expect(new Set(steps)).toEqual(new Set(declared));
    }
  });

  it('that leave while money is put into a wallet do so before or after, never with money', async () => {
    for (let round = 0; round < 5; round += 1) {
      const leaver = await world.aCooperative(network);
      const { member } = await world.aMember(leaver);
      const { epoch: at } = await world.directory.rules(network.id);
      const [left, put] = await Promise.all([
        world.cooperatives.changeState(world.operator, leaver.uid, 'left', 'pamit'),
        world.ledger.post({
          ...anAct(network, at),
          type: 'opening_balance',
          amount: 100n,
          legs: [
            {
              debit: leaver.accounts.openingBalance,
              credit: member.wallet,
              amount: 100n,
              component: 'opening',
            },
          ],
        }),
      ]);
      expect(left.ok).toBe(put.kind === 'stale');
      if (!left.ok) expect(left).toMatchObject({ code: 'cooperative_not_empty' });
    }
  });

  it('that two operators move at once make one step, not two', async () => {
    const { cooperatives, operator } = world;
    const { uid } = await world.aCooperative(network);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        cooperatives.changeState(operator, uid, 'suspended', 'tidak menjawab'),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('leave no book behind when their name is taken', async () => {
    const books = 'SELECT count(*)::int AS n FROM ledger.book';
    const [before] = await world.dataSource.query<{ n: number }[]>(books);
    const wanted = { name: cooperative.name, shortName: 'Lain', city: 'Malang' };
    const refused = await world.cooperatives.create(world.operator, network, wanted);
    expect(refused).toEqual({ ok: false, code: 'already_exists', detail: { field: 'name' } });
    expect(await world.dataSource.query(books)).toEqual([before]);
  });

  it('are listed a page at a time, and another cooperative’s manager finds only the own one', async () => {
    const place = await world.aNetwork();
    const three = [];
    for (let i = 0; i < 3; i += 1) three.push((await world.aCooperative(place)).uid);
    const { cooperatives, operator } = world;
    const of = { network: place.id };
    const uids = (rows: Cooperative[]) => rows.map(({ uid }) => uid);
    expect(uids(await cooperatives.list(operator, of, { limit: 2 }))).toEqual(three.slice(0, 2));
    const after = { after: three[1], limit: 2 };
    expect(uids(await cooperatives.list(operator, of, after))).toEqual(three.slice(2));
    const before = { before: three[2], limit: 2 };
    expect(uids(await cooperatives.list(operator, of, before))).toEqual([three[1], three[0]]);
    const scope = { network: place.id, cooperative: three[0] ?? null };
    const manager = anIdentity('manager', newUuid(), scope);
    expect(uids(await cooperatives.list(manager, {}, { limit: 9 }))).toEqual([three[0]]);
    expect(await cooperatives.read(manager, three[1] ?? '')).toMatchObject({ code: 'not_found' });
  });
});

/** By two operators. */
function inForce(place: Network, draft: ScheduleDraft): Promise<StoredSchedule> {
  const { feeSchedules, operator: maker, checker } = world;
  const office = { feeSchedules, approvals: world.access.approvals, maker, checker };
  return scheduleInForce(office, place, draft);
}

describe('fee schedules', () => {
  it('replace each other, one active at a time, and none is lost', async () => {
    const place = await world.aNetwork();
    const { feeSchedules } = world;
    expect((await world.directory.rules(place.id)).schedule).toBeNull();
    const draft = presets.cooperativeSimple();
    const before = await epoch(place);
    const made = await Promise.all([1, 2, 3].map(() => inForce(place, draft)));
    expect(made.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(await epoch(place)).toBe(before + 3n);
    const stored = await feeSchedules.list(place, { limit: 9 });
    expect(stored.map(({ state }) => state).toSorted()).toEqual(['active', 'retired', 'retired']);
    const active = stored.find(({ state }) => state === 'active');
    const rules = await world.directory.rules(place.id);
    const feeVersion = active?.version;
    expect(rules).toMatchObject({ feeVersion, schedule: { ...draft, version: feeVersion } });
  });

  it('with faults are refused with all of them', async () => {
    const draft = presets.cooperativeSimple();
    const rules = [...draft.rules, ...draft.rules];
    const refused = await world.feeSchedules.create(world.operator, network, { ...draft, rules });
    expect(refused).toMatchObject({ ok: false, code: 'schedule_invalid' });
    expect('faults' in refused && refused.faults.length).toBe(draft.rules.length);
  });

  it('open an account for each further party, once', async () => {
    const draft = presets.cooperativeSimple();
    const shares = [
      { party: 'acquirer', weight: '94' },
      { party: 'services', weight: '4' },
      { party: 'standard', weight: '2' },
    ];
    const rules = draft.rules.map((rule) => ({
      ...rule,
      components: rule.components.map((part) => ({ ...part, shares })),
    }));
    const parties = async () => {
      await inForce(network, { ...draft, rules });
      return (await world.directory.rules(network.id)).switchAccounts.feePayable;
    };
    const first = await parties();
    expect([...first.keys()].sort()).toEqual(['services', 'standard']);
    expect(await parties()).toEqual(first);
  });
});

describe('the directory', () => {
  it('reads once for a crowd that was answered stale', async () => {
    const { directory } = world;
    const rules = await directory.refresh(network.id);
    expect(await directory.refresh(network.id, rules.epoch)).toBe(rules);
    const [first, second, third] = await Promise.all([
      directory.refresh(network.id),
      directory.refresh(network.id),
      directory.refresh(network.id),
    ]);
    // The first read may have begun before the change that the others heard of; they share the next.
    expect(second).not.toBe(first);
    expect(third).toBe(second);
  });

  it('never shows an epoch with rules of another one', async () => {
    const { directory, networks, operator } = world;
    const limits = (count: number) => ({
      unregistered: { ...DEFAULT_LIMITS.unregistered, perDayCount: count },
      registered: DEFAULT_LIMITS.registered,
    });
    const seen = new Map<bigint, number>();
    for (let count = 1; count <= 15; count += 1) {
      const [, ...read] = await Promise.all([
        networks.setLimits(operator, network.uid, limits(count)),
        directory.refresh(network.id),
        directory.refresh(network.id),
      ]);
      for (const { epoch: at, limits: found } of read) {
        const { perDayCount } = found.unregistered;
        expect(seen.get(at) ?? perDayCount).toBe(perDayCount);
        seen.set(at, perDayCount);
      }
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('a change of rules', () => {
  it('H25 makes stale whatever was computed before it, such as acts of a cooperative now suspended', async () => {
    const { operator, directory } = world;
    const place = await world.aNetwork();
    const { uid } = await world.aCooperative(place);
    const { merchant } = await world.aMerchant(
      valueOf(await world.cooperatives.read(operator, uid)),
    );
    const changes: (() => Promise<unknown>)[] = [
      () => world.cooperatives.changeState(operator, uid, 'suspended', 'diam'),
      () => world.feeSchedules.create(operator, place, presets.cooperativeSimple()),
      () => world.networks.setLimits(operator, place.uid, DEFAULT_LIMITS),
      () => world.merchants.change(operator, merchant.uid, { name: 'Toko Baru', reason: 'pindah' }),
      () =>
        world.cooperatives.create(operator, place, { name: 'B', shortName: 'B', city: 'Malang' }),
    ];
    for (const change of changes) {
      const before = await directory.rules(place.id);
      expect(await world.ledger.post(anAct(place, before.epoch))).toMatchObject({
        kind: 'decided',
      });
      expect(await change()).toMatchObject({ ok: true });
      const outcome = await world.ledger.post(anAct(place, before.epoch));
      expect(outcome).toEqual({ kind: 'stale', epoch: before.epoch + 1n });
    }
    const { cooperatives } = await directory.rules(place.id);
    expect([...cooperatives.values()].find((one) => one.uid === uid)?.state).toBe('suspended');
  });
});
