import { createPublicKey } from 'node:crypto';
import { encodeId, newUuid } from '@app/core';
import { WebhookDelivery, WebhookService, type WebhookEndpoint } from '@app/events';
import type { Member, Merchant } from '@app/participants';
import { verifyRequest } from '@app/standards';
import { valueOf } from '@app/testing';
import { idr } from './support/payments-world.js';
import { idOf, textOf } from './support/read-body.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';
import { webhookReceiver, type Answering, type ReceivedCall } from './support/webhook-receiver.js';

let world: SnapWorld;
let shop: Merchant;
let budi: Member;
let cashier: SnapPartner;
let wallet: SnapPartner;
let customer: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await snapWorld({ processes: 2 });
  for (const app of world.apps) app.get(WebhookDelivery).start();
  shop = await world.aMerchant(world.bumiayu);
  const member = await world.aMemberWithPin(world.dinoyo, 1_000_000);
  budi = member.member;
  cashier = await world.aPartner(world.bumiayu, shop);
  wallet = await world.aPartner(world.dinoyo);
  customer = await world.customerOf(wallet, budi, member.pin);
}, 90_000);

afterAll(async () => {
  for (const app of world.apps) await app.get(WebhookDelivery).stop();
  for (const close of closing) await close();
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

/** A partner's address at which it is told, as it registers it. */
async function aNotified(partner: SnapPartner, answer?: Answering) {
  const receiver = await webhookReceiver(answer);
  closing.push(receiver.close);
  const [app] = world.apps;
  const service = app?.get(WebhookService);
  if (service === undefined) throw new Error('a world needs a process');
  const wanted = { format: 'snap', url: receiver.url, types: [] } as const;
  const { endpoint } = valueOf(await service.register(world.operator, partner.uid, wanted));
  return { receiver, endpoint };
}

/** What a call says, if it is signed under this key. */
function told(call: ReceivedCall | undefined, pem: string | undefined): Record<string, unknown> {
  if (call === undefined || pem === undefined) throw new Error('no call, or no key');
  const { path, headers, body } = call;
  const signed = {
    method: 'POST',
    path,
    body: Buffer.from(body),
    timestamp: String(headers['x-timestamp']),
  };
  expect(verifyRequest(signed, createPublicKey(pem), String(headers['x-signature']))).toBe(
    'minified',
  );
  return JSON.parse(body) as Record<string, unknown>;
}
const keyOf = ({ publicKeys }: WebhookEndpoint, n = 0) => publicKeys[n];

const aPaidCode = async (rupiah: number): Promise<string> => {
  const number = newUuid();
  const wish = { partnerReferenceNo: number, amount: idr(`${rupiah}.00`) };
  const made = await world.snap('qr/qr-mpm-generate', cashier, wish);
  const pay = { partnerReferenceNo: newUuid(), qrContent: textOf(made.body, 'qrContent') };
  const paid = await world.snap('qr/qr-mpm-payment', wallet, pay, { customer });
  expect(paid.body).toMatchObject({ responseCode: '2005000' });
  return number;
};

describe('a partner of SNAP BI', () => {
  it('is told by 52 that its code was paid, and how it stands once it is given back', async () => {
    const { receiver, endpoint } = await aNotified(cashier);
    const number = await aPaidCode(25_000);
    await receiver.until(1);
    const [call] = receiver.calls;
    expect(call?.path).toBe('/simpul/v1.0/qr/qr-mpm-notify');
    expect(call?.headers).toMatchObject({ 'x-partner-id': cashier.id, 'channel-id': 'H2H' });
    expect(told(call, keyOf(endpoint))).toMatchObject({
      originalPartnerReferenceNo: number,
      latestTransactionStatus: '00',
      amount: idr('25000.00'),
      merchantId: encodeId('mrc', shop.uid),
    });
    const refund = { originalPartnerReferenceNo: number, partnerRefundNo: newUuid() };
    await world.snap('qr/qr-mpm-refund', cashier, refund);
    await receiver.until(2);
    expect(told(receiver.calls[1], keyOf(endpoint))).toMatchObject({
      originalPartnerReferenceNo: number,
      latestTransactionStatus: '04',
    });
  });

  it('is told by 56 that a member approved its debit', async () => {
    const { receiver, endpoint } = await aNotified(cashier);
    const wish = { partnerReferenceNo: newUuid(), amount: idr('30000.00'), remark: 'iuran' };
    const rival = await aNotified(await world.aPartner(world.bumiayu, shop));
    const { member, pin } = await world.aMemberWithPin(world.dinoyo, 100_000);
    const own = await world.customerOf(cashier, member, pin);
    const asked = await world.snap('debit/payment-host-to-host', cashier, wish, { customer: own });
    const path = `/v1/payment-requests/${textOf(asked.body, 'referenceNo')}/pay`;
    await world.post(path, world.as.member(member), {}).expect(201);
    await receiver.until(1);
    expect(receiver.calls[0]?.path).toBe('/simpul/v1.0/debit/notify');
    expect(told(receiver.calls[0], keyOf(endpoint))).toMatchObject({
      originalPartnerReferenceNo: wish.partnerReferenceNo,
      latestTransactionStatus: '00',
      amount: idr('30000.00'),
    });
    expect(receiver.calls[0]?.body).not.toContain('iuran');
    // What was written down to be told is one commit for all.
    const { rows } = await world.owner.query('SELECT FROM events.delivery WHERE endpoint = $1', [
      rival.endpoint.uid,
    ]);
    expect(rows).toEqual([]);
  });

  it('is told by 79 that a code was taken: the shop’s, and the one that had it made', async () => {
    const [atShop, atWallet] = [await aNotified(cashier), await aNotified(wallet)];
    const shown = await world.snap(
      'qr/qr-cpm-generate',
      wallet,
      { partnerReferenceNo: newUuid() },
      { customer },
    );
    const partnerReferenceNo = newUuid();
    const take = {
      partnerReferenceNo,
      qrContent: textOf(shown.body, 'qrContent'),
      amount: idr('8000.00'),
    };
    await world.snap('qr/qr-cpm-payment', cashier, take);
    await atShop.receiver.until(1);
    await atWallet.receiver.until(1);
    const [here, there] = [atShop, atWallet].map(({ receiver, endpoint }) => {
      expect(receiver.calls[0]?.path).toBe('/simpul/v1.0/qr/qr-cpm-notify');
      return told(receiver.calls[0], keyOf(endpoint));
    });
    expect(here).toMatchObject({ originalPartnerReferenceNo: partnerReferenceNo });
    expect(there).toMatchObject({ originalReferenceNo: here?.originalReferenceNo });
    expect(there).not.toHaveProperty('originalPartnerReferenceNo');
  });

  it('is told again under another X-EXTERNAL-ID, when it did not take it', async () => {
    let refused = 0;
    const { receiver, endpoint } = await aNotified(cashier, () => (refused++ === 0 ? 500 : 200));
    const number = await aPaidCode(1_000);
    await receiver.until(2);
    const [first, second] = receiver.calls.map((call) => call.headers['x-external-id']);
    expect(second).not.toBe(first);
    for (const call of receiver.calls) {
      expect(told(call, keyOf(endpoint))).toMatchObject({ originalPartnerReferenceNo: number });
    }
  }, 30_000);

  it('is told of no other shop’s takings, nor of what the standard has no word for', async () => {
    const { receiver } = await aNotified(cashier);
    const elsewhere = await world.aMerchant(world.bumiayu);
    await world.pay(budi, elsewhere, 1_000);
    const sold = await aPaidCode(2_000);
    const unpaid = { partnerReferenceNo: newUuid(), amount: idr('1000.00') };
    await world.snap('qr/qr-mpm-generate', cashier, unpaid);
    const back = { originalPartnerReferenceNo: unpaid.partnerReferenceNo };
    const cancelled = await world.snap('qr/qr-mpm-cancel', cashier, back);
    expect(cancelled.body).toMatchObject({ responseCode: '2007700' });
    const last = await aPaidCode(3_000);
    await receiver.until(2);
    const numbers = receiver.calls.map(
      ({ body }) => (JSON.parse(body) as Record<string, unknown>).originalPartnerReferenceNo,
    );
    expect(numbers).toEqual([sold, last]);
  });

  it('knows the next key before anything is signed under it', async () => {
    const { receiver, endpoint } = await aNotified(cashier);
    const service = world.apps[0]?.get(WebhookService);
    if (service === undefined) throw new Error('a world needs a process');
    const rotated = valueOf(await service.rotate(world.operator, endpoint.uid, 3_600));
    expect(rotated.secret).toBeNull();
    expect(rotated.endpoint.publicKeys).toHaveLength(2);
    expect(rotated.endpoint.publicKeys[1]).toBe(keyOf(endpoint));
    await aPaidCode(1_000);
    await receiver.until(1);
    told(receiver.calls[0], keyOf(rotated.endpoint, 1));
    const at = valueOf(await service.rotate(world.operator, endpoint.uid, 0));
    expect(at.endpoint.publicKeys).toHaveLength(1);
    await aPaidCode(1_000);
    await receiver.until(2);
    told(receiver.calls[1], keyOf(at.endpoint));
  });
});

describe('registering where a partner is told', () => {
  it('needs the scope, an address without query, and no types', async () => {
    const owner = world.as.shop(await world.aMerchant(world.dinoyo));
    const register = (scopes: string[], hook: object) =>
      world
        .post('/v1/api-clients', owner, { name: 'Kasir', scopes })
        .expect(201)
        .then(({ body }) =>
          world.post('/v1/webhook-endpoints', owner, {
            client_id: idOf(body),
            url: 'https://kasir.example/snap',
            format: 'snap',
            ...hook,
          }),
        );
    const made = await register(['snap'], {});
    expect(made.body).toMatchObject({ format: 'snap', secret: null });
    expect(made.body.public_keys).toHaveLength(1);
    expect(made.body.public_keys[0]).toContain('BEGIN PUBLIC KEY');
    for (const [scopes, hook, field] of [
      [['events'], {}, 'format'],
      [['snap'], { url: 'https://kasir.example/?a=1' }, 'url'],
      [['snap'], { types: ['payment.posted'] }, 'types'],
    ] as const) {
      const refused = await register([...scopes], hook);
      expect(refused.body).toMatchObject({ status: 400, errors: [{ field }] });
    }
  });
});
