import { encodeId, newUuid, toMoney } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf } from './support/read-body.js';

let world: PaymentsWorld;
let budi: Member;
let ani: Member;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 500_000 });
  ani = await world.aMember(world.bumiayu);
}, 60_000);

afterAll(() => world.close());

const post = (path: string, authorization: string, body: object, key = newUuid()) =>
  world.api().post(path).set('authorization', authorization).set('idempotency-key', key).send(body);
const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);

const send = (from: Member, to: Member, rupiah: number, more: object = {}, key = newUuid()) =>
  post(
    '/v1/transfers',
    world.as.member(from),
    {
      payee_member_id: encodeId('mbr', to.uid),
      amount: toMoney(BigInt(rupiah) * 100n),
      ...more,
    },
    key,
  );

describe('a member sends money to a member of another cooperative', () => {
  it('moves it in three books, tells both ends, and answers a repetition alike', async () => {
    const key = newUuid();
    const reference = `arisan-${key}`;
    const clearing = await world.posted(world.dinoyo.accounts.clearing);
    const sent = await send(budi, ani, 50_000, { reference }, key).expect(201);
    expect(sent.body).toMatchObject({
      object: 'transfer',
      status: 'posted',
      amount: idr('50000.00'),
      fee: idr('0.00'),
      total: idr('50000.00'),
      on_us: false,
      reference,
      cycle_id: expect.stringMatching(/^cyc_/),
      short_code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    });
    expect(await world.posted(ani.wallet)).toBe(50_000_00n);
    expect(await world.posted(world.dinoyo.accounts.clearing)).toBe(clearing + 50_000_00n);

    const again = await send(budi, ani, 50_000, { reference }, key).expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(sent.text);

    const path = `/v1/me/transfers/${sent.body.id}`;
    const read = await get(path, world.as.member(budi)).expect(200);
    expect(read.text).toBe(sent.text);
    const received = await get(path, world.as.member(ani)).expect(200);
    expect(received.body).toMatchObject({ reference: null, amount: idr('50000.00') });
    expect(received.body).not.toHaveProperty('fee');
    const stranger = await world.aMember(world.dinoyo);
    await get(path, world.as.member(stranger)).expect(404);
    const { body } = await get('/v1/me/transfers', world.as.member(ani)).expect(200);
    expect(itemsOf(body).map(idOf)).toEqual([sent.body.id]);
  });

  it('refuses what the wallet does not hold, and answers the refusal again', async () => {
    const poor = await world.aMember(world.dinoyo, { rupiah: 1_500 });
    const key = newUuid();
    const refused = await send(poor, ani, 2_000, {}, key).expect(422);
    expect(refused.body).toMatchObject({
      code: 'insufficient_funds',
      refused_id: expect.stringMatching(/^trf_/),
    });
    const again = await send(poor, ani, 2_000, {}, key).expect(422);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await get(`/v1/me/transfers/${refused.body.refused_id}`, world.as.member(poor)).expect(200);
    await get(`/v1/me/transfers/${refused.body.refused_id}`, world.as.member(ani)).expect(404);
  });

  it('H09 refuses money to oneself, to nobody, and by somebody who may not', async () => {
    await send(budi, budi, 1_000).expect(422, /payer_is_payee/);
    const nobody = { ...ani, uid: newUuid() };
    await send(budi, nobody, 1_000).expect(404);
    const unknown = await world.aMember(world.dinoyo, { rupiah: 10_000, tier: 'unregistered' });
    await send(unknown, ani, 1_000).expect(403, /act_forbidden_for_tier/);
    await post('/v1/transfers', world.as.staff('teller', world.dinoyo), {}).expect(403);
  });

  it('H15 lets both send to each other at once, a hundred times each', async () => {
    const one = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const other = await world.aMember(world.bumiayu, { rupiah: 100_000 });
    const all = Array.from({ length: 100 }, () => [
      send(one, other, 1_000).then(({ status }) => status),
      send(other, one, 1_000).then(({ status }) => status),
    ]).flat();
    const statuses = new Set(await Promise.all(all));
    // Twenty payments a day are a member's; no answer is an error of ours.
    for (const status of statuses) expect([201, 422]).toContain(status);
    const sum = (await world.posted(one.wallet)) + (await world.posted(other.wallet));
    expect(sum).toBe(200_000_00n);
  });
});

describe('finding whom to send to', () => {
  const resolve = (body: object) => post('/v1/payees/resolve', world.as.member(budi), body);

  it('shows the cooperative and a masked name by member number, and what it costs', async () => {
    const found = await resolve({
      cooperative_id: encodeId('coop', world.bumiayu.uid),
      member_number: ani.number,
      amount: idr('25000.00'),
    }).expect(200);
    expect(found.body.data).toEqual([
      {
        kind: 'member',
        member_id: encodeId('mbr', ani.uid),
        name: 'Bu*** Sa***',
        cooperative_id: encodeId('coop', world.bumiayu.uid),
        cooperative_name: world.bumiayu.name,
        on_us: false,
        fee: idr('0.00'),
        total: idr('25000.00'),
      },
    ]);
  });

  it('shows a shop by its name, and nobody for what means nobody', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    const found = await resolve({ merchant_id: encodeId('mrc', shop.uid) }).expect(200);
    expect(found.body.data).toMatchObject([{ kind: 'merchant', name: shop.name }]);
    await resolve({ phone: '081299999999' }).expect(404);
    await resolve({ member_id: encodeId('mbr', newUuid()) }).expect(404);
    await resolve({}).expect(400);
    await resolve({ phone: '0812', member_number: '1' }).expect(400);
  });
});

describe('a merchant takes out the takings', () => {
  let owner: Member;
  let shop: Merchant;

  beforeAll(async () => {
    owner = await world.aMember(world.bumiayu);
    shop = await world.aMerchant(world.bumiayu, owner);
    await world.pay(budi, shop, 100_000);
  });

  const payOut = (to: Member, rupiah: number) =>
    post('/v1/payouts', world.as.shop(shop, 'merchant_owner'), {
      member_id: encodeId('mbr', to.uid),
      amount: toMoney(BigInt(rupiah) * 100n),
    });

  it('to the owner’s own wallet, and to nobody else', async () => {
    const paid = await payOut(owner, 60_000).expect(201);
    expect(paid.body).toMatchObject({ object: 'payout', on_us: true, cycle_id: null });
    expect(await world.posted(owner.wallet)).toBe(60_000_00n);
    await payOut(ani, 1_000).expect(404);
    await payOut(owner, 100_000).expect(422, /insufficient_funds/);
    await post('/v1/payouts', world.as.shop(shop, 'cashier'), {}).expect(403);
  });
});
