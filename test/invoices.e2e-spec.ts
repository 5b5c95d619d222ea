import { encodeId, newUuid, toMoney } from '@app/core';
import { Onboarding } from '@app/access';
import { verifyLedger } from '@app/ledger';
import type { Cooperative } from '@app/participants';
import { aPhone, valueOf } from '@app/testing';
import { DataSource } from 'typeorm';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf, textOf } from './support/read-body.js';

let world: PaymentsWorld;
/** Bumiayu sells, Dinoyo buys. */
let seller: string;
let maker: string;
let checker: string;

beforeAll(async () => {
  world = await paymentsWorld();
  seller = await staffOf(world.bumiayu, 'treasurer');
  maker = await staffOf(world.dinoyo, 'treasurer');
  checker = await staffOf(world.dinoyo, 'manager');
}, 60_000);

afterAll(() => world.close());

async function staffOf(
  { uid, network }: Cooperative,
  role: 'treasurer' | 'manager' | 'teller',
): Promise<string> {
  const app = world.apps[0];
  if (app === undefined) throw new Error('a world needs a process');
  const { manager } = app.get(DataSource);
  const person = { network, fullName: 'Rina Bendahara', phone: aPhone() };
  const principal = valueOf(await app.get(Onboarding).registerPerson(manager, person));
  return world.as.somebody({ role, principal, network, cooperative: uid });
}

const post = (path: string, authorization: string, body: object, key = newUuid()) =>
  world.api().post(path).set('authorization', authorization).set('idempotency-key', key).send(body);
const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);
const rupiah = (amount: number) => toMoney(BigInt(amount) * 100n);

let count = 0;
const issue = (amount: number, more: object = {}, key = newUuid()) =>
  post(
    '/v1/invoices',
    seller,
    {
      buyer_cooperative_id: encodeId('coop', world.dinoyo.uid),
      amount: rupiah(amount),
      number: `INV/${(count += 1)}`,
      due_date: '2026-12-31',
      ...more,
    },
    key,
  );
/** Of an invoice as it was answered. */
const propose = (invoice: unknown, amount?: number, by = maker) =>
  post(
    `/v1/invoices/${idOf(invoice)}/payments`,
    by,
    amount === undefined ? {} : { amount: rupiah(amount) },
  );
/** Of a proposal as it was answered. */
const approve = (approval: unknown, by = checker) =>
  post(`/v1/approvals/${idOf(approval)}/approve`, by, {
    payload_hash: textOf(approval, 'payload_hash'),
  });

describe('a cooperative bills another', () => {
  it('and is paid when two persons of the buyer agree: legs in three books', async () => {
    const { accounts: buyer } = world.dinoyo;
    const { accounts } = world.bumiayu;
    const { body } = await issue(7_500_000, { note: 'beras 500 kg' }).expect(201);
    expect(body).toMatchObject({
      object: 'invoice',
      status: 'requested',
      amount: idr('7500000.00'),
      due_date: '2026-12-31',
      overdue: false,
    });
    const proposed = await propose(body).expect(202);
    expect(proposed.body).toMatchObject({
      kind: 'invoice_payment',
      state: 'PENDING',
      details: { invoice_id: body.id, amount: idr('7500000.00') },
    });
    await approve(proposed.body, maker).expect(403, /same_person/);
    await approve(proposed.body, seller).expect(404);
    const done = await approve(proposed.body).expect(200);
    expect(done.body.state).toBe('EXECUTED');
    const again = await approve(proposed.body).expect(200);
    expect(again.body).toEqual(done.body);
    const paid = await get(`/v1/invoices/${body.id}`, seller).expect(200);
    expect(paid.body).toMatchObject({ status: 'paid', left: idr('0.00') });
    expect(await world.posted(buyer.clearing)).toBe(7_500_000_00n);
    expect(await world.posted(buyer.tradePayable)).toBe(-7_500_000_00n);
    expect(await world.posted(accounts.clearing)).toBe(-7_500_000_00n);
    expect(await world.posted(accounts.tradeReceivable)).toBe(7_500_000_00n);
    expect(await world.posted(buyer.position)).toBe(-7_500_000_00n);
    expect(await world.posted(accounts.position)).toBe(7_500_000_00n);
  });

  it('in parts where that is allowed, one proposal at a time', async () => {
    const { body } = await issue(1_000_000, { partial_allowed: true }).expect(201);
    const first = await propose(body, 400_000).expect(202);
    await propose(body, 100_000).expect(409, /already_exists/);
    await approve(first.body).expect(200);
    await propose(body, 600_001).expect(422, /request_exceeded/);
    const { body: read } = await get(`/v1/invoices/${body.id}`, maker).expect(200);
    expect(read).toMatchObject({ status: 'requested', paid: idr('400000.00') });
    const rest = await propose(body).expect(202);
    expect(rest.body.details.amount).toEqual(idr('600000.00'));
    await approve(rest.body).expect(200, /EXECUTED/);
    await propose(body).expect(409, /wrong_state/);
    const whole = await issue(1_000_000).expect(201);
    await propose(whole.body, 1_000).expect(422, /partial_payment_not_allowed/);
  });

  it('H39 whose payment is not agreed to once the invoice was taken back', async () => {
    const { body } = await issue(50_000).expect(201);
    const proposed = await propose(body).expect(202);
    const reason = { reason: 'salah jumlah' };
    await post(`/v1/invoices/${body.id}/cancel`, maker, reason).expect(404);
    await post(`/v1/invoices/${body.id}/cancel`, seller, reason).expect(200, /cancelled/);
    await post(`/v1/invoices/${body.id}/cancel`, seller, reason).expect(200, /cancelled/);
    const failed = await approve(proposed.body).expect(200);
    expect(failed.body).toMatchObject({ state: 'FAILED', failure: { code: 'wrong_state' } });
    await post(`/v1/invoices/${body.id}/decline`, maker, reason).expect(409, /wrong_state/);
  });

  it('and may be declined by the buyer alone', async () => {
    const { body } = await issue(50_000).expect(201);
    const path = `/v1/invoices/${body.id}/decline`;
    await post(path, seller, { reason: 'x' }).expect(404);
    const declined = await post(path, maker, { reason: 'belum diterima' }).expect(200);
    expect(declined.body).toMatchObject({ status: 'declined', reason: 'belum diterima' });
    const list = '/v1/invoices?direction=issued&status=declined';
    const { body: page } = await get(list, seller).expect(200);
    expect(itemsOf(page).map(idOf)).toEqual([body.id]);
  });

  it('H32 never beyond the buyer’s cap; a refused payment leaves the invoice open', async () => {
    const poor = await world.aCooperative(world.network, 'Lowokwaru');
    await world.setCap(poor, 100_000_00n);
    const [by, second] = [await staffOf(poor, 'treasurer'), await staffOf(poor, 'manager')];
    const to = { buyer_cooperative_id: encodeId('coop', poor.uid) };
    const { body } = await issue(100_001, to).expect(201);
    const proposed = await propose(body, undefined, by).expect(202);
    const failed = await approve(proposed.body, second).expect(200);
    expect(failed.body).toMatchObject({ state: 'FAILED', failure: { code: 'cap_exceeded' } });
    expect((await get(`/v1/invoices/${body.id}`, by)).body).toMatchObject({
      status: 'requested',
      left: idr('100001.00'),
    });
    await world.setCap(poor, 200_000_00n);
    const next = await propose(body, undefined, by).expect(202);
    await approve(next.body, second).expect(200, /EXECUTED/);
  });

  it('keeps numbers, keys and strangers apart', async () => {
    const key = newUuid();
    const made = await issue(10_000, { number: 'A-1' }, key).expect(201);
    const again = await issue(10_000, { number: 'A-1' }, key).expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(made.text);
    await issue(10_000, { number: 'A-1' }).expect(409, /already_exists/);
    await issue(10_000, {
      buyer_cooperative_id: encodeId('coop', world.bumiayu.uid),
    }).expect(422, /payer_is_payee/);
    await issue(10_000, { buyer_cooperative_id: encodeId('coop', newUuid()) }).expect(404);
    await issue(10_000, { due_date: '2026-02-30' }).expect(400);
    const third = await world.aCooperative(world.network, 'Sukun');
    const stranger = await staffOf(third, 'manager');
    await get(`/v1/invoices/${made.body.id}`, stranger).expect(404);
    await propose(made.body, undefined, stranger).expect(404);
    await propose(made.body, undefined, seller).expect(404);
    await post('/v1/invoices', await staffOf(third, 'teller'), {}).expect(403);
  });

  it('shows what is late as overdue, and leaves the books in order', async () => {
    const { body } = await issue(10_000, { due_date: '2020-01-31' }).expect(201);
    expect(body).toMatchObject({ overdue: true, status: 'requested' });
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });
});
