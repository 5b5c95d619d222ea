import { AlertService, ApprovalService, Onboarding } from '@app/access';
import { encodeId, newUuid, presets, toMoney, type FeeComponent } from '@app/core';
import { verifyLedger } from '@app/ledger';
import {
  FeeScheduleService,
  type Cooperative,
  type Member,
  type Merchant,
} from '@app/participants';
import { IncentiveBudgetWatch } from '@app/payments';
import { aPhone, scheduleInForce, valueOf } from '@app/testing';
import { DataSource } from 'typeorm';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf } from './support/read-body.js';

let world: PaymentsWorld;
let budi: Member;
let shop: Merchant;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 3_000_000 });
  shop = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(() => world.close());

const post = (path: string, authorization: string, body: object, key = newUuid()) =>
  world.api().post(path).set('authorization', authorization).set('idempotency-key', key).send(body);
const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);
const rupiah = (amount: number) => toMoney(BigInt(amount) * 100n);
const asOperator = () => world.as.operator();
const asChecker = () => world.as.somebody({ role: 'operator', principal: world.checker.principal });

async function staffOf({ uid, network }: Cooperative, role: 'treasurer' | 'manager') {
  const app = world.apps[0] ?? missing();
  const person = { network, fullName: 'Rina Bendahara', phone: aPhone() };
  const { manager } = app.get(DataSource);
  const principal = valueOf(await app.get(Onboarding).registerPerson(manager, person));
  return world.as.somebody({ role, principal, network, cooperative: uid });
}

/** Payments and sendings of money between two cooperatives give back 2 %, at most Rp5,000. */
async function sponsoredBy(payer: FeeComponent['payer']): Promise<void> {
  const app = world.apps[0] ?? missing();
  const incentive: FeeComponent = {
    name: 'incentive',
    payer,
    rate: '0.02',
    maximum: 5_000_00n,
    shares: [{ party: 'member', weight: '1' }],
  };
  const simple = presets.cooperativeSimple();
  const rules = simple.rules.map((rule) =>
    rule.service === 'payment' || rule.service === 'transfer'
      ? { ...rule, components: [...rule.components, incentive] }
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

async function fund(cooperative: Cooperative, amount: number): Promise<void> {
  const maker = await staffOf(cooperative, 'treasurer');
  const asked = await post('/v1/incentive-budgets/fundings', maker, { amount: rupiah(amount) });
  expect(asked.status).toBe(202);
  const { id, payload_hash: hash } = asked.body;
  const checker = await staffOf(cooperative, 'manager');
  await post(`/v1/approvals/${id}/approve`, checker, { payload_hash: hash }).expect(
    200,
    /EXECUTED/,
  );
}

/** A round of the worker. */
async function look(): Promise<void> {
  const { manager } = (world.apps[0] ?? missing()).get(DataSource);
  await new IncentiveBudgetWatch(manager, new AlertService(manager)).look(world.network.id);
}

function missing(): never {
  throw new Error('a world needs a process');
}

describe('a budget for cashback', () => {
  it('is set aside by two persons of the cooperative, at its expense', async () => {
    const maker = await staffOf(world.dinoyo, 'treasurer');
    const checker = await staffOf(world.dinoyo, 'manager');
    const { accounts } = world.dinoyo;
    const wish = { amount: rupiah(10_000), reason: 'promo' };
    const asked = await post('/v1/incentive-budgets/fundings', maker, wish).expect(202);
    expect(asked.body).toMatchObject({
      kind: 'incentive_funding',
      state: 'PENDING',
      details: { cooperative_id: encodeId('coop', world.dinoyo.uid), amount: idr('10000.00') },
    });
    await post('/v1/incentive-budgets/fundings', maker, wish).expect(409, /already_exists/);
    const path = `/v1/approvals/${asked.body.id}/approve`;
    const agreed = { payload_hash: asked.body.payload_hash };
    await post(path, maker, agreed).expect(403, /same_person/);
    expect(await world.posted(accounts.incentiveBudget)).toBe(0n);
    await post(path, checker, agreed).expect(200, /EXECUTED/);
    await post(path, checker, agreed).expect(200, /EXECUTED/);
    expect(await world.posted(accounts.incentiveBudget)).toBe(10_000_00n);
    expect(await world.posted(accounts.incentiveExpense)).toBe(-10_000_00n);
    const { body } = await get('/v1/incentive-budgets/own', checker).expect(200);
    expect(body).toMatchObject({ left: idr('10000.00') });
    const foreign = await staffOf(world.bumiayu, 'manager');
    const other = await get('/v1/incentive-budgets/own', foreign).expect(200);
    expect(other.body).toMatchObject({ left: idr('0.00') });
    await post('/v1/incentive-budgets/fundings', world.as.staff('teller', world.dinoyo), {}).expect(
      403,
    );
  });

  it('of the switch holds no more than it has earned', async () => {
    const far = { amount: rupiah(1_000_000_000) };
    await post('/v1/incentive-budgets/fundings', asOperator(), far).expect(
      422,
      /insufficient_funds/,
    );
  });
});

describe('cashback', () => {
  it('of the issuer reaches the payer with the payment, and only the payer sees it', async () => {
    await sponsoredBy('issuer');
    const { accounts } = world.dinoyo;
    const before = await world.posted(budi.wallet);
    const paid = await world.pay(budi, shop, 100_000);
    expect(paid.status).toBe(201);
    expect(paid.body).toMatchObject({ amount: idr('100000.00'), cashback: idr('2000.00') });
    expect(await world.posted(budi.wallet)).toBe(before - 98_000_00n);
    expect(await world.posted(accounts.incentiveBudget)).toBe(8_000_00n);
    const seen = await get(`/v1/payments/${paid.body.id}`, world.as.shop(shop)).expect(200);
    expect(seen.body).not.toHaveProperty('cashback');
    expect(seen.body).toMatchObject({ merchant_net: idr('99300.00') });
  });

  it('goes back in proportion when the payment is refunded', async () => {
    await fund(world.dinoyo, 1_000);
    const { accounts } = world.dinoyo;
    const paid = await world.pay(budi, shop, 50_000);
    expect(paid.body).toMatchObject({ cashback: idr('1000.00') });
    const left = await world.posted(accounts.incentiveBudget);
    const wish = { payment_id: paid.body.id, amount: rupiah(25_000), reason: 'retur' };
    await post('/v1/refunds', world.as.shop(shop), wish).expect(201);
    expect(await world.posted(accounts.incentiveBudget)).toBe(left + 500_00n);
  });

  it('H14 never takes a budget below zero: what it can’t cover goes on without', async () => {
    const { accounts } = world.dinoyo;
    const left = await world.posted(accounts.incentiveBudget);
    const members = await Promise.all(
      Array.from({ length: 12 }, () => world.aMember(world.dinoyo, { rupiah: 200_000 })),
    );
    const all = await Promise.all(members.map((one) => world.pay(one, shop, 60_000)));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 201));
    const rewarded = all.filter(({ body }) => 'cashback' in body).length;
    expect(rewarded).toBe(Number(left / 1_200_00n));
    expect(rewarded).toBeLessThan(12);
    const rest = await world.posted(accounts.incentiveBudget);
    expect(rest).toBe(left - BigInt(rewarded) * 1_200_00n);
    if (rest > 0n) await world.pay(budi, shop, Number(rest / 2n));
    expect(await world.posted(accounts.incentiveBudget)).toBe(0n);
    const key = newUuid();
    const without = await world.pay(budi, shop, 100_000, { key });
    expect(without.body).not.toHaveProperty('cashback');
    await look();
    await look();
    const treasurer = await staffOf(world.dinoyo, 'treasurer');
    const alerts = await get('/v1/alerts?status=open', treasurer).expect(200);
    expect(alerts.body.data).toMatchObject([{ kind: 'incentive_budget_empty', times: 1 }]);
    await fund(world.dinoyo, 100_000);
    await look();
    expect((await get('/v1/alerts?status=open', treasurer)).body.data).toEqual([]);
    // A repetition gives what the first gave, though the budget is full again.
    expect((await world.pay(budi, shop, 100_000, { key })).text).toBe(without.text);
  });

  it('of the acquirer goes by clearing, and within one cooperative costs that one', async () => {
    await sponsoredBy('acquirer');
    await fund(world.bumiayu, 50_000);
    const [home, host] = [world.dinoyo.accounts, world.bumiayu.accounts];
    const positions = async () => [
      await world.posted(home.position),
      await world.posted(host.position),
    ];
    const [homeBefore = 0n, hostBefore = 0n] = await positions();
    const paid = await world.pay(budi, shop, 100_000);
    expect(paid.body).toMatchObject({ cashback: idr('2000.00') });
    const [homeAfter = 0n, hostAfter = 0n] = await positions();
    expect(await world.posted(host.incentiveBudget)).toBe(48_000_00n);
    expect(homeAfter - homeBefore).toBe(-100_000_00n + 280_00n + 2_000_00n);
    expect(hostAfter - hostBefore).toBe(100_000_00n - 420_00n - 2_000_00n);
    const neighbour = await world.aMember(world.bumiayu, { rupiah: 100_000 });
    const onUs = await world.pay(neighbour, shop, 50_000);
    expect(onUs.body).toMatchObject({ on_us: true, cashback: idr('1000.00') });
    expect(await world.posted(host.incentiveBudget)).toBe(47_000_00n);
    expect(await positions()).toEqual([homeAfter, hostAfter]);
  });
});

describe('cashback of the switch', () => {
  it('comes out of what it has earned, and a cycle in which it gives more than it earns settles', async () => {
    await sponsoredBy('switch');
    const first = await closedCycle();
    const { rows } = await world.owner.query<{ posted: string; budget: number }>(
      `SELECT a.posted, n.incentive_budget AS budget FROM participants.network n
       JOIN ledger.account a ON a.id = n.switch_fee_income WHERE n.id = $1`,
      [world.network.id],
    );
    const [{ posted, budget } = missing()] = rows;
    const amount = toMoney(BigInt(posted));
    const asked = await post('/v1/incentive-budgets/fundings', asOperator(), { amount });
    expect(asked.body).toMatchObject({ kind: 'switch_incentive_funding', cooperative_id: null });
    const { id, payload_hash: hash } = asked.body;
    const path = `/v1/approvals/${id}/approve`;
    await post(path, asOperator(), { payload_hash: hash }).expect(403, /same_person/);
    await post(path, asChecker(), { payload_hash: hash }).expect(200, /EXECUTED/);
    expect(await world.posted(budget)).toBe(BigInt(posted));
    const own = await get('/v1/incentive-budgets/own', asOperator()).expect(200);
    expect(own.body).toMatchObject({ cooperative_id: null, left: amount });

    const paid = await world.pay(budi, shop, 30_000);
    expect(paid.body).toMatchObject({ cashback: idr('600.00') });
    expect(await world.posted(budget)).toBe(BigInt(posted) - 600_00n);
    const second = await closedCycle();
    await prefund(world.dinoyo, 5_000_000);
    for (const cycle of [first, second]) await settle(cycle);
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });

  async function closedCycle(): Promise<string> {
    const { body } = await get('/v1/cycles?state=OPEN', asOperator()).expect(200);
    const id = idOf(itemsOf(body)[0]);
    await post(`/v1/cycles/${id}/close`, asOperator(), {}).expect(200);
    return id;
  }

  async function prefund(cooperative: Cooperative, amount: number): Promise<void> {
    const path = `/v1/cooperatives/${encodeId('coop', cooperative.uid)}/funds-in`;
    await post(path, asOperator(), { amount: rupiah(amount), bank_reference: newUuid() }).expect(
      201,
    );
  }

  async function settle(cycle: string): Promise<void> {
    const proposed = await post('/v1/settlements', asOperator(), { cycle_id: cycle }).expect(201);
    const path = `/v1/settlements/${proposed.body.id}`;
    const { body } = await post(`${path}/approve`, asChecker(), {}).expect(200);
    expect(body.state).toBe('SETTLED');
  }
});
