import { WebhookDelivery } from '@app/events';
import { encodeId } from '@app/core';
import {
  idr,
  newDeviceKey,
  newKey,
  person,
  program,
  senOf,
  verifyWebhook,
  type SimpulEvent,
  type Tokens,
} from '@simpul/client';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { webhookReceiver } from './support/webhook-receiver.js';

let world: CashWorld;
beforeAll(async () => {
  world = await cashWorld();
}, 60_000);
afterAll(() => world.close());

/** A shop with a program of its own, which has signed in by nothing but its id and secret. */
async function aShopWithProgram() {
  const shop = await world.aMerchant(world.bumiayu);
  const owner = world.simpul(world.as.shop(shop));
  const scopes = ['events', 'qr_codes', 'payments:read', 'refunds'] as const;
  const wanted = { name: 'Kasir Toko', scopes: [...scopes] };
  const { id } = (await owner.post('/v1/api-clients', { body: wanted })).data;
  const asked = { path: { id }, body: { kind: 'secret' as const } };
  const { data } = await owner.post('/v1/api-clients/{id}/keys', asked);
  return { shop, till: world.simpul().as(program(id, data.secret ?? '')) };
}

const sold = (event: SimpulEvent): string => event.data.id;

describe('a program by the client', () => {
  it('registers its own webhook endpoint, and is told of what is paid by a code that it made', async () => {
    const delivery = world.apps[0]?.get(WebhookDelivery);
    const receiver = await webhookReceiver();
    delivery?.start();
    try {
      const { till } = await aShopWithProgram();
      const hook = { url: receiver.url, types: ['payment.posted' as const] };
      const { data: endpoint } = await till.post('/v1/webhook-endpoints', { body: hook });
      const bill = { kind: 'dynamic' as const, amount: idr(25_000_00n), reference: 'NOTA-0042' };
      const { data: code } = await till.post('/v1/qr-codes', { key: newKey(), body: bill });
      const budi = await world.aMember(world.dinoyo, { rupiah: 50_000 });
      const wallet = world.simpul(world.as.member(budi));
      const qr = { key: newKey(), body: { qr: code.payload } };
      const paid = await wallet.post('/v1/payments', qr);
      await receiver.until(1);
      const [call] = receiver.calls;
      if (call === undefined) throw new Error('a call was made');
      const event = verifyWebhook(endpoint.secret, call.body, call.headers);
      expect(event).toMatchObject({
        type: 'payment.posted',
        data: { id: paid.data.id, qr_code_id: code.id, qr_code_reference: 'NOTA-0042' },
      });
      expect(senOf(event.data.amount)).toBe(25_000_00n);
      const forged = call.body.replace('25000.00', '99000.00');
      expect(() => verifyWebhook(endpoint.secret, forged, call.headers)).toThrow('signature');
    } finally {
      await delivery?.stop();
      await receiver.close();
    }
  });

  it('watches its sales, and misses none while the connection is away', async () => {
    const { shop, till } = await aShopWithProgram();
    const budi = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const ids: string[] = [];
    const sell = async () => ids.push(String((await world.pay(budi, shop, 1_000)).body.id));
    let cut = (): void => undefined;
    const brittle: typeof fetch = async (input, init) => {
      const breaking = new AbortController();
      cut = () => breaking.abort();
      return fetch(input, { ...init, signal: breaking.signal });
    };
    const token = world.as.program(['events'], shop);
    const watching = world.simpul(token, { fetch: brittle, retry: { firstDelayMs: 1 } });
    const told: string[] = [];
    for await (const { event } of watching.events()) {
      if (event === undefined && ids.length === 0) await sell();
      if (event === undefined) continue;
      told.push(sold(event));
      if (told.length === 3) break;
      // The second is sold while nobody listens, the third to who listens again.
      if (told.length === 1) cut();
      await sell();
    }
    expect(told).toEqual(ids);
    const listed: string[] = [];
    for await (const event of till.list('/v1/events', { limit: 100 })) listed.push(sold(event));
    expect(listed).toEqual(ids);
  });
});

describe('an app by the client', () => {
  it('pays once, although the answers to its first two requests are lost', async () => {
    const [budi, shop] = [
      await world.aMember(world.dinoyo, { rupiah: 50_000 }),
      await world.aMerchant(world.bumiayu),
    ];
    let lost = 0;
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (lost === 2) return response;
      lost += 1;
      await response.text();
      throw new TypeError('the tunnel ends');
    };
    const more = { fetch: losing, retry: { firstDelayMs: 1 } };
    const app = world.simpul(world.as.member(budi), more);
    const body = { merchant_id: encodeId('mrc', shop.uid), amount: idr(20_000_00n) };
    const paid = await app.post('/v1/payments', { key: newKey(), body });
    expect(paid).toMatchObject({ status: 201, replayed: true, data: { status: 'posted' } });
    expect(await world.posted(budi.wallet)).toBe(30_000_00n);
    const tooMuch = { ...body, amount: idr(30_001_00n) };
    await expect(app.post('/v1/payments', { key: newKey(), body: tooMuch })).rejects.toMatchObject({
      code: 'insufficient_funds',
      moneyMoved: 'no',
      remedy: 'change',
      problem: { payment_id: expect.stringMatching(/^pay_/) },
    });
  });

  it('keeps a member signed in by the key of the phone', async () => {
    const { member, pin } = await world.aMemberWithPin(world.dinoyo, 10_000);
    const phone = await world.phoneOf(member.person);
    const device = await newDeviceKey('Redmi 12');
    let kept: Tokens | undefined;
    const onTokens = (tokens: Tokens): void => {
      kept = tokens;
    };
    const app = world.simpul().as(person({ phone, pin }, { device, onTokens }));
    const balance = await app.get('/v1/me/balance');
    expect(senOf(balance.data.available ?? idr(0n))).toBe(10_000_00n);
    if (kept === undefined) throw new Error('an app is given its tokens');
    const expired = { ...kept, expiresAt: 0 };
    const opened = person(undefined, { device, tokens: expired, onTokens });
    await world.simpul().as(opened).get('/v1/me');
    expect(kept.refreshToken).not.toBe(expired.refreshToken);
    const copied = { device: await newDeviceKey('Redmi 12'), tokens: { ...kept, expiresAt: 0 } };
    const stolen = world.simpul().as(person(undefined, copied)).get('/v1/me');
    await expect(stolen).rejects.toMatchObject({ code: 'device_proof_invalid' });
  });
});
