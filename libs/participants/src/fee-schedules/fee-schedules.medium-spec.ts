import { fail, newUuid, presets, scheduleToJson } from '@app/core';
import {
  anIdentity,
  participantsWorld,
  scheduleInForce,
  valueOf,
  type ParticipantsWorld,
} from '@app/testing';
import { Client } from 'pg';

import type { Network } from '../directory/directory-types.js';
import type { StoredSchedule } from './fee-schedule.js';

let world: ParticipantsWorld;
let owner: Client;
let network: Network;

const HOUR = 3_600_000;
const simple = presets.cooperativeSimple();
const qris = presets.qrisMdr();

beforeAll(async () => {
  world = await participantsWorld();
  owner = new Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
}, 60_000);
beforeEach(async () => {
  network = await world.aNetwork();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

async function now(): Promise<Date> {
  const { rows } = await owner.query<{ now: Date }>(
    'SELECT ledger.network_now($1::smallint) AS now',
    [network.id],
  );
  return rows[0]?.now ?? new Date(0);
}

const later = async (hours: number): Promise<Date> =>
  new Date((await now()).getTime() + hours * HOUR);

async function epoch(): Promise<bigint> {
  const { rows } = await owner.query<{ epoch: string }>(
    'SELECT epoch FROM ledger.head WHERE network = $1',
    [network.id],
  );
  return BigInt(rows[0]?.epoch ?? -1);
}

async function statesByVersion(): Promise<string[]> {
  const all = await world.feeSchedules.list(network, { limit: 50 });
  return all.map(({ version, state }) => `${version} ${state}`);
}

const inForce = (draft = simple, effectiveAt?: Date): Promise<StoredSchedule> => {
  const { feeSchedules, operator: maker, checker } = world;
  const office = { feeSchedules, approvals: world.access.approvals, maker, checker };
  return scheduleInForce(office, network, draft, effectiveAt);
};

const drafted = async (effectiveAt?: Date): Promise<StoredSchedule> =>
  valueOf(await world.feeSchedules.create(world.operator, network, qris, effectiveAt));

describe('a fee schedule', () => {
  it('is in force at once only where there was none; the next one needs another person', async () => {
    const first = await inForce();
    expect(first).toMatchObject({ version: 1, state: 'active', approvedBy: null });
    const second = await drafted();
    expect(second).toMatchObject({ version: 2, state: 'draft', activatedAt: null });
    const before = await epoch();
    const { uid, payloadHash } = valueOf(
      await world.feeSchedules.submit(world.operator, second.uid, 'hasil rapat'),
    );
    expect(await world.feeSchedules.submit(world.operator, second.uid)).toMatchObject({
      code: 'already_exists',
    });
    const { approvals } = world.access;
    expect(await approvals.approve(world.operator, uid, { payloadHash })).toEqual(
      fail('same_person'),
    );
    expect(await epoch()).toBe(before);
    valueOf(await approvals.approve(world.checker, uid, { payloadHash }));
    expect(await epoch()).toBe(before + 1n);
    expect(await statesByVersion()).toEqual(['1 retired', '2 active']);
    const stored = valueOf(await world.feeSchedules.read(world.operator, second.uid));
    expect(stored).toMatchObject({
      draftedBy: world.operator.principal,
      approvedBy: world.checker.principal,
    });
    const rules = await world.directory.rules(network.id);
    expect(rules).toMatchObject({ feeVersion: 2, schedule: { ...qris, version: 2 } });
    expect([...rules.switchAccounts.feePayable.keys()].toSorted()).toEqual([
      'services',
      'standard',
    ]);
    expect(await world.directory.scheduleOf(network.id, 1)).toEqual({ ...simple, version: 1 });
  });

  it('comes into force at its time, once, with as many workers as there are', async () => {
    await inForce();
    const future = await inForce(qris, await later(2));
    expect(future.state).toBe('approved');
    const before = await epoch();
    await world.feeSchedules.activateDue(network.id);
    expect(await statesByVersion()).toEqual(['1 active', '2 approved']);
    const at = await later(2.5);
    valueOf(await world.networks.moveClock(world.operator, network.uid, at));
    await Promise.all([1, 2, 3].map(() => world.feeSchedules.activateDue(network.id)));
    expect(await statesByVersion()).toEqual(['1 retired', '2 active']);
    expect(await epoch()).toBe(before + 1n);
    const { rows } = await owner.query<{ to_state: string }>(
      `SELECT to_state FROM ledger.state_change WHERE machine = 'fee_schedule' AND subject = $1
       ORDER BY id`,
      [future.uid],
    );
    expect(rows.map((row) => row.to_state)).toEqual(['approved', 'active']);
    const active = valueOf(await world.feeSchedules.read(world.operator, future.uid));
    expect(active.activatedAt?.getTime()).toBeGreaterThanOrEqual(at.getTime());
  });

  it('of several that were due follows the order of their times', async () => {
    await inForce();
    await inForce(qris, await later(3));
    await inForce(simple, await later(1));
    valueOf(await world.networks.moveClock(world.operator, network.uid, await later(4)));
    await world.feeSchedules.activateDue(network.id);
    expect(await statesByVersion()).toEqual(['1 retired', '2 active', '3 retired']);
  });

  it('that is the first, but for later, waits like any other', async () => {
    const first = await drafted(await later(1));
    expect(first.state).toBe('draft');
    expect((await world.directory.rules(network.id)).schedule).toBeNull();
  });

  it('stays as it was drawn up, whoever tries to change it', async () => {
    const { uid } = await drafted(await later(1));
    const change = `UPDATE participants.fee_schedule SET body = $2 WHERE uid = $1`;
    const values = [uid, JSON.stringify(scheduleToJson(simple))];
    await expect(world.dataSource.query(change, values)).rejects.toThrow(/denied/);
    await expect(owner.query(change, values)).rejects.toThrow(/can't be changed/);
    const skip = `UPDATE participants.fee_schedule SET state = 'active', activated_at = now()
      WHERE uid = $1`;
    await expect(owner.query(skip, [uid])).rejects.toThrow(/can't go from draft to active/);
  });

  it('is rejected by another person, or taken back before it is in force', async () => {
    await inForce();
    const { approvals } = world.access;
    const [no, back] = [await drafted(), await inForce(qris, await later(1))];
    const asked = valueOf(await world.feeSchedules.submit(world.operator, no.uid));
    const { payloadHash } = asked;
    valueOf(await approvals.reject(world.checker, asked.uid, { payloadHash, remark: 'mahal' }));
    valueOf(await world.feeSchedules.withdraw(world.checker, back.uid));
    expect(await statesByVersion()).toEqual(['1 active', '2 rejected', '3 rejected']);
    for (const { uid } of [no, back]) {
      expect(await world.feeSchedules.submit(world.operator, uid)).toEqual(
        fail('wrong_state', { state: 'rejected' }),
      );
    }
    valueOf(await world.networks.moveClock(world.operator, network.uid, await later(2)));
    await world.feeSchedules.activateDue(network.id);
    expect((await statesByVersion())[0]).toBe('1 active');
    const [active] = await world.feeSchedules.list(network, { limit: 1 }, { state: 'active' });
    expect(await world.feeSchedules.withdraw(world.operator, active?.uid ?? '')).toMatchObject({
      code: 'wrong_state',
    });
  });

  it('that was taken back meanwhile can no longer be approved', async () => {
    await inForce();
    const { uid } = await drafted();
    const approval = valueOf(await world.feeSchedules.submit(world.operator, uid));
    valueOf(await world.feeSchedules.withdraw(world.operator, uid));
    const { payloadHash } = approval;
    const ended = valueOf(
      await world.access.approvals.approve(world.checker, approval.uid, { payloadHash }),
    );
    expect(ended).toMatchObject({
      state: 'FAILED',
      outcome: { code: 'wrong_state', state: 'rejected' },
    });
    expect(await statesByVersion()).toEqual(['1 active', '2 rejected']);
  });

  it('that no longer passes the check stays out of force, with one alert', async () => {
    await inForce();
    const { uid } = await inForce(qris, await later(1));
    // As an older release might have stored it.
    const [rule] = qris.rules;
    const body = scheduleToJson({ ...qris, version: 2, rules: rule === undefined ? [] : [rule] });
    await owner.query('ALTER TABLE participants.fee_schedule DISABLE TRIGGER fee_schedule_facts');
    await owner.query('UPDATE participants.fee_schedule SET body = $2 WHERE uid = $1', [
      uid,
      JSON.stringify(body),
    ]);
    await owner.query('ALTER TABLE participants.fee_schedule ENABLE TRIGGER fee_schedule_facts');
    valueOf(await world.networks.moveClock(world.operator, network.uid, await later(2)));
    for (let round = 0; round < 2; round += 1) await world.feeSchedules.activateDue(network.id);
    expect(await statesByVersion()).toEqual(['1 active', '2 approved']);
    const alerts = await world.access.alerts.list(world.operator, {
      network: network.id,
      limit: 9,
    });
    expect(alerts).toMatchObject([{ kind: 'fee_schedule_not_activated', subject: uid }]);
  });

  it('is another network’s for its operators only', async () => {
    const { uid } = await inForce();
    const stranger = anIdentity('operator', newUuid(), { network: network.id + 1 });
    expect(await world.feeSchedules.read(stranger, uid)).toEqual(fail('not_found'));
    expect(await world.feeSchedules.submit(stranger, uid)).toEqual(fail('not_found'));
    expect(await world.feeSchedules.withdraw(stranger, uid)).toEqual(fail('not_found'));
  });
});
