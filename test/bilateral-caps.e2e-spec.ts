import { encodeId, newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';
import type { Response } from 'supertest';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);

afterAll(() => world.close());

async function send(
  method: 'put' | 'post' | 'get',
  path: string,
  as: string,
  body?: object,
): Promise<Response> {
  const api = world.api();
  const headers = { authorization: as, 'idempotency-key': newUuid() };
  return api[method](path).set(headers).send(body);
}

describe('a cap between two cooperatives', () => {
  it('holds for payments at two processes, makes room for what is given back, and comes and goes by two operators', async () => {
    const { dinoyo, bumiayu } = world;
    const member = await world.aMember(dinoyo, { rupiah: 1_000_000 });
    const shop = await world.aMerchant(bumiayu);
    const [maker, checker] = [world.as.operator(), world.as.checker()];
    const path = `/v1/cooperatives/${encodeId('coop', dinoyo.uid)}/bilateral-caps`;
    expect((await world.pay(member, shop, 50_000)).status).toBe(201);
    const asked = await send('put', path, maker, {
      creditor_id: encodeId('coop', bumiayu.uid),
      maximum: idr('99720.00'),
      reason: 'kesepakatan',
    });
    expect(asked).toMatchObject({ status: 202, body: { kind: 'bilateral_cap', state: 'PENDING' } });
    const approved = await send('post', `/v1/approvals/${asked.body.id}/approve`, checker, {
      payload_hash: asked.body.payload_hash,
    });
    expect(approved.body).toMatchObject({ state: 'EXECUTED' });

    // Each payment of 10,000 makes Dinoyo owe 9,972 to Bumiayu, its part of the fee taken off.
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => world.pay(member, shop, 10_000, { process: i % 2 })),
    );
    expect(tally(answers)).toEqual({ 201: 10, bilateral_cap_exceeded: 20 });
    const { body } = await send('get', path, world.as.staff('treasurer', dinoyo));
    expect(body.caps).toMatchObject([{ maximum: idr('99720.00'), owes: idr('99720.00') }]);
    expect((await send('get', path, world.as.staff('treasurer', bumiayu))).status).toBe(404);

    const [first] = answers.filter(({ status }) => status === 201);
    const refund = await send('post', '/v1/refunds', world.as.shop(shop), {
      payment_id: first?.body.id,
      amount: idr('10000.00'),
    });
    expect(refund.status).toBe(201);
    expect((await world.pay(member, shop, 10_000)).status).toBe(201);
    expect((await world.pay(member, shop, 10_000)).body.code).toBe('bilateral_cap_exceeded');

    // Taken away again, by two.
    const ended = await send('put', path, maker, {
      creditor_id: encodeId('coop', bumiayu.uid),
      maximum: null,
      reason: 'kesepakatan berakhir',
    });
    expect(ended).toMatchObject({ status: 202, body: { details: { maximum: null } } });
    await send('post', `/v1/approvals/${ended.body.id}/approve`, checker, {
      payload_hash: ended.body.payload_hash,
    });
    expect((await world.pay(member, shop, 10_000)).status).toBe(201);
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});
