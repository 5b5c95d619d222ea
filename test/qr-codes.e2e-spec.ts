import { encodeId, newUuid, toMoney } from '@app/core';
import { NetworkService, type Member, type Merchant } from '@app/participants';
import { buildMerchantCode, parseMerchantCode, type MerchantCode } from '@app/standards';
import { valueOf } from '@app/testing';
import { cashWorld, type CashWorld } from './support/cash-world.js';
import { idr, tally } from './support/payments-world.js';
import { idOf, itemsOf, textOf } from './support/read-body.js';

let world: CashWorld;
let budi: Member;
let shop: Merchant;

beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
  budi = await world.aMember(world.dinoyo, { rupiah: 2_000_000 });
  shop = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

interface Sent {
  readonly key?: string;
  readonly process?: number;
}

const post = (
  path: string,
  authorization: string,
  body: object,
  { key = newUuid(), process = 0 }: Sent = {},
) =>
  world
    .api(process)
    .post(path)
    .set('authorization', authorization)
    .set('idempotency-key', key)
    .send(body);
const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);
const rupiah = (amount: number) => toMoney(BigInt(amount) * 100n);
const asShop = () => world.as.shop(shop, 'cashier');

/** A code as it was answered. */
const make = async (by: string, body: object, sent: Sent = {}) =>
  (await post('/v1/qr-codes', by, body, sent).expect(201)).body as object;
const aBill = (amount: number, more: object = {}) =>
  make(asShop(), { kind: 'dynamic', amount: rupiah(amount), ...more });
const pay = (payer: Member, qr: string, more: object = {}, sent: Sent = {}) =>
  post('/v1/payments', world.as.member(payer), { qr, ...more }, sent);
const payloadOf = (code: object) => textOf(code, 'payload');

/** The same code saying something else, with a checksum that is right. */
function forged(payload: string, change: Partial<MerchantCode>): string {
  const parsed = parseMerchantCode(payload);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  const built = buildMerchantCode({ ...parsed.value, ...change });
  if (!built.ok) throw new Error(built.fault.code);
  return built.value;
}

const forward = (seconds: number) =>
  world.owner.query(
    'UPDATE ledger.network SET clock_offset = clock_offset + make_interval(secs => $2) WHERE id = $1',
    [world.network.id, seconds],
  );

/** Sends what has to be refused, and sees that nothing moved. */
async function refused(
  send: () => ReturnType<typeof pay>,
  status: number,
  code: string,
): Promise<void> {
  const before = await world.books();
  const answer = await send().expect(status);
  expect(answer.body).toMatchObject({ code });
  expect(await world.books()).toEqual(before);
}

describe('a shop shows a code for one bill', () => {
  it('that is read, quoted and paid once, with the bill’s number as its note', async () => {
    const code = await aBill(25_000, { reference: 'nota 0042' });
    expect(code).toMatchObject({
      object: 'qr_code',
      status: 'active',
      kind: 'dynamic',
      purpose: 'payment',
      merchant_id: encodeId('mrc', shop.uid),
      amount: idr('25000.00'),
      test: true,
      paid_by: null,
    });
    const payload = payloadOf(code);
    const decoded = await post('/v1/qr-codes/decode', world.as.member(budi), { qr: payload });
    expect(decoded.body).toMatchObject({
      ours: true,
      status: 'active',
      merchant_id: encodeId('mrc', shop.uid),
      name: shop.name,
      cooperative_name: world.bumiayu.name,
      amount: idr('25000.00'),
    });
    const quote = await post('/v1/quotes', world.as.member(budi), { qr: payload }).expect(201);
    expect(quote.body).toMatchObject({ total: idr('25000.00') });
    const paid = await pay(budi, payload, { quote_id: idOf(quote.body) }).expect(201);
    expect(paid.body).toMatchObject({
      status: 'posted',
      amount: idr('25000.00'),
      payee: { merchant_id: encodeId('mrc', shop.uid) },
      description: 'nota 0042',
    });
    const after = await get(`/v1/qr-codes/${idOf(code)}`, asShop()).expect(200);
    expect(after.body).toMatchObject({ status: 'paid', paid_by: idOf(paid.body) });
    const list = await get('/v1/qr-codes?status=paid&reference=nota%200042', asShop()).expect(200);
    expect(itemsOf(list.body).map(idOf)).toEqual([idOf(code)]);
  });

  it('H22 that two phones pay in the same moment, at two processes: one pays, the other is told so', async () => {
    const ani = await world.aMember(world.bumiayu, { rupiah: 2_000_000 });
    for (let n = 0; n < 10; n += 1) {
      const payload = payloadOf(await aBill(10_000));
      const before = await world.posted(shop.wallet);
      const answers = await Promise.all(atOnce([budi, ani, budi, ani], payload));
      expect(tally(answers)).toEqual({ 201: 1, qr_code_used: 3 });
      const gained = (await world.posted(shop.wallet)) - before;
      expect(gained > 0n && gained <= 10_000_00n).toBe(true);
      const [late] = answers.filter(({ status }) => status === 409);
      expect(textOf(late?.body, 'payment_id')).toMatch(/^pay_/);
    }
  });

  it('H22 that is refused for want of funds is not used up, and a repetition is answered alike', async () => {
    const poor = await world.aMember(world.dinoyo, { rupiah: 1_000 });
    const payload = payloadOf(await aBill(5_000));
    await refused(() => pay(poor, payload), 422, 'insufficient_funds');
    const key = newUuid();
    const paid = await pay(budi, payload, {}, { key }).expect(201);
    const again = await pay(budi, payload, {}, { key, process: 1 }).expect(201);
    expect(again.body).toEqual(paid.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('H23 that is expired, edited or another’s: nothing moves', async () => {
    const payload = payloadOf(await aBill(25_000));
    const cheaper = forged(payload, { amount: 1_000_00n });
    await refused(() => pay(budi, cheaper), 400, 'qr_code_altered');
    await refused(() => pay(budi, forged(payload, { name: 'Toko Lain' })), 400, 'qr_code_altered');
    const other = await world.aMerchant(world.dinoyo);
    const parsed = parseMerchantCode(payload);
    const accounts = parsed.ok ? parsed.value.accounts : [];
    const theirs = forged(payload, {
      accounts: accounts.map((account) => ({
        ...account,
        pan: `00000000${other.wallet.toString().padStart(10, '0')}`,
      })),
    });
    await refused(() => pay(budi, theirs), 400, 'qr_code_altered');
    await refused(() => pay(budi, payload.replace('25000', '15000')), 400, 'qr_code_invalid');
    const invented = payload.replace(
      /0126([0-9a-z]{26})/,
      `0126${encodeId('qrc', newUuid()).slice(4)}`,
    );
    await refused(() => pay(budi, sealed(invented)), 400, 'qr_code_foreign');
    await refused(() => pay(budi, FOREIGN), 400, 'qr_code_foreign');
    await refused(() => pay(budi, payload, { amount: rupiah(24_000) }), 400, 'validation_failed');
    await forward(3_600);
    await refused(() => pay(budi, payload), 410, 'qr_code_expired');
    const decode = await post('/v1/qr-codes/decode', world.as.member(budi), { qr: payload });
    expect(decode.body).toMatchObject({ status: 'expired' });
    const quote = await post('/v1/quotes', world.as.member(budi), { qr: payload });
    expect([quote.status, textOf(quote.body, 'code')]).toEqual([410, 'qr_code_expired']);
  });

  it('that the shop takes back while it is paid: one of the two happens', async () => {
    for (let n = 0; n < 8; n += 1) {
      const code = await aBill(2_000);
      const [cancelled, paid] = await Promise.all([
        post(`/v1/qr-codes/${idOf(code)}/cancel`, asShop(), {}),
        pay(budi, payloadOf(code), {}, { process: 1 }),
      ]);
      expect([cancelled.status, paid.status].sort((a, b) => a - b)).toEqual([
        paid.status === 201 ? 201 : 200,
        409,
      ]);
      const after = await get(`/v1/qr-codes/${idOf(code)}`, asShop()).expect(200);
      expect(textOf(after.body, 'status')).toBe(paid.status === 201 ? 'paid' : 'cancelled');
    }
    const code = await aBill(2_000);
    const path = `/v1/qr-codes/${idOf(code)}/cancel`;
    await post(path, asShop(), {}).expect(200);
    const again = await post(path, world.as.shop(shop, 'merchant_owner'), {}).expect(200);
    expect(again.body).toMatchObject({ status: 'cancelled' });
    await refused(() => pay(budi, payloadOf(code)), 409, 'qr_code_used');
  });

  it('is nobody else’s to read, list or take back', async () => {
    const code = await aBill(2_000);
    const other = world.as.shop(await world.aMerchant(world.bumiayu), 'cashier');
    await get(`/v1/qr-codes/${idOf(code)}`, other).expect(404);
    await get(`/v1/qr-codes/${idOf(code)}/picture`, other).expect(404);
    await post(`/v1/qr-codes/${idOf(code)}/cancel`, other, {}).expect(404);
    expect(itemsOf((await get('/v1/qr-codes', other).expect(200)).body)).toEqual([]);
  });

  it('is made once for one key', async () => {
    const key = newUuid();
    const body = { kind: 'dynamic', amount: rupiah(3_000) };
    const [first, second] = await Promise.all([
      make(asShop(), body, { key }),
      make(asShop(), body, { key, process: 1 }),
    ]);
    expect(second).toEqual(first);
    const other = await post('/v1/qr-codes', asShop(), { ...body, amount: rupiah(4_000) }, { key });
    expect(other.body).toMatchObject({ code: 'idempotency_key_reused' });
    await post('/v1/qr-codes', asShop(), { kind: 'dynamic' }).expect(400);
  });
});

describe('a shop has a sign', () => {
  it('H22 that is paid by anybody, each time with an amount and a key of its own, until it is taken back', async () => {
    const sign = await make(asShop(), { kind: 'static' });
    const payload = payloadOf(sign);
    await refused(() => pay(budi, payload), 400, 'validation_failed');
    const first = await pay(budi, payload, { amount: rupiah(5_000) }).expect(201);
    const second = await pay(budi, payload, { amount: rupiah(5_000) }).expect(201);
    expect(idOf(second.body)).not.toBe(idOf(first.body));
    expect((await get(`/v1/qr-codes/${idOf(sign)}`, asShop())).body).toMatchObject({
      status: 'active',
      expires_at: null,
    });
    await post(`/v1/qr-codes/${idOf(sign)}/cancel`, asShop(), {}).expect(200);
    await refused(() => pay(budi, payload, { amount: rupiah(5_000) }), 409, 'qr_code_used');
  });

  it('whose picture says that it is a test, in both formats', async () => {
    const sign = await make(asShop(), { kind: 'static' });
    expect(payloadOf(sign)).toContain('UJI COBA - BUKAN QRIS');
    const path = `/v1/qr-codes/${idOf(sign)}/picture`;
    const svg = await get(path, asShop()).expect(200).expect('content-type', /svg/);
    expect(String(svg.body)).toContain('UJI COBA – BUKAN QRIS');
    const png = await get(`${path}?format=png`, asShop()).expect(200).expect('content-type', /png/);
    const file = png.body as Buffer;
    // Width and height stand behind signature, length and name of the first chunk.
    expect(file.toString('latin1', 1, 4)).toBe('PNG');
    expect(file.readUInt32BE(20)).toBeGreaterThan(file.readUInt32BE(16));
  });
});

describe('a member shows a code', () => {
  it('for a sending of money, that names them by their first letters and is used once', async () => {
    const ani = await world.aMember(world.bumiayu, { rupiah: 10_000 });
    const code = await make(world.as.member(ani), { kind: 'dynamic', amount: rupiah(7_000) });
    expect(code).toMatchObject({ purpose: 'transfer', member_id: encodeId('mbr', ani.uid) });
    const qr = payloadOf(code);
    const found = await post('/v1/payees/resolve', world.as.member(budi), { qr }).expect(200);
    expect(itemsOf(found.body)).toMatchObject([{ member_id: encodeId('mbr', ani.uid) }]);
    const before = await world.posted(ani.wallet);
    const sent = await post('/v1/transfers', world.as.member(budi), { qr }).expect(201);
    expect((await world.posted(ani.wallet)) - before).toBe(7_000_00n);
    await refused(() => post('/v1/transfers', world.as.member(budi), { qr }), 409, 'qr_code_used');
    await refused(() => pay(budi, qr), 422, 'qr_code_for_another_use');
    const after = await get(`/v1/qr-codes/${idOf(code)}`, world.as.member(ani)).expect(200);
    expect(after.body).toMatchObject({ status: 'paid', paid_by: idOf(sent.body) });
    await post('/v1/qr-codes', world.as.member(ani), { kind: 'static' }).expect(400);
  });

  it('for a deposit at the counter of another cooperative', async () => {
    const till = await world.anOpenTill(world.dinoyo);
    const ani = await world.aMember(world.bumiayu, { rupiah: 10_000 });
    const body = { kind: 'dynamic', purpose: 'deposit' };
    const qr = payloadOf(await make(world.as.member(ani), body));
    const deposit = () =>
      post('/v1/deposits', till.teller.bearer, { member: { qr }, amount: rupiah(50_000) });
    const done = await deposit().expect(201);
    expect(done.body).toMatchObject({ status: 'posted', amount: idr('50000.00') });
    await refused(deposit, 409, 'qr_code_used');
  });
});

describe('a live network', () => {
  it('makes no code without a QRIS identity, and no test with one', async () => {
    const networks = world.apps[0]?.get(NetworkService);
    if (networks === undefined) throw new Error('a world needs a process');
    const live = valueOf(await networks.create(world.operator, { name: 'Resmi', live: true }));
    const cooperative = await world.aCooperative(live.network, 'Resmi');
    const merchant = await world.aMerchant(cooperative);
    const by = world.as.shop(merchant, 'cashier');
    const wanted = { kind: 'dynamic', amount: rupiah(1_000) };
    const none = await post('/v1/qr-codes', by, wanted).expect(409);
    expect(none.body).toMatchObject({ code: 'qris_not_configured' });
    const identity = {
      reverse_domain: 'ID.CO.CONTOH.WWW',
      nns: '93600899',
      nmid: 'ID1020039293482',
      postal_code: '65141',
    };
    const path = `/v1/networks/${encodeId('net', live.network.uid)}/qris-identity`;
    const put = world.api().put(path).set('authorization', world.as.operator());
    await put.send(identity).expect(200);
    const code = await make(by, wanted);
    expect(code).toMatchObject({ test: false });
    const parsed = parseMerchantCode(payloadOf(code));
    expect(parsed).toMatchObject({
      value: {
        accounts: [{ domain: 'ID.CO.CONTOH.WWW', pan: expect.stringMatching(/^93600899/) }],
        national: { domain: 'ID.CO.QRIS.WWW', nmid: 'ID1020039293482' },
        postalCode: '65141',
      },
    });
    expect(payloadOf(code)).not.toContain('UJI COBA');
  });
});

/** Payments of one code, sent to both processes in turn. */
function atOnce(payers: readonly Member[], payload: string) {
  return payers.map((payer, n) => pay(payer, payload, {}, { process: n % 2 }));
}

/** A code of a bank: sound, and nobody's here. */
const FOREIGN =
  '00020101021126650013ID.CO.BCA.WWW011893600014000128766702150008850012876670303UKE51440014ID.CO.QRIS.WWW0215ID10210818616060303UKE5204074253033605802ID5909GREEN PAW6007TANGSEL61051532362070703A0163046D3F';

/** With the checksum of what it says now. */
function sealed(payload: string): string {
  let crc = 0xffff;
  const covered = payload.slice(0, -4);
  for (const byte of Buffer.from(covered)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return covered + crc.toString(16).toUpperCase().padStart(4, '0');
}
