import { encodeId, newUuid } from '@app/core';
import type { Cooperative, Member, Merchant } from '@app/participants';
import { cashWorld, type CashWorld, type Colleague, type OpenTill } from './support/cash-world.js';
import { idr, tally } from './support/payments-world.js';

let world: CashWorld;
let till: OpenTill;
let ani: { readonly member: Member; readonly pin: string };
let budi: Member;
let toko: Merchant;
let treasurer: Colleague;
let acts: Act[];

/** A request that moves or promises money, as its client would send it. */
interface Act {
  readonly name: string;
  readonly path: string;
  readonly as: string;
  readonly body: object;
  /** Where free text goes. */
  readonly text: 'description' | 'note' | 'reason' | null;
  /** Whether it takes a key. */
  readonly keyed: boolean;
}

beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
  till = await world.anOpenTill(world.dinoyo, 5_000_000);
  ani = await world.aMemberWithPin(world.bumiayu, 5_000_000);
  budi = await world.aMember(world.dinoyo, { rupiah: 5_000_000 });
  toko = await world.aMerchant(world.bumiayu);
  treasurer = await world.aColleague(world.dinoyo, 'treasurer');
  acts = [...memberActs(), ...counterActs(), ...(await followingActs())];
}, 60_000);

afterAll(async () => {
  const contradictions = await world.contradictions();
  await world.close();
  expect(contradictions).toEqual([]);
});

const amount = idr('20000.00');
const mbr = ({ uid }: Member) => encodeId('mbr', uid);
const keyed = { keyed: true };

function memberActs(): Act[] {
  const [payer, shop] = [world.as.member(budi), world.as.shop(toko)];
  const merchant_id = encodeId('mrc', toko.uid);
  return [
    {
      name: 'sending money',
      path: '/v1/transfers',
      as: payer,
      body: { payee_member_id: mbr(ani.member), amount },
      text: 'description',
      ...keyed,
    },
    {
      name: 'an authorisation',
      path: '/v1/authorisations',
      as: payer,
      body: { merchant_id, amount, expires_in: 600 },
      text: 'description',
      ...keyed,
    },
    {
      name: 'a payment request',
      path: '/v1/payment-requests',
      as: shop,
      body: { payer_member_id: mbr(budi), amount },
      text: 'note',
      ...keyed,
    },
    {
      name: 'a withdrawal code',
      path: '/v1/withdrawal-codes',
      as: payer,
      body: { amount },
      text: null,
      keyed: false,
    },
  ];
}

function counterActs(): Act[] {
  const member = { member_id: mbr(ani.member) };
  const { bearer } = till.teller;
  return [
    {
      name: 'a deposit',
      path: '/v1/deposits',
      as: bearer,
      body: { member, amount },
      text: 'description',
      ...keyed,
    },
    {
      name: 'a withdrawal by PIN',
      path: '/v1/withdrawals',
      as: bearer,
      body: { member, amount, authorisation: { pin: ani.pin } },
      text: 'description',
      ...keyed,
    },
    {
      name: 'carrying cash',
      path: '/v1/cash-transfers',
      as: treasurer.bearer,
      body: { from: 'bank', to: 'vault', amount },
      text: 'description',
      ...keyed,
    },
    {
      name: 'an invoice',
      path: '/v1/invoices',
      as: treasurer.bearer,
      body: {
        buyer_cooperative_id: encodeId('coop', world.bumiayu.uid),
        amount,
        number: `INV-${newUuid()}`,
        due_date: '2030-12-31',
      },
      text: 'note',
      ...keyed,
    },
  ];
}

/** Acts upon something that was done before. */
async function followingActs(): Promise<Act[]> {
  const [payer, shop] = [world.as.member(budi), world.as.shop(toko)];
  const merchant_id = encodeId('mrc', toko.uid);
  const paid = await world.pay(budi, toko, 100_000);
  const held = { merchant_id, amount: idr('100000.00'), expires_in: 3600 };
  const authorised = await world.post('/v1/authorisations', payer, held).expect(201);
  const wanted = { payer_member_id: mbr(budi), amount: idr('100000.00'), partial_allowed: true };
  const asked = await world.post('/v1/payment-requests', shop, wanted).expect(201);
  const description = { text: 'description', keyed: true } as const;
  return [
    {
      name: 'a refund',
      path: '/v1/refunds',
      as: shop,
      body: { payment_id: paid.body.id, amount },
      text: 'reason',
      ...keyed,
    },
    {
      name: 'a capture',
      path: `/v1/authorisations/${authorised.body.id}/capture`,
      as: shop,
      body: { amount, final: false },
      ...description,
    },
    {
      name: 'paying a request',
      path: `/v1/payment-requests/${asked.body.id}/pay`,
      as: payer,
      body: { amount },
      text: null,
      keyed: true,
    },
    {
      name: 'taking out the takings',
      path: '/v1/payouts',
      as: shop,
      body: { member_id: encodeId('mbr', newUuid()), amount },
      ...description,
    },
  ];
}

const send = ({ path, as }: Act, body: object, key = newUuid(), process = 0) =>
  world.post(path, as, body, key, process);

/** What each act answers, by its name; nothing may move. */
async function answersOf(bodyOf: (act: Act) => object | undefined) {
  const before = await world.books();
  const answers: Record<string, unknown> = {};
  for (const act of acts) {
    const body = bodyOf(act);
    if (body === undefined) continue;
    const { status, body: answer } = await send(act, body);
    answers[act.name] = [status, answer.code];
  }
  expect(await world.books()).toEqual(before);
  return answers;
}

/** The same for every act. */
const allOf = (answers: Record<string, unknown>, status: number, code: string) =>
  expect(answers).toEqual(
    Object.fromEntries(Object.keys(answers).map((name) => [name, [status, code]])),
  );

describe('every act refuses an amount', () => {
  it.each<[name: string, wrong: unknown, status: number, code: string]>([
    ['H01 of zero', idr('0.00'), 400, 'amount_not_positive'],
    ['H01 below zero', idr('-1.00'), 400, 'amount_invalid'],
    ['H02 with half a rupiah', idr('1.50'), 400, 'amount_not_whole_rupiah'],
    ['H02 with an exponent', idr('1e3'), 400, 'amount_invalid'],
    ['H02 that is not a number', idr('NaN'), 400, 'amount_invalid'],
    ['H02 in digits of another script', idr('०१'), 400, 'amount_invalid'],
    ['H02 as a JSON number', { value: 20_000, currency: 'IDR' }, 400, 'amount_invalid'],
    ['H03 above 10^12 rupiah', idr('1000000000001.00'), 400, 'amount_too_large'],
    ['H03 of 2^63', idr('9223372036854775808.00'), 400, 'amount_too_large'],
    ['H08 in dollars', { value: '10.00', currency: 'USD' }, 422, 'currency_unsupported'],
    ['H13 with a field of its own', { ...idr('1.00'), balance: '1.00' }, 400, 'amount_invalid'],
  ])('%s', async (_name, wrong, status, code) => {
    allOf(await answersOf(({ body }) => ({ ...body, amount: wrong })), status, code);
  });
});

describe('every act refuses', () => {
  it('H13 a field that it does not know', async () => {
    const answers = await answersOf(({ body }) => ({ ...body, balance: '1.00' }));
    allOf(answers, 400, 'validation_failed');
  });

  it.each([
    ['H10 a NUL', 'beras\u0000gula'],
    ['H10 control characters', 'beras\u0007'],
    ['H10 more than 140 characters', 'x'.repeat(141)],
  ])('%s in its text', async (_name, text) => {
    const answers = await answersOf((act) =>
      act.text === null ? undefined : { ...act.body, [act.text]: text },
    );
    allOf(answers, 400, 'validation_failed');
  });

  it('a request without a key, and nothing moves', async () => {
    const before = await world.books();
    for (const act of acts.filter((one) => one.keyed)) {
      const answer = await world.api().post(act.path).set('authorization', act.as).send(act.body);
      expect([act.name, answer.status, answer.body.code]).toEqual([
        act.name,
        400,
        'idempotency_key_missing',
      ]);
    }
    expect(await world.books()).toEqual(before);
  });
});

describe('a key', () => {
  it('H16 H17 H20 gives every act’s first answer again, at either process, and serves no other body', async () => {
    for (const act of acts.filter((one) => one.keyed)) {
      const key = newUuid();
      const first = await send(act, act.body, key);
      const before = await world.books();
      const again = await send(act, act.body, key, 1);
      expect([act.name, again.status, again.body.code]).toEqual([
        act.name,
        first.status,
        first.body.code,
      ]);
      if (first.status === 201) {
        expect([act.name, again.text]).toEqual([act.name, first.text]);
        expect(again.headers['idempotent-replayed']).toBe('true');
        const other = await send(act, { ...act.body, amount: idr('21000.00') }, key, 1);
        expect([act.name, other.status, other.body.code]).toEqual([
          act.name,
          422,
          'idempotency_key_reused',
        ]);
      }
      expect(await world.books()).toEqual(before);
    }
  });

  it('H18 of another teller is another key', async () => {
    const other = await world.anOpenTill(world.dinoyo, 100_000);
    const key = newUuid();
    const [here, there] = [
      await world.deposit(till, ani.member, 10_000, { key }).expect(201),
      await world.deposit(other, ani.member, 10_000, { key }).expect(201),
    ];
    expect(here.body.id).not.toBe(there.body.id);
  });
});

describe('cash', () => {
  it('H05 whose fee eats the amount is refused in and out, and nothing moves', async () => {
    const before = await world.books();
    const member = { member_id: mbr(ani.member) };
    const small = { member, amount: idr('2000.00') };
    const into = await world.post('/v1/deposits', till.teller, small);
    expect([into.status, into.body.code]).toEqual([422, 'fee_exceeds_amount']);
    const out = await world.post('/v1/withdrawals', till.teller, {
      ...small,
      authorisation: { pin: ani.pin },
    });
    expect([out.status, out.body.code]).toEqual([422, 'fee_exceeds_amount']);
    expect(await world.books()).toEqual(before);
  });

  it('H27 confirmed and cancelled at the same instant ends in exactly one of both', async () => {
    for (let n = 0; n < 8; n += 1) {
      const [cash, wallet] = [await inTill(), await world.posted(budi.wallet)];
      const id = await world.held(till, budi, 10_000);
      const [confirmed, cancelled] = await Promise.all([
        endHeld(id, 'confirm', n % 2),
        endHeld(id, 'cancel', (n + 1) % 2),
      ]);
      const won = [confirmed, cancelled].filter(({ status }) => status < 300);
      expect(won).toHaveLength(1);
      const paidOut = confirmed.status < 300 ? 10_000_00n : 0n;
      expect(await inTill()).toBe(cash - paidOut);
      expect(wallet - (await world.posted(budi.wallet))).toBe(paidOut === 0n ? 0n : 10_500_00n);
    }
  }, 30_000);

  it('H32 50 parallel deposits at a host’s net debit cap, over two processes: not one sen past it', async () => {
    const host = await world.aCooperative(world.network, 'Lowokwaru');
    const desk = await world.anOpenTill(host, 0);
    const owed = () => world.posted(host.accounts.clearing);
    const members = await manyMembers(world.bumiayu, 50);
    await world.deposit(desk, members[0] ?? missing('member'), 10_000).expect(201);
    const each = await owed();
    expect(each).toBeGreaterThan(0n);
    await world.setCap(host, each * 18n + each - 1n);
    const answers = await Promise.all(
      members.map((member, n) => {
        const body = { member: { member_id: mbr(member) }, amount: idr('10000.00') };
        return world.post('/v1/deposits', desk.teller, body, newUuid(), n % 2);
      }),
    );
    expect(tally(answers)).toEqual({ 201: 17, cap_exceeded: 33 });
    expect(await owed()).toBe(each * 18n);
  }, 30_000);
});

describe('many acts of one wallet at once', () => {
  it('H14 H15 drain it to its last whole act, whatever they are, and never below', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 60_500 });
    const as = world.as.member(payer);
    const merchant_id = encodeId('mrc', toko.uid);
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, n) => {
        const process = n % 2;
        if (n % 3 === 0) return world.pay(payer, toko, 1000, { process });
        if (n % 3 === 1) {
          const sent = { payee_member_id: mbr(budi), amount: idr('1000.00') };
          return world.post('/v1/transfers', as, sent, newUuid(), process);
        }
        const held = { merchant_id, amount: idr('1000.00'), expires_in: 600 };
        return world.post('/v1/authorisations', as, held, newUuid(), process);
      }),
    );
    const counts = tally(answers);
    expect(Object.keys(counts).toSorted()).toEqual(['201', 'insufficient_funds']);
    const { rows } = await world.owner.query<{ free: string }>(
      'SELECT posted - held_debits AS free FROM ledger.account WHERE id = $1',
      [payer.wallet],
    );
    const free = BigInt(rows[0]?.free ?? -1);
    expect(free).toBeGreaterThanOrEqual(0n);
    expect(free).toBeLessThan(1_000_00n);
  }, 30_000);
});

describe('whoever can take no part', () => {
  it('H24 a closed or frozen wallet takes no cash in, gives none out, and sends and gets nothing', async () => {
    for (const [to, payer, payee] of [
      ['frozen', 'payer_frozen', 'payee_frozen'],
      ['closed', 'payer_closed', 'payee_closed'],
    ] as const) {
      const member = await world.aMember(world.bumiayu);
      const code = await world.aCode(member, 10_000);
      await world.setStatus(member, to);
      const before = await world.books();
      const into = await world.deposit(till, member, 10_000);
      expect([to, into.body.code]).toEqual([to, payee]);
      const out = await world.withdraw(till, member, code);
      expect([to, out.status, out.body.code]).toEqual([to, 403, payer]);
      const ask = { payee_member_id: mbr(budi), amount };
      const sent = await world.post('/v1/transfers', world.as.member(member), ask);
      expect([to, sent.status, sent.body.code]).toEqual([to, 403, payer]);
      const got = await world.post('/v1/transfers', world.as.member(budi), {
        ...ask,
        payee_member_id: mbr(member),
      });
      expect([to, got.body.code]).toEqual([to, payee]);
      expect(await world.books()).toEqual(before);
    }
  });

  it('H25 a suspended cooperative neither hosts nor is hosted, and what is held can still end', async () => {
    const sukun = await world.aCooperative(world.network, 'Sukun');
    const desk = await world.anOpenTill(sukun, 500_000);
    const own = await world.aMember(sukun, { rupiah: 200_000 });
    const held = await world.held(till, own, 20_000);
    const suspended = { state: 'suspended', reason: 'uji' };
    const path = `/v1/cooperatives/${encodeId('coop', sukun.uid)}/state`;
    await world.post(path, world.as.operator(), suspended).expect(200);

    const before = await world.books();
    const hosted = await world.deposit(till, own, 10_000);
    const hosting = await world.deposit(desk, ani.member, 10_000);
    const sent = await world.post('/v1/transfers', world.as.member(own), {
      payee_member_id: mbr(budi),
      amount,
    });
    const paid = await world.pay(own, toko, 1000);
    for (const answer of [hosted, hosting, sent, paid]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'cooperative_suspended']);
    }
    expect(await world.books()).toEqual(before);
    const confirmed = await world.post(`/v1/withdrawals/${held}/confirm`, till.teller, {});
    expect(confirmed.status).toBe(200);
  });
});

async function manyMembers(cooperative: Cooperative, count: number): Promise<Member[]> {
  const members: Member[] = [];
  while (members.length < count) members.push(await world.aMember(cooperative));
  return members;
}

const endHeld = (id: string, how: 'confirm' | 'cancel', process: number) =>
  world.post(`/v1/withdrawals/${id}/${how}`, till.teller, {}, newUuid(), process);

/** What the books say is in the drawer; cash is an asset, a debit balance. */
async function inTill(): Promise<bigint> {
  const { rows } = await world.owner.query<{ cash: string }>(
    `SELECT -a.posted AS cash FROM participants.till t
       JOIN payments.till_session s ON s.till = t.uid
       JOIN ledger.account a ON a.id = t.account WHERE s.teller = $1`,
    [till.teller.person],
  );
  return BigInt(rows[0]?.cash ?? -1);
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}
