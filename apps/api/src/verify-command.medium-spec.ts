import { withDatabase } from '@app/database';
import {
  damagedCopies,
  freshDatabase,
  LEDGER_DAMAGES,
  postedWorld,
  type TestDatabase,
} from '@app/testing';
import { runVerify } from './verify-command.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await postedWorld(database);
});

afterAll(() => database.drop());

async function verify(url: string | undefined, ...args: string[]) {
  const printed = { result: '', log: '' };
  const code = await runVerify(
    args,
    { DATABASE_URL: url, DATA_DIR: '/nonexistent/simpul' },
    {
      result: (text) => (printed.result += text),
      log: (line) => (printed.log += `${line}\n`),
    },
  );
  return { code, ...printed };
}

describe('npm run verify', () => {
  it('prints what was checked of each invariant and exits with 0', async () => {
    const { code, result } = await verify(database.ownerUrl);
    expect(code).toBe(0);
    expect(result.match(/^ ?\d+ {2}holds /gm)).toHaveLength(12);
    expect(result).toMatch(/^ 6 {2}holds {3}\d+ transfers /m);
    expect(result).toContain('All twelve invariants hold.');
  });

  it('prints one JSON document with --json', async () => {
    const { code, result } = await verify(database.ownerUrl, '--json', '--network', '1', '--quick');
    expect(code).toBe(0);
    expect(JSON.parse(result)).toMatchObject({ ok: true, invariants: { length: 12 } });
  });

  it.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'exits with 1 and names invariant %i when it is broken',
    async (invariant) => {
      const damage = LEDGER_DAMAGES.find((one) => one.invariant === invariant);
      if (damage === undefined) throw new Error('no such damage');
      const { code, result } = await damagedCopies(database).with(damage, (url) => verify(url));
      expect(code).toBe(1);
      expect(result).toMatch(new RegExp(`^ *${invariant}  BROKEN .*\\n +.*: `, 'm'));
      expect(result).toContain(`${damage.rule}: `);
    },
  );

  it.each([
    ['there is no such database', () => withDatabase(database.ownerUrl, 'simpul_nowhere')],
    ['the database has no ledger', () => withDatabase(database.ownerUrl, 'postgres')],
    ['the URL is none', () => 'mysql://localhost'],
    ['no database is named and none runs', () => undefined],
  ])('exits with 2 when %s', async (_, url) => {
    const { code, result, log } = await verify(url());
    expect(code).toBe(2);
    expect(result).toBe('');
    expect(log.length).toBeGreaterThan(20);
  });

  it.each([['--network', '0'], ['--network', '99'], ['--unknown'], ['extra']])(
    'exits with 2 for %s %s',
    async (...args) => {
      const { code } = await verify(database.ownerUrl, ...args.filter((arg) => arg !== undefined));
      expect(code).toBe(2);
    },
  );
});
