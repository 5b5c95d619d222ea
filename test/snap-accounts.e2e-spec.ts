import { encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import type { Response } from 'supertest';
import { idr } from './support/payments-world.js';
import { itemsOf, textOf } from './support/read-body.js';
import { snapWorld, type SnapPartner, type SnapWorld } from './support/snap-world.js';

let world: SnapWorld;
let budi: Member;
let pin: string;
let ani: Member;
let shop: Merchant;
let wallet: SnapPartner;
let customer: string;

beforeAll(async () => {
  world = await snapWorld();
  const member = await world.aMemberWithPin(world.dinoyo, 1_000_000);
  budi = member.member;
  pin = member.pin;
  ani = await world.aMember(world.bumiayu, { rupiah: 50_000 });
  shop = await world.aMerchant(world.bumiayu);
  wallet = await world.aPartner(world.dinoyo);
  customer = await world.customerOf(wallet, budi, pin);
}, 90_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

const ask = (path: string, body: object = {}, of: string | undefined = customer) =>
  world.snap(path, wallet, body, { customer: of });
const detailsOf = ({ body }: Response) => itemsOf({ data: body.detailData });
const transfer = (to: Member, more: object = {}) => ({
  partnerReferenceNo: newUuid(),
  amount: idr('10000.00'),
  sourceAccountNo: budi.number,
  beneficiaryAccountNo: to.number,
  transactionDate: '2026-01-31T09:00:00+07:00',
  ...more,
});

async function refused(code: string, path: string, body: object) {
  const before = await world.books();
  const answer = await ask(path, body);
  expect(answer.body).toMatchObject({ responseCode: code });
  expect(await world.books()).toEqual(before);
}

describe('a member’s consent', () => {
  it('is asked by the partner, given by PIN, and good for one code and tokens that renew', async () => {
    const rina = await world.aMemberWithPin(world.dinoyo, 10_000);
    const own = world.as.member(rina.member);
    const asked = await world.askConsent(wallet, rina.member, 'pertanyaan-1');
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ responseCode: '2021000', state: 'pertanyaan-1' });
    const list = await world.get('/v1/me/consents', own).expect(200);
    const id = textOf(itemsOf(list.body)[0], 'id');
    expect(itemsOf(list.body)).toMatchObject([{ status: 'asked', client_name: 'Dompet Malang' }]);
    await world.post(`/v1/me/consents/${id}/approve`, world.as.member(budi), { pin }).expect(404);
    await world.post(`/v1/me/consents/${id}/approve`, own, { pin: '111222' }).expect(403);
    await world.post(`/v1/me/consents/${id}/approve`, own, { pin: rina.pin }).expect(200);
    const approved = await world.askConsent(wallet, rina.member, 'pertanyaan-1');
    expect(approved.body).toMatchObject({ responseCode: '2001000' });
    const authCode = textOf(approved.body, 'authCode');
    const exchange = (by: SnapPartner, body: object) =>
      world.askToken('/v1.0/access-token/b2b2c', by, body);
    const stranger = await world.aPartner(world.bumiayu);
    const stolen = await exchange(stranger, { grantType: 'authorization_code', authCode });
    expect(stolen.body).toMatchObject({ responseCode: '4017402' });
    const first = await exchange(wallet, { grantType: 'authorization_code', authCode });
    expect(first.body).toMatchObject({ responseCode: '2007400', tokenType: 'Bearer' });
    const twice = await exchange(wallet, { grantType: 'authorization_code', authCode });
    expect(twice.body).toMatchObject({ responseCode: '4017402' });
    const refreshToken = textOf(first.body, 'refreshToken');
    const renewed = await exchange(wallet, { grantType: 'REFRESH_TOKEN', refreshToken });
    const accessToken = textOf(renewed.body, 'accessToken');
    expect((await ask('balance-inquiry', {}, accessToken)).status).toBe(200);
    const spent = await exchange(wallet, { grantType: 'refresh_token', refreshToken });
    expect(spent.body).toMatchObject({ responseCode: '4017402' });
    const after = await ask('balance-inquiry', {}, accessToken);
    expect(after.body).toMatchObject({ responseCode: '4011102' });
  });

  it('that is ended is over at once, and is no other partner’s', async () => {
    const sari = await world.aMemberWithPin(world.dinoyo, 10_000);
    const own = world.as.member(sari.member);
    const theirs = await world.customerOf(wallet, sari.member, sari.pin);
    const stranger = await world.aPartner(world.bumiayu);
    const foreign = await world.snap('balance-inquiry', stranger, {}, { customer: theirs });
    expect(foreign.body).toMatchObject({ responseCode: '4011102' });
    expect((await ask('balance-inquiry', {}, theirs)).status).toBe(200);
    const list = await world.get('/v1/me/consents', own).expect(200);
    const id = textOf(itemsOf(list.body)[0], 'id');
    await world.post(`/v1/me/consents/${id}/end`, own, {}).expect(200);
    const over = await ask('balance-inquiry', {}, theirs);
    expect(over.body).toMatchObject({ responseCode: '4011102' });
    expect((await world.post(`/v1/me/consents/${id}/end`, own, {})).body).toMatchObject({
      status: 'ended_by_member',
    });
  });

  it('that was declined gives no code, and none is asked of nobody', async () => {
    const tono = await world.aMemberWithPin(world.dinoyo, 10_000);
    const own = world.as.member(tono.member);
    const asked = await world.askConsent(wallet, tono.member, 'pertanyaan-2');
    const id = textOf(asked.body.additionalInfo, 'consentId');
    await world.post(`/v1/me/consents/${id}/end`, own, {}).expect(200);
    await world.post(`/v1/me/consents/${id}/approve`, own, { pin: tono.pin }).expect(409);
    const after = await world.askConsent(wallet, tono.member, 'pertanyaan-2');
    expect(after.body).toMatchObject({ responseCode: '4041000' });
    const reused = await world.askConsent(wallet, budi, 'pertanyaan-2');
    expect(reused.body).toMatchObject({ responseCode: '4041018' });
    const query = new URLSearchParams({
      state: newUuid(),
      seamlessData: JSON.stringify({ mobileNumber: '+6281200000001' }),
    });
    const path = `/v1.0/get-auth-code?${query.toString()}`;
    const nobody = await world.ask('GET', path, wallet, undefined);
    expect(nobody.body).toMatchObject({ responseCode: '4041011' });
  });
});

describe('a wallet, over SNAP BI', () => {
  it('tells its balance, of the member who agreed or of the partner’s own shop', async () => {
    const answer = await ask('balance-inquiry', { accountNo: budi.number });
    expect(answer.body).toMatchObject({
      responseCode: '2001100',
      accountNo: budi.number,
      accountInfos: [{ availableBalance: idr('1000000.00'), holdAmount: idr('0.00') }],
    });
    expect(answer.text).not.toContain('Citra Lestari');
    await refused('4041111', 'balance-inquiry', { accountNo: ani.number });
    const cashier = await world.aPartner(world.bumiayu, shop);
    const shops = await world.snap('balance-inquiry', cashier, {});
    expect(shops.body).toMatchObject({ accountNo: encodeId('mrc', shop.uid), name: shop.name });
    const none = await world.snap('balance-inquiry', wallet, {});
    expect(none.body).toMatchObject({ responseCode: '4011104' });
  });

  it('tells what moved it, page by page, one by one and as a statement', async () => {
    const sent = await ask('transfer-interbank', {
      ...transfer(ani, { beneficiaryBankCode: 'BUMIAYU', beneficiaryAccountName: 'Ani' }),
      remark: 'arisan',
    });
    expect(sent.body).toMatchObject({ responseCode: '2001800' });
    await ask('transfer-interbank', {
      ...transfer(ani, { beneficiaryBankCode: 'BUMIAYU', beneficiaryAccountName: 'Ani' }),
      remark: 'arisan kedua',
    });
    const list = await ask('transaction-history-list', { pageSize: '1', pageNumber: '0' });
    expect(list.body).toMatchObject({ responseCode: '2001200' });
    expect(detailsOf(list)).toMatchObject([{ type: 'TRANSFER', status: 'SUCCESS' }]);
    const next = await ask('transaction-history-list', { pageSize: 1, pageNumber: 1 });
    expect(detailsOf(next)).toHaveLength(1);
    expect(detailsOf(next)).not.toEqual(detailsOf(list));
    const far = await ask('transaction-history-list', { pageSize: 100, pageNumber: 7 });
    expect(detailsOf(far)).toEqual([]);
    await refused('4001201', 'transaction-history-list', { pageSize: 1_000 });
    const originalReferenceNo = textOf(sent.body, 'referenceNo');
    const one = await ask('transaction-history-detail', { originalReferenceNo });
    expect(one.body).toMatchObject({
      responseCode: '2001300',
      amount: idr('10000.00'),
      remark: 'arisan',
      additionalInfo: { direction: 'DEBIT' },
    });
    const statement = await ask('bank-statement', {});
    expect(statement.body).toMatchObject({
      responseCode: '2001400',
      balance: [{ startingBalance: { value: '0.00' } }],
      totalCreditEntries: { numberOfEntries: '1', amount: idr('1000000.00') },
    });
    await refused('4001401', 'bank-statement', { fromDateTime: '2020-01-31T09:00:00+07:00' });
  });

  it('of somebody else tells the first letters of a name, and of another’s act nothing', async () => {
    const inside = await ask('account-inquiry-internal', { beneficiaryAccountNo: budi.number });
    expect(inside.body).toMatchObject({ responseCode: '2001500', currency: 'IDR' });
    const outside = await ask('account-inquiry-external', {
      beneficiaryBankCode: 'Bumiayu',
      beneficiaryAccountNo: ani.number,
    });
    expect(outside.body).toMatchObject({
      responseCode: '2001600',
      beneficiaryBankCode: 'BUMIAYU',
      beneficiaryBankName: world.bumiayu.name,
    });
    expect(textOf(outside.body, 'beneficiaryAccountName')).toContain('*');
    await refused('4041603', 'account-inquiry-external', {
      beneficiaryBankCode: 'BCA',
      beneficiaryAccountNo: ani.number,
    });
    await refused('4041611', 'account-inquiry-external', {
      beneficiaryBankCode: 'BUMIAYU',
      beneficiaryAccountNo: 'tak-ada',
    });
    const paid = await world.pay(ani, shop, 1_000);
    const originalReferenceNo = textOf(paid.body, 'id');
    await refused('4041301', 'transaction-history-detail', { originalReferenceNo });
  });
});

describe('money sent over SNAP BI', () => {
  it('moves once under its number, to the own cooperative and to another one, and is asked for', async () => {
    const next = await world.aMember(world.dinoyo, { rupiah: 0 });
    const body = transfer(next);
    const first = await ask('transfer-intrabank', body);
    expect(first.body).toMatchObject({ responseCode: '2001700', amount: idr('10000.00') });
    expect(await world.posted(next.wallet)).toBe(10_000_00n);
    const again = await ask('transfer-intrabank', body);
    expect(again.body).toMatchObject({
      responseCode: '4091701',
      referenceNo: textOf(first.body, 'referenceNo'),
    });
    await refused('4041718', 'transfer-intrabank', { ...body, amount: idr('11000.00') });
    const status = await ask('transfer/status', {
      originalPartnerReferenceNo: body.partnerReferenceNo,
      serviceCode: '17',
    });
    expect(status.body).toMatchObject({
      responseCode: '2003600',
      latestTransactionStatus: '00',
      previousResponseCode: '2001700',
    });
    const unknown = { originalPartnerReferenceNo: newUuid(), serviceCode: '17' };
    await refused('4043601', 'transfer/status', unknown);
    await refused('4003602', 'transfer/status', { originalPartnerReferenceNo: newUuid() });
  });

  it('is refused from another’s wallet, to a foreign one inside, and beyond the funds', async () => {
    await refused('4041711', 'transfer-intrabank', transfer(budi, { sourceAccountNo: ani.number }));
    await refused('4041711', 'transfer-intrabank', transfer(ani));
    const body = transfer(ani, {
      amount: idr('5000000.00'),
      beneficiaryBankCode: 'BUMIAYU',
      beneficiaryAccountName: 'Ani',
    });
    await refused('4031814', 'transfer-interbank', body);
    const status = await ask('transfer/status', {
      originalPartnerReferenceNo: textOf(body, 'partnerReferenceNo'),
      serviceCode: '18',
    });
    expect(status.body).toMatchObject({
      latestTransactionStatus: '06',
      previousResponseCode: '4031814',
    });
    await refused('4031715', 'transfer-intrabank', transfer(budi));
  });
});
