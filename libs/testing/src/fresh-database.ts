import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import { connectionUrls, migrate, withDatabase } from '@app/database';
import { Client } from 'pg';

/** A database of a spec's own, with every migration applied. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ledgerUrl: string;
  readonly name: string;
  /** Ends every session in it and removes it. */
  drop(): Promise<void>;
}

/** For a connection of the API's role by a spec, which no pool tells in whose name it asks: the switch's own work. */
export const AS_SWITCH = '-c simpul.tenant=switch';

/** "Simpul's test templates", as a number: held by the one process that builds. */
const TEMPLATE_LOCK = 5_136_717_002;
const TEMPLATE_PREFIX = 'simpul_template_';

/** The template's name, found once in each process. */
let template: Promise<string> | undefined;

/**
 * Clones a migrated database, in about 40 ms; the first caller of a run builds the template. Call
 * it in `beforeAll` and `drop()` in `afterAll`.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  return createDatabase(async (admin, name) => {
    template ??= ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${await template} STRATEGY FILE_COPY`);
  });
}

/** A database without any migration, for specs of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase((admin, name) => admin.query(`CREATE DATABASE ${name}`));
}

async function createDatabase(
  create: (admin: Client, name: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const name = `simpul_test_${randomBytes(6).toString('hex')}`;
  await withAdmin((admin) => create(admin, name));
  const urls = connectionUrls({ DATABASE_URL: withDatabase(testServerUrl(), name) });
  return {
    ownerUrl: urls.owner,
    appUrl: urls.app,
    ledgerUrl: urls.ledger,
    name,
    drop: () =>
      withAdmin(async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) {
    throw new Error(
      'TEST_DATABASE_URL is not set: jest-global-setup sets it for medium and e2e specs',
    );
  }
  return url;
}

async function ensureTemplate(admin: Client): Promise<string> {
  const name = TEMPLATE_PREFIX + (await hashOfMigrations());
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await buildTemplate(admin, name);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

/** Built under another name, so that a template with the right name is always complete. */
async function buildTemplate(admin: Client, name: string): Promise<void> {
  const half = `${name}_half`;
  await admin.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${half}`);
  await migrate(connectionUrls({ DATABASE_URL: withDatabase(testServerUrl(), half) }));
  await admin.query(`ALTER DATABASE ${half} RENAME TO ${name}`);
}

async function hashOfMigrations(): Promise<string> {
  const folder = path.join(import.meta.dirname, '../../database/src/migrations');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function withAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
