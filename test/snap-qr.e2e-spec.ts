import { encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import {
  buildCustomerCode,
  buildMerchantCode,
  parseCustomerCode,
  parseMerchantCode,
  type MerchantCode,
} from '@app/standards';
import { idr } from './support/payments-world.js';
import { textOf } from './support/read-body.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';

let world: SnapWorld;
let shop: Merchant;
let budi: Member;
/** The shop's, and the wallet's of the member. */
let cashier: SnapPartner;
let wallet: SnapPartner;
let customer: string;

beforeAll(async () => {
  world = await snapWorld({ processes: 2 });
  shop = await world.aMerchant(world.bumiayu);
  const member = await world.aMemberWithPin(world.dinoyo, 1_000_000);
  budi = member.member;
  cashier = await world.aPartner(world.bumiayu, shop);
  wallet = await world.aPartner(world.dinoyo);
  customer = await world.customerOf(wallet, budi, member.pin);
}, 90_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

async function aCode(rupiah: number): Promise<{ qr: string; number: string; ours: string }> {
  const number = newUuid();
  const body = { partnerReferenceNo: number, amount: idr(`${rupiah}.00`) };
  const answer = await world.snap('qr/qr-mpm-generate', cashier, body);
  expect(answer.body).toMatchObject({ responseCode: '2004700', partnerReferenceNo: number });
  const ours = textOf(answer.body, 'referenceNo');
  return { qr: textOf(answer.body, 'qrContent'), number, ours };
}

const pay = (qrContent: string, more: object = {}, process = 0) =>
  world.snap(
    'qr/qr-mpm-payment',
    wallet,
    { partnerReferenceNo: newUuid(), qrContent, ...more },
    { customer, process },
  );
const query = (originalPartnerReferenceNo: string, by = cashier) =>
  world.snap('qr/qr-mpm-query', by, { originalPartnerReferenceNo, serviceCode: '47' });

/** The same code saying something else, with a checksum that is right. */
function forged(payload: string, change: Partial<MerchantCode>): string {
  const parsed = parseMerchantCode(payload);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  const built = buildMerchantCode({ ...parsed.value, ...change });
  if (!built.ok) throw new Error(built.fault.code);
  return built.value;
}

async function refused(code: string, send: () => ReturnType<typeof pay>) {
  const before = await world.books();
  const answer = await send();
  expect(answer.body).toMatchObject({ responseCode: code });
  expect(await world.books()).toEqual(before);
  return answer;
}

describe('a code of a shop, over SNAP BI', () => {
  it('is made, read, paid, asked for and given back', async () => {
    const { qr, number } = await aCode(25_000);
    expect((await query(number)).body).toMatchObject({
      responseCode: '2005100',
      latestTransactionStatus: '01',
      amount: idr('25000.00'),
    });
    const scanned = { qrContent: qr, scanTime: '2026-01-31T09:00:00+07:00' };
    const decoded = await world.snap('qr/qr-mpm-decode', wallet, scanned);
    expect(decoded.body).toMatchObject({
      responseCode: '2004800',
      merchantName: shop.name,
      transactionAmount: idr('25000.00'),
      additionalInfo: { payable: true, merchantId: encodeId('mrc', shop.uid) },
    });
    const reference = newUuid();
    const paid = await pay(qr, { partnerReferenceNo: reference, remark: 'beras dan gula' });
    expect(paid.body).toMatchObject({
      responseCode: '2005000',
      responseMessage: 'Successful',
      partnerReferenceNo: reference,
      amount: idr('25000.00'),
    });
    expect((await query(number)).body).toMatchObject({
      latestTransactionStatus: '00',
      transactionStatusDesc: 'Success',
    });
    const status = await world.snap('qr/qr-mpm-status', wallet, {
      originalPartnerReferenceNo: reference,
      serviceCode: '50',
    });
    expect(status.body).toMatchObject({
      responseCode: '2005300',
      latestTransactionStatus: '00',
      originalReferenceNo: textOf(paid.body, 'referenceNo'),
    });
    const refund = (partnerRefundNo: string, rupiah: number) =>
      world.snap('qr/qr-mpm-refund', cashier, {
        originalPartnerReferenceNo: number,
        partnerRefundNo,
        refundAmount: idr(`${rupiah}.00`),
        reason: 'barang rusak',
      });
    const refundNo = newUuid();
    expect((await refund(refundNo, 5_000)).body).toMatchObject({
      responseCode: '2007800',
      partnerRefundNo: refundNo,
      refundAmount: idr('5000.00'),
    });
    expect((await refund(refundNo, 5_000)).body).toMatchObject({
      responseCode: '4097801',
      partnerRefundNo: refundNo,
    });
    expect((await refund(refundNo, 6_000)).body).toMatchObject({ responseCode: '4047818' });
    expect((await refund(newUuid(), 25_000)).body).toMatchObject({ responseCode: '4047813' });
    expect((await refund(newUuid(), 20_000)).body).toMatchObject({ responseCode: '2007800' });
    expect((await query(number)).body).toMatchObject({ latestTransactionStatus: '04' });
  });

  it('is the same when it is asked for again, and another thing under its number is inconsistent', async () => {
    const body = { partnerReferenceNo: newUuid(), amount: idr('5000.00') };
    const first = await world.snap('qr/qr-mpm-generate', cashier, body);
    const again = await world.snap('qr/qr-mpm-generate', cashier, body, { process: 1 });
    expect(again.body).toMatchObject({
      responseCode: '4094701',
      referenceNo: textOf(first.body, 'referenceNo'),
    });
    const dearer = { ...body, amount: idr('6000.00') };
    const other = await world.snap('qr/qr-mpm-generate', cashier, dearer);
    expect(other.body).toMatchObject({ responseCode: '4044718' });
  });

  it('without an amount is a sign, paid any number of times for what the payer says', async () => {
    const made = await world.snap('qr/qr-mpm-generate', cashier, {
      partnerReferenceNo: newUuid(),
      storeId: 'Pasar Besar',
    });
    expect(made.body).toMatchObject({ responseCode: '2004700', storeId: 'Pasar Besar' });
    const sign = textOf(made.body, 'qrContent');
    for (const amount of [idr('2000.00'), idr('3000.00')]) {
      expect((await pay(sign, { amount })).body).toMatchObject({ responseCode: '2005000', amount });
    }
    await refused('4005001', () => pay(sign));
  });

  it('H16 is paid once under one number, whatever is sent at both processes', async () => {
    const { qr } = await aCode(12_000);
    const more = { partnerReferenceNo: newUuid() };
    const before = await world.posted(budi.wallet);
    const answers = await Promise.all([0, 1, 0, 1].map((process) => pay(qr, more, process)));
    const codes = answers.map(({ body }) => textOf(body, 'responseCode')).sort();
    expect(codes).toEqual(['2005000', '4095001', '4095001', '4095001']);
    expect(before - (await world.posted(budi.wallet))).toBe(12_000_00n);
    const numbers = new Set(answers.map(({ body }) => textOf(body, 'referenceNo')));
    expect(numbers.size).toBe(1);
  });

  it('H22 that was paid, H23 is taken back, edited, another network’s or for another use is refused: nothing moves', async () => {
    const paid = await aCode(1_000);
    await pay(paid.qr);
    await refused('4045000', () => pay(paid.qr));
    const taken = await aCode(1_000);
    const cancel = { originalReferenceNo: taken.ours };
    const cancelled = await world.snap('qr/qr-mpm-cancel', cashier, cancel);
    expect(cancelled.body).toMatchObject({ responseCode: '2007700' });
    expect((await query(taken.number)).body).toMatchObject({ latestTransactionStatus: '05' });
    await refused('4045000', () => pay(taken.qr));
    const late = await world.snap('qr/qr-mpm-cancel', cashier, {
      originalPartnerReferenceNo: paid.number,
    });
    expect(late.body).toMatchObject({ responseCode: '4047700' });
    const open = await aCode(25_000);
    await refused('4035003', () => pay(forged(open.qr, { amount: 1_000_00n })));
    await refused('4035003', () => pay(forged(open.qr, { name: 'Toko Lain' })));
    await refused('4005001', () => pay(open.qr.replace('6304', '6305')));
    await refused('4005001', () => pay(open.qr, { amount: idr('1000.00') }));
    const strange =
      '00020101021126650013ID.CO.BCA.WWW011893600014000128766702150008850012876670303UKE51440014ID.CO.QRIS.WWW0215ID10210818616060303UKE5204074253033605802ID5909GREEN PAW6007TANGSEL61051532362070703A0163046D3F';
    await refused('4045002', () => pay(strange, { amount: idr('1000.00') }));
  });

  it('H23 that is expired is Transaction Expired', async () => {
    const validityPeriod = new Date(Date.now() + 60_000).toISOString();
    const body = { partnerReferenceNo: newUuid(), amount: idr('1000.00'), validityPeriod };
    const made = await world.snap('qr/qr-mpm-generate', cashier, body);
    const past = new Date(Date.now() - 60_000).toISOString();
    const wrong = { ...body, partnerReferenceNo: newUuid(), validityPeriod: past };
    const refusedNow = await world.snap('qr/qr-mpm-generate', cashier, wrong);
    expect(refusedNow.body).toMatchObject({ responseCode: '4004701' });
    await world.passMinutes(2);
    await refused('4035000', () => pay(textOf(made.body, 'qrContent')));
    expect((await query(body.partnerReferenceNo)).body).toMatchObject({
      latestTransactionStatus: '06',
    });
  });

  it('of another’s shop is no partner’s to make, ask for, take back or give back', async () => {
    const { number, ours } = await aCode(1_000);
    const elsewhere = await world.aMerchant(world.dinoyo);
    const stranger = await world.aPartner(world.dinoyo, elsewhere);
    const body = { partnerReferenceNo: newUuid(), amount: idr('1000.00') };
    const made = await world.snap('qr/qr-mpm-generate', stranger, {
      ...body,
      merchantId: encodeId('mrc', shop.uid),
    });
    expect(made.body).toMatchObject({ responseCode: '4044708' });
    expect((await query(number, stranger)).body).toMatchObject({ responseCode: '4045101' });
    for (const service of ['query', 'cancel'] as const) {
      const path = `qr/qr-mpm-${service}`;
      const answer = await world.snap(path, stranger, { originalReferenceNo: ours });
      expect(answer.status).toBe(404);
    }
    const refund = { originalReferenceNo: ours, partnerRefundNo: newUuid() };
    const answer = await world.snap('qr/qr-mpm-refund', stranger, refund);
    expect(answer.status).toBe(404);
    const cooperatives = { ...body, merchantId: encodeId('mrc', elsewhere.uid) };
    const own = await world.snap('qr/qr-mpm-generate', wallet, cooperatives);
    expect(own.body).toMatchObject({ responseCode: '2004700' });
  });

  it('is refused for want of funds, and for a wrong amount, in the codes of the table', async () => {
    const poor = await world.aMemberWithPin(world.dinoyo, 1_000);
    const theirs = await world.customerOf(wallet, poor.member, poor.pin);
    const { qr } = await aCode(5_000);
    const body = { partnerReferenceNo: newUuid(), qrContent: qr };
    const answer = await world.snap('qr/qr-mpm-payment', wallet, body, { customer: theirs });
    expect(answer.body).toEqual({
      responseCode: '4035014',
      responseMessage: 'Insufficient Funds',
    });
    const status = await world.snap('qr/qr-mpm-status', wallet, {
      originalPartnerReferenceNo: body.partnerReferenceNo,
    });
    expect(status.body).toMatchObject({ latestTransactionStatus: '06' });
    const amounts = { value: '0.00', currency: 'IDR' };
    const bill = { partnerReferenceNo: newUuid() };
    for (const [amount, code] of [
      [amounts, '4044713'],
      [{ value: '1000.50', currency: 'IDR' }, '4044713'],
      [{ value: '1,000', currency: 'IDR' }, '4004701'],
      [{ value: '1000.00', currency: 'USD' }, '4004701'],
      [1_000, '4004701'],
    ] as const) {
      const made = await world.snap('qr/qr-mpm-generate', cashier, { ...bill, amount });
      expect(made.body.responseCode).toBe(code);
    }
    const nameless = await world.snap('qr/qr-mpm-generate', cashier, { amount: idr('1000.00') });
    expect(nameless.body).toEqual({
      responseCode: '4004702',
      responseMessage: 'Invalid Mandatory Field partnerReferenceNo',
    });
  });

  it('H10 takes right-to-left notes as they are, and refuses control characters', async () => {
    const { qr } = await aCode(1_000);
    await refused('4005001', () => pay(qr, { remark: 'baris\nkedua' }));
    expect((await pay(qr, { remark: 'مرحبا 🌾' })).body).toMatchObject({ responseCode: '2005000' });
  });
});

describe('a code that a member shows', () => {
  async function shown(): Promise<string> {
    const body = { partnerReferenceNo: newUuid() };
    const made = await world.snap('qr/qr-cpm-generate', wallet, body, { customer });
    expect(made.body).toMatchObject({ responseCode: '2005900' });
    return textOf(made.body, 'qrContent');
  }

  const take = (qrContent: string, more: object = {}, by = cashier, process = 0) =>
    world.snap(
      'qr/qr-cpm-payment',
      by,
      { partnerReferenceNo: newUuid(), qrContent, amount: idr('8000.00'), ...more },
      { process },
    );

  it('is scanned by a shop, which takes the money once, asks for it and gives it back', async () => {
    const qr = await shown();
    const parsed = parseCustomerCode(qr);
    expect(parsed).toMatchObject({ ok: true, value: { label: 'UJI COBA' } });
    const before = await world.posted(budi.wallet);
    const partnerReferenceNo = newUuid();
    const paid = await take(qr, { partnerReferenceNo });
    expect(paid.body).toMatchObject({ responseCode: '2006000', amount: idr('8000.00') });
    expect(before - (await world.posted(budi.wallet))).toBe(8_000_00n);
    const again = await take(qr, { partnerReferenceNo });
    expect(again.body).toMatchObject({ responseCode: '4096001' });
    const original = { originalPartnerReferenceNo: partnerReferenceNo };
    const status = () => world.snap('qr/qr-cpm-query', cashier, original);
    expect((await status()).body).toMatchObject({
      responseCode: '2006100',
      latestTransactionStatus: '00',
    });
    const refund = { ...original, partnerRefundNo: newUuid(), refundAmount: idr('3000.00') };
    const part = await world.snap('qr/qr-cpm-refund', cashier, refund);
    expect(part.body).toMatchObject({ responseCode: '2008000', refundAmount: idr('3000.00') });
    const late = await world.snap('qr/qr-cpm-cancel', cashier, original);
    expect(late.body).toMatchObject({ responseCode: '4046213' });
    const other = newUuid();
    await take(await shown(), { partnerReferenceNo: other });
    const cancel = { originalPartnerReferenceNo: other };
    const cancelled = await world.snap('qr/qr-cpm-cancel', cashier, cancel);
    expect(cancelled.body).toMatchObject({ responseCode: '2006200' });
  });

  it('H22 is good for one payment of whoever scans it first, H23 and for two minutes', async () => {
    const elsewhere = await world.aMerchant(world.dinoyo);
    const rival = await world.aPartner(world.dinoyo, elsewhere);
    const qr = await shown();
    const before = await world.posted(budi.wallet);
    const answers = await Promise.all(
      [cashier, rival, cashier, rival].map((by, n) => take(qr, {}, by, n % 2)),
    );
    const codes = answers.map(({ body }) => textOf(body, 'responseCode')).sort();
    expect(codes).toEqual(['2006000', '4046000', '4046000', '4046000']);
    expect(before - (await world.posted(budi.wallet))).toBe(8_000_00n);
    const late = await shown();
    await world.passMinutes(3);
    await refused('4036000', () => take(late));
  });

  it('that is made up, or is for something else, is refused: nothing moves', async () => {
    const qr = await shown();
    const parsed = parseCustomerCode(qr);
    if (!parsed.ok) throw new Error(parsed.fault.code);
    const edited = buildCustomerCode({ ...parsed.value, cardholderName: 'ORANG LAIN' });
    if (!edited.ok) throw new Error(edited.fault.code);
    await refused('4036003', () => take(edited.value));
    const strange =
      'hQVDUFYwMWFFTwegAAAGAiAgUAdRUklTQ1BNWgqTYAkUMBAFMXIPXy0EaWRlbmMen3QbY2hlcXVlOjk1Njc3MjQ5NTA5MDUxODk4MDc0';
    await refused('4046002', () => take(strange));
    await refused('4006001', () => take('bukan-kode'));
    const { qr: ofShop } = await aCode(1_000);
    await refused('4006001', () => take(ofShop));
    await refused('4005001', () => pay(qr));
  });
});
