import { encodeId, newUuid } from '@app/core';
import type { Cooperative } from '@app/participants';
import { authenticator } from '@app/testing';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { aPhoneKey, choosesPin, PIN, signedBy } from './support/phones.js';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);
afterAll(() => world.close());

const theApp = () => {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world has a process');
  return app;
};
const post = (path: string, body: object, bearer?: string, process = 0) => {
  const sent = world.api(process).post(path);
  return (bearer === undefined ? sent : sent.set('authorization', `Bearer ${bearer}`)).send(body);
};
const balance = (bearer: string, process = 0) =>
  world.api(process).get('/v1/me/balance').set('authorization', `Bearer ${bearer}`);

async function signedIn(cooperative: Cooperative) {
  const member = await world.aMember(cooperative);
  const phone = await choosesPin(theApp(), member);
  const { privateKey, device } = aPhoneKey();
  const { body } = await post('/v1/auth/token', { phone, pin: PIN, device }).expect(200);
  const access = String(body.access_token);
  return { member, phone, privateKey, device, access, refresh: String(body.refresh_token) };
}

describe('a member’s phone', () => {
  it('stays signed in by signing each refresh token, at any process', async () => {
    const { refresh, privateKey } = await signedIn(world.dinoyo);
    const unsigned = await post('/v1/auth/refresh', { refresh_token: refresh }).expect(401);
    expect(unsigned.body.code).toBe('device_proof_invalid');
    const body = { refresh_token: refresh, device_signature: signedBy(privateKey, refresh) };
    const next = await post('/v1/auth/refresh', body, undefined, 1).expect(200);
    expect(next.headers['cache-control']).toBe('no-store');
    expect(next.body).toMatchObject({ role: 'member', expires_in: 600 });
    await balance(String(next.body.access_token)).expect(200);
    const again = await post('/v1/auth/refresh', body).expect(401);
    expect(again.body.code).toBe('refresh_reused');
    const last = String(next.body.refresh_token);
    const after = { refresh_token: last, device_signature: signedBy(privateKey, last) };
    expect((await post('/v1/auth/refresh', after).expect(401)).body.code).toBe('refresh_invalid');
  });

  it('is listed, and can be blocked from another phone', async () => {
    const lost = await signedIn(world.dinoyo);
    const { device } = aPhoneKey();
    const other = await post('/v1/auth/token', { phone: lost.phone, pin: PIN, device });
    const bearer = String(other.body.access_token);
    const listed = await world
      .api()
      .get('/v1/me/devices')
      .set('authorization', `Bearer ${bearer}`)
      .expect(200);
    expect(listed.body.data).toHaveLength(2);
    const { id } = listed.body.data[1];
    const blocked = await post(`/v1/me/devices/${id}/block`, {}, bearer).expect(200);
    expect(blocked.body).toMatchObject({ id, signed_in: false, blocked_at: expect.any(String) });
    expect((await balance(lost.access).expect(401)).body.code).toBe('token_revoked');
    const signIn = { phone: lost.phone, pin: PIN, device: lost.device };
    expect((await post('/v1/auth/token', signIn).expect(403)).body.code).toBe('device_blocked');
    await balance(bearer).expect(200);
  });

  it('is blocked at the counter of the own cooperative, and at no other', async () => {
    const { member, access } = await signedIn(world.dinoyo);
    const path = `/v1/members/${encodeId('mbr', member.uid)}/devices`;
    const own = world.as.staff('teller', world.dinoyo);
    const foreign = world.as.staff('teller', world.bumiayu);
    await world.api().get(path).set('authorization', foreign).expect(404);
    const listed = await world.api().get(path).set('authorization', own).expect(200);
    const block = `${path}/${listed.body.data[0].id}/block`;
    await world.api().post(block).set('authorization', foreign).send({}).expect(404);
    await balance(access).expect(200);
    const { person: principal } = await world.aMember(world.dinoyo);
    const { network, uid: cooperative } = world.dinoyo;
    const teller = world.as.somebody({ role: 'teller', principal, network, cooperative });
    await world.api().post(block).set('authorization', teller).send({}).expect(200);
    expect((await balance(access).expect(401)).body.code).toBe('token_revoked');
  });

  it('of a member without it is refused when the key is not on the curve', async () => {
    const phone = await choosesPin(theApp(), await world.aMember(world.dinoyo));
    const x = Buffer.alloc(32).toString('base64url');
    const device = { name: 'x', public_key: { kty: 'EC', crv: 'P-256', x, y: x } };
    const { body } = await post('/v1/auth/token', { phone, pin: PIN, device }).expect(400);
    expect(body.errors).toMatchObject([{ field: 'device.public_key' }]);
  });
});

describe('H36 signing out', () => {
  it('H36 ends the token in the other process within a second, under steady use', async () => {
    const { access } = await signedIn(world.dinoyo);
    await balance(access, 1).expect(200);
    await post('/v1/auth/sign-out', {}, access).expect(204);
    const began = performance.now();
    let status = 200;
    while (status === 200 && performance.now() - began < 3_000) {
      ({ status } = await balance(access, 1));
    }
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('of staff everywhere ends every session of theirs', async () => {
    const wanted = { fullName: 'Rina Wati', username: 'rina.dinoyo' };
    const appointment = { role: 'teller', cooperative: world.dinoyo } as const;
    const { activationCode: code, username } = await world.appointed(wanted, appointment);
    const password = 'kopi pahit 9 sendok';
    const activated = await post('/v1/auth/activation', { username, code, password }).expect(200);
    const totp = authenticator(String(activated.body.totp.secret));
    const sessions = [];
    for (let n = 0; n < 2; n += 1) {
      const credentials = { username, password, totp: totp() };
      sessions.push((await post('/v1/auth/token', credentials).expect(200)).body);
    }
    const [first, second] = sessions;
    await post('/v1/auth/sign-out', { everywhere: true }, String(first.access_token)).expect(204);
    for (const { access_token, refresh_token } of [first, second]) {
      const bearer = `Bearer ${access_token}`;
      await world.api().get('/v1/me').set('authorization', bearer).expect(401);
      await post('/v1/auth/refresh', { refresh_token }).expect(401);
    }
  });
});

describe('approving', () => {
  it('wants a code of the last five minutes, and says how to give one', async () => {
    const wanted = { fullName: 'Hadi Wijaya', username: 'hadi.dinoyo' };
    const appointment = { role: 'manager', cooperative: world.dinoyo } as const;
    const hired = await world.appointed(wanted, appointment);
    const password = 'kopi pahit 9 sendok';
    const { username, activationCode: code } = hired;
    const { body } = await post('/v1/auth/activation', { username, code, password }).expect(200);
    const totp = authenticator(String(body.totp.secret));
    await post('/v1/auth/token', { username, password, totp: totp() }).expect(200);
    const path = `/v1/approvals/${encodeId('apr', newUuid())}/approve`;
    const decision = { payload_hash: '0'.repeat(64) };
    const { network, uid: cooperative } = world.dinoyo;
    const at = Math.floor(Date.now() / 1000) - 301;
    const old = world.as.somebody({
      role: 'manager',
      principal: hired.person,
      network,
      cooperative,
      proof: { methods: ['pwd', 'otp'], at },
    });
    const refused = await world.api().post(path).set('authorization', old).send(decision);
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ code: 'step_up_required', retryable: true });
    expect(refused.headers['www-authenticate']).toContain('insufficient_user_authentication');
    const step = await world
      .api()
      .post('/v1/auth/step-up')
      .set('authorization', old)
      .send({ totp: totp() })
      .expect(200);
    await post(path, decision, String(step.body.access_token)).expect(404);
  });
});

describe('the public keys', () => {
  it('are at their well-known address, and where they used to be', async () => {
    const { body } = await world.api().get('/.well-known/jwks.json').expect(200);
    expect(body.keys).toMatchObject([{ kty: 'EC', alg: 'ES256', use: 'sig' }]);
    expect((await world.api().get('/v1/auth/jwks').expect(200)).body).toEqual(body);
  });
});
