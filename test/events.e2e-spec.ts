import { encodeId } from '@app/core';
import type { Merchant } from '@app/participants';
import type { Response } from 'supertest';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { readEvents } from './support/event-reader.js';
import { idr } from './support/payments-world.js';

let world: CashWorld;
beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
}, 60_000);
afterAll(() => world.close());

const program = (shop: Merchant) => world.as.program(['events'], shop);
const addressOf = (process: number): Promise<string> => {
  const app = world.apps[process];
  if (app === undefined) throw new Error('a world has processes');
  return app.getUrl();
};

interface Listed {
  readonly type: string;
  readonly data: { readonly id: string; readonly original_id: string | null };
}
const listed = ({ body }: Response): readonly Listed[] => body.data as Listed[];
const typesOf = (response: Response): string[] => listed(response).map(({ type }) => type);

/** Every event from a cursor on, page by page. */
async function walk(as: string, query: string, process = 0) {
  const events: Listed[] = [];
  let path = `/v1/events?${query}`;
  for (;;) {
    const page = await world.api(process).get(path).set('authorization', as).expect(200);
    events.push(...listed(page));
    const { body } = page;
    path = `/v1/events?limit=3&after=${String(body.next_cursor)}`;
    if (body.has_more === false) return { events, cursor: String(body.next_cursor) };
  }
}

describe('the events of a shop', () => {
  it('tell its sales, refunds, authorisations and codes in order, and nothing of others', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    const other = await world.aMerchant(world.bumiayu);
    const budi = await world.aMember(world.dinoyo, { rupiah: 500_000 });
    const [owner, payer] = [world.as.shop(shop), world.as.member(budi)];
    const sale = await world.pay(budi, shop, 20_000);
    await world.pay(budi, other, 5_000);
    const back = { payment_id: sale.body.id, amount: idr('1000.00') };
    await world.post('/v1/refunds', owner, back).expect(201);
    const bill = { kind: 'dynamic', amount: idr('7000.00'), reference: 'NOTA-7' };
    const code = await world.post('/v1/qr-codes', owner, bill).expect(201);
    await world.post('/v1/payments', payer, { qr: code.body.payload }).expect(201);
    const wish = {
      merchant_id: encodeId('mrc', shop.uid),
      amount: idr('9000.00'),
      expires_in: 3_600,
    };
    const held = await world.post('/v1/authorisations', payer, wish).expect(201);
    await world.post(`/v1/authorisations/${held.body.id}/void`, owner, {}).expect(201);
    const unused = await world.post('/v1/qr-codes', owner, bill).expect(201);
    await world.post(`/v1/qr-codes/${unused.body.id}/cancel`, owner, {}).expect(200);

    const { events } = await walk(program(shop), 'limit=3');
    expect(events.map(({ type }) => type)).toEqual([
      'payment.posted',
      'refund.posted',
      'payment.posted',
      'authorisation.held',
      'authorisation.voided',
      'qr_code.cancelled',
    ]);
    expect(events[0]?.data.id).toBe(sale.body.id);
    expect(events[1]?.data.original_id).toBe(sale.body.id);
    expect(events[2]?.data).toMatchObject({
      qr_code_id: code.body.id,
      qr_code_reference: 'NOTA-7',
      payer: { kind: 'member', id: encodeId('mbr', budi.uid) },
    });
    expect(events[4]?.data.id).toBe(held.body.id);
    expect(events[5]?.data.id).toBe(unused.body.id);
    expect((await walk(program(other), 'limit=100')).events).toHaveLength(1);
  });

  it('are read again by id, and a foreign one is not found', async () => {
    const [own, other] = [await world.aMerchant(world.dinoyo), await world.aMerchant(world.dinoyo)];
    const budi = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const sale = await world.pay(budi, own, 20_000);
    const path = `/v1/events/${String(sale.body.id).replace('pay_', 'evt_')}`;
    const read = await world.get(path, program(own)).expect(200);
    expect(read.body).toMatchObject({ type: 'payment.posted', data: { id: sale.body.id } });
    await world.get(path, program(other)).expect(404);
    const refused = await world.pay(budi, own, 900_000);
    const none = `/v1/events/${String(refused.body.payment_id).replace('pay_', 'evt_')}`;
    await world.get(none, program(own)).expect(404);
  });

  it('are waited for, and told as soon as another process has posted', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const budi = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const { cursor } = await walk(program(shop), 'limit=100');
    const waiting = world
      .api(1)
      .get(`/v1/events?wait=20&after=${cursor}`)
      .set('authorization', program(shop))
      .then((response) => response);
    await world.pay(budi, shop, 1_000);
    expect(typesOf(await waiting)).toEqual(['payment.posted']);
  });

  it('need the scope', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const bearer = world.as.program(['payments:read'], shop);
    const refused = await world.get('/v1/events', bearer).expect(403);
    expect(refused.body.code).toBe('scope_missing');
    await world.get('/v1/events?after=abc', program(shop)).expect(400);
    await world.get('/v1/events?wait=26', program(shop)).expect(400);
  });
});

describe('the events of a cooperative', () => {
  it('tell what moved in its book, and what did not concern it not', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const budi = await world.aMember(world.dinoyo, { rupiah: 90_000 });
    const till = await world.anOpenTill(world.dinoyo);
    const cooperative = world.as.program(['events'], world.dinoyo);
    const { cursor } = await walk(cooperative, 'limit=100');
    const foreign = await walk(world.as.program(['events'], world.bumiayu), 'limit=100');
    await world.deposit(till, budi, 30_000).expect(201);
    await world.pay(budi, shop, 1_000);
    const held = await world.held(till, budi, 50_000);
    await world.post(`/v1/withdrawals/${held}/confirm`, till.teller, {}).expect(200);
    const { events } = await walk(cooperative, `after=${cursor}`);
    expect(events.map(({ type }) => type)).toEqual([
      'deposit.posted',
      'payment.posted',
      'withdrawal.held',
      'withdrawal.posted',
    ]);
    expect(events[2]?.data.id).toBe(held);
    expect(events[3]?.data.id).toBe(held);
    const after = await walk(
      world.as.program(['events'], world.bumiayu),
      `after=${foreign.cursor}`,
    );
    expect(after.events).toEqual([]);
  });

  it('hold no name, phone or text that people wrote', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const budi = await world.aMember(world.dinoyo, { rupiah: 90_000 });
    await world.pay(budi, shop, 1_000, {
      body: { description: 'beras Bu Siti', reference: 'r-77' },
    });
    const { events } = await walk(program(shop), 'limit=100');
    expect(JSON.stringify(events)).not.toMatch(/beras|Siti|r-77|Budi/);
  });
});

describe('a stream of events', () => {
  it('tells what another process posted, and goes on where it was cut off', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    const budi = await world.aMember(world.dinoyo, { rupiah: 500_000 });
    const stream = await readEvents(await addressOf(1), program(shop));
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    expect((await stream.next())?.event).toBe('caught_up');
    const [first, second] = [
      await world.pay(budi, shop, 1_000),
      await world.pay(budi, shop, 2_000),
    ];
    const told = await stream.next();
    expect(told).toMatchObject({ event: 'payment.posted', data: { data: { id: first.body.id } } });
    stream.stop();
    const third = await world.pay(budi, shop, 3_000);
    const again = await readEvents(await addressOf(0), program(shop), told?.id);
    expect((await again.next())?.data.data?.id).toBe(second.body.id);
    expect((await again.next())?.data.data?.id).toBe(third.body.id);
    expect((await again.next())?.event).toBe('caught_up');
    const fourth = await world.pay(budi, shop, 4_000, { process: 1 });
    expect((await again.next())?.data.data?.id).toBe(fourth.body.id);
    again.stop();
  });

  it('ends within a second when its program is disabled', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const owner = world.as.shop(shop);
    const wanted = { name: 'Layar', scopes: ['events'] };
    const { body } = await world.post('/v1/api-clients', owner, wanted).expect(201);
    const id = String(body.id);
    const key = await world.post(`/v1/api-clients/${id}/keys`, owner, { kind: 'secret' });
    const credentials = { client_id: id, client_secret: key.body.secret };
    const token = await world.api().post('/v1/auth/client-token').send(credentials).expect(200);
    const stream = await readEvents(await addressOf(1), `Bearer ${token.body.access_token}`);
    await stream.next();
    const path = `/v1/api-clients/${id}`;
    await world
      .api()
      .patch(path)
      .set('authorization', owner)
      .send({ status: 'disabled' })
      .expect(200);
    const began = performance.now();
    expect(await stream.next()).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
