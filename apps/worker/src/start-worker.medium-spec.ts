import { emptyDatabase, freshDatabase, settlementWorld, testLog, valueOf } from '@app/testing';
import { Client } from 'pg';

import { startWorker } from './start-worker.js';

describe('a worker in a process of its own', () => {
  it('does its duties until it is stopped', async () => {
    const world = await settlementWorld();
    const wanted = { name: 'Jaringan kerja', live: false, now: new Date('2026-03-02T08:59:59Z') };
    const { network } = valueOf(await world.networks.create(world.maker, wanted));
    const { uid } = await world.cycles.open(network.id);
    const at = new Date('2026-03-02T09:00:00Z');
    valueOf(await world.networks.moveClock(world.maker, network.uid, at));
    const worker = await startWorker({
      DATABASE_URL: world.database.ownerUrl,
      ...testLog(),
    });
    let state = 'OPEN';
    const deadline = Date.now() + 10_000;
    while (state !== 'SETTLED' && Date.now() < deadline) {
      ({ state } = valueOf(await world.cycles.find(world.maker, uid)));
    }
    expect(state).toBe('SETTLED');
    await worker.stop();
    const { rows } = await world.owner.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE application_name = 'simpul worker' AND datname = current_database()`,
    );
    expect(rows).toEqual([]);
    await world.close();
  }, 30_000);

  it('refuses a database that no API has migrated', async () => {
    const database = await emptyDatabase();
    const starting = startWorker({ DATABASE_URL: database.ownerUrl, ...testLog() });
    await expect(starting).rejects.toThrow(
      /no schema of Simpul.*Start the API first \(or run npm run migrate\)/,
    );
    await database.drop();
  });

  it('refuses a database that a newer release has migrated', async () => {
    const database = await freshDatabase();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      `INSERT INTO schema_migration (timestamp, name) VALUES (9999, 'Tomorrow0000000009999')`,
    );
    await owner.end();
    const starting = startWorker({ DATABASE_URL: database.ownerUrl, ...testLog() });
    await expect(starting).rejects.toThrow(
      /newer release of Simpul \(it has Tomorrow0000000009999\)\. Start that release/,
    );
    await database.drop();
  });

  it.each([
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
    [{}, /No database is named/],
  ])('says what is wrong with %j', async (env, message) => {
    await expect(startWorker(env)).rejects.toThrow(message);
  });
});
