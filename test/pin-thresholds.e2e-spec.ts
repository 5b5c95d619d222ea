import { encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { paymentsWorld, idr, tally, type PaymentsWorld } from './support/payments-world.js';
import { aPhoneKey, choosesPin, PIN, signedBy } from './support/phones.js';

let world: PaymentsWorld;
let siti: Merchant;
beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  siti = await world.aMerchant(world.bumiayu);
}, 60_000);
afterAll(() => world.close());

const WRONG = '739164';

const theApp = () => {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world has a process');
  return app;
};
interface Sent {
  readonly key?: string;
  readonly process?: number;
}
const post = (path: string, token: string, body: object, { key, process = 0 }: Sent = {}) =>
  world
    .api(process)
    .post(path)
    .set('authorization', `Bearer ${token}`)
    .set(key === undefined ? {} : { 'idempotency-key': key })
    .send(body);
const setAbove = (token: string, rupiah: number | null, pin?: string) =>
  world
    .api()
    .put('/v1/me/security')
    .set('authorization', `Bearer ${token}`)
    .send({ pin_above: rupiah === null ? null : idr(`${rupiah}.00`), ...(pin && { pin }) });
const tokenOf = ({ body }: { body: { access_token?: unknown } }) => String(body.access_token);

/** Signed in on a phone, with some money. */
async function aPayer(rupiah = 1_000_000) {
  const member = await world.aMember(world.dinoyo, { rupiah });
  const phone = await choosesPin(theApp(), member);
  const { privateKey, device } = aPhoneKey();
  const { body } = await world
    .api()
    .post('/v1/auth/token')
    .send({ phone, pin: PIN, device })
    .expect(200);
  return { member, phone, privateKey, token: tokenOf({ body }), refresh: `${body.refresh_token}` };
}

const stepUp = async (token: string, pin = PIN) => post('/v1/auth/step-up', token, { pin });
const pay = (token: string, rupiah: number, { key = newUuid(), process = 0 }: Sent = {}) =>
  post(
    '/v1/payments',
    token,
    { merchant_id: encodeId('mrc', siti.uid), amount: idr(`${rupiah}.00`) },
    { key, process },
  );

async function aPayerWithLimit(above: number) {
  const payer = await aPayer();
  return { ...payer, token: tokenOf(await setAbove(payer.token, above).expect(200)) };
}

describe('a payment above the amount that a member has set', () => {
  it('needs the PIN once more, and up to it none', async () => {
    const { token, member } = await aPayerWithLimit(100_000);
    await pay(token, 100_000).expect(201);
    const key = newUuid();
    const before = await world.posted(member.wallet);
    const refused = await pay(token, 100_001, { key }).expect(401);
    expect(refused.body).toMatchObject({ code: 'pin_required', retryable: true });
    expect(await world.posted(member.wallet)).toBe(before);
    const proven = tokenOf(await stepUp(token));
    await pay(proven, 100_001, { key }).expect(201);
  });

  it('stands in the audit with the one before and the one after', async () => {
    const { token, member } = await aPayerWithLimit(100_000);
    await setAbove(token, 50_000).expect(200);
    const { rows } = await world.owner.query<{ before: string; after: string; actor: string }>(
      `SELECT before::jsonb ->> 'pin_above' AS before, after::jsonb ->> 'pin_above' AS after, actor
       FROM access.audit_entry WHERE subject = $1 AND action = 'credential.changed'
         AND before::jsonb -> 'pin_above' IS DISTINCT FROM after::jsonb -> 'pin_above'
       ORDER BY number`,
      [member.person],
    );
    expect(rows).toEqual([
      { before: null, after: '10000000', actor: member.person },
      { before: '10000000', after: '5000000', actor: member.person },
    ]);
  });

  it('is one that a PIN served: another one needs another, at whatever process', async () => {
    const { token } = await aPayerWithLimit(10_000);
    const proven = tokenOf(await stepUp(token));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => pay(proven, 20_000, { process: at % 2 })),
    );
    expect(tally(answers)).toEqual({ '201': 1, pin_required: 7 });
  });

  it('answers the same when it is sent again, with the proof or without it', async () => {
    const { token } = await aPayerWithLimit(10_000);
    const proven = tokenOf(await stepUp(token));
    const key = newUuid();
    const first = await pay(proven, 20_000, { key }).expect(201);
    for (const again of [proven, token]) {
      const { body, headers } = await pay(again, 20_000, { key, process: 1 }).expect(201);
      expect(body).toEqual(first.body);
      expect(headers['idempotent-replayed']).toBe('true');
    }
  });

  it('is not agreed to by signing in, nor by a refresh after a step-up', async () => {
    const { token, phone, privateKey, refresh } = await aPayerWithLimit(10_000);
    const again = await world.api().post('/v1/auth/token').send({ phone, pin: PIN }).expect(200);
    expect((await pay(tokenOf(again), 20_000).expect(401)).body.code).toBe('pin_required');
    await stepUp(token);
    const next = await world
      .api()
      .post('/v1/auth/refresh')
      .send({ refresh_token: refresh, device_signature: signedBy(privateKey, refresh) })
      .expect(200);
    expect((await pay(tokenOf(next), 20_000).expect(401)).body.code).toBe('pin_required');
  });

  it('is any way by which money leaves the wallet', async () => {
    const { token, member } = await aPayerWithLimit(10_000);
    const friend: Member = await world.aMember(world.bumiayu);
    const amount = idr('20000.00');
    const asked = await world
      .api()
      .post('/v1/payment-requests')
      .set({ authorization: world.as.shop(siti), 'idempotency-key': newUuid() })
      .send({ payer_member_id: encodeId('mbr', member.uid), amount })
      .expect(201);
    const ways: [string, object][] = [
      ['/v1/transfers', { payee_member_id: encodeId('mbr', friend.uid), amount }],
      ['/v1/authorisations', { merchant_id: encodeId('mrc', siti.uid), amount, expires_in: 3_600 }],
      ['/v1/withdrawal-codes', { amount: idr('50000.00') }],
      [`/v1/payment-requests/${asked.body.id}/pay`, {}],
    ];
    for (const [path, body] of ways) {
      const key = newUuid();
      expect((await post(path, token, body, { key }).expect(401)).body.code).toBe('pin_required');
      await post(path, tokenOf(await stepUp(token)), body, { key }).expect(201);
    }
  });
});

describe('the amount itself', () => {
  it('is lowered without the PIN and raised with it alone', async () => {
    const { token } = await aPayerWithLimit(100_000);
    const lowered = tokenOf(await setAbove(token, 50_000).expect(200));
    expect((await setAbove(lowered, 60_000).expect(401)).body.code).toBe('pin_required');
    expect((await setAbove(lowered, null).expect(401)).body.code).toBe('pin_required');
    expect((await setAbove(lowered, null, WRONG).expect(403)).body.code).toBe('pin_wrong');
    const read = await world
      .api()
      .get('/v1/me/security')
      .set('authorization', `Bearer ${lowered}`)
      .expect(200);
    expect(read.body).toEqual({ object: 'security', pin_above: idr('50000.00') });
    const unsaid = await world
      .api()
      .put('/v1/me/security')
      .set('authorization', `Bearer ${lowered}`)
      .send({});
    expect([unsaid.status, unsaid.body.errors[0].field]).toEqual([400, 'pin_above']);
    const free = tokenOf(await setAbove(lowered, null, PIN).expect(200));
    await pay(free, 400_000).expect(201);
  });

  it('holds within a second on the member’s other phones, at other processes', async () => {
    const { token, phone } = await aPayer();
    const other = await world.api().post('/v1/auth/token').send({ phone, pin: PIN }).expect(200);
    await setAbove(token, 10_000).expect(200);
    const began = performance.now();
    let status = 201;
    while (status === 201 && performance.now() - began < 3_000) {
      ({ status } = await pay(tokenOf(other), 20_000, { process: 1 }));
    }
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('locks the PIN after three wrong ones', async () => {
    const { token, phone } = await aPayerWithLimit(10_000);
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push((await stepUp(token, WRONG)).body.code);
    expect(answers).toEqual(['pin_wrong', 'pin_wrong', 'pin_wrong', 'pin_locked']);
    await world.api().post('/v1/auth/token').send({ phone, pin: PIN }).expect(423);
  });
});
