import { Onboarding, TokenService, type TokenSubject } from '@app/access';
import { encodeId, newUuid, sumSen, type Money } from '@app/core';
import type { Page } from '@app/http';
import { verifyLedger } from '@app/ledger';
import { NetworkService, type Cooperative } from '@app/participants';
import { CycleService } from '@app/settlement';
import { testSecrets, valueOf, justProven } from '@app/testing';
import { connectionUrls } from '@app/database';
import type { Response } from 'supertest';
import { DataSource } from 'typeorm';
import { readConfig } from '../apps/api/src/config.js';
import { createApp } from '../apps/api/src/create-app.js';
import type { CycleReply, NettedCycleReply } from '../apps/api/src/cycles/present-cycle.js';
import type { PositionReply } from '../apps/api/src/liquidity/present-position.js';
import type { SettlementLinesReply } from '../apps/api/src/settlements/present-settlement.js';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { QUIET } from './support/quiet.js';

let world: PaymentsWorld;
let maker: string;
let checker: string;

beforeAll(async () => {
  world = await paymentsWorld();
  maker = world.as.operator();
  checker = bearer({ principal: await aPerson('Agus Operator') });
}, 60_000);

afterAll(() => world.close());

function theApp() {
  const [app] = world.apps;
  if (app === undefined) throw new Error('no process');
  return app;
}

async function aPerson(fullName: string): Promise<string> {
  const { manager } = theApp().get(DataSource);
  return valueOf(
    await theApp().get(Onboarding).registerPerson(manager, { network: null, fullName }),
  );
}

/** The header of an operator. */
function bearer(subject: Partial<TokenSubject>): string {
  const nobody = { network: null, cooperative: null, member: null, merchant: null };
  const somebody = { ...nobody, ...justProven(), principal: newUuid() };
  const operator = { ...somebody, role: 'operator', ...subject } as const;
  return `Bearer ${theApp().get(TokenService).issue(operator).token}`;
}

const get = (path: string, as: string): Promise<Response> =>
  world
    .api()
    .get(path)
    .set('authorization', as)
    .then((response) => response);

const post = (path: string, as: string, body: object = {}, key: string | null = newUuid()) => {
  const sent = world.api().post(path).set('authorization', as);
  if (key !== null) void sent.set('idempotency-key', key);
  return sent.send(body).then((response) => response);
};

const coopId = ({ uid }: Cooperative): string => encodeId('coop', uid);
const fundsInPath = (cooperative: Cooperative) =>
  `/v1/cooperatives/${coopId(cooperative)}/funds-in`;
let references = 0;

async function prefund(cooperative: Cooperative, rupiah: number): Promise<void> {
  references += 1;
  const body = { amount: idr(`${rupiah}.00`), bank_reference: `BCA-${references}` };
  const { status } = await post(fundsInPath(cooperative), maker, body);
  expect(status).toBe(201);
}

async function positionOf(cooperative: Cooperative): Promise<PositionReply> {
  const { body } = await get(`/v1/cooperatives/${coopId(cooperative)}/position`, maker);
  return body as PositionReply;
}

async function cycleOf(id: string, as = maker): Promise<NettedCycleReply> {
  return (await get(`/v1/cycles/${id}`, as)).body as NettedCycleReply;
}

/** Dinoyo's member pays a shop of Bumiayu; then the cycle is closed. Answers the cycle. */
async function aDay(rupiah: number): Promise<NettedCycleReply> {
  const budi = await world.aMember(world.dinoyo, { rupiah });
  const siti = await world.aMerchant(world.bumiayu);
  expect((await world.pay(budi, siti, rupiah)).status).toBe(201);
  const { body } = await get('/v1/cycles?state=OPEN', maker);
  const closed = await post(`/v1/cycles/${body.data[0].id}/close`, maker, {}, null);
  expect(closed.status).toBe(200);
  return closed.body as NettedCycleReply;
}

async function aProposal(cycleId: string): Promise<string> {
  const { status, body } = await post('/v1/settlements', maker, { cycle_id: cycleId });
  expect({ status, state: body.state }).toEqual({ status: 201, state: 'PROPOSED' });
  return (body as SettlementLinesReply).id;
}

describe('where a cooperative stands', () => {
  it('is told to its treasurer and to the network’s operator, and to nobody else', async () => {
    const cooperative = await world.aCooperative(world.network, 'Lowokwaru');
    const path = `/v1/cooperatives/${coopId(cooperative)}/position`;
    const capped = await post(`/v1/cooperatives/${coopId(cooperative)}/cap`, maker, {
      unsecured_line: idr('2000000.00'),
    });
    expect(capped).toMatchObject({
      status: 200,
      body: { cooperative_id: coopId(cooperative), unsecured_line: idr('2000000.00') },
    });
    await prefund(cooperative, 8_000_000);
    const own = await get(path, world.as.staff('treasurer', cooperative));
    expect(own).toMatchObject({
      status: 200,
      body: {
        cooperative_id: coopId(cooperative),
        clearing: { side: 'even', amount: idr('0.00') },
        held: idr('0.00'),
        cap: idr('10000000.00'),
        headroom: idr('10000000.00'),
        use_percent: '0.00',
        unsecured_line: idr('2000000.00'),
        liquidity: idr('8000000.00'),
        open_cycle: { side: 'even' },
      },
    });
    expect((await get(path, world.as.staff('treasurer', world.dinoyo))).status).toBe(404);
    expect((await get(path, world.as.staff('teller', cooperative))).status).toBe(403);
    expect((await get(path, maker)).body).toEqual(own.body);
    const elsewhere = bearer({ network: world.network.id + 1 });
    expect((await get(path, elsewhere)).status).toBe(404);
  });

  it('is listed for the whole network, page by page', async () => {
    const first = await get('/v1/positions?limit=1', maker);
    expect(first.body).toMatchObject({ has_more: true, data: [{ short_name: 'Dinoyo' }] });
    const next = await get(`/v1/positions?limit=1&after=${first.body.next_cursor}`, maker);
    expect(next.body.data).toMatchObject([{ short_name: 'Bumiayu' }]);
    const back = await get(`/v1/positions?limit=1&before=${next.body.previous_cursor}`, maker);
    expect(back.body.data).toEqual(first.body.data);
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    expect((await get('/v1/positions', treasurer)).status).toBe(403);
  });

  it('shows a use that is rounded up and never a cap below it', async () => {
    const cooperative = await world.aCooperative(world.network, 'Sukun');
    const budi = await world.aMember(cooperative, { rupiah: 100_000 });
    await world.pay(budi, await world.aMerchant(world.bumiayu), 100_000);
    const path = `/v1/cooperatives/${coopId(cooperative)}/cap`;
    const low = await post(path, maker, { unsecured_line: idr('99000.00') });
    expect(low).toMatchObject({ status: 422, body: { code: 'cap_below_use' } });
    const { clearing } = await positionOf(cooperative);
    await post(path, maker, { unsecured_line: idr('300000.00') });
    const { use_percent: used, headroom } = await positionOf(cooperative);
    const owes = Number(clearing.amount.value);
    expect(used).toBe((Math.ceil((owes / 300_000) * 10_000) / 100).toFixed(2));
    expect(Number(headroom.value)).toBe(300_000 - owes);
  });
});

describe('prefunding', () => {
  it('is booked once for a key and once for a reference of the bank', async () => {
    const cooperative = await world.aCooperative(world.network, 'Blimbing');
    const body = { amount: idr('50000.00'), bank_reference: 'BCA-20260131-0042' };
    const key = newUuid();
    const first = await post(fundsInPath(cooperative), maker, body, key);
    expect(first).toMatchObject({ status: 201, body: { amount: idr('50000.00') } });
    const again = await post(fundsInPath(cooperative), maker, body, key);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
    const twice = await post(fundsInPath(cooperative), maker, body);
    expect(twice).toMatchObject({ status: 409, body: { code: 'reference_reused' } });
    const other = await post(fundsInPath(world.dinoyo), maker, body, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await positionOf(cooperative)).liquidity).toEqual(idr('50000.00'));
  });

  it.each([
    [{ amount: idr('0.50'), bank_reference: 'X' }, 'amount_not_whole_rupiah'],
    [{ amount: idr('0.00'), bank_reference: 'X' }, 'amount_not_positive'],
    [{ amount: 5, bank_reference: 'X' }, 'amount_invalid'],
    [{ amount: idr('1.00') }, 'validation_failed'],
  ])('refuses %j with 400 %s', async (body, code) => {
    expect(await post(fundsInPath(world.dinoyo), maker, body)).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  it('is an operator’s act, under a key', async () => {
    const body = { amount: idr('50000.00'), bank_reference: 'BCA-1' };
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    expect((await post(fundsInPath(world.dinoyo), treasurer, body)).status).toBe(403);
    expect(await post(fundsInPath(world.dinoyo), maker, body, null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_missing' },
    });
    const nowhere = `/v1/cooperatives/${encodeId('coop', newUuid())}/funds-in`;
    expect((await post(nowhere, maker, body)).status).toBe(404);
  });
});

describe('a day in the network', () => {
  it('ends with a closed, netted cycle that its parties may read', async () => {
    const cycle = await aDay(100_000);
    expect(cycle).toMatchObject({ state: 'NETTED', cutoff_at: null });
    const all = await cycleOf(cycle.id);
    expect(all).toEqual(cycle);
    expect(sumSen(all.nets.map(({ net }) => sen(net)))).toBe(sen(all.switch_income));

    const treasurer = world.as.staff('treasurer', world.dinoyo);
    const own = await cycleOf(cycle.id, treasurer);
    expect(own.nets).toEqual(all.nets.filter((net) => net.cooperative_id === coopId(world.dinoyo)));
    expect(own.nets).toHaveLength(1);
    expect(own.nets[0]?.parts[0]).toMatchObject({ service: 'payment', component: 'principal' });
    expect(own.switch_income).toBeNull();
    expect(own.matrix.length).toBeLessThan(all.matrix.length);
    const member = world.as.member(await world.aMember(world.dinoyo));
    expect((await get(`/v1/cycles/${cycle.id}`, member)).status).toBe(403);
    const again = await post(`/v1/cycles/${cycle.id}/close`, maker, {}, null);
    expect(again.body).toEqual(cycle);

    const listed = await get('/v1/cycles?limit=1&state=NETTED', treasurer);
    expect(listed.body).toMatchObject({ data: [{ id: cycle.id, number: cycle.number }] });
    expect(listed.body.data[0]).not.toHaveProperty('nets');
    const settlement = await aProposal(cycle.id);
    await post(`/v1/settlements/${settlement}/abort`, maker);
    await settleEverything();
  });

  it('is settled by two operators: one proposes, the other approves', async () => {
    await prefund(world.dinoyo, 5_000_000);
    const cycle = await aDay(250_000);
    const settlement = await aProposal(cycle.id);
    const path = `/v1/settlements/${settlement}`;
    const own = await post(`${path}/approve`, maker);
    expect(own).toMatchObject({ status: 403, body: { code: 'same_person' } });
    expect((await post(`${path}/approve`, checker, {}, null)).status).toBe(400);

    const key = newUuid();
    const approved = await post(`${path}/approve`, checker, {}, key);
    expect(approved).toMatchObject({ status: 200, body: { state: 'SETTLED' } });
    const again = await post(`${path}/approve`, checker, {}, key);
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(approved.body);
    expect(await post(`${path}/approve`, checker)).toMatchObject({
      status: 409,
      body: { code: 'wrong_state' },
    });

    const { lines, switch_fee: fee } = approved.body as SettlementLinesReply;
    const debtor = lines.find((line) => line.side === 'debtor');
    expect(debtor).toMatchObject({ cooperative_id: coopId(world.dinoyo), remaining: idr('0.00') });
    expect(debtor?.transfer_ids).toHaveLength(1);
    expect(fee?.received).toEqual(fee?.due);
    expect((await cycleOf(cycle.id)).state).toBe('SETTLED');
    expect((await positionOf(world.dinoyo)).clearing).toEqual({
      side: 'even',
      amount: idr('0.00'),
    });
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    expect((await get(path, treasurer)).body).toMatchObject({ lines: [debtor], switch_fee: null });
    const listed = await get('/v1/settlements?limit=1', maker);
    expect(listed.body.data).toMatchObject([{ id: settlement, state: 'SETTLED' }]);
  });

  it('waits where a debtor is short of liquidity, and goes on when it came', async () => {
    const cooperative = await world.aCooperative(world.network, 'Klojen');
    await prefund(cooperative, 40_000);
    const budi = await world.aMember(cooperative, { rupiah: 100_000 });
    await world.pay(budi, await world.aMerchant(world.bumiayu), 100_000);
    const cycle = await aDay(10_000);
    const path = `/v1/settlements/${await aProposal(cycle.id)}`;
    const first = (await post(`${path}/approve`, checker)).body as SettlementLinesReply;
    const lineOf = ({ lines }: SettlementLinesReply) =>
      lines.find((line) => line.cooperative_id === coopId(cooperative));
    expect(first.state).toBe('SETTLING');
    expect(lineOf(first)).toMatchObject({ side: 'debtor', paid: idr('40000.00') });
    expect((await post(`${path}/abort`, maker)).body.code).toBe('wrong_state');
    await prefund(cooperative, 70_000);
    const last = (await post(`${path}/resume`, maker)).body as SettlementLinesReply;
    expect(last.state).toBe('SETTLED');
    expect(lineOf(last)).toMatchObject({ remaining: idr('0.00') });
    expect((await positionOf(cooperative)).clearing.side).toBe('even');
  });

  it('leaves books that every check finds in order', async () => {
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
  });

  /** Settles whatever is left, so that each test begins with the oldest cycle. */
  async function settleEverything(): Promise<void> {
    const { body } = await get('/v1/cycles?state=NETTED&limit=100', maker);
    const { data } = body as Page<CycleReply>;
    for (const { id } of data.toReversed()) {
      for (const { cooperative_id: debtor, side } of (await cycleOf(id)).nets) {
        references += 1;
        const funds = { amount: idr('1000000.00'), bank_reference: `BCA-${references}` };
        if (side === 'owes') await post(`/v1/cooperatives/${debtor}/funds-in`, maker, funds);
      }
      const approved = await post(`/v1/settlements/${await aProposal(id)}/approve`, checker);
      expect(approved.body).toMatchObject({ state: 'SETTLED' });
    }
  }
});

describe('the worker in the process of the API', () => {
  it('closes and nets a cycle whose cut-off came while nobody watched', async () => {
    const first = theApp();
    const networks = first.get(NetworkService);
    const now = new Date('2028-02-29T08:59:00Z');
    const wanted = { name: 'Jaringan malam', live: false, now };
    const { network } = valueOf(await networks.create(world.operator, wanted));
    const { uid } = await first.get(CycleService).open(network.id);
    valueOf(
      await networks.moveClock(world.operator, network.uid, new Date('2028-02-29T09:00:01Z')),
    );
    const { app } = await createApp({
      config: readConfig({ ...QUIET, WORKER: 'on' }),
      urls: connectionUrls({ DATABASE_URL: world.database.ownerUrl }),
      secrets: testSecrets(),
    });
    try {
      await app.init();
      const deadline = Date.now() + 10_000;
      let cycle = await cycleOf(encodeId('cyc', uid));
      while (cycle.state !== 'SETTLED' && Date.now() < deadline) cycle = await cycleOf(cycle.id);
      expect(cycle).toMatchObject({ state: 'SETTLED', cutoff_at: '2028-02-29T09:00:00.000Z' });
    } finally {
      await app.close();
    }
  }, 20_000);
});

function sen(money: Money | null): bigint {
  return BigInt(money?.value.replace('.', '') ?? NaN);
}
