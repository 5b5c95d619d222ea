import { encodeId } from '@app/core';
import { NetworkService, type Member, type Merchant } from '@app/participants';
import { valueOf } from '@app/testing';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let toko: Merchant;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  toko = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(async () => {
  const { body } = await world
    .api()
    .post('/v1/verifications')
    .set('authorization', world.as.operator());
  await world.close();
  expect(body).toMatchObject({ ok: true });
});

const put = (path: string, body: object, authorization = world.as.operator()) =>
  world.api().put(path).set('authorization', authorization).send(body);
const get = (path: string, authorization = world.as.operator()) =>
  world.api().get(path).set('authorization', authorization);

const networkPath = () => `/v1/networks/${encodeId('net', world.network.uid)}`;

/** What this spec sends back of the limits that it has read. */
interface LimitsBody {
  readonly unregistered: object;
  readonly registered: object;
}

async function limitsOf(): Promise<LimitsBody> {
  const { body }: { body: { limits: LimitsBody } } = await get(networkPath()).expect(200);
  return body.limits;
}

/** Changes bounds of registered members; the others stay as they are. */
async function setRegistered(change: object): Promise<void> {
  const { unregistered, registered } = await limitsOf();
  const body = { unregistered, registered: { ...registered, ...change } };
  await put(`${networkPath()}/limits`, body).expect(200);
}

const times = <T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));

describe('the limits of a network', () => {
  it('begin with the regulator’s, and come back as they were sent', async () => {
    const limits = await limitsOf();
    expect(limits).toMatchObject({
      unregistered: {
        balance_maximum: idr('2000000.00'),
        forbids: ['transfer', 'withdrawal'],
        cooling_off: null,
      },
      registered: {
        balance_maximum: idr('20000000.00'),
        per_month_incoming: idr('40000000.00'),
        forbids: [],
        minimum_interval_seconds: null,
      },
      till: { per_act: null },
      merchant: { sales: { per_day_count: null } },
      large_cash_threshold: idr('500000000.00'),
    });
    const sent = await put(`${networkPath()}/limits`, limits).expect(200);
    expect(sent.body.limits).toEqual(limits);
  });

  it('keep what a request leaves out, and lose what it says null of', async () => {
    const { unregistered, registered } = await limitsOf();
    const till = { per_act: idr('5000000.00'), per_day_count: 10 };
    const first = await put(`${networkPath()}/limits`, { unregistered, registered, till });
    expect(first.body.limits.till).toMatchObject({ ...till, per_day_amount: null });
    const second = await put(`${networkPath()}/limits`, { unregistered, registered });
    expect(second.body.limits.till).toMatchObject(till);
    const without = { unregistered, registered, till: { per_day_count: null } };
    const third = await put(`${networkPath()}/limits`, without);
    expect(third.body.limits.till).toMatchObject({ per_act: till.per_act, per_day_count: null });
    const none = await put(`${networkPath()}/limits`, { unregistered, registered, till: null });
    expect(none.body.limits.till).toMatchObject({ per_act: null });
  });

  it('are checked to the last field, and every change is written down with who made it', async () => {
    const limits = await limitsOf();
    const { registered } = limits;
    const count = () =>
      world.owner
        .query(
          `SELECT count(*)::int AS n FROM participants.rule_change
           WHERE kind = 'limits' AND principal = $1`,
          [world.operator.principal],
        )
        .then(({ rows }) => Number(rows[0].n));
    const before = await count();
    for (const wrong of [
      { minimum_interval_seconds: 0 },
      { forbids: ['payment'] },
      { cooling_off: { days: 3 } },
      { balance_maximum: 5 },
      { cash_out: { per_year: 1 } },
    ]) {
      const body = { ...limits, registered: { ...registered, ...wrong } };
      expect((await put(`${networkPath()}/limits`, body)).status).toBe(400);
    }
    expect(await count()).toBe(before);
    await put(`${networkPath()}/limits`, limits).expect(200);
    expect(await count()).toBe(before + 1);
  });

  it('are the operator’s to set', async () => {
    const manager = world.as.staff('manager', world.dinoyo);
    expect((await put(`${networkPath()}/limits`, await limitsOf(), manager)).status).toBe(403);
    const path = `/v1/merchants/${encodeId('mrc', toko.uid)}/limits`;
    expect((await put(path, {}, world.as.staff('manager', world.bumiayu))).status).toBe(403);
  });
});

describe('a member', () => {
  it('waits between two payments if the network wants it, and is told how long', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    await setRegistered({ minimum_interval_seconds: 3600 });
    await world.pay(payer, toko, 1000).then(({ status }) => expect(status).toBe(201));
    const soon = await world.pay(payer, toko, 1000);
    expect([soon.status, soon.body.code]).toEqual([422, 'limit_exceeded']);
    expect(soon.body.detail).toMatch(/jarak antara dua transaksi.*Tunggu 3\d{3} detik/);
    await setRegistered({ minimum_interval_seconds: null });
    await world.pay(payer, toko, 1000).then(({ status }) => expect(status).toBe(201));
  });

  it('spends less in the first days, and as much as others after them', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 1_000_000 });
    await setRegistered({ cooling_off: { days: 3, per_day_amount: idr('100000.00') } });
    await world.pay(payer, toko, 60_000).then(({ status }) => expect(status).toBe(201));
    const over = await world.pay(payer, toko, 50_000);
    expect([over.status, over.body.code]).toEqual([422, 'limit_exceeded']);
    expect(over.body.detail).toContain('per hari untuk anggota baru');
    expect(over.body.detail).toContain('Sisanya Rp40.000.');
    const networks = world.apps[0]?.get(NetworkService);
    const later = new Date(payer.joinedAt.getTime() + 3 * 86_400_000 + 60_000);
    valueOf(
      (await networks?.moveClock(world.operator, world.network.uid, later)) ?? missing('service'),
    );
    await world.pay(payer, toko, 150_000).then(({ status }) => expect(status).toBe(201));
    await setRegistered({ cooling_off: null });
  });

  it('H32 40 parallel payments over two processes never slip past a day’s count or amount', async () => {
    await setRegistered({ per_day_count: 7, per_day_amount: idr('5500.00') });
    const [counted, summed] = [
      await world.aMember(world.dinoyo, { rupiah: 1_000_000 }),
      await world.aMember(world.dinoyo, { rupiah: 1_000_000 }),
    ];
    const small = await times(40, (n) => world.pay(counted, toko, 100, { process: n % 2 }));
    expect(tally(small)).toEqual({ 201: 7, limit_exceeded: 33 });
    const large = await times(40, (n) => world.pay(summed, toko, 1000, { process: n % 2 }));
    expect(tally(large)).toEqual({ 201: 5, limit_exceeded: 35 });
    expect(await world.posted(summed.wallet)).toBe(1_000_000_00n - 5_000_00n);
    await setRegistered({ per_day_count: 200, per_day_amount: idr('20000000.00') });
  }, 30_000);
});

describe('a merchant', () => {
  it('H32 never sells past the network’s bound, over two processes, and past it with one of its own', async () => {
    const shop = await world.aMerchant(world.bumiayu);
    const { unregistered, registered } = await limitsOf();
    const merchant = { sales: { per_act: idr('50000.00'), per_day_amount: idr('3500.00') } };
    await put(`${networkPath()}/limits`, { unregistered, registered, merchant }).expect(200);
    const payers: Member[] = [];
    for (let n = 0; n < 20; n += 1) {
      payers.push(await world.aMember(world.dinoyo, { rupiah: 100_000 }));
    }
    const pays = (rupiah: number) =>
      Promise.all(payers.map((payer, n) => world.pay(payer, shop, rupiah, { process: n % 2 })));
    expect(tally(await pays(1000))).toEqual({ 201: 3, limit_exceeded: 17 });
    const [payer] = payers;
    const much = await world.pay(payer ?? missing('payer'), shop, 60_000);
    expect(much.body.detail).toContain('per pembayaran kepada pedagang');

    const path = `/v1/merchants/${encodeId('mrc', shop.uid)}/limits`;
    const own = { sales: { per_act: idr('90000.00'), per_day_amount: idr('200000.00') } };
    const set = await put(path, own).expect(200);
    expect(set.body).toMatchObject({ ...own, refunds: { per_act: null } });
    await world
      .pay(payer ?? missing('payer'), shop, 60_000, { process: 1 })
      .then(({ status }) => expect(status).toBe(201));
    const seen = await get(path, world.as.shop(shop)).expect(200);
    expect(seen.body).toEqual(set.body);
    expect((await get(path, world.as.shop(toko))).status).toBe(404);

    const none = { sales: { per_act: null, per_day_amount: null } };
    await put(path, none).expect(200);
    expect((await world.pay(payer ?? missing('payer'), shop, 60_000)).status).toBe(422);
    await put(`${networkPath()}/limits`, { unregistered, registered, merchant: null }).expect(200);
    expect((await world.pay(payer ?? missing('payer'), shop, 30_000)).status).toBe(201);
  }, 30_000);
});

describe('large cash', () => {
  it('is listed by person and day from the threshold on, for whom it concerns', async () => {
    const ani = await world.aMember(world.dinoyo);
    const budi = await world.aMember(world.dinoyo);
    const cash = (type: 'deposit' | 'withdrawal', member: Member, rupiah: bigint) => {
      const { accounts, book } = world.dinoyo;
      const amount = rupiah * 100n;
      const comesIn = type === 'deposit';
      const leg = comesIn
        ? { debit: accounts.openingBalance, credit: member.wallet }
        : { debit: member.wallet, credit: accounts.openingBalance };
      return world.post(world.network.id, {
        type,
        amount,
        ...(comesIn ? { payee: member.wallet } : { payer: member.wallet }),
        issuer: book,
        acquirer: book,
        legs: [{ ...leg, amount, component: 'cash' }],
      });
    };
    await cash('deposit', ani, 300_000_000n);
    await cash('withdrawal', ani, 199_999_999n);
    await cash('deposit', budi, 10_000_000n);
    const networks = world.apps[0]?.get(NetworkService);
    const { now } = valueOf(
      (await networks?.read(world.operator, world.network.uid)) ?? missing('service'),
    );
    const today = now.toLocaleDateString('sv-SE', { timeZone: 'Asia/Jakarta' });
    const list = (as?: string, date = today) => get(`/v1/reports/large-cash?date=${date}`, as);
    expect((await list().expect(200)).body.data).toEqual([]);

    await cash('deposit', ani, 1n);
    const row = {
      person_id: encodeId('per', ani.person),
      memberships: [
        {
          member_id: encodeId('mbr', ani.uid),
          cooperative_id: encodeId('coop', world.dinoyo.uid),
        },
      ],
      deposits: idr('300000001.00'),
      withdrawals: idr('199999999.00'),
      total: idr('500000000.00'),
      count: 3,
    };
    expect((await list().expect(200)).body.data).toEqual([row]);
    const { as } = world;
    expect((await list(as.staff('manager', world.dinoyo))).body.data).toEqual([row]);
    expect((await list(as.staff('manager', world.bumiayu))).body.data).toEqual([]);
    expect((await list(as.staff('teller', world.dinoyo))).status).toBe(403);
    expect((await list(undefined, '2025-02-30')).status).toBe(400);
    expect((await list(undefined, '2025-01-01')).body.data).toEqual([]);

    const { unregistered, registered } = await limitsOf();
    const lower = { unregistered, registered, large_cash_threshold: idr('10000000.00') };
    await put(`${networkPath()}/limits`, lower).expect(200);
    expect((await list()).body.data).toHaveLength(2);
  });
});

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}
