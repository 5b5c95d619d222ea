import { encodeId, newUuid } from '@app/core';
import { Ledger, LedgerReads, verifyLedger } from '@app/ledger';
import { HoldExpiryDuty } from '../apps/worker/src/duties/hold-expiry.duty.js';
import type { Cooperative, Member, Merchant } from '@app/participants';
import type { Response } from 'supertest';
import { DataSource } from 'typeorm';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);

afterAll(() => world.close());

const authorise = (
  payer: Member,
  shop: Merchant,
  rupiah: number,
  { key = newUuid(), body = {} }: { key?: string; body?: object } = {},
): Promise<Response> =>
  world
    .api()
    .post('/v1/authorisations')
    .set({ authorization: world.as.member(payer), 'idempotency-key': key })
    .send({
      merchant_id: encodeId('mrc', shop.uid),
      amount: idr(`${rupiah}.00`),
      expires_in: 3_600,
      ...body,
    })
    .then((answer) => answer);

const end = (
  what: 'capture' | 'void',
  shop: Merchant,
  id: string,
  {
    key = newUuid(),
    process = 0,
    body = {},
  }: { key?: string; process?: number; body?: object } = {},
): Promise<Response> =>
  world
    .api(process)
    .post(`/v1/authorisations/${id}/${what}`)
    .set({ authorization: world.as.shop(shop, 'cashier'), 'idempotency-key': key })
    .send(what === 'capture' ? body : undefined)
    .then((answer) => answer);

const get = async (path: string, authorization: string): Promise<Response> =>
  world.api().get(path).set({ authorization });

const heldOf = async ({ wallet }: Member): Promise<bigint | undefined> =>
  (await world.apps[0]?.get(LedgerReads).balance(wallet))?.heldDebits;

async function usedBy({ wallet }: Member) {
  const { rows } = await world.owner.query<{ amount: string; count: number }>(
    `SELECT day_amount AS amount, day_count AS count FROM ledger.usage
     WHERE account = $1 AND kind = 1`,
    [wallet],
  );
  return rows.map(({ amount, count }) => [BigInt(amount), count])[0];
}

async function given(rupiah: number, home: Cooperative, host: Cooperative) {
  const payer = await world.aMember(home, { rupiah });
  const shop = await world.aMerchant(host);
  const answer = await authorise(payer, shop, rupiah);
  expect(answer.status).toBe(201);
  const id: string = answer.body.id;
  return { payer, shop, id, answer };
}

/** Moves the network's clock and lets the worker tidy up. */
async function later(seconds: number): Promise<void> {
  await world.owner.query(
    `SELECT ledger.set_clock($1::smallint,
       ledger.network_now($1::smallint) + make_interval(secs => $2))`,
    [world.network.id, seconds],
  );
}

async function sweep(): Promise<void> {
  const [app] = world.apps;
  const parts = [app?.get(DataSource), app?.get(Ledger)] as const;
  if (parts[0] === undefined || parts[1] === undefined) throw new Error('no process');
  await new HoldExpiryDuty(parts[0], parts[1]).perform(world.network);
}

describe('an authorisation', () => {
  it('reserves the money, which the merchant then takes in parts', async () => {
    const key = newUuid();
    const payer = await world.aMember(world.dinoyo, { rupiah: 500_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const first = await authorise(payer, shop, 500_000, { key });
    expect(first.body).toMatchObject({
      object: 'authorisation',
      status: 'open',
      amount: idr('500000.00'),
      left: idr('500000.00'),
      payment_ids: [],
    });
    expect(await heldOf(payer)).toBe(500_000_00n);
    const spent = await world.pay(payer, shop, 1_000);
    expect(spent.body.code).toBe('insufficient_funds');

    const id: string = first.body.id;
    const part = await end('capture', shop, id, {
      body: { amount: idr('200000.00'), final: false },
    });
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({
      object: 'payment',
      amount: idr('200000.00'),
      merchant_net: idr('198600.00'),
    });
    const now = await get(`/v1/authorisations/${id}`, world.as.shop(shop));
    expect(now.body).toMatchObject({ status: 'open', captured: idr('200000.00') });
    const rest = await end('capture', shop, id, { body: { amount: idr('100000.00') } });
    expect(rest.status).toBe(201);
    const done = await get(`/v1/authorisations/${id}`, world.as.member(payer));
    expect(done.body).toMatchObject({
      status: 'captured',
      captured: idr('300000.00'),
      left: idr('0.00'),
      payment_ids: [part.body.id, rest.body.id],
    });
    expect(await heldOf(payer)).toBe(0n);
    expect(await world.posted(payer.wallet)).toBe(200_000_00n);
    // The rest was never spent, so the limits have it back.
    expect(await usedBy(payer)).toEqual([300_000_00n, 1]);
    expect((await authorise(payer, shop, 500_000, { key })).body).toEqual(first.body);

    const lists = [world.as.member(payer), world.as.shop(shop)];
    for (const who of lists) {
      const listed = await get('/v1/authorisations', who);
      expect(listed.body.data).toEqual([expect.objectContaining({ id })]);
    }
    const refunded = await world
      .api()
      .post('/v1/refunds')
      .set({ authorization: world.as.shop(shop), 'idempotency-key': newUuid() })
      .send({ payment_id: part.body.id, amount: idr('200000.00') });
    expect(refunded.status).toBe(201);
  });

  it('works within one cooperative, and is given up by the merchant', async () => {
    const { payer, shop, id } = await given(50_000, world.bumiayu, world.bumiayu);
    const voided = await end('void', shop, id);
    expect(voided.status).toBe(201);
    expect(voided.body).toMatchObject({ status: 'voided', left: idr('0.00') });
    expect(await heldOf(payer)).toBe(0n);
    expect(await usedBy(payer)).toEqual([0n, 0]);
    const late = await end('capture', shop, id);
    expect([late.status, late.body.code]).toEqual([409, 'hold_not_open']);
    const again = await authorise(payer, shop, 50_000);
    const second: string = again.body.id;
    const taken = await end('capture', shop, second);
    expect(taken.body).toMatchObject({ amount: idr('50000.00'), merchant_net: idr('49650.00') });
  });

  it('H24 is let go when the payee is closed before the capture', async () => {
    const { payer, shop, id } = await given(70_000, world.dinoyo, world.bumiayu);
    await world.setStatus(shop, 'closed');
    const key = newUuid();
    const refused = await end('capture', shop, id, { key });
    expect([refused.status, refused.body.code]).toEqual([409, 'payee_closed']);
    expect(await heldOf(payer)).toBe(0n);
    expect(await usedBy(payer)).toEqual([0n, 0]);
    const again = await end('capture', shop, id, { key });
    expect([again.status, again.body.code]).toEqual([409, 'payee_closed']);
    const read = await get(`/v1/authorisations/${id}`, world.as.member(payer));
    expect(read.body.status).toBe('voided');
  });

  it('H25 is captured although a cooperative was suspended meanwhile', async () => {
    const { shop, id } = await given(70_000, world.dinoyo, world.bumiayu);
    await world.setState(world.dinoyo, 'suspended');
    const taken = await end('capture', shop, id);
    await world.setState(world.dinoyo, 'active');
    expect(taken.status).toBe(201);
  });

  it('H28 gives no more than was authorised, and nothing twice', async () => {
    const { shop, id } = await given(70_000, world.dinoyo, world.bumiayu);
    const more = await end('capture', shop, id, { body: { amount: idr('70001.00') } });
    expect([more.status, more.body.code]).toEqual([422, 'capture_exceeds_hold']);
    expect((await end('capture', shop, id)).status).toBe(201);
    const again = await end('capture', shop, id);
    expect([again.status, again.body.code]).toEqual([409, 'hold_not_open']);
    const stranger = await world.aMerchant(world.bumiayu);
    expect((await end('capture', stranger, id)).body.code).toBe('not_found');
  });

  it('H45 ends in the wallet that it was given from, wherever the member is by then', async () => {
    const { payer, shop, id } = await given(70_000, world.dinoyo, world.bumiayu);
    await expect(world.setStatus(payer, 'closed')).rejects.toThrow();
    await world.setStatus(payer, 'frozen');
    expect((await end('capture', shop, id)).status).toBe(201);
    expect(await world.posted(payer.wallet)).toBe(0n);
  });

  it('H27 is captured, voided or expires: exactly one of them', async () => {
    const { payer, shop, id } = await given(90_000, world.dinoyo, world.bumiayu);
    const answers = await Promise.all([
      ...[0, 1, 0, 1].map((process) => end('capture', shop, id, { process })),
      ...[0, 1].map((process) => end('void', shop, id, { process })),
      sweep(),
    ]);
    const ended = answers.filter((answer) => answer !== undefined);
    expect(tally(ended)).toEqual({ '201': 1, hold_not_open: 5 });
    expect(await heldOf(payer)).toBe(0n);
  });

  it('H26 can’t be captured after its time, even while nobody has swept it away', async () => {
    const { payer, shop, id } = await given(60_000, world.dinoyo, world.bumiayu);
    await later(3_601);
    const late = await end('capture', shop, id);
    expect([late.status, late.body.code]).toEqual([409, 'hold_expired']);
    const read = await get(`/v1/authorisations/${id}`, world.as.member(payer));
    expect(read.body.status).toBe('expired');
    expect(await heldOf(payer)).toBe(60_000_00n);
    await sweep();
    expect(await heldOf(payer)).toBe(0n);
    expect(await usedBy(payer)).toEqual([0n, 0]);
  });

  it('is refused like a payment, and remembered', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 10_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const poor = await authorise(payer, shop, 10_001);
    expect([poor.status, poor.body.code]).toEqual([422, 'insufficient_funds']);
    expect(poor.body.refused_id).toMatch(/^aut_/);
    const tooLong = await authorise(payer, shop, 1_000, { body: { expires_in: 2_592_001 } });
    expect([tooLong.status, tooLong.body.code]).toEqual([400, 'validation_failed']);
    const own = await world.aMerchant(world.dinoyo, payer);
    expect((await authorise(payer, own, 1_000)).body.code).toBe('payer_is_payee');
  });
});

it('leaves books that verify', async () => {
  expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
});
