import { fail, newUuid } from '@app/core';
import { accessWorld, anIdentity, valueOf, type AccessWorld } from '@app/testing';
import type { Identity } from '../identity.js';
import { alertStatusOf, type NewAlert } from './index.js';

let world: AccessWorld;
let operator: Identity;

beforeAll(async () => {
  world = await accessWorld();
  for (const network of [1, 2]) {
    await world.dataSource.query(
      `SELECT ledger.open_network($1, $2, $3, false, 'Asia/Jakarta', '0', $4, $5)`,
      [network, newUuid(), `Jaringan ${network}`, newUuid(), newUuid()],
    );
  }
  const { person } = await world.someStaff((id) => [{ person: id, role: 'operator' }], {
    network: null,
  });
  operator = anIdentity('operator', person);
}, 60_000);

afterAll(() => world.close());

const anAlert = (wanted: Partial<NewAlert> = {}): NewAlert => ({
  network: 1,
  kind: 'cash_difference',
  subject: newUuid(),
  detail: { short: '5000.00' },
  dedupeKey: newUuid(),
  ...wanted,
});

const uidsOf = async (caller: Identity, status?: 'open' | 'acknowledged' | 'cleared') =>
  (await world.alerts.list(caller, { network: 1, status, limit: 100 })).map(({ uid }) => uid);

describe('an alert', () => {
  it('is raised once for one cause, however often and by however many', async () => {
    const alert = anAlert();
    const uids = await Promise.all([1, 2, 3].map(() => world.alerts.raise(alert)));
    expect(new Set(uids).size).toBe(1);
    const [uid = ''] = uids;
    expect(valueOf(await world.alerts.read(operator, uid))).toMatchObject({
      times: 3,
      severity: 'warning',
      detail: { short: '5000.00' },
      subject: alert.subject,
      acknowledgedBy: null,
    });
    expect(await world.alerts.raise({ ...alert, network: 2 })).not.toBe(uid);
  });

  it('stays seen by the first who acknowledged it, and comes anew after it was cleared', async () => {
    const alert = anAlert();
    const uid = await world.alerts.raise(alert);
    expect(await uidsOf(operator, 'open')).toContain(uid);
    const seen = valueOf(await world.alerts.acknowledge(operator, uid));
    expect(alertStatusOf(seen)).toBe('acknowledged');
    const { person } = await world.someStaff(() => []);
    const later = await world.alerts.acknowledge(anIdentity('operator', person), uid);
    expect(valueOf(later)).toEqual(seen);
    expect(await world.alerts.raise(alert)).toBe(uid);
    await world.alerts.clear(alert);
    expect(await uidsOf(operator, 'cleared')).toContain(uid);
    const next = await world.alerts.raise(alert);
    expect(next).not.toBe(uid);
    expect(await uidsOf(operator, 'open')).toContain(next);
  });

  it('is undone with the transaction that raised it', async () => {
    const alert = anAlert();
    const undone = world.dataSource.transaction(async (tx) => {
      await world.alerts.raise(alert, tx);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    const { length } = await world.alerts.list(operator, { network: 1, limit: 100 });
    await world.alerts.raise(alert);
    expect(await world.alerts.list(operator, { network: 1, limit: 100 })).toHaveLength(length + 1);
  });

  it('is seen by its own cooperative and the network’s operators only', async () => {
    const cooperative = newUuid();
    const uid = await world.alerts.raise(anAlert({ cooperative }));
    const own = anIdentity('manager', newUuid(), { network: 1, cooperative });
    const other = anIdentity('manager', newUuid(), { network: 1, cooperative: newUuid() });
    expect(await uidsOf(own)).toEqual([uid]);
    expect(await uidsOf(other)).toEqual([]);
    expect(await world.alerts.acknowledge(other, uid)).toEqual(fail('not_found'));
    const elsewhere = anIdentity('operator', newUuid(), { network: 2 });
    expect(await world.alerts.read(elsewhere, uid)).toEqual(fail('not_found'));
  });

  it('keeps what it says: only who looks at it and its end are written later', async () => {
    const uid = await world.alerts.raise(anAlert());
    const change = world.dataSource.query(`UPDATE access.alert SET detail = '{}' WHERE uid = $1`, [
      uid,
    ]);
    await expect(change).rejects.toThrow(/denied/);
  });
});
