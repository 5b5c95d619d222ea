import { decodeId, newUuid } from '@app/core';
import type { Member } from '@app/participants';
import {
  cashWorld,
  counted,
  type CashWorld,
  type Colleague,
  type OpenTill,
} from './support/cash-world.js';
import { idr } from './support/payments-world.js';

let world: CashWorld;
let budi: Member;
let manager: Colleague;
let treasurer: Colleague;

beforeAll(async () => {
  world = await cashWorld();
  budi = await world.aMember(world.bumiayu, { rupiah: 1_000_000 });
  manager = await world.managerOf(world.bumiayu);
  treasurer = await world.aColleague(world.bumiayu, 'treasurer');
}, 90_000);

afterAll(() => world.close());

const close = ({ session, teller }: OpenTill, rupiah: number, key = newUuid()) =>
  world.post(`/v1/till-sessions/${session}/close`, teller, counted(rupiah), key);
const sessionOf = async ({
  session,
  teller,
}: OpenTill): Promise<{ status: string; expected: object }> => {
  const { body } = await world.get(`/v1/till-sessions/${session}`, teller).expect(200);
  return body as { status: string; expected: object };
};
const vault = () => world.posted(world.bumiayu.accounts.vault);
const differences = () => world.posted(world.bumiayu.accounts.cashDifference);

interface Slip {
  type: string;
  change: { value: string };
  balance: { value: string };
}

/** Every slip of a session, newest first, page by page. */
async function slipsOf({ session, teller }: OpenTill): Promise<Slip[]> {
  const slips: Slip[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&after=${encodeURIComponent(cursor)}`;
    const path = `/v1/till-sessions/${session}/movements?limit=2${query}`;
    const { body } = await world.get(path, teller).expect(200);
    slips.push(...(body.data as Slip[]));
    cursor = body.has_more ? body.next_cursor : undefined;
  } while (cursor !== undefined);
  return slips;
}

describe('a till', () => {
  it('is made by a manager, once by a name, and read by the own cooperative alone', async () => {
    const made = await world.post('/v1/tills', manager, { name: 'Loket depan' }).expect(201);
    expect(made.body).toMatchObject({ object: 'till', name: 'Loket depan', state: 'open' });
    const twice = await world.post('/v1/tills', manager, { name: 'Loket depan' }).expect(409);
    expect(twice.body.code).toBe('already_exists');
    const stranger = await world.aColleague(world.dinoyo);
    await world.get(`/v1/tills/${made.body.id}`, stranger).expect(404);
    await world.post('/v1/tills', stranger, { name: 'Laci' }).expect(403);
    const { body } = await world.get('/v1/tills', manager).expect(200);
    expect(body.data).toContainEqual(made.body);
  });

  it('is taken out of use and back, and away for good, but not while somebody has it', async () => {
    const open = await world.anOpenTill(world.bumiayu, 0);
    const path = `/v1/tills/${open.till}/state`;
    const away = { state: 'suspended', reason: 'kunci rusak' };
    const busy = await world.post(path, manager, away).expect(409);
    expect(busy.body.code).toBe('till_in_use');
    await close(open, 0).expect(200);
    await world.post(path, manager, away).expect(200);
    const teller = await world.aColleague(world.bumiayu);
    const refused = await world.openTill(teller, open.till, 0).expect(409);
    expect(refused.body.code).toBe('wrong_state');
    await world.post(path, manager, { state: 'open', reason: 'sudah diganti' }).expect(200);
    await world.post(path, manager, { state: 'retired', reason: 'dijual' }).expect(200);
    const back = await world.post(path, manager, { state: 'open', reason: 'lagi' }).expect(409);
    expect(back.body.code).toBe('wrong_state');
  });
});

describe('a session', () => {
  it('begins with a counted float from the vault, and is answered alike when asked again', async () => {
    await world.stock(world.bumiayu, 500_000);
    const [teller, till] = [
      await world.aColleague(world.bumiayu),
      await world.aTill(world.bumiayu),
    ];
    const before = await vault();
    const wrong = { till_id: till, ...counted(200_000), amount: idr('250000.00') };
    const mismatch = await world.post('/v1/till-sessions', teller, wrong).expect(422);
    expect(mismatch.body.code).toBe('denominations_mismatch');

    const key = newUuid();
    const opened = await world.openTill(teller, till, 200_000, key).expect(201);
    expect(opened.body).toMatchObject({
      status: 'open',
      float: idr('200000.00'),
      expected: idr('200000.00'),
      denominations: [{ face: '100000', count: 2 }],
    });
    expect(await vault()).toBe(before + 200_000_00n);
    const again = await world.openTill(teller, till, 200_000, key).expect(201);
    expect(again.text).toBe(opened.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await world.openTill(teller, till, 300_000, key).expect(422);
    expect(other.body.code).toBe('idempotency_key_reused');

    const second = await world.aTill(world.bumiayu);
    const two = await world.openTill(teller, second, 0).expect(409);
    expect(two.body.code).toBe('till_in_use');
    const colleague = await world.aColleague(world.bumiayu);
    const taken = await world.openTill(colleague, till, 0).expect(409);
    expect(taken.body.code).toBe('till_in_use');
    const foreign = await world.aColleague(world.dinoyo);
    await world.openTill(foreign, second, 0).expect(404);
  });

  it('does not begin with cash that the vault does not hold, and leaves teller and till free', async () => {
    const [teller, till] = [
      await world.aColleague(world.bumiayu),
      await world.aTill(world.bumiayu),
    ];
    const key = newUuid();
    const short = await world.openTill(teller, till, 900_000_000, key).expect(422);
    expect(short.body.code).toBe('vault_short');
    const again = await world.openTill(teller, till, 900_000_000, key).expect(422);
    expect(again.body.code).toBe('vault_short');
    await world.openTill(teller, till, 0).expect(201);
  });

  it('begun by ten at once at one till is one session', async () => {
    const till = await world.aTill(world.bumiayu);
    const tellers = await Promise.all(
      [...Array(10).keys()].map(() => world.aColleague(world.bumiayu)),
    );
    const answers = await Promise.all(tellers.map((teller) => world.openTill(teller, till, 0)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'till_in_use')).toHaveLength(9);
  });

  it('keeps till, ledger and slips the same, and closes on the count that equals the books', async () => {
    const open = await world.anOpenTill(world.bumiayu, 300_000);
    const before = await vault();
    await world.deposit(open, budi, 120_000).expect(201);
    const code = await world.aCode(budi, 70_000);
    const held = await world.withdraw(open, budi, code).expect(201);
    const blocked = await close(open, 420_000).expect(409);
    expect(blocked.body.code).toBe('till_has_holds');
    await world.post(`/v1/withdrawals/${held.body.id}/confirm`, open.teller, {}).expect(200);
    const carry = { from: 'till', to: 'vault', till_id: open.till, amount: idr('50000.00') };
    await world.post('/v1/cash-transfers', open.teller, carry).expect(403);
    await world.post('/v1/cash-transfers', treasurer, carry).expect(201);

    const count = await world
      .post(`/v1/till-sessions/${open.session}/counts`, open.teller, counted(300_000))
      .expect(201);
    expect(count.body).toMatchObject({ result: 'balanced', closing: false });
    expect((await sessionOf(open)).expected).toEqual(idr('300000.00'));
    const slips = await slipsOf(open);
    expect(slips.map(({ type, change }) => [type, change.value])).toEqual([
      ['cash_transfer', '-50000.00'],
      ['withdrawal', '-70000.00'],
      ['deposit', '120000.00'],
      ['till_open', '300000.00'],
    ]);
    expect(slips[0]?.balance).toEqual(idr('300000.00'));

    const key = newUuid();
    const closed = await close(open, 300_000, key).expect(200);
    expect(closed.body).toMatchObject({
      session: { status: 'closed', expected: idr('0.00') },
      count: { result: 'balanced', closing: true },
    });
    expect((await close(open, 300_000, key).expect(200)).text).toBe(closed.text);
    expect(await vault()).toBe(before - 350_000_00n);
    const late = await world.deposit(open, budi, 10_000).expect(409);
    expect(late.body.code).toBe('till_session_missing');
    expect((await slipsOf(open))[0]).toMatchObject({ type: 'till_close', balance: idr('0.00') });
    // The same till and teller, another day.
    await world.openTill(open.teller, open.till, 0).expect(201);
  });

  it('carries no cash to a till that nobody has open, nor on ways that there are not', async () => {
    const till = await world.aTill(world.bumiayu);
    const to = { from: 'vault', to: 'till', amount: idr('1000.00') };
    const shut = await world
      .post('/v1/cash-transfers', manager, { ...to, till_id: till })
      .expect(409);
    expect(shut.body.code).toBe('till_closed');
    await world.post('/v1/cash-transfers', manager, to).expect(400);
    const odd = { from: 'bank', to: 'till', till_id: till, amount: idr('1000.00') };
    await world.post('/v1/cash-transfers', manager, odd).expect(400);
    const empty = { from: 'vault', to: 'bank', amount: idr('900000000.00') };
    const short = await world.post('/v1/cash-transfers', manager, empty).expect(422);
    expect(short.body.code).toBe('vault_short');
  });

  it('H42 carries no more out of a till than it holds', async () => {
    const open = await world.anOpenTill(world.bumiayu, 20_000);
    const carry = { from: 'till', to: 'vault', till_id: open.till, amount: idr('20001.00') };
    const short = await world.post('/v1/cash-transfers', manager, carry).expect(422);
    expect(short.body.code).toBe('till_short');
  });
});

describe('a till that is counted short', () => {
  const ask = ({ session, teller }: OpenTill, reason = 'salah kembalian') =>
    world.post(`/v1/till-sessions/${session}/difference`, teller, { reason });

  it('is frozen, and closed with the shortage once another person agrees', async () => {
    const open = await world.anOpenTill(world.bumiayu, 100_000);
    const [cash, lost] = [await vault(), await differences()];
    const short = await close(open, 95_000).expect(200);
    expect(short.body).toMatchObject({
      session: { status: 'counted', expected: idr('100000.00') },
      count: { result: 'short', difference: idr('5000.00') },
    });
    const shut = await world.deposit(open, budi, 10_000).expect(409);
    expect(shut.body.code).toBe('till_session_missing');
    const alerts = await world.get('/v1/alerts?status=open', manager).expect(200);
    expect(alerts.body.data).toContainEqual(expect.objectContaining({ kind: 'cash_difference' }));

    const asked = await ask(open).expect(201);
    expect(asked.body).toMatchObject({
      kind: 'till_difference',
      state: 'PENDING',
      details: { till_session_id: open.session, short: idr('5000.00') },
    });
    expect((await ask(open).expect(409)).body.code).toBe('already_exists');
    const decision = { payload_hash: asked.body.payload_hash };
    const approve = `/v1/approvals/${asked.body.id}/approve`;
    await world.post(approve, open.teller, decision).expect(403);
    const both = await Promise.all(
      [treasurer, manager].map((checker) => world.post(approve, checker, decision)),
    );
    expect(
      both.map(({ status }) => status).filter((status) => status < 300).length,
    ).toBeGreaterThan(0);
    expect((await sessionOf(open)).status).toBe('closed');
    expect(await differences()).toBe(lost - 5_000_00n);
    expect(await vault()).toBe(cash - 95_000_00n);
    expect(await world.posted(await accountOf(open))).toBe(0n);
    const cleared = await world.get('/v1/alerts?status=open', manager).expect(200);
    expect(JSON.stringify(cleared.body)).not.toContain(open.session);
  });

  it('may be counted again: the right count closes it, and what was asked comes to nothing', async () => {
    const open = await world.anOpenTill(world.bumiayu, 50_000);
    await close(open, 60_000).expect(200);
    const asked = await ask(open).expect(201);
    expect(asked.body.details).toMatchObject({ over: idr('10000.00') });
    const right = await close(open, 50_000).expect(200);
    expect(right.body.session.status).toBe('closed');
    const decision = { payload_hash: asked.body.payload_hash };
    const lost = await differences();
    const late = await world.post(`/v1/approvals/${asked.body.id}/approve`, treasurer, decision);
    expect(late.body).toMatchObject({ state: 'FAILED', failure: { code: 'wrong_state' } });
    expect(await differences()).toBe(lost);
  });

  it('is posted over by the same way, by a manager for a teller who is ill', async () => {
    const open = await world.anOpenTill(world.bumiayu, 40_000);
    const lost = await differences();
    const path = `/v1/till-sessions/${open.session}`;
    const colleague = await world.aColleague(world.bumiayu);
    const other = await world.post(`${path}/close`, colleague, counted(40_000)).expect(409);
    expect(other.body.code).toBe('till_session_missing');
    await world.post(`${path}/close`, manager, counted(41_000)).expect(200);
    const asked = await world.post(`${path}/difference`, manager, { reason: 'lebih' }).expect(201);
    const decision = { payload_hash: asked.body.payload_hash };
    const approve = `/v1/approvals/${asked.body.id}/approve`;
    const own = await world.post(approve, manager, decision).expect(403);
    expect(own.body.code).toBe('same_person');
    const done = await world.post(approve, treasurer, decision).expect(200);
    expect(done.body.state).toBe('EXECUTED');
    expect(await differences()).toBe(lost + 1_000_00n);
  });
});

async function accountOf({ till, teller }: OpenTill): Promise<number> {
  const { body } = await world.get(`/v1/tills/${till}`, teller).expect(200);
  const { rows } = await world.owner.query<{ id: number }>(
    'SELECT id FROM ledger.account WHERE uid = $1',
    [decodeId('acc', String(body.account_id))],
  );
  return rows[0]?.id ?? 0;
}

describe('the books', () => {
  it('agree with every drawer, and every invariant holds', async () => {
    expect(await world.contradictions()).toEqual([]);
  });
});
