import { encodeId, newUuid } from '@app/core';
import { LedgerReads, verifyLedger } from '@app/ledger';
import type { Member, Merchant } from '@app/participants';
import { ReversalService, ReversalStore } from '@app/payments';
import type { Response } from 'supertest';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);

afterAll(() => world.close());

const reverse = (
  caller: string,
  body: object,
  { key = newUuid(), process = 0 }: { key?: string; process?: number } = {},
): Promise<Response> =>
  world
    .api(process)
    .post('/v1/reversals')
    .set({ authorization: caller, 'idempotency-key': key })
    .send(body)
    .then((answer) => answer);

const get = async (path: string, authorization: string): Promise<Response> =>
  world.api().get(path).set({ authorization });

async function aPayment(rupiah = 100_000) {
  const payer = await world.aMember(world.dinoyo, { rupiah });
  const shop = await world.aMerchant(world.bumiayu);
  const reference = `hp-${newUuid()}`;
  const paid = await world.pay(payer, shop, rupiah, { body: { reference } });
  expect(paid.status).toBe(201);
  const id: string = paid.body.id;
  return { payer, shop, reference, id, me: world.as.member(payer) };
}

/** What stands on every account, without the counters of limits. */
const balances = async (): Promise<[number, string][]> =>
  (await world.books()).accounts.map((account: { id: number; posted: string }) => [
    account.id,
    account.posted,
  ]);

async function spentBy({ wallet }: Member) {
  const { rows } = await world.owner.query<{ amount: string; count: number }>(
    `SELECT day_amount AS amount, day_count AS count FROM ledger.usage
     WHERE account = $1 AND kind = 1`,
    [wallet],
  );
  return rows.map(({ amount, count }) => [BigInt(amount), count])[0];
}

/** What a worker does when everything that waits is due. */
async function workerRound(): Promise<void> {
  await world.owner.query(
    'UPDATE payments.reversal SET next_at = clock_timestamp() WHERE next_at IS NOT NULL',
  );
  await world.apps[1]?.get(ReversalService).continueAll(world.network.id, 100);
}

/** Takes all that a shop has out of its wallet, and answers how much. */
async function drain({ wallet }: Merchant): Promise<bigint> {
  const amount = await world.posted(wallet);
  const { bank } = world.bumiayu.accounts;
  const legs = [{ debit: wallet, credit: bank, amount, component: 'principal' }];
  await world.post(world.network.id, { amount, legs });
  return amount;
}

describe('a reversal by the sender’s own reference', () => {
  it('undoes a payment wholly and once, fees and limits included', async () => {
    const before = await balances();
    const { payer, shop, reference, id, me } = await aPayment();
    const key = newUuid();
    const done = await reverse(me, { reference }, { key });
    expect(done.status).toBe(201);
    expect(done.body).toMatchObject({
      object: 'reversal',
      status: 'posted',
      result: 'reversed',
      original_id: id.replace('pay_', 'trf_'),
      reference,
    });
    expect(await world.posted(payer.wallet)).toBe(100_000_00n);
    expect(await world.posted(shop.wallet)).toBe(0n);
    const own = new Map(await balances());
    for (const [account, posted] of before) {
      const isOpening = account === world.dinoyo.accounts.openingBalance;
      if (!isOpening) expect([account, own.get(account)]).toEqual([account, posted]);
    }
    expect(await spentBy(payer)).toEqual([0n, 0]);

    const again = await reverse(me, { reference }, { key, process: 1 });
    expect(again.body).toEqual(done.body);
    const twice = await reverse(me, { transfer_id: id });
    expect([twice.status, twice.body.code]).toEqual([409, 'already_reversed']);
    expect(twice.body.refused_id).toMatch(/^rev_/);
    expect((await get(`/v1/payments/${id}`, me)).body).toMatchObject({ reversed: true });
    const refunded = await world
      .api()
      .post('/v1/refunds')
      .set({ authorization: world.as.shop(shop), 'idempotency-key': newUuid() })
      .send({ payment_id: id, amount: idr('1000.00') });
    expect([refunded.status, refunded.body.code]).toEqual([409, 'already_reversed']);
  });

  it('H43 that comes first is remembered, and the late original is refused', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const me = world.as.member(payer);
    const reference = `hp-${newUuid()}`;
    const first = await reverse(me, { reference });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ status: 'posted', result: 'nothing', original_id: null });
    const late = await world.pay(payer, shop, 10_000, { process: 1, body: { reference } });
    expect(late.status).toBe(409);
    expect(['reversed_before_arrival', 'reference_reused']).toContain(late.body.code);
    const held = await world
      .api()
      .post('/v1/authorisations')
      .set({ authorization: me, 'idempotency-key': newUuid() })
      .send({
        merchant_id: encodeId('mrc', shop.uid),
        amount: idr('1000.00'),
        expires_in: 60,
        reference,
      });
    expect([held.status, held.body.code]).toEqual([409, 'reversed_before_arrival']);
    expect(await world.posted(payer.wallet)).toBe(50_000_00n);
    expect((await reverse(me, { reference })).body).toMatchObject({ result: 'nothing' });
  });

  it('H43 racing its original leaves the money with the payer, whoever comes first', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const payer = await world.aMember(world.dinoyo, { rupiah: 10_000 });
        const reference = `hp-${newUuid()}`;
        const [reversed] = await Promise.all([
          reverse(world.as.member(payer), { reference }, { process: index % 2 }),
          world.pay(payer, shop, 10_000, { process: (index + 1) % 2, body: { reference } }),
        ]);
        expect(reversed.status).toBe(201);
        expect(await world.posted(payer.wallet)).toBe(10_000_00n);
      }),
    );
    expect(await world.posted(shop.wallet)).toBe(0n);
  });

  it('of what was refused has nothing to undo', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 1_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const reference = `hp-${newUuid()}`;
    await world.pay(payer, shop, 2_000, { body: { reference } });
    const done = await reverse(world.as.member(payer), { reference });
    expect([done.status, done.body.result]).toEqual([201, 'nothing']);
  });

  it('releases an authorisation', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const me = world.as.member(payer);
    const given = await world
      .api()
      .post('/v1/authorisations')
      .set({ authorization: me, 'idempotency-key': newUuid() })
      .send({
        merchant_id: encodeId('mrc', shop.uid),
        amount: idr('50000.00'),
        expires_in: 3_600,
      });
    const done = await reverse(me, { transfer_id: given.body.id });
    expect([done.status, done.body.result]).toEqual([201, 'released']);
    expect(await spentBy(payer)).toEqual([0n, 0]);
    const balance = await world.apps[0]?.get(LedgerReads).balance(payer.wallet);
    expect(balance?.heldDebits).toBe(0n);
  });

  it('is refused after a refund, after its time, and for what somebody else sent', async () => {
    const { shop, id, me } = await aPayment();
    const cashier = world.as.shop(shop);
    expect((await reverse(cashier, { transfer_id: id })).body.code).toBe('not_found');
    const reference = `retur-${newUuid()}`;
    await world
      .api()
      .post('/v1/refunds')
      .set({ authorization: cashier, 'idempotency-key': newUuid() })
      .send({ payment_id: id, amount: idr('1000.00'), reference });
    const refunded = await reverse(me, { transfer_id: id });
    expect([refunded.status, refunded.body.code]).toEqual([409, 'already_refunded']);
    const ofRefund = await reverse(cashier, { reference });
    expect([ofRefund.status, ofRefund.body.code]).toEqual([422, 'not_reversible']);
    const none = await reverse(me, {});
    expect([none.status, none.body.code]).toEqual([400, 'validation_failed']);
  });
});

describe('a reversal that can’t be posted yet', () => {
  it('waits for the funds with an alert, and is then posted by itself', async () => {
    const { payer, shop, reference, me } = await aPayment(80_000);
    const taken = await drain(shop);
    const key = newUuid();
    const waits = await reverse(me, { reference }, { key });
    expect(waits.status).toBe(202);
    expect(waits.body).toMatchObject({
      status: 'pending',
      reason: { code: 'insufficient_funds' },
      transfer_id: null,
    });
    const alerts = async (): Promise<unknown> =>
      (await get('/v1/alerts?status=open&limit=100', world.as.operator())).body.data;
    const itsAlert = expect.objectContaining({ kind: 'reversal_pending' });
    expect(await alerts()).toContainEqual(itsAlert);
    const asked = await get(`/v1/acts?idempotency_key=${key}`, me);
    expect(asked.body).toMatchObject({ id: waits.body.id, type: 'reversal', status: 'pending' });

    await workerRound();
    const still = await get(`/v1/reversals/${waits.body.id}`, me);
    expect(still.body.status).toBe('pending');
    await world.fund(shop, world.bumiayu, Number(taken / 100n));
    await workerRound();
    const posted = await get(`/v1/reversals/${waits.body.id}`, me);
    expect(posted.body).toMatchObject({ status: 'posted', result: 'reversed' });
    expect(await world.posted(payer.wallet)).toBe(80_000_00n);
    expect(await alerts()).not.toContainEqual(itsAlert);
    expect((await reverse(me, { reference }, { key })).body).toEqual(posted.body);
  });

  it('is given up after many attempts, in a state that a person sees', async () => {
    const { shop, reference, me } = await aPayment(70_000);
    await drain(shop);
    const waits = await reverse(me, { reference });
    await world.owner.query('UPDATE payments.reversal SET attempts = 39 WHERE state = $1', [
      'PENDING',
    ]);
    await workerRound();
    const failed = await get(`/v1/reversals/${waits.body.id}`, world.as.operator());
    expect(failed.body).toMatchObject({ status: 'failed', reason: { code: 'insufficient_funds' } });
  });

  it('that was cut short is brought to its end by the worker', async () => {
    const { payer, reference, me } = await aPayment(60_000);
    const opened = await world.apps[0]?.get(ReversalStore).open({
      network: world.network.id,
      principal: payer.person,
      role: 'member',
      cooperative: payer.cooperative,
      key: newUuid(),
      requestHash: 'ab'.repeat(16),
      reference,
    });
    await workerRound();
    const id = encodeId('rev', opened?.reversal.uid ?? '');
    const done = await get(`/v1/reversals/${id}`, me);
    expect(done.body).toMatchObject({ status: 'posted', result: 'reversed' });
    expect(await world.posted(payer.wallet)).toBe(60_000_00n);
  });
});

describe('a reversal of money that another member has', () => {
  it('waits for an operator, who is told what it is', async () => {
    const sender = await world.aMember(world.dinoyo, { rupiah: 90_000 });
    const payee = await world.aMember(world.bumiayu);
    const me = world.as.member(sender);
    const sent = await world
      .api()
      .post('/v1/transfers')
      .set({ authorization: me, 'idempotency-key': newUuid() })
      .send({ payee_member_id: encodeId('mbr', payee.uid), amount: idr('50000.00') });
    expect(sent.status).toBe(201);
    const before = await world.posted(sender.wallet);
    const waits = await reverse(me, { transfer_id: sent.body.id });
    expect(waits.status).toBe(202);
    expect(waits.body).toMatchObject({ status: 'awaiting', result: null });
    const approval = await get(`/v1/approvals/${waits.body.approval_id}`, world.as.checker());
    expect(approval.body).toMatchObject({ kind: 'transfer_reversal', state: 'PENDING' });
    const agreed = await world
      .api()
      .post(`/v1/approvals/${waits.body.approval_id}/approve`)
      .set({ authorization: world.as.checker() })
      .send({ payload_hash: approval.body.payload_hash });
    expect(agreed.body).toMatchObject({ state: 'EXECUTED', outcome: { status: 'posted' } });
    expect((await world.posted(sender.wallet)) - before).toBeGreaterThanOrEqual(50_000_00n);
    expect(await world.posted(payee.wallet)).toBe(0n);
    const done = await get(`/v1/reversals/${waits.body.id}`, me);
    expect(done.body).toMatchObject({ status: 'posted', result: 'reversed' });
  });

  it('stays with the payee when nobody agrees', async () => {
    const sender = await world.aMember(world.dinoyo, { rupiah: 90_000 });
    const payee = await world.aMember(world.dinoyo);
    const me = world.as.member(sender);
    const sent = await world
      .api()
      .post('/v1/transfers')
      .set({ authorization: me, 'idempotency-key': newUuid() })
      .send({ payee_member_id: encodeId('mbr', payee.uid), amount: idr('50000.00') });
    const waits = await reverse(me, { transfer_id: sent.body.id });
    const other = await reverse(me, { transfer_id: sent.body.id });
    expect([other.status, other.body.code]).toEqual([409, 'already_exists']);
    const approval = await get(`/v1/approvals/${waits.body.approval_id}`, world.as.checker());
    await world
      .api()
      .post(`/v1/approvals/${waits.body.approval_id}/reject`)
      .set({ authorization: world.as.checker() })
      .send({ payload_hash: approval.body.payload_hash, remark: 'penerima tidak setuju' });
    const done = await get(`/v1/reversals/${waits.body.id}`, me);
    expect(done.body).toMatchObject({ status: 'refused', reason: { code: 'wrong_state' } });
    expect(await world.posted(payee.wallet)).toBe(50_000_00n);
  });
});

describe('asking what became of an act', () => {
  it('tells what was posted, what was refused and what never arrived, to its sender only', async () => {
    const { payer, shop, reference, id, me } = await aPayment(20_000);
    const found = await get(`/v1/acts?reference=${reference}`, me);
    expect(found.body).toMatchObject({
      id,
      object: 'act',
      type: 'payment',
      status: 'posted',
      reference,
      refunded: idr('0.00'),
      reversed: false,
      payer: { member_id: encodeId('mbr', payer.uid) },
      payee: { merchant_id: encodeId('mrc', shop.uid) },
    });
    const key = newUuid();
    await world.pay(payer, shop, 5_000, { key });
    const refused = await get(`/v1/acts?idempotency_key=${key}`, me);
    expect(refused.body).toMatchObject({
      status: 'refused',
      refusal: { code: 'insufficient_funds' },
    });
    for (const path of [`reference=${newUuid()}`, `idempotency_key=${newUuid()}`]) {
      const nothing = await get(`/v1/acts?${path}`, me);
      expect([nothing.status, nothing.body.code]).toEqual([404, 'never_arrived']);
    }
    const stranger = await get(`/v1/acts?reference=${reference}`, world.as.shop(shop));
    expect(stranger.body.code).toBe('never_arrived');
    expect((await get('/v1/acts', me)).body.code).toBe('validation_failed');
  });
});

describe('after its time', () => {
  const later = (minutes: number) =>
    world.owner.query(
      `SELECT ledger.set_clock($1::smallint,
         ledger.network_now($1::smallint) + make_interval(mins => $2))`,
      [world.network.id, minutes],
    );

  it('a payment stands: only the merchant can give it back', async () => {
    const { reference, me } = await aPayment(20_000);
    await later(11);
    const late = await reverse(me, { reference });
    expect([late.status, late.body.code]).toEqual([409, 'reversal_too_late']);
  });

  it('what was asked for in time is still undone once there are funds', async () => {
    const { payer, shop, reference, me } = await aPayment(20_000);
    await drain(shop);
    const waits = await reverse(me, { reference });
    expect(waits.body.status).toBe('pending');
    await later(25 * 60);
    await world.fund(shop, world.bumiayu, 20_000);
    await workerRound();
    const id: string = waits.body.id;
    expect((await get(`/v1/reversals/${id}`, me)).body.status).toBe('posted');
    expect(await world.posted(payer.wallet)).toBe(20_000_00n);
  });
});

it('leaves books that verify', async () => {
  expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
});
