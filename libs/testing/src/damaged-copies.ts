import { randomBytes } from 'node:crypto';
import { withDatabase } from '@app/database';
import { Client } from 'pg';
import type { TestDatabase } from './fresh-database.js';
import type { LedgerDamage } from './ledger-damages.js';

/** Copies of a database, each with a damage of its own. */
export interface DamagedCopies {
  /** Runs `work` on the owner's URL of a damaged copy, which is then dropped. */
  with<T>(damage: Pick<LedgerDamage, 'sql'>, work: (ownerUrl: string) => Promise<T>): Promise<T>;
}

/** `original` must have no session: PostgreSQL copies only databases at rest. */
export function damagedCopies(original: TestDatabase): DamagedCopies {
  return {
    with: async (damage, work) => {
      const name = `simpul_test_${randomBytes(6).toString('hex')}`;
      const url = withDatabase(original.ownerUrl, name);
      const admin = withDatabase(original.ownerUrl, 'postgres');
      await run(admin, `CREATE DATABASE ${name} TEMPLATE ${original.name}`);
      try {
        await run(url, `SET session_replication_role = replica; ${damage.sql}`);
        return await work(url);
      } finally {
        await run(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // A statement each: a database is not created within a transaction of several.
    for (const statement of sql.split(';')) {
      if (statement.trim() !== '') await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
