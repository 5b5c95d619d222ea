import { freshDatabase, type TestDatabase } from '@app/testing';
import { RequestPool } from './request-pool.js';

let database: TestDatabase;
let pool: RequestPool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new RequestPool({ connectionString: database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('survives that the server ends a connection which somebody holds and nobody uses', async () => {
  const held = await pool.connect();
  const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise<void>((resolve) => held.once('end', resolve));
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;
  await expect(held.query('SELECT 1')).rejects.toThrow(/not queryable/);
  held.release();
  const again = await pool.query<{ one: number }>('SELECT 1 AS one');
  expect(again.rows).toEqual([{ one: 1 }]);
});
