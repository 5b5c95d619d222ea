import { Client } from 'pg';

import { emptyDatabase, freshDatabase } from './fresh-database.js';

describe('freshDatabase', () => {
  it('gives two specs two databases that know nothing of each other', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    try {
      expect(one.name).not.toBe(other.name);
      expect(await namesOf(one.ownerUrl)).toContain('ledger');
      expect(await namesOf(other.ownerUrl)).toContain('ledger');
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });

  it('logs in as the two roles', async () => {
    const database = await freshDatabase();
    try {
      expect(await userOf(database.appUrl)).toBe('simpul_app');
      expect(await userOf(database.ledgerUrl)).toBe('simpul_ledger');
    } finally {
      await database.drop();
    }
  });

  it('drops the database even while a session is in it', async () => {
    const database = await emptyDatabase();
    const session = new Client({ connectionString: database.ownerUrl });
    session.on('error', () => undefined);
    await session.connect();
    await database.drop();
    await database.drop();
    await expect(userOf(database.ownerUrl)).rejects.toThrow('does not exist');
    await session.end().catch(() => undefined);
  });
});

async function userOf(url: string): Promise<string | undefined> {
  const rows = await query<{ name: string }>(url, 'SELECT current_user AS name');
  return rows[0]?.name;
}

async function namesOf(url: string): Promise<string[]> {
  const rows = await query<{ name: string }>(url, 'SELECT nspname AS name FROM pg_namespace');
  return rows.map((row) => row.name);
}

async function query<R extends object>(url: string, sql: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
