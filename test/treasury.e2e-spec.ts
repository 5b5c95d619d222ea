import { encodeId, newUuid, type Sen } from '@app/core';
import type { Cooperative } from '@app/participants';
import { DayTally } from '@app/settlement';
import type { Response } from 'supertest';
import type {
  FeesReply,
  FlowsReply,
  TreasuryPositionReply,
} from '../apps/api/src/treasury/present-treasury.js';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let dinoyo: Cooperative;
let bumiayu: Cooperative;

beforeAll(async () => {
  world = await paymentsWorld();
  ({ dinoyo, bumiayu } = world);
  await aDay();
}, 60_000);

afterAll(() => world.close());

/** Payments both ways, and one within Dinoyo. */
async function aDay(): Promise<void> {
  const budi = await world.aMember(dinoyo, { rupiah: 900_000 });
  const wati = await world.aMember(bumiayu, { rupiah: 900_000 });
  const [siti, agus] = [await world.aMerchant(bumiayu), await world.aMerchant(dinoyo)];
  for (let n = 1; n <= 4; n += 1) {
    expect((await world.pay(budi, siti, 10_000 * n)).status).toBe(201);
    expect((await world.pay(wati, agus, 3_333 * n)).status).toBe(201);
    expect((await world.pay(budi, agus, 5_000 * n)).status).toBe(201);
  }
}

const get = (path: string, as: string): Promise<Response> =>
  world
    .api()
    .get(path)
    .set('authorization', as)
    .then((response) => response);

const treasurer = (cooperative: Cooperative) => world.as.staff('treasurer', cooperative);
const sen = ({ value }: { readonly value: string }): Sen => BigInt(value.replace('.', ''));

async function read<T>(what: string, cooperative: Cooperative): Promise<T> {
  const { status, body } = await get(`/v1/treasury/${what}`, treasurer(cooperative));
  expect(status).toBe(200);
  return body as T;
}

describe('the treasurer’s position', () => {
  it('is the own cooperative’s, with what is left of the cap', async () => {
    const position = await read<TreasuryPositionReply>('position', dinoyo);
    const path = `/v1/cooperatives/${encodeId('coop', dinoyo.uid)}/position`;
    const { body } = await get(path, world.as.operator());
    // Its pace is a matter of the moment.
    expect(position).toMatchObject({ ...body, forecast: expect.anything() });
    expect(position.holds).toEqual([]);
    const expected = (sen(position.headroom) * 10_000n) / sen(position.cap);
    expect(BigInt(position.headroom_percent.replace('.', ''))).toBe(expected);
  });

  it('is nobody’s who keeps no cooperative’s money', async () => {
    for (const what of ['position', 'flows', 'fees']) {
      for (const as of [world.as.operator(), world.as.staff('teller', dinoyo)]) {
        expect((await get(`/v1/treasury/${what}`, as)).status).toBe(403);
      }
    }
  });
});

describe('the flows of a day', () => {
  it('sum to what the clearing account moved, and mirror the counterpart’s', async () => {
    const [own, other] = [
      await read<FlowsReply>('flows', dinoyo),
      await read<FlowsReply>('flows', bumiayu),
    ];
    const clearing = await world.posted(dinoyo.accounts.clearing);
    expect(sen(own.owes) - sen(own.is_owed)).toBe(clearing);
    const [towards] = own.counterparts.filter((one) => one.short_name === 'Bumiayu');
    const [back] = other.counterparts.filter((one) => one.short_name === 'Dinoyo');
    expect(towards?.owes).toEqual(back?.is_owed);
    expect(towards?.is_owed).toEqual(back?.owes);
    expect(towards).toMatchObject({ owes: expect.anything(), leg_count: 16 });
  });

  it('are those of the day that was asked for', async () => {
    const { date } = await read<FlowsReply>('flows', dinoyo);
    const same = await read<FlowsReply>(`flows?date=${date}`, dinoyo);
    expect(same.counterparts).not.toEqual([]);
    const before = await read<FlowsReply>('flows?date=2020-02-29', dinoyo);
    expect(before).toMatchObject({ counterparts: [], net: idr('0.00'), side: 'even' });
    const wrong = await get('/v1/treasury/flows?date=2021-02-29', treasurer(dinoyo));
    expect(wrong.status).toBe(400);
  });
});

describe('the fees of a month', () => {
  it('are what the accounts of fees hold, by service and component', async () => {
    const fees = await read<FeesReply>('fees', dinoyo);
    const { feeIncome, interchangeIncome, switchFeeExpense } = dinoyo.accounts;
    const earned = (await world.posted(feeIncome)) + (await world.posted(interchangeIncome));
    expect(sen(fees.earned)).toBe(earned);
    expect(sen(fees.paid)).toBe(-(await world.posted(switchFeeExpense)));
    expect(fees.lines.map((line) => `${line.service} ${line.component}`)).toContain(
      'payment interchange',
    );
    const before = await read<FeesReply>('fees?month=2020-02', dinoyo);
    expect(before).toMatchObject({ lines: [], earned: idr('0.00') });
  });

  it('and the flows stay the same when the day is tallied, and go on from there', async () => {
    const all = async () => [
      await read('flows', dinoyo),
      await read('flows', bumiayu),
      await read('fees', dinoyo),
      await read('fees', bumiayu),
    ];
    const before = await all();
    const [app] = world.apps;
    if (app === undefined) throw new Error('no process');
    const tally = app.get(DayTally);
    expect(await tally.advance(world.network.id)).toBe(0n);
    expect(await tally.advance(world.network.id, 1n)).toBeGreaterThan(0n);
    expect(await all()).toEqual(before);
    await aDay();
    const further = await all();
    expect(further).not.toEqual(before);
    const both = await Promise.all([1, 2].map(() => tally.advance(world.network.id, 1n)));
    expect(both.filter((added) => added !== 0n)).toHaveLength(1);
    expect(await all()).toEqual(further);
    const { rows } = await world.owner.query(
      `SELECT t.last_batch = h.number AS whole FROM settlement.tally t JOIN ledger.head h USING (network)`,
    );
    expect(rows).toEqual([{ whole: true }]);
  });
});

describe('the bank that messages name', () => {
  const put = (body: object): Promise<Response> =>
    world
      .api()
      .put(`/v1/cooperatives/${encodeId('coop', dinoyo.uid)}/bank-identity`)
      .set('authorization', world.as.operator())
      .send(body)
      .then((response) => response);

  const instructions = async (): Promise<string> => {
    const open = (await get('/v1/cycles?state=OPEN', world.as.operator())).body.data[0].id;
    const close = world.api().post(`/v1/cycles/${open}/close`);
    expect((await close.set('authorization', world.as.operator())).status).toBe(200);
    const { body } = await world
      .api()
      .get(`/v1/cycles/${open}/instructions`)
      .set('authorization', world.as.operator())
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => done(null, text));
      });
    return String(body);
  };

  it('is changed by two operators, and stands in the instructions of later cycles', async () => {
    expect(await instructions()).not.toContain('BICFI');
    expect((await put({ bic: 'CENAIDJ', account: '123' })).status).toBe(400);
    const asked = await put({ bic: 'CENAIDJA', account: '0123456789' });
    expect(asked).toMatchObject({
      status: 202,
      body: { kind: 'bank_identity', state: 'PENDING', details: { bic: 'CENAIDJA' } },
    });
    const decide = (as: string) =>
      world
        .api()
        .post(`/v1/approvals/${asked.body.id}/approve`)
        .set('authorization', as)
        .set('idempotency-key', newUuid())
        .send({ payload_hash: asked.body.payload_hash });
    expect((await decide(world.as.operator())).status).toBe(403);
    expect((await decide(world.as.checker())).body).toMatchObject({ state: 'EXECUTED' });
    await aDay();
    const xml = await instructions();
    expect(xml).toContain('<BICFI>CENAIDJA</BICFI>');
    expect(xml).toContain('<Id>0123456789</Id>');
  });
});
