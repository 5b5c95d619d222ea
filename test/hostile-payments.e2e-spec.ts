import { ApprovalService } from '@app/access';
import { encodeId, newUuid, presets, type FeeSchedule } from '@app/core';
import { FeeScheduleService, NetworkService, type Member, type Merchant } from '@app/participants';
import { scheduleInForce, valueOf } from '@app/testing';
import type { Response } from 'supertest';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let budi: Member;
let tokoSiti: Merchant;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  budi = await world.aMember(world.dinoyo, { rupiah: 1_000_000 });
  tokoSiti = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(() => world.close());

const mrc = (merchant: Merchant) => encodeId('mrc', merchant.uid);

/** Sends a body as it stands, in Budi's name. */
function send(body: string | object, headers: Record<string, string> = {}): Promise<Response> {
  return world
    .api()
    .post('/v1/payments')
    .set({
      authorization: world.as.member(budi),
      'idempotency-key': newUuid(),
      'content-type': 'application/json',
      ...headers,
    })
    .send(typeof body === 'string' ? body : JSON.stringify(body))
    .then((response) => response);
}

function expectProblem(response: Response, status: number, code: string): void {
  expect({ status: response.status, code: response.body.code }).toEqual({ status, code });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(response.body.detail).toEqual(expect.stringMatching(/\S{3}/));
  expect(response.body.request_id).toBeDefined();
}

/** Nothing of the books differs before and after. */
async function expectNothingMoves(act: () => Promise<unknown>): Promise<void> {
  const before = await world.books();
  await act();
  expect(await world.books()).toEqual(before);
}

describe('bad input is refused with a code of its own, and nothing moves', () => {
  const of = (value: unknown) => ({ amount: { value, currency: 'IDR' } });

  it.each<[name: string, body: object, status: number, code: string]>([
    ['H01 an amount of zero', of('0.00'), 400, 'amount_not_positive'],
    ['H01 a negative amount', of('-1.00'), 400, 'amount_invalid'],
    ['H02 fractions of a rupiah', of('1.50'), 400, 'amount_not_whole_rupiah'],
    ['H02 fractions of a sen', of('1.005'), 400, 'amount_invalid'],
    ['H02 one decimal', of('1.5'), 400, 'amount_invalid'],
    ['H02 an exponent', of('1e3'), 400, 'amount_invalid'],
    ['H02 no number at all', of('NaN'), 400, 'amount_invalid'],
    ['H02 a JSON number', of(50_000), 400, 'amount_invalid'],
    ['H02 a bare JSON number', { amount: 50_000 }, 400, 'amount_invalid'],
    ['H02 digits of another script', of('०१'), 400, 'amount_invalid'],
    ['H02 a leading zero', of('01.00'), 400, 'amount_invalid'],
    ['H02 blanks around', of(' 1.00'), 400, 'amount_invalid'],
    ['H03 more than 10^12 rupiah', of('1000000000001.00'), 400, 'amount_too_large'],
    ['H03 10^30', of(`1${'0'.repeat(30)}.00`), 400, 'amount_too_large'],
    ['H03 2^53 + 1', of('9007199254740993.00'), 400, 'amount_too_large'],
    ['H03 2^63', of('9223372036854775808.00'), 400, 'amount_too_large'],
    [
      'H08 another currency',
      { amount: { value: '1.00', currency: 'USD' } },
      422,
      'currency_unsupported',
    ],
    [
      'H08 a currency in small letters',
      { amount: { value: '1.00', currency: 'idr' } },
      422,
      'currency_unsupported',
    ],
    ['H13 an unknown field', { balance: '1.00' }, 400, 'validation_failed'],
    [
      'H13 an unknown field in the amount',
      { amount: { ...idr('1.00'), rate: '2' } },
      400,
      'amount_invalid',
    ],
    ['H10 a NUL', { description: 'beras\u0000gula' }, 400, 'validation_failed'],
    ['H10 a control character', { description: 'beras\u0007' }, 400, 'validation_failed'],
    ['H10 more than 140 characters', { description: 'x'.repeat(141) }, 400, 'validation_failed'],
    ['H10 half a surrogate pair', { description: 'x\ud83d' }, 400, 'validation_failed'],
    ['H10 a blank reference', { reference: '   ' }, 400, 'validation_failed'],
    [
      'a merchant id of another kind',
      { merchant_id: 'mbr_01h455vb4pex5vsknk084sn02q' },
      400,
      'validation_failed',
    ],
    ['a merchant who is not there', { merchant_id: encodeId('mrc', newUuid()) }, 404, 'not_found'],
    ['a quote that is not there', { quote_id: encodeId('qte', newUuid()) }, 404, 'not_found'],
  ])('%s', async (_name, change, status, code) => {
    await expectNothingMoves(async () => {
      const body = { merchant_id: mrc(tokoSiti), amount: idr('1000.00'), ...change };
      expectProblem(await send(body), status, code);
    });
  });

  it.each<[name: string, text: (merchant: string) => string, status: number, code: string]>([
    ['malformed JSON', (id) => `{"merchant_id":"${id}","amount":`, 400, 'malformed_json'],
    ['no object', () => '[]', 400, 'malformed_json'],
    ['a missing field', (id) => `{"merchant_id":"${id}"}`, 400, 'validation_failed'],
    [
      'H13 a duplicate key',
      (id) => `{"merchant_id":"${id}","amount":{"value":"1.00","value":"9.00","currency":"IDR"}}`,
      400,
      'malformed_json',
    ],
    [
      'H13 __proto__',
      (id) =>
        `{"merchant_id":"${id}","amount":{"value":"1.00","currency":"IDR"},"__proto__":{"a":1}}`,
      400,
      'malformed_json',
    ],
    ['a huge body', () => `{"description":"${'x'.repeat(2_000_000)}"}`, 413, 'body_too_large'],
  ])('%s', async (_name, text, status, code) => {
    await expectNothingMoves(async () => {
      expectProblem(await send(text(mrc(tokoSiti))), status, code);
    });
  });

  it('a missing, an unusable and a forgotten credential', async () => {
    await expectNothingMoves(async () => {
      const body = { merchant_id: mrc(tokoSiti), amount: idr('1000.00') };
      expectProblem(
        await world.pay(budi, tokoSiti, 1000, { key: null }),
        400,
        'idempotency_key_missing',
      );
      expectProblem(await send(body, { 'idempotency-key': 'a b' }), 400, 'idempotency_key_invalid');
      const long = 'k'.repeat(256);
      expectProblem(await send(body, { 'idempotency-key': long }), 400, 'idempotency_key_invalid');
      const unsigned = world.api().post('/v1/payments').set('idempotency-key', newUuid());
      expectProblem(await unsigned.send(body), 401, 'token_missing');
      expectProblem(await send(body, { authorization: 'Bearer x' }), 401, 'token_invalid');
      const shop = world.as.shop(tokoSiti);
      expectProblem(await send(body, { authorization: shop }), 403, 'role_forbidden');
    });
  });

  it('H10 keeps right-to-left text and emoji, composed', async () => {
    const description = 'قهوة ☕👩‍🌾 cafe\u0301';
    const { status, body } = await world.pay(budi, tokoSiti, 1000, { body: { description } });
    expect(status).toBe(201);
    expect(body.description).toBe(description.normalize('NFC'));
  });

  it('H03 a balance that would overflow', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    const amount = 8_999_999_999_999_999_999n;
    const debit = world.bumiayu.accounts.bank;
    await world.post(world.network.id, {
      type: 'opening_balance',
      amount,
      legs: [{ debit, credit: shop.wallet, amount, component: 'opening' }],
    });
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(budi, shop, 10_000), 422, 'balance_overflow');
    });
  });

  it('H09 a payer who is the payee', async () => {
    const own = await world.aMerchant(world.dinoyo, budi);
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(budi, own, 1000), 422, 'payer_is_payee');
    });
  });

  it('more than the wallet holds', async () => {
    const poor = await world.aMember(world.dinoyo, { rupiah: 1_500 });
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(poor, tokoSiti, 1_501), 422, 'insufficient_funds');
    });
    expect((await world.pay(poor, tokoSiti, 1_500)).status).toBe(201);
  });

  it('more than a member of this tier may pay at once or in a day', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 9_000_000, tier: 'unregistered' });
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(member, tokoSiti, 2_000_001), 422, 'limit_exceeded');
    });
    expect((await world.pay(member, tokoSiti, 1_500_000)).status).toBe(201);
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(member, tokoSiti, 500_001), 422, 'limit_exceeded');
    });
    expect((await world.pay(member, tokoSiti, 500_000)).status).toBe(201);
  });

  it('more than the payer’s cooperative may owe', async () => {
    const issuer = await world.aCooperative(world.network, 'Sawojajar');
    const member = await world.aMember(issuer, { rupiah: 100_000 });
    await world.setCap(issuer, 99_720_00n - 1n);
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(member, tokoSiti, 100_000), 422, 'cap_exceeded');
    });
    await world.setCap(issuer, 99_720_00n);
    expect((await world.pay(member, tokoSiti, 100_000)).status).toBe(201);
  });

  it('a frozen payer or payee', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 10_000 });
    const shop = await world.aMerchant(world.bumiayu);
    await world.setStatus(member, 'frozen');
    await world.setStatus(shop, 'frozen');
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(member, tokoSiti, 1000), 403, 'payer_frozen');
      expectProblem(await world.pay(budi, shop, 1000), 409, 'payee_frozen');
    });
  });

  it('H24 a closed payer is 403, a closed payee 409', async () => {
    const member = await world.aMember(world.dinoyo);
    const shop = await world.aMerchant(world.bumiayu);
    await world.setStatus(member, 'closed');
    await world.setStatus(shop, 'closed');
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(member, tokoSiti, 1000), 403, 'payer_closed');
      expectProblem(await world.pay(budi, shop, 1000), 409, 'payee_closed');
    });
  });

  it('H25 a suspended cooperative on either side, until it is active again', async () => {
    const coop = await world.aCooperative(world.network, 'Bandulan');
    const member = await world.aMember(coop, { rupiah: 10_000 });
    const shop = await world.aMerchant(coop);
    // Both processes know it as active; the engine tells them that their rules are old.
    expect((await world.pay(member, tokoSiti, 1000)).status).toBe(201);
    expect((await world.pay(budi, shop, 1000, { process: 1 })).status).toBe(201);
    await world.setState(coop, 'suspended');
    await expectNothingMoves(async () => {
      for (const process of [0, 1]) {
        const by = await world.pay(member, tokoSiti, 1000, { process });
        const towards = await world.pay(budi, shop, 1000, { process });
        expectProblem(by, 403, 'cooperative_suspended');
        expectProblem(towards, 403, 'cooperative_suspended');
      }
    });
    await world.setState(coop, 'active');
    expect((await world.pay(budi, shop, 1000, { process: 1 })).status).toBe(201);
  });

  it('H05 a fee that eats the amount', async () => {
    const simple = presets.cooperativeSimple();
    const shares = [{ party: 'acquirer', weight: '1' }];
    const fixed = { name: 'mdr', payer: 'merchant', fixed: 1000_00n, shares } as const;
    await inForce({
      ...simple,
      rules: simple.rules.map((rule) =>
        rule.service === 'payment' ? { ...rule, components: [fixed] } : rule,
      ),
    });
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(budi, tokoSiti, 1000), 422, 'fee_exceeds_amount');
    });
    const dearer = await world.pay(budi, tokoSiti, 1001);
    expect(dearer.status).toBe(201);
    await inForce(simple);
  });
});

/** Puts a schedule in force through the second process, so that the first has to find out. */
async function inForce(schedule: FeeSchedule): Promise<void> {
  const process = world.apps[1] ?? missing();
  const office = {
    feeSchedules: process.get(FeeScheduleService),
    approvals: process.get(ApprovalService),
    maker: world.operator,
    checker: world.checker,
  };
  await scheduleInForce(office, world.network, schedule);
}

function missing(): never {
  throw new Error('there is no second process');
}

describe('quotes', () => {
  it('H07 the quoted fee is kept until the quote expires, then 409', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const { body: quote } = await world
      .api()
      .post('/v1/quotes')
      .set('authorization', world.as.member(payer))
      .send({ merchant_id: mrc(shop), amount: idr('10000.00') })
      .expect(201);
    const simple = presets.cooperativeSimple();
    await inForce({
      ...simple,
      rules: simple.rules.map((rule) => ({
        ...rule,
        components: rule.components.map((component) => ({ ...component, rate: '0.02' })),
      })),
    });

    await world.pay(payer, shop, 10_000);
    expect(await world.posted(shop.wallet)).toBe(9_800_00n);
    const quoted = { body: { quote_id: quote.id } };
    for (const process of [0, 1]) {
      const paid = await world.pay(payer, shop, 10_000, { ...quoted, process });
      expect(paid.status).toBe(201);
    }
    expect(await world.posted(shop.wallet)).toBe(9_800_00n + 2n * 9_930_00n);

    const key = newUuid();
    const late = new Date(Date.parse(String(quote.expires_at)) + 1000);
    const networks = world.apps[0]?.get(NetworkService);
    valueOf((await networks?.moveClock(world.operator, world.network.uid, late)) ?? missing());
    await expectNothingMoves(async () => {
      expectProblem(await world.pay(payer, shop, 10_000, { ...quoted, key }), 409, 'quote_expired');
      const again = await world.pay(payer, shop, 10_000, { ...quoted, key });
      expectProblem(again, 409, 'quote_expired');
      expect(again.headers['idempotent-replayed']).toBe('true');
    });
    await inForce(simple);
  });
});
