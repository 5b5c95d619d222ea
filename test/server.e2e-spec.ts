import { generateKeyPairSync } from 'node:crypto';
import { ActivationService, Onboarding } from '@app/access';
import { freshDatabase, testLog, valueOf, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { readConfig, type ApiConfig, type Environment } from '../apps/api/src/config.js';
import { startServer, type RunningServer } from '../apps/api/src/server.js';

let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  database = await freshDatabase();
  server = await startServer(configOf('0'), () => undefined);
}, 60_000);

afterAll(async () => {
  await server.stop();
  await database.drop();
});

function configOf(port: string, more: Environment = {}): ApiConfig {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return readConfig({
    PORT: port,
    DATABASE_URL: database.ownerUrl,
    JWT_PRIVATE_KEY: privateKey,
    PIN_PEPPER: 'p'.repeat(32),
    PERSONAL_DATA_KEY: 'd'.repeat(64),
    ...testLog(),
    PROCESS_METRICS: 'off',
    ALLOW_UNSAFE_POSTGRES: 'on',
    ...more,
  });
}

/** Lets nobody in and throws everybody out, as when the server is gone; or lets them in again. */
async function setOutage(outage: boolean): Promise<void> {
  const admin = new URL(database.ownerUrl);
  admin.pathname = '/postgres';
  const client = new Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(`ALTER DATABASE ${database.name} ALLOW_CONNECTIONS ${!outage}`);
    if (!outage) return;
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [database.name],
    );
  } finally {
    await client.end();
  }
}

describe('the running server', () => {
  it('outlives its database and comes back by itself', async () => {
    await request(server.url).get('/readyz').expect(200);
    await setOutage(true);
    const away = await request(server.url).get('/readyz').expect(503);
    expect(away.body).toMatchObject({ ready: false, checks: { database: { ok: false } } });
    await request(server.url).get('/livez').expect(200);
    await setOutage(false);
    await request(server.url).get('/readyz').expect(200);
  });

  it('says clearly that its port is taken, and leaves nothing behind', async () => {
    const { port } = new URL(server.url);
    const second = startServer(configOf(port), () => undefined);
    await expect(second).rejects.toThrow(`Port ${port} is in use by another program.`);
    await request(server.url).get('/readyz').expect(200);
  });

  it('stops once however often it is told to', async () => {
    const other = await startServer(configOf('0'), () => undefined);
    await Promise.all([other.stop(), other.stop()]);
    await expect(fetch(`${other.url}/livez`)).rejects.toThrow('fetch failed');
  });

  it('does not start on a PostgreSQL that may lose what it wrote', async () => {
    const admin = new Client({ connectionString: database.ownerUrl });
    await admin.connect();
    try {
      await admin.query('ALTER ROLE simpul_ledger SET synchronous_commit = off');
      const unsafe = startServer(configOf('0', { ALLOW_UNSAFE_POSTGRES: 'off' }), () => undefined);
      await expect(unsafe).rejects.toThrow(/synchronous_commit off/);
    } finally {
      await admin.query('ALTER ROLE simpul_ledger RESET synchronous_commit');
      await admin.end();
    }
  });

  it("does not start in production mode with the demo's operators in its database", async () => {
    const pepper = { PIN_PEPPER: '8c1f9be2d07a4f6583b1c2d9e0f7a4b6', NODE_ENV: 'production' };
    const before = await startServer(configOf('0', pepper), () => undefined);
    const access = before.created.app;
    const { manager } = access.get(DataSource);
    const onboarding = access.get(Onboarding);
    const [username, password] = ['dewi.operator', 'malang-raya-2026'];
    const person = valueOf(
      await onboarding.registerPerson(manager, { network: null, fullName: 'Dewi Lestari' }),
    );
    await onboarding.createLogin(manager, username, person);
    const code = await onboarding.issueActivation(manager, person, 'password');
    valueOf(await access.get(ActivationService).activate({ username, code, password }));
    await before.stop();
    const again = startServer(configOf('0', pepper), () => undefined);
    await expect(again).rejects.toThrow(/dewi\.operator must not sign in with the demo's password/);
  });
});
