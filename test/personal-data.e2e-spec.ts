import { newUuid } from '@app/core';
import { ERASED_NAME } from '@app/access';
import { LOGGER } from '@app/http';
import { verifyLedger } from '@app/ledger';
import { pino, type Logger } from 'pino';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

/** Like nothing else that is written anywhere. */
const CANARY = {
  name: 'Kenari Zxqwv',
  phone: '+6281299887766',
  nik: '3599887766554433',
  pin: '739251',
};

let world: PaymentsWorld;
const logLines: string[] = [];
let joined = 0;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  const logger = world.apps[0]?.get<Logger>(LOGGER);
  if (logger === undefined) throw new Error('a process has a log');
  logger.level = 'trace';
  Reflect.set(logger, pino.symbols.streamSym, { write: (line: string) => logLines.push(line) });
}, 120_000);

afterAll(() => world.close());

const manager = () => world.as.staff('manager', world.dinoyo);

/** Through the API, as at a counter, up to the first token. */
async function joins({ name, phone, nik, pin }: typeof CANARY) {
  const made = await world
    .api()
    .post('/v1/members')
    .set('authorization', manager())
    .send({ number: `K-${(joined += 1)}`, full_name: name, phone, nik, tier: 'registered' });
  expect(made.status).toBe(201);
  const code = String(made.body.activation_code);
  const auth = (path: string, body: object) => world.api().post(`/v1/auth/${path}`).send(body);
  expect((await auth('activation', { phone, code, pin })).status).toBe(200);
  const signedIn = await auth('token', { phone, pin });
  expect(signedIn.status).toBe(200);
  return { id: String(made.body.id), code, token: String(signedIn.body.access_token) };
}

/** Every row of every table of Simpul, as text. */
async function everythingStored(): Promise<string> {
  const tables = await world.owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await world.owner.query<{ text: string }>(`SELECT t::text FROM ${name} AS t`);
    parts.push(...rows.map(({ text }) => text));
  }
  return parts.join('\n');
}

describe('what is known of a member', () => {
  it('is in no log, table, metric or foreign answer, whatever happens to them', async () => {
    const { id, code, token } = await joins(CANARY);
    const asMember = { authorization: `Bearer ${token}` };
    const toko = await world.aMerchant(world.bumiayu);
    const wrong = { phone: CANARY.phone, pin: '904817' };
    expect((await world.api().post('/v1/auth/token').send(wrong)).status).toBe(401);
    for (const path of ['/v1/me', '/v1/me/balance', '/v1/me/export', '/v1/me/notifications']) {
      expect((await world.api().get(path).set(asMember)).status).toBe(200);
    }
    const refused = await world
      .api()
      .post('/v1/payments')
      .set({ ...asMember, 'idempotency-key': newUuid() })
      .send({ merchant_id: toko.uid, amount: idr('1000.00'), description: 'beras' });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const twice = await world
      .api()
      .post('/v1/members')
      .set('authorization', manager())
      .send({ number: 'K-twice', full_name: CANARY.name, phone: CANARY.phone, tier: 'registered' });
    expect(twice.status).toBe(409);
    const listed = await world.api().get('/v1/members').set('authorization', manager());
    expect(listed.text).not.toContain(CANARY.phone);
    expect(listed.text).not.toContain(CANARY.nik);
    const metrics = await world.api().get('/metrics');
    const [log, stored] = [logLines.join(''), await everythingStored()];
    expect(log).toContain('request');
    for (const secret of [CANARY.name, CANARY.phone.slice(3), CANARY.nik, token, code]) {
      expect(log).not.toContain(secret);
      expect(stored).not.toContain(secret);
      expect(metrics.text).not.toContain(secret);
    }
    expect(log).not.toMatch(new RegExp(`\\b${CANARY.pin}\\b`));
    expect(stored).not.toMatch(new RegExp(`\\b${CANARY.pin}\\b`));
    expect(id).toMatch(/^mbr_/);
  });

  it('is theirs to take along, and the counter’s to hand out', async () => {
    const { id, token } = await joins({ ...CANARY, phone: '+6281299887701' });
    const own = await world.api().get('/v1/me/export').set('authorization', `Bearer ${token}`);
    expect(own.body).toMatchObject({
      object: 'personal_data',
      full_name: CANARY.name,
      phone: '+6281299887701',
      nik: CANARY.nik,
      memberships: [{ member_id: id, status: 'open' }],
    });
    const atCounter = (authorization: string) =>
      world.api().get(`/v1/members/${id}/export`).set('authorization', authorization);
    expect((await atCounter(manager())).body).toEqual(own.body);
    expect((await atCounter(world.as.staff('manager', world.bumiayu))).status).toBe(404);
    expect((await atCounter(world.as.staff('teller', world.dinoyo))).status).toBe(403);
  });

  it('is erased when they have left and two persons agree, and the books still prove', async () => {
    const { id, token } = await joins({ ...CANARY, phone: '+6281299887702' });
    const asked = (authorization: string) =>
      world
        .api()
        .post(`/v1/members/${id}/erasure`)
        .set('authorization', authorization)
        .send({ reason: 'permintaan anggota 12 Januari' });
    const early = await asked(world.as.operator());
    expect([early.status, early.body.code]).toEqual([409, 'wrong_state']);
    const closed = await world
      .api()
      .post('/v1/me/closure')
      .set({ authorization: `Bearer ${token}`, 'idempotency-key': newUuid() })
      .send({});
    expect(closed.status).toBe(200);
    const waiting = await asked(world.as.operator());
    expect(waiting.status).toBe(202);
    expect(waiting.body).toMatchObject({ state: 'PENDING', details: { member_id: id } });
    const approve = (authorization: string) =>
      world
        .api()
        .post(`/v1/approvals/${String(waiting.body.id)}/approve`)
        .set('authorization', authorization)
        .send({ payload_hash: waiting.body.payload_hash });
    expect((await approve(world.as.operator())).body.code).toBe('same_person');
    expect((await approve(world.as.checker())).body).toMatchObject({ state: 'EXECUTED' });
    const read = await world.api(1).get(`/v1/members/${id}`).set('authorization', manager());
    expect(read.body).toMatchObject({ full_name: ERASED_NAME, phone: null, status: 'closed' });
    const again = await world
      .api()
      .post('/v1/auth/token')
      .send({ phone: '+6281299887702', pin: CANARY.pin });
    expect(again.body.code).toBe('credentials_invalid');
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
    // The number may be somebody else's by now.
    await joins({ ...CANARY, phone: '+6281299887702' });
  });
});
