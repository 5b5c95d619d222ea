import { encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { newKey } from '@simpul/client';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let budi: Member;
let tokoSiti: Merchant;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 350_000 });
  tokoSiti = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(() => world.close());

const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);

describe('a member pays a merchant of another cooperative', () => {
  it('moves the money of the worked example in three books, and says so to the payer', async () => {
    const key = newKey();
    const body = {
      merchant_id: encodeId('mrc', tokoSiti.uid),
      amount: idr('100000.00'),
      reference: `belanja-${key}`,
      description: 'beras dan gula',
    };
    const app = world.simpul(world.as.member(budi));
    const paid = await app.post('/v1/payments', { key, body });
    expect(paid.status).toBe(201);
    expect(paid.data).toEqual({
      id: expect.stringMatching(/^pay_/),
      object: 'payment',
      status: 'posted',
      amount: idr('100000.00'),
      fees: [],
      payer: {
        member_id: encodeId('mbr', budi.uid),
        cooperative_id: encodeId('coop', world.dinoyo.uid),
      },
      payee: {
        merchant_id: encodeId('mrc', tokoSiti.uid),
        cooperative_id: encodeId('coop', world.bumiayu.uid),
      },
      on_us: false,
      cycle_id: expect.stringMatching(/^cyc_/),
      transfer_id: expect.stringMatching(/^trf_/),
      reference: body.reference,
      description: 'beras dan gula',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      short_code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    });
    const { accounts: dinoyo } = world.dinoyo;
    const { accounts: bumiayu } = world.bumiayu;
    expect(await world.posted(budi.wallet)).toBe(250_000_00n);
    expect(await world.posted(tokoSiti.wallet)).toBe(99_300_00n);
    expect(await world.posted(dinoyo.clearing)).toBe(99_720_00n);
    expect(await world.posted(dinoyo.interchangeIncome)).toBe(280_00n);
    expect(await world.posted(bumiayu.clearing)).toBe(-99_580_00n);
    expect(await world.posted(bumiayu.feeIncome)).toBe(280_00n);
    expect(await world.posted(dinoyo.position)).toBe(-99_720_00n);
    expect(await world.posted(bumiayu.position)).toBe(99_580_00n);

    const again = await app.post('/v1/payments', { key, body });
    expect(again.status).toBe(201);
    expect([paid.replayed, again.replayed]).toEqual([false, true]);
    expect(again.data).toEqual(paid.data);
    const read = await app.get('/v1/payments/{id}', { path: { id: paid.data.id } });
    // Read later, it also tells what was given back of it.
    expect(read.data).toMatchObject(paid.data);
  });

  it('shows fees and net to the merchant, and the payment to nobody else', async () => {
    const paid = await world.pay(budi, tokoSiti, 10_000, { body: { reference: newUuid() } });
    const path = `/v1/payments/${paid.body.id}`;
    for (const role of ['merchant_owner', 'cashier'] as const) {
      const { body } = await get(path, world.as.shop(tokoSiti, role)).expect(200);
      expect(body).toMatchObject({
        fees: [{ component: 'mdr', payer: 'merchant', amount: idr('70.00') }],
        merchant_net: idr('9930.00'),
        reference: null,
      });
    }
    const { body } = await get(path, world.as.operator()).expect(200);
    expect(body).toMatchObject({ merchant_net: idr('9930.00') });

    const other = await world.aMember(world.dinoyo);
    const otherShop = await world.aMerchant(world.bumiayu);
    await get(path, world.as.member(other)).expect(404);
    await get(path, world.as.shop(otherShop)).expect(404);
    await get(path, world.as.staff('treasurer', world.dinoyo)).expect(403);
    await get('/v1/payments/pay_nonsense', world.as.member(budi)).expect(404);
  });

  it('stays in one book when both are of one cooperative', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    const before = await world.posted(world.dinoyo.accounts.clearing);
    const { body } = await world.pay(budi, shop, 10_000);
    expect(body).toMatchObject({ status: 'posted', on_us: true, cycle_id: null });
    expect(await world.posted(shop.wallet)).toBe(9_930_00n);
    expect(await world.posted(world.dinoyo.accounts.clearing)).toBe(before);
  });
});

describe('looking payments up', () => {
  it('lists a merchant’s payments newest first, in pages, between two times', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const paid: { id: string; at: string }[] = [];
    for (let n = 1; n <= 5; n += 1) {
      const { body } = await world.pay(payer, shop, n * 1000);
      paid.push({ id: String(body.id), at: String(body.created_at) });
    }
    const ids = paid.map(({ id }) => id).reverse();
    const token = world.as.shop(shop, 'cashier');
    const path = `/v1/payments?merchant_id=${encodeId('mrc', shop.uid)}&limit=2`;
    const first = await get(path, token).expect(200);
    expect(first.body.has_more).toBe(true);
    const second = await get(`${path}&after=${first.body.next_cursor}`, token).expect(200);
    const third = await get(`${path}&after=${second.body.next_cursor}`, token).expect(200);
    const idsOf = (page: { body: { data: { id: string }[] } }) =>
      page.body.data.map(({ id }) => id);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(ids);
    expect(third.body.next_cursor).toBeUndefined();
    const back = await get(`${path}&before=${third.body.previous_cursor}`, token).expect(200);
    expect(idsOf(back)).toEqual(idsOf(second));

    const from = encodeURIComponent(paid[1]?.at ?? '');
    const to = encodeURIComponent(new Date(paid[4]?.at ?? '').toISOString());
    const between = await get(`${path}0&created_from=${from}&created_to=${to}`, token).expect(200);
    expect(idsOf(between)).toEqual(expect.arrayContaining([ids[1], ids[2]]));
    expect(idsOf(between)).not.toContain(ids[4]);

    const own = world.simpul(world.as.member(payer));
    const walked: string[] = [];
    for await (const { id } of own.list('/v1/payments', { limit: 4, query: { limit: 2 } })) {
      walked.push(id);
    }
    expect(walked).toEqual(ids.slice(0, 4));
    const foreign = `/v1/payments?merchant_id=${encodeId('mrc', tokoSiti.uid)}`;
    await get(foreign, token).expect(404);
    await get(`${path}&after=WzEsMl0`, token).expect(400);
  });

  it('finds a payment by the reference of its payer, posted or refused, and says when there is none', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 5_000 });
    const find = (reference: string, authorization = world.as.member(payer)) =>
      get(`/v1/payments?reference=${reference}`, authorization).expect(200);
    const paid = await world.pay(payer, tokoSiti, 1_000, { body: { reference: 'R-1' } });
    const refused = await world.pay(payer, tokoSiti, 9_000, { body: { reference: 'R-2' } });
    expect((await find('R-1')).body.data).toEqual([paid.body]);
    expect((await find('R-2')).body.data).toEqual([
      expect.objectContaining({
        id: refused.body.payment_id,
        status: 'refused',
        refusal: { code: 'insufficient_funds', detail: { available: '4000.00' } },
      }),
    ]);
    expect((await find('R-3')).body).toEqual({ data: [], has_more: false });
    const other = await world.aMember(world.dinoyo);
    expect((await find('R-1', world.as.member(other))).body.data).toEqual([]);

    const reused = await world.pay(payer, tokoSiti, 1_000, { body: { reference: 'R-1' } });
    expect(reused.status).toBe(409);
    expect(reused.body.code).toBe('reference_reused');
  });

  it('finds a payment by the code that the customer reads aloud', async () => {
    const paid = await world.pay(budi, tokoSiti, 1_000);
    const spoken = String(paid.body.short_code).toLowerCase().replace('-', ' ');
    const path = `/v1/payments?short_code=${encodeURIComponent(spoken)}`;
    const { body } = await get(path, world.as.shop(tokoSiti, 'cashier')).expect(200);
    expect(body.data).toEqual([expect.objectContaining({ id: paid.body.id })]);
    const stranger = await world.aMerchant(world.bumiayu);
    const none = await get(path, world.as.shop(stranger)).expect(200);
    expect(none.body.data).toEqual([]);
  });
});

describe('the own wallet', () => {
  it('shows a member the balance and every line that led to it', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 20_000 });
    const token = world.as.member(member);
    const { body: paid } = await world.pay(member, tokoSiti, 7_000);
    const balance = await get('/v1/me/balance', token).expect(200);
    expect(balance.body).toEqual({
      object: 'balance',
      account_id: encodeId('acc', member.walletUid),
      status: 'open',
      posted: idr('13000.00'),
      held: idr('0.00'),
      available: idr('13000.00'),
    });
    const { body } = await get('/v1/me/entries?limit=1', token).expect(200);
    expect(body.data).toEqual([
      expect.objectContaining({
        payment_id: paid.id,
        direction: 'debit',
        amount: idr('7000.00'),
        balance: idr('13000.00'),
      }),
    ]);
    const rest = await get(`/v1/me/entries?after=${body.next_cursor}`, token).expect(200);
    expect(rest.body.data).toEqual([
      expect.objectContaining({ type: 'opening_balance', balance: idr('20000.00') }),
    ]);
    const past = '/v1/me/entries?created_to=2020-01-01T00:00:00Z';
    expect((await get(past, token).expect(200)).body.data).toEqual([]);
  });

  it('shows an owner the shop’s balance, and a cashier none', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    await world.pay(budi, shop, 1_000);
    const { body } = await get('/v1/me/balance', world.as.shop(shop)).expect(200);
    expect(body.posted).toEqual(idr('993.00'));
    await get('/v1/me/balance', world.as.shop(shop, 'cashier')).expect(403);
    await get('/v1/me/entries', world.as.shop(shop, 'cashier')).expect(403);
  });
});

describe('a quote', () => {
  const quote = (member: Member, merchant: Merchant, rupiah: number) =>
    world
      .api()
      .post('/v1/quotes')
      .set('authorization', world.as.member(member))
      .send({ merchant_id: encodeId('mrc', merchant.uid), amount: idr(`${rupiah}.00`) });

  it('tells the payer everything before the yes, and moves nothing', async () => {
    const before = await world.books();
    const { body } = await quote(budi, tokoSiti, 10_000).expect(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^qte_/),
      object: 'quote',
      amount: idr('10000.00'),
      fees: [],
      total: idr('10000.00'),
      payee: {
        merchant_id: encodeId('mrc', tokoSiti.uid),
        name: tokoSiti.name,
        cooperative_id: encodeId('coop', world.bumiayu.uid),
        cooperative_name: 'Koperasi Kelurahan Merah Putih Bumiayu',
      },
      on_us: false,
      expires_at: expect.any(String),
    });
    const lifetime = Date.parse(String(body.expires_at)) - Date.now();
    expect(lifetime).toBeGreaterThan(290_000);
    expect(lifetime).toBeLessThanOrEqual(300_000);
    expect(await world.books()).toEqual(before);
    const paid = await world.pay(budi, tokoSiti, 10_000, { body: { quote_id: body.id } });
    expect(paid.status).toBe(201);
  });

  it('is good for its payer, payee and amount only', async () => {
    const { body } = await quote(budi, tokoSiti, 10_000).expect(201);
    const quoted = { body: { quote_id: body.id } };
    const dearer = await world.pay(budi, tokoSiti, 10_001, quoted);
    expect([dearer.status, dearer.body.code]).toEqual([409, 'wrong_state']);
    const elsewhere = await world.pay(budi, await world.aMerchant(world.bumiayu), 10_000, quoted);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'wrong_state']);
    const other = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const stolen = await world.pay(other, tokoSiti, 10_000, quoted);
    expect([stolen.status, stolen.body.code]).toEqual([404, 'not_found']);
  });
});

describe('an opening balance', () => {
  const record = (path: string, authorization: string, value: string, key: string = newUuid()) =>
    world
      .api()
      .post(`/v1/${path}/opening-balance`)
      .set('authorization', authorization)
      .set('idempotency-key', key)
      .send({ amount: idr(value) });

  it('is recorded once for each wallet, and answered again for its key', async () => {
    const member = await world.aMember(world.dinoyo);
    const path = `members/${encodeId('mbr', member.uid)}`;
    const manager = world.as.staff('manager', world.dinoyo);
    const key = newUuid();
    const recorded = await record(path, manager, '350000.00', key).expect(201);
    const again = await record(path, manager, '350000.00', key).expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(recorded.text);
    const second = await record(path, world.as.operator(), '350000.00').expect(409);
    expect(second.body.code).toBe('already_exists');
    expect(await world.posted(member.wallet)).toBe(350_000_00n);
  });

  it('succeeds for one of many who record it at once', async () => {
    const merchant = await world.aMerchant(world.bumiayu);
    const path = `merchants/${encodeId('mrc', merchant.uid)}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => record(path, world.as.operator(), '1000.00')),
    );
    expect(tally(answers)).toEqual({ 201: 1, already_exists: 9 });
    expect(await world.posted(merchant.wallet)).toBe(1_000_00n);
  });

  it('may be recorded after a refused attempt', async () => {
    const member = await world.aMember(world.dinoyo);
    const path = `members/${encodeId('mbr', member.uid)}`;
    await world.setStatus(member, 'frozen');
    const refused = await record(path, world.as.operator(), '1000.00');
    expect(refused.body.code).toBe('payee_frozen');
    await world.setStatus(member, 'open');
    await record(path, world.as.operator(), '1000.00').expect(201);
    await record(path, world.as.operator(), '1000.00').expect(409);
    expect(await world.posted(member.wallet)).toBe(1_000_00n);
  });

  it('is no business of another cooperative, a teller or a member', async () => {
    const member = await world.aMember(world.dinoyo);
    const path = `members/${encodeId('mbr', member.uid)}`;
    await record(path, world.as.staff('manager', world.bumiayu), '1000.00').expect(404);
    await record(path, world.as.staff('teller', world.dinoyo), '1000.00').expect(403);
    await record(path, world.as.member(member), '1000.00').expect(403);
    expect(await world.posted(member.wallet)).toBe(0n);
  });
});

describe('the books', () => {
  it('show the operator every leg of a payment, and a treasurer those of the own book', async () => {
    const { body: paid } = await world.pay(budi, tokoSiti, 10_000);
    const path = `/v1/transfers/${paid.transfer_id}`;
    const { body: whole } = await get(path, world.as.operator()).expect(200);
    expect(whole.legs).toHaveLength(7);
    expect(whole.legs[0]).toMatchObject({
      book: { owner: 'cooperative', cooperative_id: encodeId('coop', world.dinoyo.uid) },
      component: 'principal',
      amount: idr('10000.00'),
      debit: { kind: 'member_wallet' },
      credit: { kind: 'clearing' },
    });
    expect(whole.legs[6]).toMatchObject({
      book: { owner: 'switch', cooperative_id: null },
      debit: {
        kind: 'position',
        subject_cooperative_id: encodeId('coop', world.bumiayu.uid),
      },
      credit: { kind: 'switch_fee_income' },
    });
    const { body: own } = await get(path, world.as.staff('treasurer', world.bumiayu)).expect(200);
    expect(own.legs).toEqual([whole.legs[2], whole.legs[3]]);

    const third = await world.aCooperative(world.network, `Sawojajar ${newUuid().slice(0, 8)}`);
    await get(path, world.as.staff('treasurer', third)).expect(404);
    await get(path, world.as.member(budi)).expect(403);
  });

  it('balance, each by itself', async () => {
    const coop = (uid: string) => `/v1/cooperatives/${encodeId('coop', uid)}/trial-balance`;
    const { body } = await get(coop(world.dinoyo.uid), world.as.operator()).expect(200);
    expect(body).toMatchObject({ object: 'trial_balance', balanced: true });
    expect(body.debit).toEqual(body.credit);
    const hub = `/v1/networks/${encodeId('net', world.network.uid)}/switch-trial-balance`;
    expect((await get(hub, world.as.operator()).expect(200)).body.balanced).toBe(true);

    const treasurer = world.as.staff('treasurer', world.dinoyo);
    await get(coop(world.dinoyo.uid), treasurer).expect(200);
    await get(coop(world.bumiayu.uid), treasurer).expect(404);
    await get(hub, treasurer).expect(403);
  });

  it('open each account to who keeps the book', async () => {
    const path = `/v1/cooperatives/${encodeId('coop', world.dinoyo.uid)}/trial-balance`;
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    const { body } = await get(path, treasurer).expect(200);
    const accounts: { account_id: string; kind: string }[] = body.accounts;
    const clearing = accounts.find(({ kind }) => kind === 'clearing');
    const account = `/v1/accounts/${clearing?.account_id}`;
    const read = await get(account, treasurer).expect(200);
    expect(read.body).toMatchObject({ kind: 'clearing', maximum: idr('1000000000.00') });
    const entries = await get(`${account}/entries?limit=5`, treasurer).expect(200);
    expect(entries.body.data[0].balance).toEqual(read.body.posted);
    await get(account, world.as.staff('treasurer', world.bumiayu)).expect(404);
    await get(`${account}/entries`, world.as.staff('manager', world.bumiayu)).expect(404);
    await get(account, world.as.operator()).expect(200);
  });

  it('stand up to the check of every invariant', async () => {
    const { body } = await world
      .api()
      .post('/v1/verifications')
      .set('authorization', world.as.operator())
      .expect(200);
    const invariants: { ok: boolean }[] = body.invariants;
    expect(invariants).toHaveLength(12);
    expect(invariants.filter(({ ok }) => !ok)).toEqual([]);
    expect(body.ok).toBe(true);
  }, 30_000);
});
