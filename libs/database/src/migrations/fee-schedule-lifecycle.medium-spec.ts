import { presets } from '@app/core';
import { participantsWorld, scheduleInForce, valueOf, type ParticipantsWorld } from '@app/testing';
import { DataSource } from 'typeorm';

import { FeeScheduleLifecycle0011 } from './0011-fee-schedule-lifecycle.js';

let world: ParticipantsWorld;
let owner: DataSource;

beforeAll(async () => {
  world = await participantsWorld();
  owner = new DataSource({ type: 'postgres', url: world.database.ownerUrl });
  await owner.initialize();
}, 60_000);

afterAll(async () => {
  await owner.destroy();
  await world.close();
});

interface Row {
  readonly version: number;
  readonly state: string;
  readonly drafted_by: string;
  readonly steps: string[];
}

const rows = (): Promise<Row[]> =>
  owner.query(
    `SELECT f.version, f.state, f.drafted_by, array(
       SELECT s.to_state FROM ledger.state_change s
       WHERE s.machine = 'fee_schedule' AND s.subject = f.uid::text ORDER BY s.id) AS steps
     FROM participants.fee_schedule f ORDER BY f.version`,
  );

describe('the life of fee schedules', () => {
  it('takes over those of the first release, and gives them back without their drafts', async () => {
    const network = await world.aNetwork();
    const { feeSchedules, operator: maker, checker } = world;
    const office = { feeSchedules, approvals: world.access.approvals, maker, checker };
    await scheduleInForce(office, network, presets.cooperativeSimple());
    await scheduleInForce(office, network, presets.qrisMdr());
    valueOf(await feeSchedules.create(maker, network, presets.cooperativeSimple()));

    const runner = owner.createQueryRunner();
    // The release from which it led had no audit.
    await runner.query('DROP TRIGGER audited ON participants.fee_schedule');
    const migration = new FeeScheduleLifecycle0011();
    await migration.down(runner);
    const before = await owner.query<{ state: string }[]>(
      'SELECT state FROM participants.fee_schedule ORDER BY version',
    );
    expect(before.map(({ state }) => state)).toEqual(['retired', 'active']);
    await migration.up(runner);
    await runner.release();

    const drafted_by = maker.principal;
    expect((await rows()).map(({ version, state, steps }) => [version, state, ...steps])).toEqual([
      [1, 'retired', 'approved', 'active', 'retired'],
      [2, 'active', 'approved', 'active'],
    ]);
    expect((await rows())[0]).toMatchObject({ drafted_by });
    const next = await scheduleInForce(office, network, presets.cooperativeSimple());
    expect(next).toMatchObject({ version: 3, state: 'active' });
  });
});
