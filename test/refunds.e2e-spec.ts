import { ApprovalService, TokenService, type Role } from '@app/access';
import { encodeId, newUuid, presets, type FeeComponent, type RefundPolicy } from '@app/core';
import { verifyLedger } from '@app/ledger';
import {
  FeeScheduleService,
  MemberService,
  type Cooperative,
  type Member,
  type Merchant,
} from '@app/participants';
import { SuspenseService } from '@app/payments';
import { scheduleInForce, justProven } from '@app/testing';
import { idr as sen, newKey } from '@simpul/client';
import type { Response } from 'supertest';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let count = 0;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);

afterAll(() => world.close());

interface RefundOptions {
  readonly key?: string;
  readonly process?: number;
  readonly body?: object;
}

const refund = async (
  merchant: Merchant,
  payment: string,
  rupiah: number,
  { key = newUuid(), process = 0, body = {} }: RefundOptions = {},
): Promise<Response> =>
  world
    .api(process)
    .post('/v1/refunds')
    .set({ authorization: world.as.shop(merchant, 'cashier'), 'idempotency-key': key })
    .send({ payment_id: payment, amount: idr(`${rupiah}.00`), ...body });

const get = async (path: string, authorization: string): Promise<Response> =>
  world.api().get(path).set({ authorization });

async function aPayment(rupiah: number, home: Cooperative, host: Cooperative) {
  const payer = await world.aMember(home, { rupiah });
  const shop = await world.aMerchant(host);
  const paid = await world.pay(payer, shop, rupiah);
  expect(paid.status).toBe(201);
  const id: string = paid.body.id;
  return { payer, shop, id };
}

describe('a refund', () => {
  it('gives back in parts, with the discount, to the last rupiah and no further', async () => {
    const { payer, shop, id } = await aPayment(100_000, world.dinoyo, world.bumiayu);
    const [cashier, member] = [world.as.shop(shop, 'cashier'), world.as.member(payer)];
    const counter = world.simpul(cashier);
    const part = (rupiah: bigint) => ({ payment_id: id, amount: sen(rupiah * 100n) });
    const key = newKey();
    const body = { ...part(25_000n), reason: 'beras rusak', reference: `retur-${key}` };
    const first = await counter.post('/v1/refunds', { key, body });
    expect(first.data).toMatchObject({
      object: 'refund',
      status: 'posted',
      payment_id: id,
      amount: idr('25000.00'),
      merchant_paid: idr('24825.00'),
      discount_returned: idr('175.00'),
      in_suspense: false,
      reason: 'beras rusak',
    });
    const again = await world.simpul(cashier, { process: 1 }).post('/v1/refunds', { key, body });
    expect(again.data).toEqual(first.data);
    expect(again.replayed).toBe(true);
    expect(await world.posted(payer.wallet)).toBe(25_000_00n);

    const tooMuch = counter.post('/v1/refunds', { key: newKey(), body: part(75_001n) });
    await expect(tooMuch).rejects.toMatchObject({
      status: 422,
      code: 'refund_exceeds_payment',
      moneyMoved: 'no',
    });
    await counter.post('/v1/refunds', { key: newKey(), body: part(75_000n) });
    expect(await world.posted(payer.wallet)).toBe(100_000_00n);
    expect(await world.posted(shop.wallet)).toBe(0n);

    const own = world.simpul(member);
    const read = await own.get('/v1/payments/{id}', { path: { id } });
    expect(read.data).toMatchObject({ refunded: idr('100000.00'), reversed: false });
    expect(read.data.refunds).toHaveLength(2);
    const refundId = { path: { id: first.data.id } };
    const seen = await own.get('/v1/refunds/{id}', refundId);
    expect(seen.data).toMatchObject({ amount: idr('25000.00'), reference: null });
    expect(seen.data).not.toHaveProperty('merchant_paid');
    const listed = await world.simpul(world.as.shop(shop)).get('/v1/refunds');
    expect(listed.data.data).toHaveLength(2);
    const other = await world.aMerchant(world.dinoyo);
    const stranger = world.simpul(world.as.shop(other));
    await expect(stranger.get('/v1/refunds/{id}', refundId)).rejects.toMatchObject({ status: 404 });
    expect((await refund(other, id, 1_000)).body.code).toBe('not_found');
  });

  it('H29 in parallel and over two processes is never more than was paid', async () => {
    const { payer, shop, id } = await aPayment(100_000, world.dinoyo, world.bumiayu);
    await world.fund(shop, world.bumiayu, 1_000_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refund(shop, id, 9_000, { process: index % 2 })),
    );
    expect(tally(answers)).toEqual({ '201': 11, refund_exceeds_payment: 9 });
    expect(await world.posted(payer.wallet)).toBe(99_000_00n);
  });

  it('H30 after settlement falls into the open cycle, with the interchange by schedule', async () => {
    const { shop, id } = await aPayment(100_000, world.dinoyo, world.bumiayu);
    const paid = await get(`/v1/payments/${id}`, world.as.shop(shop));
    const cycles = await get('/v1/cycles?state=OPEN', world.as.operator());
    const [open] = cycles.body.data;
    const closed = await world
      .api()
      .post(`/v1/cycles/${open.id}/close`)
      .set({ authorization: world.as.operator(), 'idempotency-key': newUuid() })
      .send({});
    expect(closed.status).toBeLessThan(300);
    const given = await refund(shop, id, 50_000);
    expect(given.status).toBe(201);
    expect(given.body.cycle_id).not.toBe(paid.body.cycle_id);
    const transfer = await get(`/v1/transfers/${given.body.transfer_id}`, world.as.operator());
    const returned = { component: 'interchange', amount: idr('140.00') };
    expect(transfer.body.legs).toContainEqual(expect.objectContaining(returned));
  });

  it('H31 of a refund or of a deposit has a refusal of its own', async () => {
    const { shop, id } = await aPayment(50_000, world.dinoyo, world.bumiayu);
    const given = await refund(shop, id, 10_000);
    const before = await world.books();
    const uuidOfRefund: string = given.body.id;
    const asPayment = uuidOfRefund.replace('rfd_', 'pay_');
    for (const what of [uuidOfRefund, asPayment, encodeId('dep', newUuid())]) {
      const refused = await refund(shop, what, 1_000);
      expect([refused.status, refused.body.code]).toEqual([422, 'not_refundable']);
    }
    expect(await world.books()).toEqual(before);
  });

  it('H25 goes on from and to a suspended cooperative', async () => {
    const { payer, shop, id } = await aPayment(40_000, world.dinoyo, world.bumiayu);
    await world.setState(world.dinoyo, 'suspended');
    const given = await refund(shop, id, 40_000);
    await world.setState(world.dinoyo, 'active');
    expect(given.status).toBe(201);
    expect(await world.posted(payer.wallet)).toBe(40_000_00n);
  });

  it('reaches a frozen wallet, and needs the merchant’s own money', async () => {
    const { payer, shop, id } = await aPayment(40_000, world.bumiayu, world.bumiayu);
    await world.setStatus(payer, 'frozen');
    expect((await refund(shop, id, 10_000)).status).toBe(201);
    await world.post(world.network.id, {
      amount: 20_000_00n,
      legs: [
        {
          debit: shop.wallet,
          credit: world.bumiayu.accounts.bank,
          amount: 20_000_00n,
          component: 'principal',
        },
      ],
    });
    const poor = await refund(shop, id, 30_000);
    expect([poor.status, poor.body.code]).toEqual([422, 'insufficient_funds']);
    expect(poor.body.refused_id).toMatch(/^rfd_/);
  });
});

describe('a refund to a closed wallet', () => {
  const release = (caller: string, body: object): Promise<Response> =>
    world
      .api()
      .post('/v1/suspense-releases')
      .set({ authorization: caller })
      .send(body)
      .then((answer) => answer);

  async function approve({ body }: Response, coop: Cooperative) {
    const approval: { id: string; payload_hash: string } = body;
    return world
      .api()
      .post(`/v1/approvals/${approval.id}/approve`)
      .set({ authorization: await staff(coop, 'manager') })
      .send({ payload_hash: approval.payload_hash });
  }

  /** Staff who are persons of the network, since approvals name them. */
  async function staff(coop: Cooperative, role: Role): Promise<string> {
    const { person: principal, network } = await world.aMember(coop);
    const issued = world.apps[0]?.get(TokenService).issue({
      ...justProven(),
      principal,
      role,
      network,
      cooperative: coop.uid,
      member: null,
      merchant: null,
    });
    return `Bearer ${issued?.token}`;
  }

  async function closedWallet(rupiah: number) {
    const paid = await aPayment(rupiah, world.dinoyo, world.bumiayu);
    await world.setStatus(paid.payer, 'closed');
    const given = await refund(paid.shop, paid.id, rupiah);
    expect(given.status).toBe(201);
    expect(given.body.in_suspense).toBe(true);
    const refundId: string = given.body.id;
    return { ...paid, refundId };
  }

  const suspense = () => world.posted(world.dinoyo.accounts.suspense);

  it('waits in suspense with an alert until two persons release it, once', async () => {
    const before = await suspense();
    const { refundId } = await closedWallet(30_000);
    expect((await suspense()) - before).toBe(30_000_00n);
    const alerts = await get('/v1/alerts?status=open', world.as.operator());
    expect(alerts.body.data).toContainEqual(itsAlert);

    const teller = await staff(world.dinoyo, 'teller');
    const wanted = { transfer_id: refundId, to: 'cash', reason: 'datang dengan KTP' };
    const asked = await release(teller, wanted);
    expect(asked.status).toBe(202);
    expect(asked.body.details).toMatchObject({ amount: idr('30000.00'), to: 'cash' });
    await world.post(world.network.id, {
      amount: 30_000_00n,
      legs: [
        {
          debit: world.dinoyo.accounts.vault,
          credit: world.dinoyo.accounts.bank,
          amount: 30_000_00n,
          component: 'cash',
        },
      ],
    });
    const done = await approve(asked, world.dinoyo);
    expect(done.body).toMatchObject({ state: 'EXECUTED' });
    expect(await suspense()).toBe(before);
    const again = await release(teller, wanted);
    expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
    // Its alert is gone, and doesn't come back.
    await watch();
    const now = await get('/v1/alerts?status=open&limit=100', world.as.operator());
    expect(now.body.data).not.toContainEqual(itsAlert);
  });

  it('H45 follows the member to another cooperative', async () => {
    const { payer, refundId } = await closedWallet(45_000);
    const moved = await joins(payer, world.bumiayu);
    const stranger = await world.aMember(world.bumiayu);
    const teller = await staff(world.dinoyo, 'teller');
    const wanted = { transfer_id: refundId, to: 'wallet', reason: 'pindah koperasi' };
    const wrong = { ...wanted, member_id: encodeId('mbr', stranger.uid) };
    expect((await release(teller, wrong)).status).toBe(404);
    const asked = await release(teller, {
      ...wanted,
      member_id: encodeId('mbr', moved.uid),
    });
    expect(asked.status).toBe(202);
    expect((await approve(asked, world.dinoyo)).body).toMatchObject({ state: 'EXECUTED' });
    expect(await world.posted(moved.wallet)).toBe(45_000_00n);
  });

  /** The same person becomes a member elsewhere. */
  async function joins({ person }: Member, coop: Cooperative): Promise<Member> {
    const phone = await world.phoneOf(person);
    const membership = { person, phone, number: `P${(count += 1)}`, tier: 'registered' } as const;
    const admitted = await world.apps[0]?.get(MemberService).admit(coop, membership);
    if (admitted?.ok !== true) throw new Error(`not admitted: ${admitted?.code}`);
    return admitted.value.member;
  }

  const itsAlert = expect.objectContaining({ kind: 'payee_closed' });

  const watch = async (): Promise<void> => {
    await world.apps[0]?.get(SuspenseService).watch(world.network);
  };
});

describe('a refund by the schedule of its payment', () => {
  /** Puts a schedule in force that gives back 2 % off the issuer's budget, and may let the discount be kept. */
  async function inForce(refundPolicy: RefundPolicy): Promise<void> {
    const [app] = world.apps;
    if (app === undefined) throw new Error('no process');
    const incentive: FeeComponent = {
      name: 'incentive',
      payer: 'issuer',
      rate: '0.02',
      shares: [{ party: 'member', weight: '1' }],
    };
    const simple = presets.cooperativeSimple();
    const rules = simple.rules.map((rule) =>
      rule.service === 'payment'
        ? { ...rule, refund: refundPolicy, components: [...rule.components, incentive] }
        : rule,
    );
    const office = {
      feeSchedules: app.get(FeeScheduleService),
      approvals: app.get(ApprovalService),
      maker: world.operator,
      checker: world.checker,
    };
    await scheduleInForce(office, world.network, { ...simple, rules });
  }

  it('takes the cashback back in proportion, and keeps the discount if that says so', async () => {
    const { incentiveExpense: debit, incentiveBudget: credit } = world.dinoyo.accounts;
    const amount = 10_000_00n;
    const legs = [{ debit, credit, amount, component: 'budget' }];
    await world.post(world.network.id, { amount, legs });
    await inForce('kept');
    const { payer, shop, id } = await aPayment(100_000, world.dinoyo, world.bumiayu);
    expect(await world.posted(payer.wallet)).toBe(2_000_00n);
    // What is in force by the time of the refund is of no concern.
    await inForce('in_proportion');
    await world.fund(shop, world.bumiayu, 1_000);
    const part = await refund(shop, id, 25_000);
    expect(part.body).toMatchObject({
      merchant_paid: idr('25000.00'),
      discount_returned: idr('0.00'),
      cashback_returned: idr('500.00'),
    });
    expect(await world.posted(payer.wallet)).toBe(26_500_00n);
    expect((await refund(shop, id, 75_000)).body).toMatchObject({
      cashback_returned: idr('1500.00'),
    });
    expect(await world.posted(payer.wallet)).toBe(100_000_00n);
    expect(await world.posted(credit)).toBe(10_000_00n);
  });
});

it('leaves books that verify', async () => {
  expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
});
