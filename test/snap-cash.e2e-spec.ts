import { encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import type { OpenTill } from './support/cash-world.js';
import { idr } from './support/payments-world.js';
import { textOf } from './support/read-body.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';

let world: SnapWorld;
let budi: Member;
let till: OpenTill;
let teller: SnapPartner;

beforeAll(async () => {
  world = await snapWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 500_000 });
  till = await world.anOpenTill(world.bumiayu);
  teller = await world.aPartner(world.bumiayu);
}, 90_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

const atTill = () => ({
  additionalInfo: { issuerCoop: 'DINOYO', tellerId: encodeId('per', till.teller.person) },
});
const cash = (rupiah: number) => ({
  partnerReferenceNo: newUuid(),
  customerNumber: budi.number,
  amount: idr(`${rupiah}.00`),
  ...atTill(),
});
const ask = (path: string, body: object, by = teller) => world.snap(`emoney/${path}`, by, body);

async function refused(code: string, path: string, body: object, by = teller) {
  const before = await world.books();
  const answer = await ask(path, body, by);
  expect(answer.body).toMatchObject({ responseCode: code });
  expect(await world.books()).toEqual(before);
}

describe('cash at the counter of another cooperative, over SNAP BI', () => {
  it('is paid in: whose wallet it is, the deposit, and what became of it', async () => {
    const inquiry = await ask('account-inquiry', cash(50_000));
    expect(inquiry.body).toMatchObject({ responseCode: '2003700' });
    expect(textOf(inquiry.body, 'customerName')).toContain('*');
    const body = cash(50_000);
    const before = await world.posted(budi.wallet);
    const first = await ask('topup', body);
    expect(first.body).toMatchObject({ responseCode: '2003800', amount: idr('50000.00') });
    expect((await world.posted(budi.wallet)) - before).toBe(47_500_00n);
    expect((await ask('topup', body)).body).toMatchObject({ responseCode: '4093801' });
    const status = await ask('topup-status', {
      originalPartnerReferenceNo: body.partnerReferenceNo,
    });
    expect(status.body).toMatchObject({
      responseCode: '2003900',
      latestTransactionStatus: '00',
      originalReferenceNo: textOf(first.body, 'referenceNo'),
    });
  });

  it('is paid out on the member’s own code, once', async () => {
    const otp = await world.aCode(budi, 100_000);
    const body = { ...cash(100_000), otp };
    await refused('4044413', 'otc-cashout', { ...cash(99_000), otp });
    const paid = await ask('otc-cashout', body);
    expect(paid.body).toMatchObject({ responseCode: '2004400', amount: idr('100000.00') });
    expect((await ask('otc-cashout', body)).body).toMatchObject({ responseCode: '4094401' });
    const original = { originalPartnerReferenceNo: body.partnerReferenceNo };
    expect((await ask('otc-status', original)).body).toMatchObject({
      responseCode: '2004500',
      latestTransactionStatus: '00',
    });
    const cancel = { ...original, ...atTill(), reason: 'batal' };
    await refused('4044600', 'otc-cancel', cancel);
  });

  it('H41 is not paid out on a wrong code, which locks after five', async () => {
    const otp = await world.aCode(budi, 10_000);
    const wrong = otp === '00000000' ? '00000001' : '00000000';
    for (let n = 0; n < 4; n += 1) {
      await refused('4044415', 'otc-cashout', { ...cash(10_000), otp: wrong });
    }
    await refused('4034411', 'otc-cashout', { ...cash(10_000), otp: wrong });
    await refused('4034411', 'otc-cashout', { ...cash(10_000), otp });
  });

  it('is for tellers with an open till, and for partners of a cooperative', async () => {
    const nobody = {
      additionalInfo: { issuerCoop: 'DINOYO', tellerId: encodeId('per', newUuid()) },
    };
    await refused('4043817', 'topup', { ...cash(10_000), ...nobody });
    await refused('4003802', 'topup', {
      ...cash(10_000),
      additionalInfo: { issuerCoop: 'DINOYO' },
    });
    const elsewhere = await world.aPartner(world.dinoyo);
    await refused('4043817', 'topup', cash(10_000), elsewhere);
    const shop = await world.aPartner(world.bumiayu, await world.aMerchant(world.bumiayu));
    await refused('4033801', 'topup', cash(10_000), shop);
    await refused('4043811', 'topup', { ...cash(10_000), customerNumber: 'tak-ada' });
  });
});

describe('direct debit', () => {
  let shop: Merchant;
  let merchant: SnapPartner;
  let payer: Member;
  let customer: string;

  beforeAll(async () => {
    shop = await world.aMerchant(world.bumiayu);
    merchant = await world.aPartner(world.bumiayu, shop);
    const member = await world.aMemberWithPin(world.dinoyo, 500_000);
    payer = member.member;
    customer = await world.customerOf(merchant, payer, member.pin);
  });

  const debit = (path: string, body: object) =>
    world.snap(`debit/${path}`, merchant, body, { customer });
  const aDebit = async (rupiah: number) => {
    const body = { partnerReferenceNo: newUuid(), amount: idr(`${rupiah}.00`), remark: 'iuran' };
    const before = await world.books();
    const asked = await debit('payment-host-to-host', body);
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ responseCode: '2025400' });
    expect(await world.books()).toEqual(before);
    return { original: { originalPartnerReferenceNo: body.partnerReferenceNo }, asked, body };
  };
  const approve = (id: string) =>
    world.post(`/v1/payment-requests/${id}/pay`, world.as.member(payer), {});

  it('waits for the member, and is paid when they approve, and given back', async () => {
    const { original, asked, body } = await aDebit(30_000);
    expect((await debit('status', original)).body).toMatchObject({
      responseCode: '2005500',
      latestTransactionStatus: '03',
    });
    const again = await debit('payment-host-to-host', body);
    expect(again.body).toMatchObject({ responseCode: '4095401' });
    const early = await debit('refund', { ...original, partnerRefundNo: newUuid() });
    expect(early.body).toMatchObject({ responseCode: '4045800' });
    await approve(textOf(asked.body, 'referenceNo')).expect(201);
    expect((await debit('status', original)).body).toMatchObject({
      latestTransactionStatus: '00',
    });
    const refund = { ...original, partnerRefundNo: newUuid(), reason: 'batal' };
    expect((await debit('refund', refund)).body).toMatchObject({
      responseCode: '2005800',
      refundAmount: idr('30000.00'),
    });
    expect((await debit('status', original)).body).toMatchObject({
      latestTransactionStatus: '04',
    });
  });

  it('that is cancelled or declined moves nothing, and is no other partner’s', async () => {
    const { original, asked } = await aDebit(30_000);
    const stranger = await world.aPartner(world.dinoyo);
    const foreign = await world.snap('debit/status', stranger, original);
    expect(foreign.body).toMatchObject({ responseCode: '4045501' });
    expect((await debit('cancel', original)).body).toMatchObject({ responseCode: '2005700' });
    await approve(textOf(asked.body, 'referenceNo')).expect(409);
    expect((await debit('status', original)).body).toMatchObject({ latestTransactionStatus: '05' });
    const other = await aDebit(20_000);
    const id = textOf(other.asked.body, 'referenceNo');
    await world.post(`/v1/payment-requests/${id}/decline`, world.as.member(payer), {}).expect(200);
    expect((await debit('status', other.original)).body).toMatchObject({
      latestTransactionStatus: '06',
    });
    const late = await debit('cancel', other.original);
    expect(late.body).toMatchObject({ responseCode: '4045700' });
  });
});
