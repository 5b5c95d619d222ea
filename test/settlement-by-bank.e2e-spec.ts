import { encodeId, newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';
import type { Cooperative } from '@app/participants';
import { iso20022Schemas, schemaFaults } from '@app/testing';
import type { Response } from 'supertest';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { itemsOf, textOf } from './support/read-body.js';

const schemas = iso20022Schemas();
let world: PaymentsWorld;
let maker: string;
let checker: string;

beforeAll(async () => {
  world = await paymentsWorld();
  maker = world.as.operator();
  checker = world.as.checker();
}, 60_000);

afterAll(() => world.close());

const get = (path: string, as = maker): Promise<Response> =>
  world
    .api()
    .get(path)
    .set('authorization', as)
    .then((response) => response);

const post = (path: string, as: string, body: object = {}, key = newUuid()): Promise<Response> =>
  world
    .api()
    .post(path)
    .set({ authorization: as, 'idempotency-key': key })
    .send(body)
    .then((response) => response);

const coopId = ({ uid }: Cooperative): string => encodeId('coop', uid);

async function agree({ status, body }: Response): Promise<Response> {
  expect(status).toBe(202);
  const done = await post(`/v1/approvals/${body.id}/approve`, checker, {
    payload_hash: body.payload_hash,
  });
  expect(done.body).toMatchObject({ state: 'EXECUTED' });
  return done;
}

describe('a day that is settled by bank', () => {
  it('goes from the terms that two signed to the money that left the bank', async () => {
    expect((await get('/v1/settlement-terms')).body).toMatchObject({
      mode: 'prefunded',
      standing_order: false,
      agreed_at: null,
    });
    const terms = { mode: 'by_bank', standing_order: false, deadline_hours: 24, reason: 'rapat' };
    await agree(await post('/v1/settlement-terms', maker, terms));
    expect((await get('/v1/settlement-terms')).body).toMatchObject({
      mode: 'by_bank',
      deadline_hours: 24,
    });

    const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const siti = await world.aMerchant(world.bumiayu);
    expect((await world.pay(budi, siti, 100_000)).status).toBe(201);
    const { body: open } = await get('/v1/cycles?state=OPEN');
    const closed = await post(`/v1/cycles/${open.data[0].id}/close`, maker);
    const proposed = await post('/v1/settlements', maker, { cycle_id: closed.body.id });
    const path = `/v1/settlements/${proposed.body.id}`;
    const approved = await post(`${path}/approve`, checker);
    expect(approved.body).toMatchObject({ state: 'APPROVED', mode: 'by_bank' });
    const timeOf = (name: string) => Date.parse(textOf(approved.body, name));
    expect(timeOf('deadline_at') - timeOf('approved_at')).toBe(86_400_000);

    const { body: told } = await get(`${path}/instructions`);
    const [collection] = told.collections;
    expect(collection).toMatchObject({ cooperative_id: coopId(world.dinoyo) });
    const own = await get(`${path}/instructions`, world.as.staff('treasurer', world.dinoyo));
    expect(own.body.collections).toEqual(told.collections);
    const confirmation = {
      cooperative_id: coopId(world.dinoyo),
      amount: collection.to_transfer,
      bank_reference: 'BRI-1',
    };
    const key = newUuid();
    const confirmed = await post(`${path}/confirmations`, maker, confirmation, key);
    expect(confirmed.status).toBe(201);
    const again = await post(`${path}/confirmations`, maker, confirmation, key);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    const twice = await post(`${path}/confirmations`, checker, confirmation);
    expect(twice).toMatchObject({ status: 409, body: { code: 'reference_reused' } });
    expect((await get(path)).body.state).toBe('SETTLED');

    const { body: after } = await get(`${path}/instructions`);
    expect(after.pay_outs).toMatchObject([
      { cooperative_id: coopId(world.bumiayu), direction: 'out', state: 'RESERVED' },
    ]);
    const [payOut] = after.pay_outs;
    const commit = `/v1/funds/${payOut.id}/commit`;
    const self = await post(commit, maker, { bank_reference: 'BRI-2' });
    expect(self).toMatchObject({ status: 403, body: { code: 'same_person' } });
    expect(await post(commit, checker, { bank_reference: 'BRI-2' })).toMatchObject({
      status: 200,
      body: { state: 'POSTED', bank_reference: 'BRI-2' },
    });
    const listed = await get(`/v1/funds?settlement_id=${proposed.body.id}`);
    const directions = itemsOf(listed.body).map((one) => textOf(one, 'direction'));
    expect(directions).toEqual(['out', 'in']);
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});

describe('a day that is settled pair by pair', () => {
  it('goes from the terms to what the creditor’s treasurer saw arrive', async () => {
    const terms = { mode: 'bilateral', standing_order: false, reason: 'rapat' };
    expect(
      await post('/v1/settlement-terms', maker, { ...terms, standing_order: true }),
    ).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    await agree(await post('/v1/settlement-terms', maker, terms));
    const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const siti = await world.aMerchant(world.bumiayu);
    expect((await world.pay(budi, siti, 100_000)).status).toBe(201);
    const { body: open } = await get('/v1/cycles?state=OPEN');
    const closed = await post(`/v1/cycles/${open.data[0].id}/close`, maker);
    const cycle = `/v1/cycles/${closed.body.id}`;
    const proposed = await post('/v1/settlements', maker, { cycle_id: closed.body.id });
    const path = `/v1/settlements/${proposed.body.id}`;
    await post(`${path}/approve`, checker);

    const debtor = world.as.staff('treasurer', world.dinoyo);
    const creditor = world.as.staff('treasurer', world.bumiayu);
    const { direct } = (await get(`${path}/instructions`, debtor)).body;
    const pair = { debtor_id: coopId(world.dinoyo), creditor_id: coopId(world.bumiayu) };
    expect(direct).toMatchObject([{ ...pair, paid: idr('0.00'), bank: null }]);
    const payment = { ...pair, amount: direct[0].to_transfer, bank_reference: 'BNI-77' };
    const direction = `${path}/direct-payments`;
    expect(await post(direction, debtor, payment)).toMatchObject({
      status: 403,
      body: { code: 'role_forbidden' },
    });
    const key = newUuid();
    const confirmed = await post(direction, creditor, payment, key);
    expect(confirmed).toMatchObject({ status: 201, body: { remaining: idr('0.00') } });
    const again = await post(direction, creditor, payment, key);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(confirmed.body);
    expect(await post(direction, creditor, { ...payment, bank_reference: 'BNI-78' })).toMatchObject(
      { status: 422, body: { code: 'request_exceeded' } },
    );

    const { body: told } = await get(`${path}/instructions`);
    expect(told.collections).toHaveLength(1);
    const [{ cooperative_id, to_transfer: amount }] = told.collections;
    const fee = { cooperative_id, amount, bank_reference: 'BNI-79' };
    expect((await post(`${path}/confirmations`, maker, fee)).status).toBe(201);
    expect((await get(path)).body).toMatchObject({ state: 'SETTLED', mode: 'bilateral' });
    const statement = (await get(`${cycle}/statement`, creditor)).body;
    expect(statement).toMatchObject({ outstanding: idr('0.00'), outstanding_side: 'even' });
    expect(statement.settled[0]).toMatchObject({
      side: 'received',
      counterpart_cooperative_id: coopId(world.dinoyo),
    });
    const csv = await get(`${cycle}/statement?format=csv`, debtor);
    expect(csv.text).toContain('Dibayar ke');
    const message = await get(`${cycle}/instructions`);
    expect(message.text).toContain(`<Id>${coopId(world.bumiayu)}</Id>`);
    const transfers = [...message.text.matchAll(/<CdtTrfTxInf>/g)];
    expect(transfers).toHaveLength(2);

    // What arrived was posted in the cycle that is open now: its statement leads over it.
    const { body: next } = await get('/v1/cycles?state=OPEN');
    await post(`/v1/cycles/${next.data[0].id}/close`, maker);
    const camt = await get(`/v1/cycles/${next.data[0].id}/statement?format=camt053`, creditor);
    expect(camt.status).toBe(200);
    // What Dinoyo paid it, and the fee that it paid the switch.
    expect([...camt.text.matchAll(/<Ntry>/g)]).toHaveLength(2);
    if (schemas !== undefined) {
      expect(await schemaFaults(schemas, 'pacs.009.001.08', message.text)).toEqual([]);
      expect(await schemaFaults(schemas, 'camt.053.001.08', camt.text)).toEqual([]);
    }
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});

describe('prefunded money', () => {
  it('is taken back: reserved by the treasurer, confirmed by an operator', async () => {
    const cooperative = await world.aCooperative(world.network, 'Lowokwaru');
    const path = `/v1/cooperatives/${coopId(cooperative)}`;
    const funds = { amount: idr('80000.00'), bank_reference: 'BRI-10' };
    expect((await post(`${path}/funds-in`, maker, funds)).status).toBe(201);
    const treasurer = world.as.staff('treasurer', cooperative);
    const stranger = world.as.staff('treasurer', world.dinoyo);
    const wanted = { amount: idr('30000.00') };
    expect((await post(`${path}/funds-out`, stranger, wanted)).status).toBe(404);
    expect(await post(`${path}/funds-out`, treasurer, { amount: idr('80001.00') })).toMatchObject({
      status: 422,
      body: { code: 'insufficient_funds' },
    });
    const reserved = await post(`${path}/funds-out`, treasurer, wanted);
    expect(reserved).toMatchObject({ status: 201, body: { state: 'RESERVED' } });
    const position = (await get(`${path}/position`, treasurer)).body;
    expect(position).toMatchObject({
      liquidity: idr('80000.00'),
      liquidity_held: idr('30000.00'),
      forecast: { pace_per_hour: idr('0.00'), cap_reached_at: null },
    });
    const { id } = reserved.body;
    expect((await get(`/v1/funds/${id}`, stranger)).status).toBe(404);
    const given = await post(`/v1/funds/${id}/abort`, treasurer);
    expect(given).toMatchObject({ status: 200, body: { state: 'ABORTED' } });
    const late = await post(`/v1/funds/${id}/commit`, checker, { bank_reference: 'BRI-11' });
    expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });
});
