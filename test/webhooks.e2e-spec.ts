import { AlertService } from '@app/access';
import { decodeId, encodeId } from '@app/core';
import { EventSource, WebhookDelivery, WebhookRelay, WebhookUpkeep } from '@app/events';
import type { Merchant } from '@app/participants';
import { newKey, type components, type Simpul } from '@simpul/client';
import { DataSource } from 'typeorm';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { idr } from './support/payments-world.js';
import { verified, webhookReceiver, type Answering } from './support/webhook-receiver.js';

type SimpulEventType = NonNullable<
  components['schemas']['WebhookEndpointRequest']['types']
>[number];

let world: CashWorld;
const closing: (() => Promise<void>)[] = [];
const appOf = (process: number) => {
  const app = world.apps[process];
  if (app === undefined) throw new Error('a world has processes');
  return app;
};

beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
  for (const app of world.apps) app.get(WebhookDelivery).start();
}, 60_000);
afterAll(async () => {
  for (const app of world.apps) await app.get(WebhookDelivery).stop();
  for (const close of closing) await close();
  await world.close();
});

async function aReceiver(answer?: Answering) {
  const receiver = await webhookReceiver(answer);
  closing.push(receiver.close);
  return receiver;
}

/** A shop whose program is told of its events. */
async function aListener(url: string, types?: SimpulEventType[], of = world.dinoyo) {
  const shop = await world.aMerchant(of);
  const owner = world.simpul(world.as.shop(shop));
  const wanted = { name: 'Kasir', scopes: ['events' as const] };
  const client = await owner.post('/v1/api-clients', { body: wanted });
  const hook = { client_id: client.data.id, url, ...(types && { types }) };
  const { data } = await owner.post('/v1/webhook-endpoints', { body: hook });
  return { shop, owner, id: data.id, secret: data.secret };
}

const sell = async (shop: Merchant, rupiah = 1_000, process = 0): Promise<string> => {
  const budi = await world.aMember(world.bumiayu, { rupiah });
  return String((await world.pay(budi, shop, rupiah, { process })).body.id);
};
const endpoint = async (owner: Simpul, id: string) =>
  (await owner.get('/v1/webhook-endpoints/{id}', { path: { id } })).data;
const deliveries = async (owner: Simpul, id: string) =>
  (await owner.get('/v1/webhook-endpoints/{id}/deliveries', { path: { id } })).data.data;
/** The latest of them. */
const latestOf = async (owner: Simpul, id: string) => {
  const [latest] = await deliveries(owner, id);
  if (latest === undefined) throw new Error('nothing was told');
  return latest;
};
/** One of them with its attempts. */
const logged = async (owner: Simpul, id: string) =>
  (await owner.get('/v1/webhook-deliveries/{id}', { path: { id } })).data;
const rotated = async (owner: Simpul, id: string, overlap_hours: number) => {
  const asked = { path: { id }, body: { overlap_hours } };
  return (await owner.post('/v1/webhook-endpoints/{id}/secret', asked)).data.secret;
};
const giveBack = (owner: Simpul, payment_id: string) =>
  owner.post('/v1/refunds', { key: newKey(), body: { payment_id, amount: idr('1000.00') } });

/** Asks until it is so; a time-out of the test tells if it never is. */
async function untilSo(question: () => Promise<boolean>): Promise<void> {
  while (!(await question()));
}

describe('a webhook', () => {
  it('brings each event once, signed, to whom it concerns, with two workers at work', async () => {
    const receiver = await aReceiver();
    const { shop, secret, owner, id } = await aListener(receiver.url);
    const sold = [];
    for (let n = 0; n < 20; n += 1) sold.push(await sell(shop, 1_000 + n * 1_000, n % 2));
    await receiver.until(20);
    const events = receiver.calls.map((call) => verified(secret, call));
    expect(events).toHaveLength(20);
    const paid = receiver.calls.map(({ body }) => String(JSON.parse(body).data.id));
    expect(paid.toSorted()).toEqual(sold.toSorted());
    expect(receiver.calls[0]?.headers['webhook-id']).toMatch(/^evt_/);
    await untilSo(async () => (await deliveries(owner, id))[0]?.status === 'delivered');
    const latest = await latestOf(owner, id);
    const read = await logged(owner, latest.id);
    expect(read).toMatchObject({
      attempts: 1,
      log: [{ number: 1, status: 200, error: null, response: 'said 200', url: receiver.url }],
    });
    expect(JSON.parse(String(read.log[0]?.request))).toMatchObject({ id: latest.event_id });
  });

  it('brings what is about one thing in order, also when the first is not taken', async () => {
    let refused = 0;
    const receiver = await aReceiver(({ body }) =>
      JSON.parse(body).type === 'payment.posted' && refused++ === 0 ? 500 : 200,
    );
    const { shop, owner } = await aListener(receiver.url);
    const payment = await sell(shop, 10_000);
    await giveBack(owner, payment);
    await receiver.until(3);
    const types = receiver.calls.map(({ body }) => String(JSON.parse(body).type));
    expect(types).toEqual(['payment.posted', 'payment.posted', 'refund.posted']);
    expect(receiver.calls[0]?.body).toBe(receiver.calls[1]?.body);
  }, 60_000);

  it('brings only the types that were asked for, and none of before', async () => {
    const receiver = await aReceiver();
    const { shop, owner, id } = await aListener(receiver.url, ['refund.posted']);
    await giveBack(owner, await sell(shop, 10_000));
    await receiver.until(1);
    expect((await deliveries(owner, id)).map(({ type }) => type)).toEqual(['refund.posted']);
  });

  it('of an endpoint whose secret can’t be opened any more keeps no other waiting', async () => {
    const [lost, well] = [await aReceiver(), await aReceiver()];
    const broken = await aListener(lost.url);
    const other = await aListener(well.url);
    await world.owner.query(
      `UPDATE events.webhook_secret SET sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))
       WHERE endpoint = $1`,
      [decodeId('whk', broken.id)],
    );
    await sell(broken.shop);
    await sell(other.shop);
    await well.until(1);
    await untilSo(async () => (await deliveries(broken.owner, broken.id))[0]?.attempts === 1);
    const told = await latestOf(broken.owner, broken.id);
    expect(await logged(broken.owner, told.id)).toMatchObject({
      log: [{ status: null, error: 'secret_unreadable' }],
    });
    expect(lost.calls).toHaveLength(0);
  });

  it('is signed by both secrets while one replaces the other', async () => {
    const receiver = await aReceiver();
    const { shop, owner, id, secret } = await aListener(receiver.url);
    const next = await rotated(owner, id, 1);
    await sell(shop);
    await receiver.until(1);
    const [call] = receiver.calls;
    if (call === undefined) throw new Error('a call was made');
    expect(verified(secret, call)).toEqual(verified(next, call));
    const last = await rotated(owner, id, 0);
    await sell(shop);
    await receiver.until(2);
    const [, after] = receiver.calls;
    if (after === undefined) throw new Error('a second call was made');
    verified(last, after);
    expect(() => verified(next, after)).toThrow();
  });

  it('is sent again by hand, and brings the same', async () => {
    const receiver = await aReceiver();
    const { shop, owner, id } = await aListener(receiver.url);
    await sell(shop);
    await receiver.until(1);
    await untilSo(async () => (await deliveries(owner, id))[0]?.status === 'delivered');
    const one = await latestOf(owner, id);
    await owner.post('/v1/webhook-deliveries/{id}/resend', { path: { id: one.id } });
    await receiver.until(2);
    expect(receiver.calls[1]?.body).toBe(receiver.calls[0]?.body);
  });

  it('ends for an endpoint that says it is gone, until its holder wants it again', async () => {
    let answer = 410;
    const receiver = await aReceiver(() => answer);
    const { shop, owner, id } = await aListener(receiver.url);
    await sell(shop);
    await untilSo(async () => (await endpoint(owner, id)).status === 'disabled');
    expect(await endpoint(owner, id)).toMatchObject({ disabled_reason: 'gone' });
    await sell(shop);
    answer = 200;
    const again = { path: { id }, body: { status: 'active' as const } };
    await owner.patch('/v1/webhook-endpoints/{id}', again);
    const told = await sell(shop);
    await receiver.until(2);
    expect(JSON.parse(receiver.calls[1]?.body ?? '').data.id).toBe(told);
  });

  it('H40 follows no redirect, and hears an endless answer to its beginning only', async () => {
    const elsewhere = await aReceiver();
    const receiver = await aReceiver(() => ({ location: elsewhere.url }));
    const { shop, owner, id } = await aListener(receiver.url);
    await sell(shop);
    await untilSo(async () => (await deliveries(owner, id))[0]?.attempts === 1);
    const flood = await aReceiver(() => 'endless');
    const drowned = await aListener(flood.url);
    await sell(drowned.shop);
    const ended = async () => (await deliveries(drowned.owner, drowned.id))[0]?.status;
    await untilSo(async () => (await ended()) === 'delivered');
    const one = await latestOf(drowned.owner, drowned.id);
    expect((await logged(drowned.owner, one.id)).log[0]?.response).toBe('x'.repeat(1_000));
    await untilSo(async () => (await endpoint(owner, id)).failing_since !== null);
    expect(elsewhere.calls).toEqual([]);
  });

  it('that never answers keeps no other waiting, and somebody is told of it', async () => {
    const dead = await aReceiver(() => 'never');
    const silent = await aListener(dead.url);
    for (let n = 0; n < 6; n += 1) await sell(silent.shop);
    await dead.until(4);
    const receiver = await aReceiver();
    const { shop } = await aListener(receiver.url);
    const began = performance.now();
    await sell(shop);
    await receiver.until(1);
    expect(performance.now() - began).toBeLessThan(3_000);
    await world.owner.query(
      `UPDATE events.webhook_endpoint SET failing_since = now() - interval '2 hours' WHERE url = $1`,
      [dead.url],
    );
    const { manager } = appOf(0).get(DataSource);
    await new WebhookUpkeep(manager, appOf(0).get(AlertService)).perform(world.network.id);
    const alerts = await world.get('/v1/alerts', await world.managerOf(world.dinoyo)).expect(200);
    expect(alerts.body.data).toMatchObject([{ kind: 'webhook_stuck' }]);
  }, 60_000);

  it('is the business of its holder alone', async () => {
    const { id } = await aListener('https://kasir.example/simpul');
    const rival = world.as.shop(await world.aMerchant(world.dinoyo));
    await world.get(`/v1/webhook-endpoints/${id}`, rival).expect(404);
    await world.post(`/v1/webhook-endpoints/${id}/secret`, rival, {}).expect(404);
    const owner = world.as.shop(await world.aMerchant(world.dinoyo));
    const nobody = { client_id: encodeId('cli', world.dinoyo.uid), url: 'https://kasir.example' };
    await world.post('/v1/webhook-endpoints', owner, nobody).expect(404);
    for (const url of ['ftp://kasir.example', 'https://a:b@kasir.example', 'kasir.example']) {
      await world.post('/v1/webhook-endpoints', owner, { ...nobody, url }).expect(400);
    }
  });
});

describe('the relay of events', () => {
  it('forgets nothing and repeats nothing, when it is cut off between reading and committing', async () => {
    const { shop, owner, id } = await aListener('https://kasir.example/never');
    for (const app of world.apps) await app.get(WebhookDelivery).stop();
    const sold = [await sell(shop), await sell(shop), await sell(shop)];
    // Whose cooperative knows nothing of who else is told of what.
    await aListener('https://kasir.example/never', [], world.bumiayu);
    const source = appOf(0).get(EventSource);
    const cutting = {
      heads: () => source.heads(),
      allAfter: async (...asked: Parameters<EventSource['allAfter']>) => {
        const span = await source.allAfter(...asked);
        await world.owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND state = 'idle in transaction'`,
        );
        return span;
      },
    };
    const dataSource = appOf(0).get(DataSource);
    await expect(new WebhookRelay(dataSource, cutting).relay()).rejects.toThrow();
    expect(await deliveries(owner, id)).toEqual([]);
    const relays = [0, 1, 0, 1].map((process) => {
      const app = appOf(process);
      return new WebhookRelay(app.get(DataSource), app.get(EventSource));
    });
    await Promise.all(relays.map((relay) => relay.relay()));
    await Promise.all(relays.map((relay) => relay.relay()));
    const told = await deliveries(owner, id);
    const ids = told.map(({ event_id: event }) => event);
    expect(ids.toSorted()).toEqual(sold.map((one) => one.replace('pay_', 'evt_')).toSorted());
  });
});
