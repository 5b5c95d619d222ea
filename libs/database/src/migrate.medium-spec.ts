import { randomBytes } from 'node:crypto';

import { emptyDatabase, readCatalog } from '@app/testing';
import type { TestDatabase } from '@app/testing';
import { Client } from 'pg';

import { MIGRATION_TABLE, migrate, revertAll } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { StartupError } from './startup-error.js';
import { connectionUrls, loginOf } from './urls.js';
import type { ConnectionUrls } from './urls.js';

let database: TestDatabase;
let urls: ConnectionUrls;

beforeEach(async () => {
  database = await emptyDatabase();
  urls = connectionUrls({ DATABASE_URL: database.ownerUrl });
});
afterEach(() => database.drop());

describe('migrate', () => {
  it('can be undone wholly and done again to the same catalogue', async () => {
    const before = await readCatalog(database.ownerUrl);
    const names = MIGRATIONS.map((Migration) => new Migration().name);

    expect((await migrate(urls)).applied).toEqual(names);
    const up = await readCatalog(database.ownerUrl);
    expect(up.length).toBeGreaterThan(before.length);

    await revertAll(database.ownerUrl);
    expect(await readCatalog(database.ownerUrl)).toEqual(before);

    expect((await migrate(urls)).applied).toEqual(names);
    expect(await readCatalog(database.ownerUrl)).toEqual(up);
  });

  it('does nothing to a database that is up to date', async () => {
    await migrate(urls);
    expect(await migrate(urls)).toEqual({ applied: [] });
  });

  it('lets several processes start together: one migrates, the others find it done', async () => {
    const reports = await Promise.all([migrate(urls), migrate(urls), migrate(urls)]);
    expect(reports.flatMap((report) => report.applied)).toHaveLength(MIGRATIONS.length);
  });

  it('refuses a database that a newer release migrated', async () => {
    await migrate(urls);
    await query(
      database.ownerUrl,
      `INSERT INTO ${MIGRATION_TABLE} (timestamp, name) VALUES (9999, 'Tomorrow0000000009999')`,
    );
    await expect(migrate(urls)).rejects.toThrow(/newer release .*Tomorrow0000000009999/);
  });

  it('leaves a database as it was when a migration fails', async () => {
    await query(database.ownerUrl, 'CREATE SCHEMA access');
    await expect(migrate(urls)).rejects.toThrow(/is as it was before .*"access" already exists/);
    const schemas = await query(
      database.ownerUrl,
      `SELECT FROM pg_namespace WHERE nspname = 'ledger'`,
    );
    expect(schemas).toEqual([]);
  });

  it('needs no superuser, only an owner that may create roles', async () => {
    const owner = `owner_${randomBytes(4).toString('hex')}`;
    await query(database.ownerUrl, `CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'secret'`);
    await query(database.ownerUrl, `GRANT simpul_app, simpul_ledger TO ${owner} WITH ADMIN OPTION`);
    await query(database.ownerUrl, `ALTER DATABASE ${database.name} OWNER TO ${owner}`);
    const url = new URL(database.ownerUrl);
    url.username = owner;
    url.password = 'secret';
    // The roles and their passwords belong to the cluster and are there already.
    await migrate({ ...urls, owner: url.href });
    await revertAll(url.href);
    await query(database.ownerUrl, `ALTER DATABASE ${database.name} OWNER TO CURRENT_USER`);
    await query(database.ownerUrl, `DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
  });
});

describe('the roles', () => {
  it('may log in and nothing more', async () => {
    await migrate(urls);
    const rows = await query(
      database.ownerUrl,
      `SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin
         FROM pg_roles WHERE rolname IN ('simpul_app', 'simpul_ledger') ORDER BY rolname`,
    );
    const modest = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolcanlogin: true,
    };
    expect(rows).toEqual([
      { rolname: 'simpul_app', ...modest },
      { rolname: 'simpul_ledger', ...modest },
    ]);
  });

  it('refuses an application login that row-level security would not bind', async () => {
    const mighty = { ...urls, app: urls.owner, managedRoles: ['simpul_ledger'] as const };
    await expect(migrate(mighty)).rejects.toThrow(/is a superuser .*DATABASE_URL/);
  });

  it('refuses an application login that has none of the rights', async () => {
    const stranger = `stranger_${randomBytes(4).toString('hex')}`;
    await query(database.ownerUrl, `CREATE ROLE ${stranger} LOGIN PASSWORD 'secret'`);
    const url = new URL(database.ownerUrl);
    url.username = stranger;
    url.password = 'secret';
    try {
      const given = { ...urls, app: url.href, managedRoles: ['simpul_ledger'] as const };
      await expect(migrate(given)).rejects.toThrow(`GRANT simpul_app TO "${stranger}"`);
      await query(database.ownerUrl, `GRANT simpul_app TO ${stranger}`);
      await expect(migrate(given)).resolves.toEqual({ applied: [] });
    } finally {
      await query(database.ownerUrl, `DROP ROLE ${stranger}`);
    }
  });

  it('never changes a password that came by variable', async () => {
    const wrong = new URL(urls.ledger);
    wrong.password = 'of-another-cluster';
    const given = { ...urls, ledger: wrong.href, managedRoles: ['simpul_app'] as const };
    await migrate(urls);
    await expect(migrate(given)).rejects.toThrow(/refused the login .*LEDGER_DATABASE_URL/);
    expect(await query(urls.ledger, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a database that can not be used', () => {
  it.each([
    ['the password is wrong', (url: URL) => void (url.password = 'wr0ng'), 'Check the user'],
    ['the database is missing', (url: URL) => void (url.pathname = '/nowhere'), 'createdb'],
    ['nothing listens there', (url: URL) => void (url.port = '1'), "can't be reached"],
    ['the host is unknown', (url: URL) => void (url.hostname = 'h.invalid'), "can't be reached"],
  ])('is told apart: %s', async (_case, change, text) => {
    const url = new URL(database.ownerUrl);
    change(url);
    const failed: unknown = await migrate({ ...urls, owner: url.href }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(StartupError);
    const message = failed instanceof Error ? failed.message : '';
    expect(message).toContain(text);
    expect(message).toContain('MIGRATION_DATABASE_URL');
    expect(message).not.toContain(loginOf(url.href).password);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}
