import { freshDatabase } from '@app/testing';
import type { TestDatabase } from '@app/testing';
import type { DataSource, EntityManager } from 'typeorm';

import { createDataSource } from './create-data-source.js';
import { inTransaction } from './in-transaction.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = createDataSource(database.ownerUrl, { entities: [], applicationName: 'spec' });
  await dataSource.initialize();
  await dataSource.query('CREATE TABLE counter (id int PRIMARY KEY, value int NOT NULL)');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(async () => {
  await dataSource.query('DELETE FROM counter');
  await dataSource.query('INSERT INTO counter VALUES (1, 0), (2, 0)');
});

it('runs a serialization failure again, so that no increment is lost', async () => {
  const bothHaveRead = meetingOf(2);
  let attempts = 0;
  const increment = (): Promise<unknown> => {
    let first = true;
    return inTransaction(
      dataSource,
      async (manager) => {
        attempts += 1;
        const value = await valueOf(manager, 1);
        if (first) await bothHaveRead();
        first = false;
        await manager.query('UPDATE counter SET value = $1 WHERE id = 1', [value + 1]);
      },
      { isolation: 'SERIALIZABLE' },
    );
  };

  await Promise.all([increment(), increment()]);
  expect(attempts).toBeGreaterThanOrEqual(3);
  expect(await valueOf(dataSource.manager, 1)).toBe(2);
});

it('runs the victim of a deadlock again', async () => {
  const bothHoldOne = meetingOf(2);
  let attempts = 0;
  const addToBoth = (ids: readonly number[]): Promise<unknown> => {
    let first = true;
    return inTransaction(dataSource, async (manager) => {
      attempts += 1;
      for (const id of ids) {
        await manager.query('UPDATE counter SET value = value + 1 WHERE id = $1', [id]);
        if (first) await bothHoldOne();
        first = false;
      }
    });
  };

  await Promise.all([addToBoth([1, 2]), addToBoth([2, 1])]);
  expect(attempts).toBe(3);
  expect(await valueOf(dataSource.manager, 1)).toBe(2);
  expect(await valueOf(dataSource.manager, 2)).toBe(2);
});

it('gives up after five attempts and throws the conflict as it came', async () => {
  let attempts = 0;
  const work = async (manager: EntityManager): Promise<void> => {
    attempts += 1;
    await manager.query(
      `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'serialization_failure'; END $$`,
    );
  };
  await expect(inTransaction(dataSource, work)).rejects.toMatchObject({ code: '40001' });
  expect(attempts).toBe(5);
});

it('throws any other error at once and leaves nothing behind', async () => {
  let attempts = 0;
  const work = async (manager: EntityManager): Promise<void> => {
    attempts += 1;
    await manager.query('UPDATE counter SET value = 9');
    throw new Error('no');
  };
  await expect(inTransaction(dataSource, work)).rejects.toThrow('no');
  expect(attempts).toBe(1);
  expect(await valueOf(dataSource.manager, 1)).toBe(0);
});

it('uses READ COMMITTED unless told otherwise', async () => {
  const level = (manager: EntityManager): Promise<unknown> =>
    manager.query('SHOW transaction_isolation');
  expect(await inTransaction(dataSource, level)).toEqual([
    { transaction_isolation: 'read committed' },
  ]);
  expect(await inTransaction(dataSource, level, { isolation: 'REPEATABLE READ' })).toEqual([
    { transaction_isolation: 'repeatable read' },
  ]);
});

it('bounds statements and idle transactions, and names itself to the server', async () => {
  const rows: unknown = await dataSource.query(
    `SELECT current_setting('statement_timeout') AS statement,
            current_setting('idle_in_transaction_session_timeout') AS idle,
            current_setting('application_name') AS name`,
  );
  expect(rows).toEqual([{ statement: '15s', idle: '15s', name: 'spec' }]);
});

/** A point that `size` callers must reach before any of them goes on. */
function meetingOf(size: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === size) open();
    return opened;
  };
}

async function valueOf(manager: EntityManager, id: number): Promise<number> {
  const rows: { value: number }[] = await manager.query('SELECT value FROM counter WHERE id = $1', [
    id,
  ]);
  return rows[0]?.value ?? Number.NaN;
}
