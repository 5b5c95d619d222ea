import { newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import midtrans from 'midtrans-client';
import type { Server } from 'node:http';
import { idr } from './support/payments-world.js';
import { textOf } from './support/read-body.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';

let world: SnapWorld;
let shop: Merchant;
let budi: Member;
let partner: SnapPartner;

/** The library of a provider as npm has it; it is told where we are and who it is, and nothing else. */
const { SnapBi, SnapBiConfig } = midtrans;

beforeAll(async () => {
  world = await snapWorld();
  shop = await world.aMerchant(world.bumiayu);
  budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
  partner = await world.aPartner(world.bumiayu, shop);
  const server: Server | undefined = world.apps[0]?.getHttpServer();
  const address = server?.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  SnapBiConfig.SNAP_BI_SANDBOX_BASE_URL = `http://127.0.0.1:${address.port}`;
  SnapBiConfig.snapBiClientId = partner.id;
  SnapBiConfig.snapBiPartnerId = partner.id;
  SnapBiConfig.snapBiChannelId = '12345';
  SnapBiConfig.snapBiClientSecret = partner.secret;
  SnapBiConfig.snapBiPrivateKey = partner.privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}, 90_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

/** As its documentation has it: the library asks for a token, then for the service. */
const qris = (body: object) => SnapBi.qris().withBody(body);

async function aCode(): Promise<{ number: string; qr: string }> {
  const number = newUuid();
  const made = await qris({
    partnerReferenceNo: number,
    amount: { value: '15000.00', currency: 'IDR' },
    validityPeriod: new Date(Date.now() + 600_000).toISOString(),
    additionalInfo: { acquirer: 'gopay', items: [{ id: '8143fc4f', name: 'Beras', quantity: 1 }] },
  }).createPayment(newUuid());
  expect(made).toMatchObject({ responseCode: '2004700', partnerReferenceNo: number });
  return { number, qr: textOf(made, 'qrContent') };
}

const askOf = (number: string) => ({
  originalPartnerReferenceNo: number,
  serviceCode: '47',
  additionalInfo: {},
});

describe('a provider’s own library, with nothing but our address', () => {
  it('gets a token, makes a code, asks for it, and gives back what was paid', async () => {
    expect(await qris({}).getAccessToken()).toMatchObject({
      responseCode: '2007300',
      tokenType: 'Bearer',
    });
    const { number, qr } = await aCode();
    expect(await qris(askOf(number)).getStatus(newUuid())).toMatchObject({
      responseCode: '2005100',
      latestTransactionStatus: '01',
    });
    await world.post('/v1/payments', world.as.member(budi), { qr }).expect(201);
    expect(await qris(askOf(number)).getStatus(newUuid())).toMatchObject({
      latestTransactionStatus: '00',
      amount: idr('15000.00'),
    });
    const refund = {
      originalPartnerReferenceNo: number,
      partnerRefundNo: newUuid(),
      reason: 'barang habis',
      refundAmount: { value: '15000.00', currency: 'IDR' },
      additionalInfo: {},
    };
    expect(await qris(refund).refund(newUuid())).toMatchObject({ responseCode: '2007800' });
    expect(await world.posted(budi.wallet)).toBe(100_000_00n);
    expect(await qris(askOf(number)).getStatus(newUuid())).toMatchObject({
      latestTransactionStatus: '04',
    });
  });

  it('takes a code back, and hears why something is refused', async () => {
    const { number } = await aCode();
    const cancel = { originalPartnerReferenceNo: number, reason: 'batal' };
    expect(await qris(cancel).cancel(newUuid())).toMatchObject({ responseCode: '2007700' });
    expect(await qris(askOf(number)).getStatus(newUuid())).toMatchObject({
      latestTransactionStatus: '05',
    });
    expect(await qris(askOf(newUuid())).getStatus(newUuid())).toEqual({
      responseCode: '4045101',
      responseMessage: 'Transaction Not Found',
    });
  });
});
