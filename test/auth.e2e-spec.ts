import { ActivationService, Onboarding, TokenService } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import {
  CooperativeService,
  MemberService,
  MerchantService,
  NetworkService,
  StaffService,
  type Cooperative,
  type Network,
} from '@app/participants';
import { accessPeople, anIdentity, aPhone, valueOf } from '@app/testing';
import { Client } from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from './support/app.js';

let running: TestApp;
let people: ReturnType<typeof accessPeople>;
let network: Network;
let cooperative: Cooperative;
const logLines: string[] = [];

beforeAll(async () => {
  running = await startTestApp();
  const { app, logger } = running;
  logger.level = 'trace';
  Reflect.set(logger, pino.symbols.streamSym, { write: (line: string) => logLines.push(line) });
  people = accessPeople(app.get(DataSource), {
    onboarding: app.get(Onboarding),
    activation: app.get(ActivationService),
  });
  await api()
    .post('/v1/networks')
    .set('authorization', running.bearer({ role: 'operator' }))
    .send({ name: 'Malang Raya', live: false })
    .expect(201);
  network = valueOf(await app.get(NetworkService).choose(anOperator(), undefined));
  const wanted = { name: 'Koperasi Dinoyo', shortName: 'Dinoyo', city: 'Malang' };
  cooperative = valueOf(await app.get(CooperativeService).create(anOperator(), network, wanted));
}, 60_000);

afterAll(() => running.close());

const anOperator = () => anIdentity('operator', newUuid());
const api = () => request(running.server);
const signIn = (body: object) => api().post('/v1/auth/token').send(body);
const textOf = (value: unknown) => String(value);
const activate = (body: object) => api().post('/v1/auth/activation').send(body);

/** A member of the cooperative, with wallet and PIN. */
async function aRealMember(pin = '482917') {
  const phone = aPhone();
  const members = running.app.get(MemberService);
  const person = {
    fullName: 'Budi Santoso',
    phone,
    number: phone.slice(1),
    tier: 'registered',
  } as const;
  const { member, activationCode: code } = valueOf(await members.create(cooperative, person));
  await activate({ phone, code, pin }).expect(200);
  return { phone, pin, code, member };
}

async function asOwner(sql: string) {
  const owner = new Client({ connectionString: running.database.ownerUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

describe('signing in', () => {
  it('takes a member from the code at the counter to a token', async () => {
    const { phone, code, person, member, cooperative: home } = await people.aMember({ pin: null });
    const network_id = encodeId('net', network.uid);
    await activate({ phone: `0${phone.slice(3)}`, network_id, code, pin: '482917' }).expect(200, {
      totp: null,
    });
    const { body, headers } = await signIn({ phone, network_id, pin: '482917' }).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      refresh_token: null,
      person_id: encodeId('per', person),
      role: 'member',
      network_id,
      cooperative_id: encodeId('coop', home),
      member_id: encodeId('mbr', member),
      merchant_id: null,
    });
  });

  it('takes staff by username and password', async () => {
    const { username, password, totp } = await people.someStaff((person) => [
      { person, role: 'treasurer', cooperative: cooperative.uid },
    ]);
    const { body } = await signIn({ username, password, totp: totp() }).expect(200);
    expect(body).toMatchObject({ role: 'treasurer', member_id: null });
  });

  it('answers 401, then 423 after three wrong PINs, the same for nobody’s phone', async () => {
    const { phone, pin } = await people.aMember();
    const answersOf = async (who: string) => {
      const answers = [];
      for (let attempt = 0; attempt < 4; attempt++) {
        const { status, body } = await signIn({ phone: who, pin: '739164' });
        const { code, detail, title } = body;
        answers.push({ status, code, detail, title });
      }
      return answers;
    };
    const known = await answersOf(phone);
    expect(known.map(({ status, code }) => `${status} ${code}`)).toEqual([
      ...Array(3).fill('401 credentials_invalid'),
      '423 pin_locked',
    ]);
    expect(await answersOf(aPhone())).toEqual(known);
    const locked = await signIn({ phone, pin }).expect(423);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
  });

  it('answers 403 for a role that the person does not hold', async () => {
    const { phone, pin } = await people.aMember();
    const { body } = await signIn({ phone, pin, role: 'merchant_owner' }).expect(403);
    expect(body.code).toBe('role_forbidden');
  });

  it.each([
    ['a mixture of both forms', { phone: '0812', pin: '482917', username: 'x', password: 'y' }],
    ['an unknown field', { phone: '081234567890', pin: '482917', otp: '1' }],
    ['a role of staff by phone', { phone: '081234567890', pin: '482917', role: 'operator' }],
    ['a PIN that is a number', { phone: '081234567890', pin: 482917 }],
    ['a network that is no id', { phone: '081234567890', pin: '482917', network_id: '1' }],
    ['the number of a network', { phone: '081234567890', pin: '482917', network_id: 1 }],
    ['a merchant that is no id', { phone: '081234567890', pin: '482917', merchant_id: 'x' }],
    ['half a form', { username: 'rina' }],
    ['nothing', {}],
  ])('answers 400 for %s', async (_what, body) => {
    const answer = await signIn(body).expect(400);
    expect(answer.body.code).toBe('validation_failed');
  });
});

describe('a network that is not there', () => {
  it('is not found, by signing in or by a one-time code', async () => {
    const { phone, pin } = await people.aMember();
    const network_id = encodeId('net', newUuid());
    expect((await signIn({ phone, pin, network_id }).expect(404)).body.code).toBe('not_found');
    await activate({ phone, network_id, code: '12345678', pin }).expect(404);
  });
});

describe('who I am', () => {
  const me = async (body: object): Promise<unknown> => {
    const signedIn = await signIn(body).expect(200);
    const token = textOf(signedIn.body.access_token);
    return (await api().get('/v1/me').auth(token, { type: 'bearer' }).expect(200)).body;
  };
  const at = (role: string, more: object = {}) => ({
    role,
    network_id: encodeId('net', network.uid),
    cooperative_id: encodeId('coop', cooperative.uid),
    member_id: null,
    merchant_id: null,
    ...more,
  });
  const home = () => ({
    id: encodeId('coop', cooperative.uid),
    name: 'Koperasi Dinoyo',
    short_name: 'Dinoyo',
  });

  it('tells a member with a shop both, whichever role they sign in with', async () => {
    const { app } = running;
    const { phone, pin, member: made } = await aRealMember();
    const { merchant } = valueOf(
      await app.get(MerchantService).create(cooperative, {
        name: 'Warung Budi',
        criterion: 'UMI',
        owner: { member: made.uid },
      }),
    );
    const asMember = at('member', { member_id: encodeId('mbr', made.uid) });
    const asShopkeeper = at('merchant_owner', { merchant_id: encodeId('mrc', merchant.uid) });
    const shop = { id: asShopkeeper.merchant_id, name: 'Warung Budi', cooperative_id: home().id };
    const told = {
      person_id: encodeId('per', made.person),
      full_name: 'Budi Santoso',
      phone,
      usernames: [],
      cooperative: home(),
      merchants: [shop],
      roles: [asMember, asShopkeeper],
    };
    const member = { id: asMember.member_id, number: made.number, tier: 'registered' };
    expect(await me({ phone, pin })).toEqual({ ...told, ...asMember, member });
    const owner = { phone, pin, role: 'merchant_owner' };
    expect(await me(owner)).toEqual({ ...told, ...asShopkeeper, member: null });

    const cashier = { fullName: 'Rina Wati', username: 'rina.warung' };
    const hired = valueOf(await app.get(StaffService).addCashier(merchant, cashier));
    const login = { username: 'rina.warung', password: 'kopi pahit 9 sendok' };
    await activate({ ...login, code: textOf(hired.activationCode) }).expect(200, { totp: null });
    expect(await me(login)).toMatchObject({
      ...at('cashier', { merchant_id: shop.id }),
      cooperative: home(),
      member: null,
      merchants: [shop],
    });
  });

  it.each(['teller', 'treasurer', 'manager'] as const)(
    'tells a %s the cooperative',
    async (role) => {
      const staff = await people.someStaff((person) => [
        { person, role, cooperative: cooperative.uid },
      ]);
      const told = await me({
        username: staff.username,
        password: staff.password,
        totp: staff.totp(),
      });
      expect(told).toMatchObject({ ...at(role), usernames: [staff.username], cooperative: home() });
      expect(told).toMatchObject({ member: null, merchants: [], roles: [at(role)] });
    },
  );

  it.each([
    ['an auditor', 'auditor', 1],
    ['a viewer of the city', 'dinas', 1],
    ['an operator of everything', 'operator', null],
  ] as const)('tells %s that there is no cooperative', async (_who, role, number) => {
    const staff = await people.someStaff((person) => [{ person, role }], { network: number });
    const told = await me({
      username: staff.username,
      password: staff.password,
      totp: staff.totp(),
    });
    const network_id = number === null ? null : encodeId('net', network.uid);
    const held = at(role, { network_id, cooperative_id: null });
    expect(told).toMatchObject({ ...held, cooperative: null, member: null, roles: [held] });
  });
});

describe('activation', () => {
  it('answers 401 for a wrong or spent code and 422 for a simple PIN', async () => {
    const { phone, code } = await people.aMember({ pin: null });
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const answer = await activate({ phone, code: wrong, pin: '482917' }).expect(401);
    expect(answer.body.code).toBe('activation_invalid');
    const simple = await activate({ phone, code, pin: '123456' }).expect(422);
    expect(simple.body.code).toBe('pin_too_simple');
    await activate({ phone, code, pin: '482917' }).expect(200);
    await activate({ phone, code, pin: '482917' }).expect(401);
  });

  it('names the password that is too short or one key held down', async () => {
    for (const password of ['short', 'aaaaaaaaaaaa']) {
      const { body } = await activate({ username: 'rina', code: '12345678', password }).expect(400);
      expect(body.errors).toMatchObject([{ field: 'password', code: 'text_invalid' }]);
    }
  });
});

describe('tokens at the door', () => {
  it('H37 are refused with 401 when somebody else made them', async () => {
    const { phone, pin } = await people.aMember();
    const { body } = await signIn({ phone, pin }).expect(200);
    const { jwks } = running.app.get(TokenService);
    const [, claims] = String(body.access_token).split('.');
    const header = (change: object) =>
      Buffer.from(
        JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: jwks[0]?.kid, ...change }),
      ).toString('base64url');
    const forged = [
      `${header({ alg: 'none' })}.${claims}.`,
      `${header({ alg: 'HS256' })}.${claims}.AAAA`,
      `${header({ kid: '../..' })}.${claims}.AAAA`,
      `${body.access_token}AAAA`,
    ];
    for (const token of forged) {
      const answer = await api().get('/v1/me').auth(token, { type: 'bearer' }).expect(401);
      expect(answer.body.code).toBe('token_invalid');
    }
    await api().get('/v1/me').expect(401);
  });

  it('can be checked by others with the published keys', async () => {
    const { body } = await api().get('/v1/auth/jwks').expect(200);
    expect(body.keys).toEqual(running.app.get(TokenService).jwks);
    expect(JSON.stringify(body)).not.toContain('"d"');
  });
});

describe('the log', () => {
  it('holds no phone, PIN, password, code or token, not even when the database fails', async () => {
    const { phone, pin, code } = await aRealMember('590281');
    const { body } = await signIn({ phone, pin }).expect(200);
    await signIn({ phone, pin: '739164' }).expect(401);
    await signIn({ phone, pin: '7391645' }).expect(400);
    await activate({ phone, code, pin }).expect(401);
    const password = 'rahasia sekali 77';
    await signIn({ username: 'canary.user', password }).expect(401);
    await api().get('/v1/me').auth(textOf(body.access_token), { type: 'bearer' }).expect(200);
    await asOwner('ALTER TABLE access.credential RENAME TO credential_away');
    await asOwner('ALTER TABLE access.activation RENAME TO activation_away');
    await signIn({ phone, pin }).expect(500);
    await activate({ phone, code, pin }).expect(500);
    await asOwner('ALTER TABLE access.credential_away RENAME TO credential');
    await asOwner('ALTER TABLE access.activation_away RENAME TO activation');

    const log = logLines.join('');
    expect(log).toContain('internal_error');
    const national = phone.slice(3);
    for (const secret of [national, pin, '739164', code, password, body.access_token]) {
      expect(log).not.toContain(secret);
    }
  });
});
