import { createSign, generateKeyPairSync } from 'node:crypto';
import { ApiClients, RequestLog, type ClientScope } from '@app/access';
import { encodeId } from '@app/core';
import type { Merchant } from '@app/participants';
import { newKey } from '@simpul/client';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { idr } from './support/payments-world.js';

let world: CashWorld;
beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
}, 60_000);
afterAll(() => world.close());

const CLIENTS = '/v1/api-clients';

/** A shop's program with one secret. */
async function aProgram(shop: Merchant, scopes: readonly ClientScope[]) {
  const owner = world.as.shop(shop);
  const wanted = { name: 'Kasir Toko', scopes };
  const { body } = await world.post(CLIENTS, owner, wanted).expect(201);
  const id = String(body.id);
  const added = await world.post(`${CLIENTS}/${id}/keys`, owner, { kind: 'secret' }).expect(201);
  return { id, owner, key: String(added.body.id), secret: String(added.body.secret) };
}

const askToken = (client_id: string, client_secret: string, process = 0) =>
  world.api(process).post('/v1/auth/client-token').send({ client_id, client_secret });

async function bearerOf({ id, secret }: { id: string; secret: string }): Promise<string> {
  const { body } = await askToken(id, secret).expect(200);
  return `Bearer ${String(body.access_token)}`;
}

function clientsOf(process: number): ApiClients {
  const app = world.apps[process];
  if (app === undefined) throw new Error('a world has processes');
  return app.get(ApiClients);
}

describe('a shop’s program', () => {
  it('makes codes, reads what was paid and gives it back, within its scopes', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const program = await aProgram(shop, ['qr_codes', 'payments:read', 'refunds']);
    const token = await askToken(program.id, program.secret).expect(200);
    expect(token.headers['cache-control']).toBe('no-store');
    expect(token.body).toMatchObject({
      expires_in: 600,
      scope: 'qr_codes payments:read refunds',
      client_id: program.id,
      merchant_id: encodeId('mrc', shop.uid),
    });
    const bearer = `Bearer ${String(token.body.access_token)}`;
    const sale = { kind: 'dynamic', amount: idr('25000.00') };
    const code = await world.post('/v1/qr-codes', bearer, sale).expect(201);
    const qr = String(code.body.payload);
    const paid = await world.post('/v1/payments', world.as.member(budi), { qr }).expect(201);
    const read = await world.get(`/v1/payments/${paid.body.id}`, bearer).expect(200);
    expect(read.body).toMatchObject({ id: paid.body.id, reference: null });
    const back = { payment_id: paid.body.id, amount: idr('5000.00') };
    await world.post('/v1/refunds', bearer, back).expect(201);
    const listed = await world.get('/v1/payments', bearer).expect(200);
    expect(listed.body.data).toHaveLength(1);
    expect(await world.contradictions()).toEqual([]);
  });

  it('is told which scope it lacks, and that people’s acts are none of a program’s', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const bearer = await bearerOf(await aProgram(shop, ['payments:read']));
    const refused = await world.post('/v1/qr-codes', bearer, { kind: 'static' }).expect(403);
    expect(refused.body.code).toBe('scope_missing');
    expect(refused.headers['www-authenticate']).toContain('insufficient_scope');
    const paying = { merchant_id: encodeId('mrc', shop.uid), amount: idr('1000.00') };
    const paid = await world.post('/v1/payments', bearer, paying).expect(403);
    expect(paid.body.code).toBe('role_forbidden');
    const members = await world.get('/v1/members', bearer).expect(403);
    expect(members.body.code).toBe('role_forbidden');
    await world.get('/v1/me', bearer).expect(403);
  });

  it('is shown nothing of another shop', async () => {
    const [own, other] = [await world.aMerchant(world.dinoyo), await world.aMerchant(world.dinoyo)];
    const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const paid = await world.pay(budi, other, 10_000);
    const bearer = await bearerOf(await aProgram(own, ['payments:read', 'refunds']));
    await world.get(`/v1/payments/${paid.body.id}`, bearer).expect(404);
    const back = { payment_id: paid.body.id, amount: idr('5000.00') };
    await world.post('/v1/refunds', bearer, back).expect(404);
  });

  it('asks members for money, which its owner is told of', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const budi = await world.aMember(world.bumiayu, { rupiah: 100_000 });
    const bearer = await bearerOf(await aProgram(shop, ['payment_requests']));
    const bill = { payer_member_id: encodeId('mbr', budi.uid), amount: idr('15000.00') };
    const asked = await world.post('/v1/payment-requests', bearer, bill).expect(201);
    const path = `/v1/payment-requests/${asked.body.id}`;
    await world.post(`${path}/pay`, world.as.member(budi), {}).expect(201);
    const read = await world.get(path, bearer).expect(200);
    expect(read.body.status).toBe('paid');
  });
});

describe('a cooperative’s program', () => {
  it('takes on members of its own cooperative and reads its books, no other’s', async () => {
    const manager = await world.managerOf(world.dinoyo);
    const wanted = { name: 'Dompet Dinoyo', scopes: ['members', 'books:read'] };
    const { body } = await world.post(CLIENTS, manager, wanted).expect(201);
    const keys = `${CLIENTS}/${String(body.id)}/keys`;
    const { body: key } = await world.post(keys, manager, { kind: 'secret' }).expect(201);
    const bearer = await bearerOf({ id: String(body.id), secret: String(key.secret) });
    const citra = { full_name: 'Citra Lestari', phone: '0812-7000-1234', number: 'W-1' };
    const made = await world.post('/v1/members', bearer, citra).expect(201);
    expect(made.body.activation_code).toEqual(expect.any(String));
    const coop = (uid: string) => `/v1/cooperatives/${encodeId('coop', uid)}/trial-balance`;
    await world.get(coop(world.dinoyo.uid), bearer).expect(200);
    await world.get(coop(world.bumiayu.uid), bearer).expect(404);
    const elsewhere = { ...citra, cooperative_id: encodeId('coop', world.bumiayu.uid) };
    await world.post('/v1/members', bearer, elsewhere).expect(404);
  });

  it('has no scope of a shop, and a shop’s none of a cooperative', async () => {
    const manager = await world.managerOf(world.dinoyo);
    const mixed = { name: 'X', scopes: ['refunds'] };
    expect((await world.post(CLIENTS, manager, mixed).expect(400)).body.code).toBe(
      'validation_failed',
    );
    const owner = world.as.shop(await world.aMerchant(world.dinoyo));
    await world.post(CLIENTS, owner, { name: 'X', scopes: ['members'] }).expect(400);
  });
});

describe('keys of a program', () => {
  it('are told apart from a wrong, a foreign and a made-up one in the same way', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const [one, two] = [await aProgram(shop, ['refunds']), await aProgram(shop, ['refunds'])];
    for (const secret of [two.secret, 'simpul_key_test_0', `${one.secret.slice(0, -1)}x`]) {
      expect((await askToken(one.id, secret).expect(401)).body.code).toBe('credentials_invalid');
    }
    const nobody = encodeId('cli', world.dinoyo.uid);
    expect((await askToken(nobody, one.secret).expect(401)).body.code).toBe('credentials_invalid');
  });

  it('H36 serve two at a time while one replaces the other, and never three', async () => {
    const program = await aProgram(await world.aMerchant(world.dinoyo), ['refunds']);
    const keys = `${CLIENTS}/${program.id}/keys`;
    const next = await world.post(keys, program.owner, { kind: 'secret' }).expect(201);
    await askToken(program.id, program.secret).expect(200);
    await askToken(program.id, String(next.body.secret), 1).expect(200);
    await world.post(keys, program.owner, { kind: 'secret' }).expect(201);
    await askToken(program.id, program.secret).expect(401);
    await askToken(program.id, String(next.body.secret)).expect(200);
    const read = await world.get(`${CLIENTS}/${program.id}`, program.owner).expect(200);
    expect(read.body.keys).toHaveLength(3);
    expect(JSON.stringify(read.body)).not.toContain(program.secret.slice(20, 60));
  });

  it('H36 end with every token of theirs in all processes within a second, when revoked', async () => {
    const program = await aProgram(await world.aMerchant(world.dinoyo), ['payments:read']);
    const bearer = await bearerOf(program);
    const ask = () => world.api(1).get('/v1/payments').set('authorization', bearer);
    await ask().expect(200);
    const path = `${CLIENTS}/${program.id}/keys/${program.key}/revoke`;
    await world.post(path, program.owner, {}).expect(200);
    const began = performance.now();
    let status = 200;
    while (status === 200 && performance.now() - began < 3_000) ({ status } = await ask());
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1_000);
    await askToken(program.id, program.secret, 1).expect(401);
    await world.post(path, program.owner, {}).expect(200);
  });

  it('are known to whoever checks signatures, anew within a second in every process', async () => {
    const program = await aProgram(await world.aMerchant(world.dinoyo), ['snap']);
    const { owner, id } = program;
    const keys = `${CLIENTS}/${id}/keys`;
    const pem = generateKeyPairSync('rsa', { modulusLength: 2_048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    expect((await clientsOf(1).byId(id))?.publicKeys).toEqual([]);
    const wanted = { kind: 'public_key', public_key: pem };
    const added = await world.post(keys, owner, wanted).expect(201);
    expect(added.body.secret).toBeNull();
    const signing = await world.post(keys, owner, { kind: 'signing_secret' }).expect(201);
    const known = await clientsOf(0).byId(id);
    expect(known?.publicKeys[0]?.export({ type: 'spki', format: 'pem' })).toBe(pem);
    expect((await known?.hmacSecrets())?.map(String)).toEqual([signing.body.secret]);
    const began = performance.now();
    while ((await clientsOf(1).byId(id))?.publicKeys.length !== 1) {
      expect(performance.now() - began).toBeLessThan(1_500);
    }
    await world.api().patch(`${CLIENTS}/${id}`).set('authorization', owner).send({
      status: 'disabled',
    });
    expect((await clientsOf(0).byId(id))?.status).toBe('disabled');
    await askToken(id, program.secret).expect(401);
    expect(await clientsOf(0).byId('cli_none')).toBeUndefined();
  });

  it('are for the owner, the manager of the cooperative and the operator to give, nobody else', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const program = await aProgram(shop, ['refunds']);
    const path = `${CLIENTS}/${program.id}`;
    const rival = world.as.shop(await world.aMerchant(world.dinoyo));
    await world.get(path, rival).expect(404);
    await world.post(`${path}/keys`, rival, { kind: 'secret' }).expect(404);
    await world.get(path, await world.managerOf(world.bumiayu)).expect(404);
    await world.get(path, await world.managerOf(world.dinoyo)).expect(200);
    await world.get(path, world.as.operator()).expect(200);
    const cashier = world.as.shop(shop, 'cashier');
    await world.post(CLIENTS, cashier, { name: 'X', scopes: ['refunds'] }).expect(403);
    const stale = world.as.somebody({
      role: 'manager',
      network: world.dinoyo.network,
      cooperative: world.dinoyo.uid,
      proof: { methods: ['pwd', 'otp'], at: Math.floor(Date.now() / 1000) - 900 },
    });
    const late = await world.post(`${path}/keys`, stale, { kind: 'secret' }).expect(401);
    expect(late.body.code).toBe('step_up_required');
  });
});

describe('the log of a program’s requests', () => {
  it('shows what was asked and how it ended, without query, body or secret', async () => {
    const program = await aProgram(await world.aMerchant(world.dinoyo), ['payments:read']);
    const bearer = await bearerOf(program);
    await world.get('/v1/payments?limit=3', bearer).expect(200);
    const refused = await world.post('/v1/qr-codes', bearer, { kind: 'static' }).expect(403);
    await world.apps[0]?.get(RequestLog).flush();
    const { body } = await world
      .get(`${CLIENTS}/${program.id}/requests`, program.owner)
      .expect(200);
    expect(body.data).toMatchObject([
      {
        method: 'POST',
        path: '/v1/qr-codes',
        status: 403,
        code: 'scope_missing',
        request_id: refused.headers['request-id'],
      },
      { method: 'GET', path: '/v1/payments', status: 200, code: null },
    ]);
    const read = await world.get(`${CLIENTS}/${program.id}`, program.owner).expect(200);
    expect(read.body.last_used_at).toEqual(expect.any(String));
  });
});

describe('a program with a key of its own', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /** What it signs to be let in (RFC 7523). */
  function assertionOf(id: string, claims: object = {}): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 120;
    const whole = { iss: id, sub: id, aud: 'http://localhost:3000', exp, jti: newKey(), ...claims };
    const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(whole)}`;
    return `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
  }

  const ask = (client_id: string, client_assertion: string, process = 0) =>
    world.api(process).post('/v1/auth/client-token').send({ client_id, client_assertion });

  it('is let in by what it signed, once at whichever process, until the key is revoked', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const { id, owner } = await aProgram(shop, ['payments:read']);
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const wanted = { kind: 'public_key', public_key: pem };
    const added = await world.post(`${CLIENTS}/${id}/keys`, owner, wanted).expect(201);

    const assertion = assertionOf(id);
    const { body } = await ask(id, assertion).expect(200);
    await world.get('/v1/payments', `Bearer ${String(body.access_token)}`).expect(200);
    const again = await ask(id, assertion, 1).expect(401);
    expect(again.body.code).toBe('credentials_invalid');

    await ask(id, assertionOf(id, { aud: 'http://elsewhere.example' })).expect(401);
    const both = { client_id: id, client_secret: 'x', client_assertion: assertionOf(id) };
    const mixed = await world.api().post('/v1/auth/client-token').send(both).expect(400);
    expect(mixed.body.code).toBe('validation_failed');

    await world
      .post(`${CLIENTS}/${id}/keys/${String(added.body.id)}/revoke`, owner, {})
      .expect(200);
    await ask(id, assertionOf(id)).expect(401);
  });
});
