import { encodeId, newUuid, toMoney } from '@app/core';
import { FeeScheduleService, NetworkService, type Member, type Merchant } from '@app/participants';
import { valueOf } from '@app/testing';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let budi: Member;
let tokoSiti: Merchant;
let tokoSendiri: Merchant;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 5_000_000 });
  tokoSiti = await world.aMerchant(world.bumiayu);
  tokoSendiri = await world.aMerchant(world.dinoyo);
}, 60_000);

afterAll(() => world.close());

interface Compared {
  readonly booked: object;
  readonly simulated: object;
}

/** What this spec looks at in any answer. */
interface Body {
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly now: string;
  readonly from: string;
  readonly to: string;
  readonly payload_hash: string;
  readonly data: readonly { readonly id: string; readonly activated_at: string }[];
  readonly errors: readonly { readonly field: string; readonly code: string }[];
  readonly services: readonly { readonly components: readonly Compared[] }[];
  readonly cooperatives: readonly { readonly net: Compared }[];
  readonly switch: { readonly net: Compared };
  readonly others: { readonly net: Compared };
  readonly not_priced: readonly { readonly code: string }[];
}

interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function post(path: string, body: object, as = world.as.operator()): Promise<Answer> {
  return world.api().post(path).set({ authorization: as, 'accept-language': 'en' }).send(body);
}

async function get(path: string, as = world.as.operator()): Promise<Answer> {
  return world.api().get(path).set('authorization', as);
}

async function drafted(body: object): Promise<string> {
  const made = await post('/v1/fee-schedules', body);
  expect([made.status, made.body.state]).toEqual([201, 'draft']);
  return made.body.id;
}

/** Submits a draft and has the other operator approve it. */
async function agreed(id: string): Promise<void> {
  const asked = await post(`/v1/fee-schedules/${id}/submit`, { reason: 'hasil rapat' });
  expect([asked.status, asked.body.state]).toEqual([201, 'PENDING']);
  const { id: approval, payload_hash } = asked.body;
  const done = await post(
    `/v1/approvals/${approval}/approve`,
    { payload_hash },
    world.as.checker(),
  );
  expect([done.status, done.body.state]).toEqual([200, 'EXECUTED']);
}

const stateOf = async (id: string): Promise<string> =>
  (await get(`/v1/fee-schedules/${id}`)).body.state;

async function paid(rupiah: number, shop = tokoSiti): Promise<Answer> {
  const answer = await world.pay(budi, shop, rupiah);
  expect(answer.status).toBe(201);
  return answer;
}

async function now(): Promise<number> {
  const answer = await get(`/v1/networks/${encodeId('net', world.network.uid)}`);
  return Date.parse(answer.body.now);
}

describe('a fee schedule', () => {
  it('is drawn up by one operator and charged once another agreed, from the next payment on', async () => {
    const shop = world.as.shop(tokoSiti);
    const takings = () => world.posted(tokoSiti.wallet);
    expect((await paid(100_000)).status).toBe(201);
    expect(await takings()).toBe(9_930_000n);
    const id = await drafted({ preset: 'qris_mdr' });
    await paid(100_000);
    expect(await takings()).toBe(2n * 9_930_000n);
    await agreed(id);
    expect(await stateOf(id)).toBe('active');
    // A micro merchant pays nothing up to Rp500,000.
    await paid(100_000);
    expect(await takings()).toBe(2n * 9_930_000n + 10_000_000n);
    const own = await get('/v1/fee-schedules', shop);
    expect(own.status).toBe(403);
    const history = await get('/v1/fee-schedules?version=1');
    expect(history.body.data).toMatchObject([{ version: 1, state: 'retired' }]);
  });

  it('comes into force at its time, when the worker looks', async () => {
    const start = await now();
    const at = new Date(start + 3_600_000).toISOString();
    const id = await drafted({ preset: 'cooperative_simple', effective_at: at });
    await agreed(id);
    expect(await stateOf(id)).toBe('approved');
    const feeSchedules = world.apps[0]?.get(FeeScheduleService);
    await feeSchedules?.activateDue(world.network.id);
    expect(await stateOf(id)).toBe('approved');
    const networks = world.apps[0]?.get(NetworkService);
    const moved = networks?.moveClock(
      world.operator,
      world.network.uid,
      new Date(start + 3_700_000),
    );
    valueOf((await moved) ?? { ok: false, code: 'not_found' });
    await feeSchedules?.activateDue(world.network.id);
    const active = await get(`/v1/fee-schedules/${id}`);
    expect(active.body).toMatchObject({
      state: 'active',
      drafted_by: encodeId('per', world.operator.principal),
      approved_by: encodeId('per', world.checker.principal),
    });
    const before = await world.posted(tokoSiti.wallet);
    await paid(100_000);
    expect((await world.posted(tokoSiti.wallet)) - before).toBe(9_930_000n);
  });

  it('is taken back or rejected, and then no longer to be agreed to', async () => {
    const [back, no] = [
      await drafted({ preset: 'qris_mdr' }),
      await drafted({ preset: 'qris_mdr' }),
    ];
    const withdrawn = await post(`/v1/fee-schedules/${back}/withdraw`, {});
    expect([withdrawn.status, withdrawn.body.state]).toEqual([200, 'rejected']);
    const again = await post(`/v1/fee-schedules/${back}/submit`, {});
    expect([again.status, again.body.code]).toEqual([409, 'wrong_state']);
    const asked = await post(`/v1/fee-schedules/${no}/submit`, {});
    const { id, payload_hash } = asked.body;
    const body = { payload_hash, remark: 'terlalu mahal' };
    const rejected = await post(`/v1/approvals/${id}/reject`, body, world.as.checker());
    expect(rejected.body).toMatchObject({ state: 'REJECTED', remark: 'terlalu mahal' });
    expect(await stateOf(no)).toBe('rejected');
  });

  it('that leaves gaps or contradicts itself is refused, each fault in its place and language', async () => {
    const rule = { service: 'withdrawal', scope: 'on_us', components: [] };
    const interchange = {
      name: 'interchange',
      payer: 'issuer',
      fixed: idr('3000.00'),
      shares: [{ party: 'acquirer', weight: '1' }],
    };
    const rules = [rule, rule, { ...rule, components: [interchange], criterion: 'UMI' }];
    const answer = await post('/v1/fee-schedules', { rules });
    expect([answer.status, answer.body.code]).toEqual([422, 'schedule_invalid']);
    const faults = answer.body.errors.map(({ field, code }) => [field, code]);
    expect(faults).toEqual([
      ['rules.2.components.0.name', 'component_misplaced'],
      ['rules.1', 'rules_conflict'],
      ['rules (withdrawal/off_us)', 'gap'],
    ]);
    const missing = await post(`/v1/fee-schedules/${encodeId('fsc', newUuid())}/submit`, {});
    expect(missing.status).toBe(404);
  });
});

describe('a simulation', () => {
  it('shows what a period cost and would have cost, to the sen and to everybody', async () => {
    // Whatever of the period came before was made under schedules that this compares with as well.
    const from = new Date(await now()).toISOString();
    await paid(100_000);
    await paid(1_000_000);
    await paid(50_000, tokoSendiri);
    const to = new Date((await now()) + 1_000).toISOString();
    const id = await drafted({ preset: 'qris_mdr' });
    const answer = await post(`/v1/fee-schedules/${id}/simulate`, { from, to });
    expect(answer.status).toBe(200);
    const both = (booked: bigint, simulated: bigint) => ({
      booked: toMoney(booked * 100n),
      simulated: toMoney(simulated * 100n),
    });
    const party = (booked: bigint, simulated: bigint) => ({
      earned: both(booked, simulated),
      paid: both(0n, 0n),
      net: both(booked, simulated),
    });
    expect(answer.body).toEqual({
      fee_schedule_id: id,
      from,
      to,
      services: [
        {
          service: 'payment',
          scope: 'off_us',
          count: 2,
          value: idr('1100000.00'),
          components: [{ component: 'mdr', ...both(7_700n, 3_000n) }],
        },
        {
          service: 'payment',
          scope: 'on_us',
          count: 1,
          value: idr('50000.00'),
          components: [{ component: 'mdr', ...both(350n, 0n) }],
        },
      ],
      cooperatives: [
        {
          cooperative_id: encodeId('coop', world.dinoyo.uid),
          ...party(3_080n + 350n, 1_110n),
        },
        { cooperative_id: encodeId('coop', world.bumiayu.uid), ...party(3_080n, 1_170n) },
      ],
      switch: party(1_540n, 540n),
      others: party(0n, 180n),
      not_priced: [],
    });
  });

  it('of the schedule in force finds the fees that were booked', async () => {
    const { body: active } = await get('/v1/fee-schedules?state=active');
    const [{ id, activated_at: from } = { id: '', activated_at: '' }] = active.data;
    const to = new Date((await now()) + 1_000).toISOString();
    const { body } = await post(`/v1/fee-schedules/${id}/simulate`, { from, to });
    expect(body.services.length).toBeGreaterThan(0);
    for (const { components } of body.services) {
      for (const { booked, simulated } of components) expect(simulated).toEqual(booked);
    }
    for (const { net } of [...body.cooperatives, body.switch, body.others]) {
      expect(net.simulated).toEqual(net.booked);
    }
  });

  it('says which acts a schedule could not have charged', async () => {
    const [onUs, offUs] = (['on_us', 'off_us'] as const).map((scope) => ({
      service: 'deposit',
      scope,
      components: [],
    }));
    const id = await drafted({ rules: [onUs, offUs] });
    const from = new Date((await now()) - 86_400_000).toISOString();
    const to = new Date((await now()) + 1_000).toISOString();
    const { body } = await post(`/v1/fee-schedules/${id}/simulate`, { from, to });
    expect(body.not_priced.map(({ code }) => code)).toEqual([
      'fee_rule_missing',
      'fee_rule_missing',
    ]);
  });

  it('is of last month unless told, and of no period that ends before it begins', async () => {
    const id = await drafted({ preset: 'cooperative_simple' });
    const { body } = await post(`/v1/fee-schedules/${id}/simulate`, {});
    expect(body.services).toEqual([]);
    const [from, to] = [new Date(body.from), new Date(body.to)];
    // Months of Asia/Jakarta begin at 17:00 UTC of the day before.
    expect([from.getUTCHours(), to.getUTCHours()]).toEqual([17, 17]);
    expect(to.getTime()).toBeLessThanOrEqual(await now());
    const days = (to.getTime() - from.getTime()) / 86_400_000;
    expect([28, 29, 30, 31]).toContain(days);
    const wrong = { from: body.to, to: body.from };
    const refused = await post(`/v1/fee-schedules/${id}/simulate`, wrong);
    expect([refused.status, refused.body.errors[0]?.field]).toEqual([400, 'to']);
  });
});
