import { encodeId, newUuid } from '@app/core';
import { verifyRequest } from '@app/standards';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import type { PaidToShop } from './paid-to-shop.js';
import {
  notificationUrl,
  snapHeaders,
  snapNotificationOf,
  type Notified,
} from './snap-notification.js';

const [client, other, shop, cooperative, code] = Array.from({ length: 5 }, () => newUuid()) as [
  string,
  string,
  string,
  string,
  string,
];
const partner: Notified = { client, cooperative, merchant: shop };
const paid = (what: Partial<PaidToShop> = {}): PaidToShop => ({
  payment: newUuid(),
  principal: other,
  reference: 'NOTA-1',
  amount: 2_500_000n,
  postedAt: new Date('2026-01-31T02:00:00.000Z'),
  merchant: shop,
  cooperative,
  refunded: 0n,
  isReversed: false,
  code: null,
  request: null,
  ...what,
});
const asked = { uid: code, createdBy: client, key: 'P-1' };

describe('the notification of a payment to a partner’s shop', () => {
  it('is 52 by the numbers of the code that the partner had made', () => {
    const told = snapNotificationOf(paid({ code: { ...asked, purpose: 'payment' } }), partner);
    expect(told).toMatchObject({
      code: '52',
      body: {
        originalReferenceNo: encodeId('qrc', code),
        originalPartnerReferenceNo: 'P-1',
        latestTransactionStatus: '00',
        transactionStatusDesc: 'Success',
        amount: { value: '25000.00', currency: 'IDR' },
        merchantId: encodeId('mrc', shop),
        additionalInfo: { paidTime: '2026-01-31T09:00:00+07:00' },
      },
    });
  });

  it('shows another’s number to nobody', () => {
    const foreign = { ...asked, createdBy: other, purpose: 'payment' } as const;
    const told = snapNotificationOf(paid({ code: foreign }), partner);
    expect(JSON.stringify(told)).not.toContain('P-1');
    expect(JSON.stringify(snapNotificationOf(paid(), partner))).not.toContain('NOTA-1');
  });

  it('is 56 for the request that the partner made, and nothing for another’s', () => {
    const told = snapNotificationOf(paid({ request: asked }), partner);
    expect(told).toMatchObject({
      code: '56',
      body: { originalReferenceNo: encodeId('prq', code), originalPartnerReferenceNo: 'P-1' },
    });
    const foreign = paid({ request: { ...asked, createdBy: other } });
    expect(snapNotificationOf(foreign, partner)).toBeUndefined();
  });

  it('is 79 by a member’s code, to the shop’s partner and to whoever made the code', () => {
    const taken = paid({
      principal: client,
      code: { ...asked, createdBy: other, purpose: 'charge' },
    });
    expect(snapNotificationOf(taken, partner)).toMatchObject({
      code: '79',
      body: {
        originalReferenceNo: encodeId('pay', taken.payment),
        originalPartnerReferenceNo: 'NOTA-1',
      },
    });
    const wallet = { client: other, cooperative: newUuid(), merchant: null };
    expect(snapNotificationOf(taken, wallet)).toMatchObject({ code: '79' });
    const stranger = { client: newUuid(), cooperative: newUuid(), merchant: null };
    expect(snapNotificationOf(taken, stranger)).toBeUndefined();
  });

  it('tells a cooperative’s partner of all its shops, and a shop’s of no other', () => {
    const whole = { client, cooperative, merchant: null };
    expect(snapNotificationOf(paid(), whole)?.code).toBe('52');
    expect(snapNotificationOf(paid({ cooperative: newUuid() }), whole)).toBeUndefined();
    expect(snapNotificationOf(paid({ merchant: newUuid() }), partner)).toBeUndefined();
  });

  it.each([
    [{ refunded: 1_000_000n }, '00'],
    [{ refunded: 2_500_000n }, '04'],
    [{ isReversed: true }, '05'],
  ])('says how the payment stands: %o', (since, status) => {
    const told = snapNotificationOf(paid(since), partner);
    expect(told?.body.latestTransactionStatus).toBe(status);
  });
});

describe('a notification’s signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const call = {
    url: notificationUrl('https://kasir.example/simpul/', '52'),
    body: '{"originalReferenceNo":"qrc_1"}',
    at: new Date('2026-01-31T02:00:00.000Z'),
    partnerId: 'KOPKUN',
    delivery: newUuid(),
    attempt: 1,
    privateKey,
  };
  const signedPath = '/simpul/v1.0/qr/qr-mpm-notify';
  const isRight = (headers: Record<string, string>, body: string, path = signedPath) =>
    verifyRequest(
      {
        method: 'POST',
        path,
        body: Buffer.from(body),
        timestamp: headers['x-timestamp'] ?? '',
      },
      publicKey,
      headers['x-signature'] ?? '',
    );

  it('holds over path, body and time, as the standard has it', () => {
    const headers = snapHeaders(call);
    expect(headers).toMatchObject({
      'x-timestamp': '2026-01-31T09:00:00+07:00',
      'x-partner-id': 'KOPKUN',
    });
    expect(isRight(headers, call.body)).toBe('minified');
    expect(isRight(headers, call.body, '/v1.0/qr/qr-mpm-notify')).toBeUndefined();
    expect(isRight(headers, '{"originalReferenceNo":"qrc_2"}')).toBeUndefined();
  });

  it('has another X-EXTERNAL-ID for each attempt, never longer than 36', () => {
    const idOf = (delivery: string, attempt: number) =>
      snapHeaders({ ...call, delivery, attempt })['x-external-id'] ?? '';
    const ids = new Set<string>();
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 100 }), (delivery, attempt) => {
        const id = idOf(delivery, attempt);
        ids.add(id);
        expect(id).toMatch(/^[!-~]{1,36}$/);
        expect(id).not.toBe(idOf(delivery, attempt + 1));
      }),
      { numRuns: 20 },
    );
    expect(ids.size).toBeGreaterThan(1);
  });
});
