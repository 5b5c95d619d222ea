import { decodeId, encodeId, newUuid, toMoney } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { DemandKeeper, DemandStore } from '@app/payments';
import { verifyLedger } from '@app/ledger';
import { valueOf } from '@app/testing';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf, textOf } from './support/read-body.js';

let world: PaymentsWorld;
let budi: Member;
let ani: Member;
let shop: Merchant;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  budi = await world.aMember(world.dinoyo, { rupiah: 2_000_000 });
  ani = await world.aMember(world.bumiayu, { rupiah: 100_000 });
  shop = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(() => world.close());

interface Sent {
  readonly key?: string;
  readonly process?: number;
}

const post = (
  path: string,
  authorization: string,
  body: object,
  { key = newUuid(), process = 0 }: Sent = {},
) =>
  world
    .api(process)
    .post(path)
    .set('authorization', authorization)
    .set('idempotency-key', key)
    .send(body);
const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);
const rupiah = (amount: number) => toMoney(BigInt(amount) * 100n);

const ask = (by: string, payer: Member, amount: number, more: object = {}, sent: Sent = {}) =>
  post(
    '/v1/payment-requests',
    by,
    { payer_member_id: encodeId('mbr', payer.uid), amount: rupiah(amount), ...more },
    sent,
  );
/** A request as it was answered. */
const pay = (payer: Member, request: unknown, amount?: number, sent: Sent = {}) =>
  post(
    `/v1/payment-requests/${idOf(request)}/pay`,
    world.as.member(payer),
    amount === undefined ? {} : { amount: rupiah(amount) },
    sent,
  );
const read = async (by: string, request: unknown): Promise<unknown> =>
  (await get(`/v1/payment-requests/${idOf(request)}`, by)).body;
const asShop = () => world.as.shop(shop, 'cashier');
const keep = () => world.apps[0]?.get(DemandKeeper).keep(world.network.id);

/** Sets the network's clock forward. */
const forward = (hours: number) =>
  world.owner.query(
    `UPDATE ledger.network SET clock_offset = clock_offset + make_interval(hours => $2) WHERE id = $1`,
    [world.network.id, hours],
  );

describe('a shop bills a member', () => {
  it('who pays by a payment with the merchant’s discount; a repetition is answered alike', async () => {
    const key = newUuid();
    const more = { note: 'pupuk urea' };
    const asked = await ask(asShop(), budi, 100_000, more, { key }).expect(201);
    expect(asked.body).toMatchObject({
      object: 'payment_request',
      status: 'requested',
      amount: idr('100000.00'),
      left: idr('100000.00'),
      asker: { merchant_id: encodeId('mrc', shop.uid), name: shop.name },
      payer: { member_id: encodeId('mbr', budi.uid), name: 'Bu*** Sa***' },
      note: 'pupuk urea',
    });
    const before = await world.posted(shop.wallet);
    const paying = newUuid();
    const paid = await pay(budi, asked.body, undefined, { key: paying }).expect(201);
    expect(paid.body).toMatchObject({
      id: expect.stringMatching(/^pay_/),
      status: 'posted',
      amount: idr('100000.00'),
      total: idr('100000.00'),
      on_us: false,
      description: 'pupuk urea',
    });
    expect(await world.posted(shop.wallet)).toBe(before + 99_300_00n);
    const again = await pay(budi, asked.body, undefined, { key: paying, process: 1 });
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(paid.text);
    await pay(budi, asked.body).expect(409, /wrong_state/);

    expect(await read(asShop(), asked.body)).toMatchObject({
      status: 'paid',
      paid: idr('100000.00'),
      left: idr('0.00'),
      ended_at: expect.any(String),
    });
    const replay = await ask(asShop(), budi, 100_000, more, { key }).expect(201);
    expect(replay.headers['idempotent-replayed']).toBe('true');
    expect(replay.text).toBe(asked.text);
    await ask(asShop(), budi, 100_001, more, { key }).expect(422, /idempotency_key_reused/);
    await get(`/v1/payments/${paid.body.id}`, asShop()).expect(200);
  });

  it('and tells the member, who may decline', async () => {
    const { body } = await ask(asShop(), budi, 5_000).expect(201);
    const notices = await get('/v1/me/notifications', world.as.member(budi)).expect(200);
    expect(notices.body.data[0]).toMatchObject({
      kind: 'payment_requested',
      text: { en: expect.stringContaining('Rp5,000') },
    });
    const path = `/v1/payment-requests/${body.id}/decline`;
    const wish = { reason: 'sudah tunai' };
    const declined = await post(path, world.as.member(budi), wish).expect(200);
    expect(declined.body).toMatchObject({ status: 'declined', reason: 'sudah tunai' });
    await post(path, world.as.member(budi), {}).expect(200, declined.body);
    await pay(budi, body).expect(409, /wrong_state/);
    const cancel = `/v1/payment-requests/${body.id}/cancel`;
    await post(cancel, asShop(), {}).expect(409, /wrong_state/);
  });

  it('H09 never the owner of the shop, and not with another’s token', async () => {
    const owner = await world.aMember(world.bumiayu, { rupiah: 10_000 });
    const own = await world.aMerchant(world.bumiayu, owner);
    const by = world.as.shop(own);
    await ask(by, owner, 1_000).expect(422, /payer_is_payee/);
    await ask(world.as.member(budi), budi, 1_000).expect(422, /payer_is_payee/);
    await ask(asShop(), { ...budi, uid: newUuid() }, 1_000).expect(404);
    const { body } = await ask(asShop(), budi, 1_000).expect(201);
    await pay(ani, body).expect(404);
    await get(`/v1/payment-requests/${body.id}`, world.as.member(ani)).expect(404);
    await post(`/v1/payment-requests/${body.id}/cancel`, world.as.member(budi), {}).expect(404);
    await post(`/v1/payment-requests/${body.id}/pay`, asShop(), {}).expect(403);
  });
});

describe('a member asks a member', () => {
  it('and is paid by a sending of money; each finds it in their list', async () => {
    const { body } = await ask(world.as.member(ani), budi, 25_000).expect(201);
    const before = await world.posted(ani.wallet);
    const paid = await pay(budi, body).expect(201);
    expect(paid.body.id).toMatch(/^trf_/);
    expect(await world.posted(ani.wallet)).toBe(before + 25_000_00n);
    const mine = await get(
      '/v1/payment-requests?direction=asked_by_me&status=paid',
      world.as.member(ani),
    ).expect(200);
    expect(itemsOf(mine.body).map(idOf)).toEqual([body.id]);
    const ofMe = '/v1/payment-requests?direction=asked_of_me&limit=1';
    const first = await get(ofMe, world.as.member(budi)).expect(200);
    expect(first.body.data).toHaveLength(1);
    expect(first.body.data[0].id).toBe(body.id);
    const next = `${ofMe}&after=${first.body.next_cursor}`;
    const second = await get(next, world.as.member(budi)).expect(200);
    expect(second.body.data[0].id < body.id).toBe(true);
    await get('/v1/payment-requests', world.as.member(budi)).expect(400);
  });

  it('takes it back, and does not pester', async () => {
    const poor = await world.aMember(world.bumiayu);
    const asked = [];
    for (let count = 0; count < 20; count += 1) {
      asked.push((await ask(world.as.member(poor), ani, 1_000).expect(201)).body.id);
    }
    const refused = await ask(world.as.member(poor), ani, 1_000).expect(422);
    expect(refused.body).toMatchObject({
      code: 'limit_exceeded',
      detail: expect.stringContaining('20'),
    });
    const path = `/v1/payment-requests/${asked[0]}/cancel`;
    await post(path, world.as.member(poor), {}).expect(200, /cancelled/);
    await ask(world.as.member(poor), ani, 1_000).expect(201);
  });
});

describe('partial payment', () => {
  it('is refused unless it is allowed, and shows what is left', async () => {
    const { body: whole } = await ask(asShop(), budi, 10_000).expect(201);
    await pay(budi, whole, 4_000).expect(422, /partial_payment_not_allowed/);
    await pay(budi, whole, 11_000).expect(422, /request_exceeded/);

    const { body } = await ask(asShop(), budi, 10_000, { partial_allowed: true }).expect(201);
    await pay(budi, body, 4_000).expect(201);
    expect(await read(asShop(), body)).toMatchObject({
      status: 'requested',
      paid: idr('4000.00'),
      left: idr('6000.00'),
    });
    const over = await pay(budi, body, 6_001).expect(422);
    expect(over.body).toMatchObject({
      code: 'request_exceeded',
      detail: expect.stringContaining('6.000'),
    });
    await pay(budi, body).expect(201);
    expect(await read(asShop(), body)).toMatchObject({ status: 'paid', left: idr('0.00') });
  });

  it('H14 never exceeds what was asked, with fifty payments at once at two processes', async () => {
    const rich = await world.aMember(world.dinoyo, { rupiah: 1_000_000 });
    const payee = await world.aMember(world.bumiayu);
    const { body } = await ask(world.as.member(payee), rich, 10_000, {
      partial_allowed: true,
    }).expect(201);
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        pay(rich, body, 700, { process: index % 2 }).then(({ status, body: { code } }) =>
          status === 201 ? 'paid' : String(code),
        ),
      ),
    );
    const paid = all.filter((one) => one === 'paid').length;
    expect(paid).toBeLessThanOrEqual(14);
    expect(paid).toBeGreaterThan(0);
    const others = new Set(all.filter((one) => one !== 'paid'));
    for (const code of others) {
      expect(['payment_in_progress', 'request_exceeded', 'limit_exceeded']).toContain(code);
    }
    expect(await world.posted(payee.wallet)).toBe(BigInt(paid) * 700_00n);
    expect(await read(world.as.member(payee), body)).toMatchObject({
      paid: rupiah(paid * 700),
    });
  });

  it('H16 pays once when one key is sent to two processes', async () => {
    const payee = await world.aMember(world.bumiayu);
    const more = { partial_allowed: true };
    const { body } = await ask(world.as.member(payee), budi, 10_000, more).expect(201);
    const key = newUuid();
    const both = await Promise.all(
      [0, 1].map((process) => pay(budi, body, 4_000, { key, process })),
    );
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.text).toBe(both[1]?.text);
    expect(await world.posted(payee.wallet)).toBe(4_000_00n);
    await pay(budi, body, 4_001, { key }).expect(422, /idempotency_key_reused/);
  });
});

describe('what goes wrong on the way', () => {
  it('a refused payment leaves the whole request to be paid', async () => {
    const poor = await world.aMember(world.dinoyo, { rupiah: 1_500 });
    const { body } = await ask(asShop(), poor, 2_000).expect(201);
    const key = newUuid();
    const refused = await pay(poor, body, undefined, { key }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'insufficient_funds',
      payment_id: expect.stringMatching(/^pay_/),
    });
    await world.fund(poor, world.dinoyo, 1_000);
    const again = await pay(poor, body, undefined, { key }).expect(422, /insufficient_funds/);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await pay(poor, body).expect(201);
  });

  it('H24 H25 a closed payee or a suspended cooperative refuses it, and it stays open', async () => {
    const closing = await world.aMember(world.bumiayu);
    const { body } = await ask(world.as.member(closing), budi, 2_000).expect(201);
    await world.setStatus(closing, 'closed');
    await pay(budi, body).expect(409, /payee_closed/);
    const third = await world.aCooperative(world.network, `Lowokwaru ${newUuid().slice(-4)}`);
    const there = await world.aMember(third);
    const { body: later } = await ask(world.as.member(there), budi, 2_000).expect(201);
    await world.setState(third, 'suspended');
    await pay(budi, later).expect(403, /cooperative_suspended/);
    await ask(world.as.member(there), budi, 2_000).expect(403, /cooperative_suspended/);
    expect(await read(world.as.member(budi), later)).toMatchObject({ status: 'requested' });
  });

  /** As far as a process comes that stops before it asks the ledger. */
  async function begun(request: unknown) {
    const demand = decodeId('prq', idOf(request)) ?? '';
    const wish = { principal: budi.person, key: newUuid(), requestHash: '0'.repeat(32) };
    const app = world.apps[0];
    if (app === undefined) throw new Error('a world needs a process');
    const payment = valueOf(await app.get(DemandStore).reserve(demand, wish));
    await world.owner.query(
      'UPDATE payments.demand_payment SET next_at = started_at WHERE uid = $1',
      [payment.uid],
    );
    return { ...payment, ...wish, id: payment.uid };
  }

  it('H20 a payment cut short after the ledger’s commit is found by the worker', async () => {
    const payee = await world.aMember(world.dinoyo);
    const { body } = await ask(world.as.member(payee), budi, 3_000).expect(201);
    const { id, principal, key, requestHash, amount } = await begun(body);
    const leg = { debit: budi.wallet, credit: payee.wallet, amount, component: 'principal' };
    const sent = { id, principal, key, requestHash, type: 'transfer', amount, legs: [leg] };
    await world.post(world.network.id, sent);
    const path = `/v1/payment-requests/${body.id}/cancel`;
    await post(path, world.as.member(payee), {}).expect(409, /payment_in_progress/);
    await keep();
    await keep();
    expect(await read(world.as.member(payee), body)).toMatchObject({ status: 'paid' });
    expect(await world.posted(payee.wallet)).toBe(3_000_00n);
  });

  it('a payment that never reached the ledger is given up, and never posted if it comes late', async () => {
    const payee = await world.aMember(world.dinoyo);
    const { body } = await ask(world.as.member(payee), budi, 3_000).expect(201);
    const { id, principal, key, requestHash, amount } = await begun(body);
    await pay(budi, body).expect(409, /payment_in_progress/);
    await keep();
    const leg = { debit: budi.wallet, credit: payee.wallet, amount, component: 'principal' };
    const late = { id, principal, key, requestHash, type: 'transfer', amount, legs: [leg] };
    await expect(world.post(world.network.id, late)).rejects.toThrow('not posted');
    const path = `/v1/me/transfers/${encodeId('trf', id)}`;
    const { body: given } = await get(path, world.as.member(budi)).expect(200);
    expect(given).toMatchObject({ status: 'refused', refusal: { code: 'payment_given_up' } });
    await pay(budi, body).expect(201);
    expect(await world.posted(payee.wallet)).toBe(3_000_00n);
  });

  it('the rows refuse to be changed by hand beyond what was asked', async () => {
    const change = (set: string) =>
      world.owner.query(
        `UPDATE payments.demand SET ${set} WHERE state = 'paid' AND kind = 'request'`,
      );
    await expect(change('amount = amount + 1')).rejects.toThrow(/can't be changed/);
    await expect(change('paid = paid + 1')).rejects.toThrow(/never_paid_twice/);
    await expect(change(`state = 'requested'`)).rejects.toThrow(/can't go from paid/);
  });
});

describe('a request whose time is over', () => {
  it('H35 can’t be paid by the network’s clock, is shown as expired at once, and both are told', async () => {
    const short = { expires_in_hours: 1 };
    const { body } = await ask(world.as.member(ani), budi, 2_000, short).expect(201);
    await forward(2);
    const late = await pay(budi, body).expect(410, /request_expired/);
    expect(late.body.detail).toMatch(/Tidak ada uang yang berpindah/);
    expect(await read(world.as.member(ani), body)).toMatchObject({
      status: 'expired',
      ended_at: body.expires_at,
    });
    await keep();
    await keep();
    expect(await read(world.as.member(ani), body)).toMatchObject({
      status: 'expired',
      ended_at: body.expires_at,
    });
    for (const one of [budi, ani]) {
      const { body: told } = await get('/v1/me/notifications', world.as.member(one)).expect(200);
      const kinds = itemsOf(told).map((notice) => textOf(notice, 'kind'));
      expect(kinds.filter((kind) => kind === 'request_expired')).toHaveLength(1);
    }
    await ask(world.as.member(ani), budi, 2_000, { expires_in_hours: 721 }).expect(400);
  });

  it('leaves the books in order', async () => {
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});
