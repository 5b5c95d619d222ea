import { generateKeyPairSync, createHmac } from 'node:crypto';
import { newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { requestStringToSign, writeTimestamp } from '@app/standards';
import { valueOf } from '@app/testing';
import { idr } from './support/payments-world.js';
import { snapWorld, type Sent, type SnapPartner, type SnapWorld } from './support/snap-world.js';

const GENERATE = 'qr/qr-mpm-generate';
const PATH = `/v1.0/${GENERATE}`;

let world: SnapWorld;
let shop: Merchant;
let member: Member;
let partner: SnapPartner;
let other: SnapPartner;
let customer: string;

beforeAll(async () => {
  world = await snapWorld({ processes: 2 });
  shop = await world.aMerchant(world.bumiayu);
  partner = await world.aPartner(world.bumiayu, shop);
  other = await world.aPartner(world.dinoyo);
  const budi = await world.aMemberWithPin(world.dinoyo, 1_000_000);
  member = budi.member;
  customer = await world.customerOf(partner, budi.member, budi.pin);
}, 90_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

const aBill = () => ({ partnerReferenceNo: newUuid(), amount: idr('25000.00') });
const aPayment = () => ({ partnerReferenceNo: newUuid(), amount: idr('10000.00') });
const at = (seconds: number) => writeTimestamp(new Date(Date.now() + seconds * 1_000));

/** Sends a payment that has to be refused, and sees that nothing moved. */
async function refused(code: string, message: string, sent: Sent, body: object = {}) {
  const before = await world.books();
  const answer = await world.snap(
    'qr/qr-mpm-payment',
    partner,
    { ...aPayment(), ...body },
    {
      customer,
      ...sent,
    },
  );
  expect(answer.body).toMatchObject({ responseCode: code });
  expect(answer.body.responseMessage).toContain(message);
  expect(answer.status).toBe(Number(code.slice(0, 3)));
  expect(answer.headers['x-timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
  expect(await world.books()).toEqual(before);
}

describe('a partner’s token', () => {
  const TOKEN = '/v1.0/access-token/b2b';

  it('is given for fifteen minutes to who signs key and time', async () => {
    const answer = await world.askToken(TOKEN, partner, { grantType: 'client_credentials' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      responseCode: '2007300',
      responseMessage: 'Successful',
      tokenType: 'Bearer',
      expiresIn: '900',
    });
    expect(answer.headers['content-type']).toContain('application/json');
  });

  it.each([{ granttype: 'client_credentials' }, { grant_type: 'CLIENT_CREDENTIALS', more: 1 }])(
    'is given for the spellings in use: %j',
    async (body) => {
      await world.askToken(TOKEN, partner, body).expect(200);
    },
  );

  it.each([
    ['another time than was signed', { 'x-timestamp': at(-60) }, '4017300', 'Invalid Signature'],
    ['another’s key', { 'x-client-key': 'KOPKUN' }, '4017300', 'Unknown Client'],
    ['no signature', { 'x-signature': '' }, '4007302', 'X-SIGNATURE'],
    ['a time that is none', { 'x-timestamp': 'kemarin' }, '4007301', 'X-TIMESTAMP'],
  ])('is refused to %s', async (_what, headers, responseCode, message) => {
    const body = { grantType: 'client_credentials' };
    const answer = await world.askToken(TOKEN, partner, body, { headers });
    expect(answer.body.responseCode).toBe(responseCode);
    expect(answer.body.responseMessage).toContain(message);
  });

  it('is refused for an old time, whoever signed it', async () => {
    const body = { grantType: 'client_credentials' };
    const old = await world.askToken(TOKEN, partner, body, { timestamp: at(-301) });
    expect(old.body).toMatchObject({ responseCode: '4017300' });
    const early = await world.askToken(TOKEN, partner, body, { timestamp: at(301) });
    expect(early.body).toMatchObject({ responseCode: '4017300' });
  });

  it('is refused for another grant, and under another’s RSA key', async () => {
    const password = await world.askToken(TOKEN, partner, { grantType: 'password' });
    expect(password.body).toMatchObject({ responseCode: '4007301' });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stolen = { ...partner, privateKey };
    const answer = await world.askToken(TOKEN, stolen, { grantType: 'client_credentials' });
    expect(answer.body).toEqual({
      responseCode: '4017300',
      responseMessage: 'Unauthorized. Invalid Signature',
    });
  });
});

describe('a signed request', () => {
  it('is heard in all the shapes of a time, at any process', async () => {
    const moment = Date.now();
    const iso = new Date(moment).toISOString();
    for (const [index, timestamp] of [iso, `${iso.slice(0, 19)}Z`, at(0)].entries()) {
      const sent = { timestamp, process: index % 2 };
      const answer = await world.snap(GENERATE, partner, aBill(), sent);
      expect(answer.body).toMatchObject({ responseCode: '2004700' });
    }
  });

  it('may be spaced, and signed in hexadecimal', async () => {
    const token = await world.tokenOf(partner);
    const timestamp = at(0);
    const text = JSON.stringify(aBill(), undefined, 2);
    const signed = { method: 'POST', path: PATH, body: Buffer.from(text), timestamp };
    const signature = createHmac('sha512', partner.secret)
      .update(requestStringToSign(signed, token))
      .digest('hex');
    const headers = { 'x-signature': signature };
    const answer = await world.snap(GENERATE, partner, {}, { timestamp, headers, raw: text });
    expect(answer.body).toMatchObject({ responseCode: '2004700' });
  });

  it('H38 that is replayed is a conflict, and with another body no longer signed: nothing moves', async () => {
    const bill = aBill();
    const externalId = newUuid();
    const timestamp = at(0);
    const sent = { externalId, timestamp };
    const first = await world.snap(GENERATE, partner, bill, sent);
    expect(first.status).toBe(200);
    for (const process of [0, 1]) {
      const again = await world.snap(GENERATE, partner, bill, { ...sent, process });
      expect(again.body).toEqual({ responseCode: '4094700', responseMessage: 'Conflict' });
    }
    const dearer = JSON.stringify({ ...bill, amount: idr('99000.00') });
    const altered = await world.snap(GENERATE, partner, bill, { ...sent, raw: dearer });
    expect(altered.body).toMatchObject({ responseCode: '4014700' });
    const answers = await Promise.all(
      [0, 1, 0, 1].map((process) =>
        world.snap(GENERATE, partner, aBill(), { externalId: 'sama-di-saat-yang-sama', process }),
      ),
    );
    expect(answers.map(({ status }) => String(status)).sort()).toEqual([
      '200',
      '409',
      '409',
      '409',
    ]);
  });

  it.each([
    ['a duplicate name', '{"amount":1,"amount":2}', '4004700'],
    ['no JSON', '{"amount"', '4004700'],
    ['a list', '[]', '4004700'],
    ['__proto__', '{"__proto__":{"scopes":["snap"]}}', '4004700'],
    ['a megabyte', `{"remark":"${'x'.repeat(1_000_000)}"}`, '4004700'],
  ])('of %s is refused before anything else', async (_what, raw, responseCode) => {
    const answer = await world.snap(GENERATE, partner, aBill(), { raw });
    expect(answer.body.responseCode).toBe(responseCode);
  });

  it('says which header is missing, too long or no plain word', async () => {
    await refused('4005002', 'X-PARTNER-ID', { headers: { 'x-partner-id': '' } });
    await refused('4005002', 'CHANNEL-ID', { headers: { 'channel-id': '' } });
    await refused('4005001', 'X-EXTERNAL-ID', { externalId: 'x'.repeat(37) });
    await refused('4005001', 'X-EXTERNAL-ID', { externalId: 'a\tb' });
    await refused('4005001', 'X-SIGNATURE', { headers: { 'x-signature': 'x'.repeat(2_000) } });
  });

  it('of an old time, of another partner, or under another secret is nobody’s', async () => {
    await refused('4015000', 'X-TIMESTAMP', { timestamp: at(-301) });
    await refused('4015000', 'X-PARTNER-ID', { headers: { 'x-partner-id': other.id } });
    const foreign = await world.tokenOf(other);
    await refused('4015000', 'X-PARTNER-ID', { token: foreign });
    await refused('4015000', 'Invalid Signature', { headers: { 'x-signature': 'AAAA' } });
  });

  it('H37 with a token of no algorithm, of another kind or made with a public key is refused', async () => {
    const claims = Buffer.from(JSON.stringify({ sub: partner.uid, exp: 9_999_999_999 }));
    const head = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, typ: 'partner+jwt', kid: '../..' })).toString('base64url');
    const none = `${head('none')}.${claims.toString('base64url')}.`;
    const symmetric = `${head('HS256')}.${claims.toString('base64url')}.AAAA`;
    const persons = world.as.member(member).slice('Bearer '.length);
    for (const token of [none, symmetric, persons, customer, 'bukan-token']) {
      await refused('4015001', 'Invalid Token (B2B)', { token });
    }
    await refused('4015001', 'Invalid Token (B2B)', { headers: { authorization: 'Basic YTpi' } });
    const partners = await world.tokenOf(partner);
    for (const token of [none, persons, partners]) {
      await refused('4015002', 'Invalid Customer Token', { customer: token });
    }
    await refused('4015004', 'Customer Token Not Found', { customer: undefined });
    await world.api().get('/v1/me/balance').set('authorization', `Bearer ${partners}`).expect(401);
    await world.api().get('/v1/me/balance').set('authorization', `Bearer ${customer}`).expect(401);
  });

  it('of a partner without an HMAC secret is signed under its RSA key, and only such a one’s', async () => {
    const own = await world.aMerchant(world.bumiayu);
    const asymmetric = await world.aPartner(world.bumiayu, own, { symmetric: false });
    const answer = await world.postAsymmetric(GENERATE, asymmetric, aBill());
    expect(answer.body).toMatchObject({ responseCode: '2004700' });
    const stronger = await world.postAsymmetric(GENERATE, partner, aBill());
    expect(stronger.body).toMatchObject({ responseCode: '4014703' });
  });

  it('H36 is good under both secrets while one replaces the other, and under none that was revoked', async () => {
    const own = await world.aMerchant(world.bumiayu);
    const rotating = await world.aPartner(world.bumiayu, own);
    const signing = { kind: 'signing_secret', isLive: false } as const;
    const made = valueOf(await world.service.addKey(world.operator, rotating.uid, signing, 3_600));
    const renewed = { ...rotating, secret: made.secret ?? '' };
    for (const one of [rotating, renewed]) {
      const answer = await world.snap(GENERATE, one, aBill());
      expect(answer.body).toMatchObject({ responseCode: '2004700' });
    }
    const { keys } = valueOf(await world.service.read(world.operator, rotating.uid));
    const [, old] = keys.filter(({ kind }) => kind === 'signing_secret');
    valueOf(await world.service.revokeKey(world.operator, rotating.uid, old?.uid ?? ''));
    const after = await world.snap(GENERATE, rotating, aBill());
    expect(after.body).toMatchObject({ responseCode: '4014700' });
    valueOf(await world.service.change(world.operator, rotating.uid, { status: 'disabled' }));
    const disabled = await world.snap(GENERATE, renewed, aBill());
    expect(disabled.body).toMatchObject({ responseCode: '4014700' });
  });

  it('to a path or by a method that no service has is told so in the words of the standard', async () => {
    const nowhere = await world.api().post('/v1.0/qr/nothing').send({});
    expect(nowhere.body.responseCode).toMatch(/^4040001$/);
    const wrong = await world.api().get(PATH);
    expect(wrong.body).toMatchObject({ responseCode: '4054700' });
  });
});

describe('a partner that asks too often', () => {
  it('is told when to come back, and nothing of its request is used up', async () => {
    const busy = await snapWorld({ env: { RATE_LIMIT_PROGRAM: '4' } });
    try {
      const asker = await busy.aPartner(busy.bumiayu, await busy.aMerchant(busy.bumiayu));
      const ask = () => busy.snap(GENERATE, asker, aBill());
      let answer = await ask();
      // A minute may end meanwhile: then the share of the next one is let in too.
      for (let passed = 1; passed <= 8 && answer.status === 200; passed += 1) answer = await ask();
      expect(answer.body).toMatchObject({ responseCode: '4294700' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await busy.close();
    }
  }, 60_000);
});
