import { encodeId, newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf } from './support/read-body.js';

let world: PaymentsWorld;
let shop: Merchant;
let budi: Member;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  shop = await world.aMerchant(world.bumiayu);
  budi = await world.aMember(world.dinoyo, { rupiah: 5_000_000 });
}, 60_000);

afterAll(async () => {
  expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  await world.close();
});

const PASSWORD = 'kopi pahit 9 sendok';
const cashiersOf = (merchant: Merchant) =>
  `/v1/merchants/${encodeId('mrc', merchant.uid)}/cashiers`;
const send = (
  method: 'put' | 'post' | 'get',
  path: string,
  as: string,
  body?: object,
  process = 0,
) => world.api(process)[method](path).set('authorization', as).send(body);

/** Taken on by the owner, signed in. */
let taken = 0;
async function aCashier(merchant = shop) {
  taken += 1;
  const wanted = { full_name: 'Wulan Kasir', username: `wulan.${taken}` };
  const made = await send('post', cashiersOf(merchant), world.as.shop(merchant), wanted).expect(
    201,
  );
  const { username, activation_code: code } = made.body;
  await world
    .api()
    .post('/v1/auth/activation')
    .send({ username, code, password: PASSWORD })
    .expect(200);
  const signedIn = await world
    .api()
    .post('/v1/auth/token')
    .send({ username, password: PASSWORD })
    .expect(200);
  return { id: idOf(made.body), username, as: `Bearer ${signedIn.body.access_token}` };
}

const limit = (id: string, body: object, as = world.as.shop(shop)) =>
  send('put', `${cashiersOf(shop)}/${id}/limits`, as, body);

async function aPayment(rupiah: number): Promise<string> {
  const paid = await world.pay(budi, shop, rupiah);
  expect(paid.status).toBe(201);
  return idOf(paid.body);
}

const refund = (as: string, payment: string, rupiah: number, process = 0) =>
  world
    .api(process)
    .post('/v1/refunds')
    .set({ authorization: as, 'idempotency-key': newUuid() })
    .send({ payment_id: payment, amount: idr(`${rupiah}.00`) })
    .then((answer) => answer);

describe('a cashier', () => {
  it('gives back no more in one refund, nor in a day over both processes, than the owner lets', async () => {
    const cashier = await aCashier();
    const other = await aCashier();
    const payment = await aPayment(1_000_000);
    const set = await limit(cashier.id, {
      per_act: idr('50000.00'),
      per_day_amount: idr('120000.00'),
    }).expect(200);
    expect(set.body.limits).toEqual({
      per_act: idr('50000.00'),
      per_day_amount: idr('120000.00'),
      per_day_count: null,
    });
    const large = await refund(cashier.as, payment, 50_001);
    expect(large).toMatchObject({ status: 422, body: { code: 'limit_exceeded' } });
    expect(large.body.detail).toContain('per pengembalian oleh kasir');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => refund(cashier.as, payment, 40_000, n % 2)),
    );
    expect(tally(answers)).toEqual({ '201': 3, limit_exceeded: 9 });
    // Neither a colleague nor the owner is bound by it.
    expect((await refund(other.as, payment, 60_000)).status).toBe(201);
    expect((await refund(world.as.shop(shop), payment, 60_000)).status).toBe(201);
    const counted = await limit(cashier.id, { per_day_amount: null, per_day_count: 1 }).expect(200);
    expect(counted.body.limits).toMatchObject({ per_act: idr('50000.00'), per_day_count: 1 });
    await limit(cashier.id, { per_day_count: null }).expect(200);
    expect((await refund(cashier.as, payment, 40_000, 1)).status).toBe(201);
  });

  it('whose post the owner ends is shut out of the other process within a second, for good', async () => {
    const cashier = await aCashier();
    await send('get', '/v1/me', cashier.as, undefined, 1).expect(200);
    const path = `${cashiersOf(shop)}/${cashier.id}/end`;
    const ended = await send('post', path, world.as.shop(shop), { reason: 'pindah' }).expect(200);
    expect(ended.body).toMatchObject({ id: cashier.id, state: 'ended' });
    const began = performance.now();
    let status = 200;
    while (status === 200 && performance.now() - began < 3_000) {
      ({ status } = await send('get', '/v1/me', cashier.as, undefined, 1));
    }
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1_000);
    const { username } = cashier;
    await world.api().post('/v1/auth/token').send({ username, password: PASSWORD }).expect(403);
    const again = await send('post', path, world.as.shop(shop), { reason: 'lagi' }).expect(200);
    expect(again.body).toEqual(ended.body);
    expect((await limit(cashier.id, {}).expect(409)).body.code).toBe('wrong_state');
  });

  it('is known to whoever runs the shop, and answers others like nobody', async () => {
    const cashier = await aCashier();
    const listed = await send('get', cashiersOf(shop), world.as.shop(shop)).expect(200);
    expect(itemsOf(listed.body).map(idOf)).toContain(cashier.id);
    const elsewhere = await world.aMerchant(world.bumiayu);
    const stranger = world.as.shop(elsewhere);
    await limit(cashier.id, { per_day_count: 0 }, stranger).expect(404);
    await send('put', `${cashiersOf(elsewhere)}/${cashier.id}/limits`, stranger, {}).expect(404);
    await send('post', `${cashiersOf(elsewhere)}/${cashier.id}/end`, stranger, {
      reason: 'bukan saya',
    }).expect(404);
    await limit(cashier.id, { per_day_count: 0 }, cashier.as).expect(403);
    const entries = await world.owner.query<{ after: string }>(
      `SELECT after FROM access.audit_entry WHERE action LIKE 'cashier_limit.%' ORDER BY number`,
    );
    expect(entries.rows.length).toBeGreaterThan(0);
  });
});
