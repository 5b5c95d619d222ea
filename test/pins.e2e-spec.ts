import { encodeId, newUuid } from '@app/core';
import type { Cooperative, Member } from '@app/participants';
import { paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';
import { aPhoneKey, choosesPin, PIN, signedBy } from './support/phones.js';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);
afterAll(() => world.close());

const NEW_PIN = '591736';
const WRONG = '739164';
const CHECKS = ['ktp_photo', 'ktp_name', 'ktp_valid'];

const theApp = () => {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world has a process');
  return app;
};
const send = (
  method: 'post' | 'put' | 'get',
  path: string,
  as: string | undefined,
  body: object = {},
  process = 0,
) => {
  const sent = world.api(process)[method](path);
  if (as !== undefined) void sent.set('authorization', as);
  return method === 'get' ? sent : sent.send(body);
};
const signIn = (phone: string, pin: string, more: object = {}, process = 0) =>
  send('post', '/v1/auth/token', undefined, { phone, pin, ...more }, process);

/** A member with a PIN, signed in on a phone of their own. */
async function aMemberSignedIn() {
  const member = await world.aMember(world.dinoyo);
  const phone = await choosesPin(theApp(), member);
  return { member, phone, ...(await aPhoneOf(phone)) };
}

async function aPhoneOf(phone: string) {
  const { privateKey, device } = aPhoneKey();
  const { body } = await signIn(phone, PIN, { device }).expect(200);
  const refresh = String(body.refresh_token);
  const next = {
    refresh_token: refresh,
    device_signature: signedBy(privateKey, refresh),
  };
  return { bearer: `Bearer ${body.access_token}`, next };
}

let hired = 0;

/** Somebody who works for a cooperative, known to the database. */
async function someStaff(role: 'teller' | 'treasurer' | 'manager', cooperative: Cooperative) {
  hired += 1;
  const wanted = { fullName: 'Rina Wati', username: `rina.${hired}` };
  const { person: principal } = await world.appointed(wanted, { role, cooperative });
  const { network, uid } = cooperative;
  return world.as.somebody({ role, principal, network, cooperative: uid });
}

async function noticesOf({ person }: Member): Promise<string[]> {
  const { rows } = await world.owner.query<{ kind: string }>(
    'SELECT kind FROM payments.notice WHERE person = $1 ORDER BY happened_at, id',
    [person],
  );
  return rows.map(({ kind }) => kind);
}

describe('guessing a PIN', () => {
  it('is over after three of twenty parallel tries at two processes, for the right one too', async () => {
    const { phone } = await aMemberSignedIn();
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, at) => signIn(phone, WRONG, {}, at % 2)),
    );
    expect(tally(guesses)).toEqual({ credentials_invalid: 3, pin_locked: 17 });
    await signIn(phone, PIN, {}, 1).expect(423);
  });
});

describe('changing my PIN', () => {
  it('ends the sessions of my other phones and keeps this one', async () => {
    const { member, phone, bearer, next } = await aMemberSignedIn();
    const other = await aPhoneOf(phone);
    const wanted = { old_pin: PIN, new_pin: NEW_PIN };
    const { body, headers } = await send('put', '/v1/me/pin', bearer, wanted).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ role: 'member', refresh_token: null });
    for (const former of [bearer, other.bearer]) {
      const refused = await send('get', '/v1/me/balance', former).expect(401);
      expect(refused.body.code).toBe('token_revoked');
    }
    await send('get', '/v1/me/balance', `Bearer ${body.access_token}`, {}, 1).expect(200);
    const ended = await send('post', '/v1/auth/refresh', undefined, other.next).expect(401);
    expect(ended.body.code).toBe('refresh_invalid');
    await send('post', '/v1/auth/refresh', undefined, next).expect(200);
    await signIn(phone, PIN).expect(401);
    await signIn(phone, NEW_PIN).expect(200);
    expect(await noticesOf(member)).toEqual(['pin_activated', 'pin_changed']);
  });

  it('wants the old one, with the tries of signing in', async () => {
    const { phone, bearer } = await aMemberSignedIn();
    const wrong = { old_pin: WRONG, new_pin: NEW_PIN };
    for (const left of [2, 1, 0]) {
      const { body } = await send('put', '/v1/me/pin', bearer, wrong).expect(403);
      expect(body).toMatchObject({ code: 'pin_wrong' });
      expect(body.detail).toContain(`${left}`);
    }
    const locked = await send('put', '/v1/me/pin', bearer, { old_pin: PIN, new_pin: NEW_PIN });
    expect([locked.status, locked.body.code]).toEqual([423, 'pin_locked']);
    await signIn(phone, PIN).expect(423);
  });

  it('refuses the same one and a simple one, and counts no try', async () => {
    const { phone, bearer } = await aMemberSignedIn();
    const same = await send('put', '/v1/me/pin', bearer, { old_pin: PIN, new_pin: PIN });
    expect([same.status, same.body.errors[0].field]).toEqual([400, 'new_pin']);
    const simple = { old_pin: WRONG, new_pin: '123456' };
    for (let n = 0; n < 4; n += 1) {
      const { body } = await send('put', '/v1/me/pin', bearer, simple).expect(422);
      expect(body.code).toBe('pin_too_simple');
    }
    await signIn(phone, PIN).expect(200);
  });
});

describe('a forgotten or locked PIN', () => {
  const path = ({ uid }: Member) => `/v1/members/${encodeId('mbr', uid)}/pin-resets`;
  const wanted = { identity_checks: CHECKS, reason: 'Lupa PIN' };

  it('is chosen anew by a code that a teller gets once a manager has agreed', async () => {
    const { member, phone, bearer, next } = await aMemberSignedIn();
    for (let n = 0; n < 3; n += 1) await signIn(phone, WRONG).expect(401);
    const teller = await someStaff('teller', world.dinoyo);
    const manager = await someStaff('manager', world.dinoyo);
    const asked = await send('post', path(member), teller, wanted).expect(202);
    expect(asked.body).toMatchObject({
      state: 'PENDING',
      kind: 'pin_reset',
      details: { member_id: encodeId('mbr', member.uid), identity_checks: CHECKS },
    });
    const code = `${path(member)}/${asked.body.id}/code`;
    expect((await send('post', code, teller).expect(409)).body.code).toBe('wrong_state');
    const { payload_hash } = asked.body;
    const approve = `/v1/approvals/${asked.body.id}/approve`;
    expect((await send('post', approve, teller, { payload_hash })).status).toBe(403);
    const done = await send('post', approve, manager, { payload_hash }).expect(200);
    expect(done.body).toMatchObject({ state: 'EXECUTED' });

    expect((await send('post', code, manager)).body.code).toBe('role_forbidden');
    const lost = await send('post', code, teller).expect(200);
    const { body, headers } = await send('post', code, teller).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(Date.parse(String(body.expires_at)) - Date.now()).toBeLessThanOrEqual(3_600_000);
    const activate = (activation: string) =>
      send('post', '/v1/auth/activation', undefined, { phone, code: activation, pin: NEW_PIN });
    if (lost.body.activation_code !== body.activation_code) {
      await activate(String(lost.body.activation_code)).expect(401);
    }
    await send('get', '/v1/me/balance', bearer).expect(200);
    await activate(String(body.activation_code)).expect(200);
    expect((await send('post', code, teller).expect(409)).body.code).toBe('wrong_state');

    await send('get', '/v1/me/balance', bearer).expect(401);
    await send('post', '/v1/auth/refresh', undefined, next).expect(401);
    await signIn(phone, NEW_PIN).expect(200);
    const told = await noticesOf(member);
    expect(told).toEqual(['pin_activated', 'pin_reset', 'pin_activated']);
    const { rows } = await world.owner.query<{ action: string }>(
      `SELECT DISTINCT action FROM access.audit_entry WHERE subject IN ($1, $2)
       AND action NOT LIKE '% %' ORDER BY action`,
      [member.person, asked.body.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['activation.changed', 'credential.changed']),
    );
  });

  it('of the owner of a shop who is no member is chosen anew at a counter of the shop’s cooperative', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const phone = await world.phoneOf(shop.ownerPerson);
    const teller = await someStaff('teller', world.dinoyo);
    const manager = await someStaff('manager', world.dinoyo);
    const at = `/v1/merchants/${encodeId('mrc', shop.uid)}/pin-resets`;
    await send('post', at, await someStaff('teller', world.bumiayu), wanted).expect(404);
    await send('post', at, teller, { ...wanted, identity_checks: ['ktp_photo'] }).expect(400);
    const { body: asked } = await send('post', at, teller, wanted).expect(202);
    expect(asked).toMatchObject({ kind: 'owner_pin_reset', state: 'PENDING' });
    const { payload_hash } = asked;
    const done = await send('post', `/v1/approvals/${asked.id}/approve`, manager, { payload_hash });
    expect(done.body).toMatchObject({ state: 'EXECUTED' });
    await send('post', `${at}/${asked.id}/code`, manager).expect(403);
    const { body } = await send('post', `${at}/${asked.id}/code`, teller).expect(200);
    const choice = { phone, code: body.activation_code, pin: NEW_PIN };
    await send('post', '/v1/auth/activation', undefined, choice).expect(200);
    const signedIn = await signIn(phone, NEW_PIN, { role: 'merchant_owner' }).expect(200);
    expect(signedIn.body).toMatchObject({ merchant_id: encodeId('mrc', shop.uid) });
  });

  it('wants every identity check, a member of the own cooperative, and another person', async () => {
    const { member } = await aMemberSignedIn();
    const teller = await someStaff('teller', world.dinoyo);
    const partly = { ...wanted, identity_checks: ['ktp_photo'] };
    const missing = await send('post', path(member), teller, partly).expect(400);
    expect(missing.body.errors[0].field).toBe('identity_checks');
    const foreign = await someStaff('teller', world.bumiayu);
    await send('post', path(member), foreign, wanted).expect(404);
    const { network, uid: cooperative } = world.dinoyo;
    const self = { role: 'teller', principal: member.person, network, cooperative } as const;
    const own = await send('post', path(member), world.as.somebody(self), wanted);
    expect([own.status, own.body.code]).toEqual([403, 'same_person']);
    await send('post', path(member), teller, wanted).expect(202);
    const again = await send('post', path(member), teller, wanted).expect(409);
    expect(again.body.code).toBe('already_exists');
  });

  it('is not told to anybody by the id of another request', async () => {
    const { member } = await aMemberSignedIn();
    const teller = await someStaff('teller', world.dinoyo);
    const code = `${path(member)}/${encodeId('apr', newUuid())}/code`;
    await send('post', code, teller).expect(404);
  });
});
