import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { newUuid } from '@app/core';
import { emptyDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';
import supertest from 'supertest';
import { readConfig } from '../apps/api/src/config.js';
import { startServer, type RunningServer } from '../apps/api/src/server.js';
import { runVerify } from '../apps/api/src/verify-command.js';
import { QUIET } from './support/quiet.js';
import { itemsOf } from './support/read-body.js';

interface Asked {
  readonly body: object;
  readonly key: string;
}

/** An act, and what the first release answered to it. */
interface FirstAct extends Asked {
  /** Which of the members. */
  readonly payer: number;
  readonly status: number;
  readonly answer: { readonly id?: string; readonly code?: string };
}

interface Balance {
  readonly available: { readonly value: string };
}

/** What test/upgrade/make-dump.mjs wrote down. */
interface FirstRelease {
  readonly pepper: string;
  readonly members: readonly {
    readonly phone: string;
    readonly pin: string;
    readonly balance: Balance;
    readonly entries: readonly object[];
  }[];
  readonly shops: readonly string[];
  readonly acts: readonly FirstAct[];
}

/** Members with money left, and what each pays at which shop while the release is taken into use. */
const PAYERS = [0, 1, 4, 5];
const PAYMENTS_EACH = 25;
const RUPIAH = 500;
const SHOP = 1;

const first: FirstRelease = JSON.parse(made('first-release.json.gz'));
let database: TestDatabase;
let owner: Client;
const servers: RunningServer[] = [];
let before: Awaited<ReturnType<typeof readLedger>>;

beforeAll(async () => {
  database = await emptyDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`DO $$ BEGIN CREATE ROLE simpul_app; EXCEPTION WHEN duplicate_object THEN END $$;
    DO $$ BEGIN CREATE ROLE simpul_ledger; EXCEPTION WHEN duplicate_object THEN END $$`);
  await owner.query(made('first-release.sql.gz'));
  await owner.query('RESET ALL');
  before = await readLedger();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await owner.end();
  await database.drop();
});

describe('a database of the first release', () => {
  it('is migrated while two processes start, and people pay from the first moment on', async () => {
    const statuses: number[] = [];
    const starting = [0, 1].map(async (n) => {
      const server = await startServer(config(), () => undefined);
      servers.push(server);
      // The other process may still be starting.
      for (const payer of PAYERS.filter((one) => one % 2 === n)) {
        statuses.push(...(await payOften(server, payer)));
      }
    });
    await Promise.all(starting);
    expect(statuses).toEqual(statuses.map(() => 201));
    expect(statuses).toHaveLength(PAYERS.length * PAYMENTS_EACH);
  });

  it('has lost and changed nothing of what was posted', async () => {
    const after = await readLedger();
    expect(before.legs.length).toBeGreaterThan(100);
    for (const table of ['batches', 'transfers', 'legs'] as const) {
      expect(after[table].slice(0, before[table].length)).toEqual(before[table]);
    }
    const payments = after.transfers.length - before.transfers.length;
    expect(payments).toBe(PAYERS.length * PAYMENTS_EACH);
  });

  it('shows every member the balance and the entries of before, and what was paid since', async () => {
    for (const [n, member] of first.members.entries()) {
      const authorization = await signIn(serverOf(n), n);
      const api = supertest(serverOf(n).url);
      const paid = PAYERS.includes(n) ? PAYMENTS_EACH : 0;
      const { body: balance } = await api.get('/v1/me/balance').set({ authorization });
      const left = Number(member.balance.available.value) - paid * RUPIAH;
      expect(balance.available.value).toBe(left.toFixed(2));
      const { body: page } = await api.get('/v1/me/entries?limit=100').set({ authorization });
      expect(itemsOf(page).slice(paid)).toMatchObject(member.entries);
    }
  });

  it('answers every act of then once more as it was answered', async () => {
    for (const [n, act] of first.acts.entries()) {
      const server = serverOf(n);
      const answer = await pay(server, await signIn(server, act.payer), act);
      expect([answer.status, answer.body.id, answer.body.code]).toEqual([
        act.status,
        act.answer.id,
        act.answer.code,
      ]);
      // Who would pay themselves are refused at the door, as they were then: nothing is remembered of it.
      if (act.answer.code === 'payer_is_payee') continue;
      expect(answer.headers['idempotent-replayed']).toBe('true');
    }
    expect((await readLedger()).transfers).toHaveLength(
      before.transfers.length + PAYERS.length * PAYMENTS_EACH,
    );
  });

  it('passes every check of verify', async () => {
    const printed = { result: '', log: '' };
    const code = await runVerify(
      [],
      { DATABASE_URL: database.ownerUrl },
      {
        result: (text) => (printed.result += text),
        log: (line) => (printed.log += line),
      },
    );
    expect(printed.result).toContain('All twelve invariants hold.');
    expect(code).toBe(0);
  });
});

function made(name: string): string {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, 'upgrade', name))).toString();
}

const { privateKey: SIGNING_KEY } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

function config() {
  return readConfig({
    ...QUIET,
    PORT: '0',
    PUBLIC_URL: 'http://localhost',
    DATABASE_URL: database.ownerUrl,
    JWT_PRIVATE_KEY: SIGNING_KEY,
    PIN_PEPPER: first.pepper,
    PERSONAL_DATA_KEY: 'd'.repeat(64),
    ALLOW_UNSAFE_POSTGRES: 'on',
  });
}

function serverOf(n: number): RunningServer {
  const server = servers[n % servers.length];
  if (server === undefined) throw new Error('no process has started');
  return server;
}

const tokens = new Map<number, string>();

/** A header that is worth something at both processes. */
async function signIn({ url }: RunningServer, n: number): Promise<string> {
  const known = tokens.get(n);
  if (known !== undefined) return known;
  const { phone, pin } = first.members[n] ?? { phone: '', pin: '' };
  const { body } = await supertest(url).post('/v1/auth/token').send({ phone, pin });
  const header = `Bearer ${body.access_token}`;
  tokens.set(n, header);
  return header;
}

function pay({ url }: RunningServer, authorization: string, { body, key }: Asked) {
  return supertest(url)
    .post('/v1/payments')
    .set({ authorization, 'idempotency-key': key })
    .send(body);
}

async function payOften(server: RunningServer, payer: number): Promise<number[]> {
  const authorization = await signIn(server, payer);
  const statuses: number[] = [];
  for (let n = 0; n < PAYMENTS_EACH; n += 1) {
    const body = {
      merchant_id: first.shops[SHOP],
      amount: { value: `${RUPIAH}.00`, currency: 'IDR' },
    };
    statuses.push((await pay(server, authorization, { body, key: newUuid() })).status);
  }
  return statuses;
}

/** What every release has of what was posted, in its order. */
async function readLedger() {
  const rows = async (text: string) => (await owner.query<object>(text)).rows;
  return {
    batches: await rows('SELECT number, posted_at, cycle, hash FROM ledger.batch ORDER BY number'),
    transfers: await rows(
      'SELECT id, batch, type, amount, refusal FROM ledger.transfer ORDER BY batch, item',
    ),
    legs: await rows(
      `SELECT batch, position, amount, debit_account, credit_account, debit_balance, credit_balance,
         book, code FROM ledger.leg ORDER BY batch, position`,
    ),
  };
}
