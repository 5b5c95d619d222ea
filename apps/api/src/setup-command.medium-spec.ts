import { generateKeyPairSync } from 'node:crypto';
import { createAccess, loadAccessSecrets } from '@app/access';
import { connectionUrls, createDataSource } from '@app/database';
import { emptyDatabase, testLog, valueOf, authenticator, type TestDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { readConfig, type Environment } from './config.js';
import { runSetup } from './setup-command.js';

const PASSWORD = 'kopi pahit 9 sendok';
const OPERATORS = ['--operator', 'Dewi Lestari:dewi', '--operator', 'Arif Hidayat:arif'];
const NETWORK = ['--network', 'Malang Raya', ...OPERATORS];

let database: TestDatabase;
let environment: Environment;
let dataSource: DataSource;

beforeAll(async () => {
  database = await emptyDatabase();
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  environment = {
    DATABASE_URL: database.ownerUrl,
    JWT_PRIVATE_KEY: privateKey,
    PIN_PEPPER: 'p'.repeat(32),
    PERSONAL_DATA_KEY: 'd'.repeat(64),
    ...testLog(),
  };
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function setup(...args: string[]) {
  const printed = { result: '', log: '' };
  const code = await runSetup(args, environment, {
    result: (text) => (printed.result += text),
    log: (line) => (printed.log += `${line}\n`),
  });
  return { code, ...printed };
}

const codesOf = (result: string): Map<string, string> =>
  new Map(
    [...result.matchAll(/^ {2}(\S+) {2}(\d{8})$/gm)].map(([, name = '', code = '']) => [
      name,
      code,
    ]),
  );

async function access() {
  const config = readConfig(environment);
  const secrets = await loadAccessSecrets(config.secrets, config.dataDir);
  return createAccess(dataSource, { secrets, issuer: 'http://localhost:3000' });
}

describe('npm run setup', () => {
  it('opens one network with its operators, also when two run at once, and never again', async () => {
    const both = await Promise.all([setup(...NETWORK, '--live'), setup(...NETWORK, '--live')]);
    dataSource = createDataSource(connectionUrls(readConfig(environment).database).app, {
      entities: [],
      applicationName: 'simpul setup spec',
      poolSize: 2,
    });
    await dataSource.initialize();
    expect(both.map(({ code }) => code).sort((a, b) => a - b)).toEqual([0, 1]);
    const done = both.find(({ code }) => code === 0);
    expect(done?.log).toMatch(/^The network is open: net_[0-9a-z]{26}\.$/m);
    expect([...codesOf(done?.result ?? '').keys()]).toEqual(['dewi', 'arif']);
    expect(both.find(({ code }) => code === 1)).toMatchObject({
      result: '',
      log: expect.stringContaining('setup runs once in its life'),
    });

    const others = ['--network', 'Batu', '--operator', 'Eka:eka', '--operator', 'Dwi:dwi'];
    expect(await setup(...others)).toMatchObject({ code: 1, result: '' });
    const networks = await dataSource.query<unknown[]>(
      `SELECT n.name, l.live, r.kind, g.role FROM participants.network n
       JOIN ledger.network l USING (id) JOIN participants.rule_change r ON r.network = n.id
       JOIN access.role_grant g ON g.person_id = r.principal`,
    );
    const made = { name: 'Malang Raya', live: true, kind: 'network_created', role: 'operator' };
    expect(networks).toEqual([made]);
    const [people] = await dataSource.query<{ n: number }[]>(
      'SELECT count(*)::int AS n FROM access.person',
    );
    expect(people).toEqual({ n: 2 });
  });

  it('gives an operator who is locked out a code for another password and authenticator', async () => {
    const { activation, signIn } = await access();
    const first = await setup('--recover', 'dewi');
    expect(first).toMatchObject({ code: 0 });
    const code = codesOf(first.result).get('dewi') ?? '';
    const activated = valueOf(
      await activation.activate({ username: 'dewi', code, password: PASSWORD }),
    );
    const totp = authenticator(activated.totp?.secret ?? '')();
    const { identity } = valueOf(
      await signIn.signIn({ username: 'dewi', password: PASSWORD, totp }),
    );
    expect(identity).toMatchObject({ role: 'operator', network: null });

    const again = codesOf((await setup('--recover', 'dewi')).result).get('dewi') ?? '';
    const password = 'teh manis 7 gelas';
    valueOf(await activation.activate({ username: 'dewi', code: again, password }));
    expect(await signIn.signIn({ username: 'dewi', password: PASSWORD })).toMatchObject({
      code: 'credentials_invalid',
    });
  });

  it('knows no operator by a name that nobody has', async () => {
    const { code, log } = await setup('--recover', 'tidak.ada');
    expect({ code, log }).toEqual({ code: 1, log: 'No operator signs in by that name.\n' });
  });

  it.each([
    ['no network', OPERATORS],
    ['one operator', ['--network', 'Batu', '--operator', 'Eka:eka']],
    ['a network without a name', ['--network', ' ', ...OPERATORS]],
    [
      'an operator without a user name',
      ['--network', 'Batu', '--operator', 'Eka', '--operator', 'Dwi'],
    ],
    ['an unknown time zone', [...NETWORK, '--time-zone', '+07:00']],
    ['a start that is no time', [...NETWORK, '--starts', 'yesterday']],
    ['a recovery beside anything else', ['--recover', 'dewi', ...OPERATORS]],
    ['an unknown option', ['--nobody']],
  ])('shows how it is used for %s', async (_, args) => {
    const { code, log } = await setup(...args);
    expect(code).toBe(1);
    expect(log).toContain('Usage: npm run setup');
  });

  it('starts the clock of no live network at another time', async () => {
    const { code, log } = await setup(
      ...NETWORK,
      '--live',
      '--starts',
      '2026-01-31T09:00:00+07:00',
    );
    expect({ code, log }).toEqual({
      code: 1,
      log: 'The clock of a live network is the real one.\n',
    });
  });
});
