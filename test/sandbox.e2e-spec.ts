import { encodeId, newUuid } from '@app/core';
import {
  CooperativeService,
  MerchantService,
  NetworkService,
  type Merchant,
} from '@app/participants';
import { aPhone, valueOf } from '@app/testing';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { idr } from './support/payments-world.js';
import { idOf, textOf } from './support/read-body.js';

let world: CashWorld;
beforeAll(async () => {
  world = await cashWorld({ processes: 2, sandbox: true });
}, 60_000);
afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

const serviceOf = <T>(kind: new (...args: never[]) => T): T => {
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  return app.get<T>(kind);
};
const payerAndShop = async () => ({
  budi: await world.aMember(world.dinoyo, { rupiah: 100_000 }),
  shop: await world.aMerchant(world.bumiayu),
});
const put = (path: string, body: object) =>
  world.api().put(path).set('authorization', world.as.operator()).send(body);
const reach = (reachable: boolean) =>
  put(`/v1/cooperatives/${encodeId('coop', world.bumiayu.uid)}/reachability`, { reachable });

describe('an amount of a sandbox', () => {
  it.each([
    [1_001, 422, 'insufficient_funds'],
    [1_002, 422, 'cap_exceeded'],
    [1_003, 403, 'cooperative_suspended'],
    [1_004, 403, 'payer_frozen'],
    [1_005, 409, 'payee_frozen'],
    [1_006, 422, 'limit_exceeded'],
  ])('of Rp%i is refused: %i %s, for ever', async (rupiah, status, code) => {
    const { budi, shop } = await payerAndShop();
    const before = await world.books();
    const key = newUuid();
    for (const process of [0, 1]) {
      const refused = await world.pay(budi, shop, rupiah, { key, process });
      expect(refused.body).toMatchObject({ status, code });
      expect(refused.body).toHaveProperty('payment_id');
    }
    expect(await world.books()).toEqual(before);
    await world.pay(budi, shop, 1_000).then(({ status: paid }) => expect(paid).toBe(201));
  });

  it('of Rp1008 is posted though its answer is lost, and told when it is sent again', async () => {
    const { budi, shop } = await payerAndShop();
    const key = newUuid();
    const lost = await world.pay(budi, shop, 1_008, { key });
    expect(lost.body).toMatchObject({ status: 503, code: 'outcome_unknown' });
    const again = await world.pay(budi, shop, 1_008, { key, process: 1 });
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await world.posted(budi.wallet)).toBe(9_899_200n);
  });

  it('of Rp1007 stays unknown until ten seconds of the sandbox’s clock are over', async () => {
    const { budi, shop } = await payerAndShop();
    const key = newUuid();
    for (const process of [0, 1]) {
      const pending = await world.pay(budi, shop, 1_007, { key, process });
      expect(pending.body).toMatchObject({ status: 503, code: 'outcome_unknown' });
    }
    const path = `/v1/networks/${encodeId('net', world.network.uid)}`;
    const { body } = await world.get(path, world.as.operator()).expect(200);
    const now = new Date(new Date(textOf(body, 'now')).getTime() + 60_000).toISOString();
    await world.post(`${path}/clock`, world.as.operator(), { now }).expect(200);
    expect((await world.pay(budi, shop, 1_007, { key })).status).toBe(201);
    expect(await world.posted(budi.wallet)).toBe(9_899_300n);
  });

  it('is like any other where it ends or gives back something', async () => {
    const { budi, shop } = await payerAndShop();
    const paid = await world.pay(budi, shop, 5_000);
    const back = { payment_id: idOf(paid.body), amount: idr('1001.00') };
    await world.post('/v1/refunds', world.as.shop(shop), back).expect(201);
  });
});

describe('a cooperative of a sandbox that is switched off', () => {
  it('gets no answer until it is on again, and nothing moves meanwhile', async () => {
    const { budi, shop } = await payerAndShop();
    expect((await reach(false).expect(200)).body).toMatchObject({ reachable: false });
    const before = await world.books();
    const key = newUuid();
    for (const process of [0, 1]) {
      const unknown = await world.pay(budi, shop, 2_000, { key, process });
      expect(unknown.body).toMatchObject({ status: 503, code: 'outcome_unknown' });
    }
    expect(await world.books()).toEqual(before);
    await reach(true).expect(200);
    expect((await world.pay(budi, shop, 2_000, { key })).status).toBe(201);
  });
});

describe('a sandbox beside a live network', () => {
  async function liveShop(): Promise<Merchant> {
    const networks = serviceOf(NetworkService);
    const name = `Asli ${newUuid().slice(-8)}`;
    const { network } = valueOf(await networks.create(world.operator, { name, live: true }));
    const wanted = { name: 'Koperasi Asli', shortName: 'Asli', city: 'Malang' };
    const cooperative = valueOf(
      await serviceOf(CooperativeService).create(world.operator, network, wanted),
    );
    const owner = { fullName: 'Siti Aminah', phone: aPhone() };
    const shop = { name: 'Toko Asli', criterion: 'UMI', owner } as const;
    return valueOf(await serviceOf(MerchantService).create(cooperative, shop)).merchant;
  }
  async function aProgram(shop: Merchant) {
    const owner = world.as.shop(shop);
    const wanted = { name: 'Kasir', scopes: ['qr_codes', 'payments:read', 'events'] };
    const client = idOf((await world.post('/v1/api-clients', owner, wanted).expect(201)).body);
    const path = `/v1/api-clients/${client}/keys`;
    const key = await world.post(path, owner, { kind: 'secret' }).expect(201);
    return { client, secret: textOf(key.body, 'secret') };
  }
  const tokenOf = (client: string, secret: string) =>
    world.api().post('/v1/auth/client-token').send({ client_id: client, client_secret: secret });

  it('keeps keys apart: neither opens what belongs to the other', async () => {
    const [tried, real] = [await world.aMerchant(world.bumiayu), await liveShop()];
    const [test, live] = [await aProgram(tried), await aProgram(real)];
    expect(test.secret).toMatch(/^simpul_key_test_/);
    expect(live.secret).toMatch(/^simpul_key_live_/);
    await tokenOf(test.client, live.secret).expect(401);
    await tokenOf(live.client, test.secret).expect(401);
    const programs = [
      { own: test, foreign: live, shop: tried },
      { own: live, foreign: test, shop: real },
    ];
    const codes: string[] = [];
    for (const { own, shop } of programs) {
      const owner = world.as.shop(shop);
      // A live network makes no code without its QRIS identity: its shop's is one of another kind.
      const made = await world.post('/v1/qr-codes', owner, { kind: 'static' });
      codes.push(made.status === 201 ? idOf(made.body) : 'none');
      const { body } = await tokenOf(own.client, own.secret).expect(200);
      const token = `Bearer ${textOf(body, 'access_token')}`;
      await world.get(`/v1/api-clients/${own.client}`, token).expect(403);
      expect((await world.get('/v1/payments', token).expect(200)).body).toMatchObject({ data: [] });
    }
    expect(codes[1]).toBe('none');
    const { body } = await tokenOf(live.client, live.secret).expect(200);
    const liveToken = `Bearer ${textOf(body, 'access_token')}`;
    await world.get(`/v1/qr-codes/${codes[0]}`, liveToken).expect(404);
    const { budi, shop } = await payerAndShop();
    const paid = idOf((await world.pay(budi, shop, 3_000)).body);
    await world.get(`/v1/payments/${paid}`, liveToken).expect(404);
    await world.get(`/v1/payments/${paid}`, world.as.shop(real)).expect(404);
    const before = await world.books();
    expect((await world.pay(budi, real, 1_000)).body).toMatchObject({ code: 'not_found' });
    expect(await world.books()).toEqual(before);
  });

  it('shows nobody of the other what was done in it, nor lets them go on with it', async () => {
    const real = await liveShop();
    const owner = world.as.shop(real);
    const staff = world.as.staff('manager', {
      ...world.dinoyo,
      network: real.network,
      uid: real.cooperative,
    });
    const { budi, shop } = await payerAndShop();
    const payment = idOf((await world.pay(budi, shop, 5_000)).body);
    const back = { payment_id: payment, amount: idr('1000.00') };
    const refund = await world.post('/v1/refunds', world.as.shop(shop), back).expect(201);
    const wish = {
      merchant_id: encodeId('mrc', shop.uid),
      amount: idr('6000.00'),
      expires_in: 3_600,
    };
    const held = await world.post('/v1/authorisations', world.as.member(budi), wish).expect(201);
    const authorisation = `/v1/authorisations/${idOf(held.body)}`;
    const till = await world.anOpenTill(world.bumiayu);
    const deposit = await world.deposit(till, budi, 9_000).expect(201);
    const trf = payment.replace('pay_', 'trf_');
    const asked = [
      ...[owner, staff].flatMap((by) =>
        [
          `/v1/payments/${payment}`,
          `/v1/refunds/${idOf(refund.body)}`,
          authorisation,
          `/v1/deposits/${idOf(deposit.body)}`,
          `/v1/transfers/${trf}`,
          `/v1/receipts/${textOf(deposit.body, 'short_code')}`,
        ].map((path) => world.get(path, by)),
      ),
      world.post('/v1/refunds', owner, back),
      world.post(`${authorisation}/capture`, owner, { amount: idr('6000.00') }),
      world.post(`${authorisation}/void`, owner, {}),
      world.post('/v1/reversals', staff, { transfer_id: trf }),
      world.post('/v1/disputes', staff, {
        transfer_id: trf,
        reason: 'not_received',
        evidence_reference: 'Uji',
      }),
    ];
    const before = await world.books();
    const answers = await Promise.all(asked);
    const told = answers.map(({ status, request }) => `${String(status)} ${request.url}`);
    expect(told.filter((line) => !line.startsWith('4'))).toEqual([]);
    expect(await world.books()).toEqual(before);
  });

  it('is never live, and its switches are no other network’s', async () => {
    const live = { name: 'Asli dan coba', live: true, sandbox: true };
    const refused = await world.post('/v1/networks', world.as.operator(), live).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ field: 'sandbox' }] });
    const real = await liveShop();
    const path = `/v1/cooperatives/${encodeId('coop', real.cooperative)}/reachability`;
    const off = await put(path, { reachable: false }).expect(409);
    expect(off.body).toMatchObject({ code: 'wrong_state' });
    // The database is the second wall.
    await expect(
      world.owner.query('UPDATE participants.cooperative SET unreachable = true WHERE uid = $1', [
        real.cooperative,
      ]),
    ).rejects.toThrow('only cooperatives of a sandbox');
    await expect(
      world.owner.query('UPDATE participants.network SET sandbox = true WHERE id = $1', [
        real.network,
      ]),
    ).rejects.toThrow('a live network is no sandbox');
  });
});
