import { encodeId, newUuid } from '@app/core';
import type { Member } from '@app/participants';
import { cashWorld, type CashWorld, type OpenTill } from './support/cash-world.js';
import { idr, tally } from './support/payments-world.js';

let world: CashWorld;
let budi: Member;
let ani: Member;
let atBumiayu: OpenTill;
let atDinoyo: OpenTill;

beforeAll(async () => {
  world = await cashWorld({ processes: 2 });
  budi = await world.aMember(world.dinoyo, { rupiah: 1_000_000 });
  ani = await world.aMember(world.bumiayu, { rupiah: 100_000 });
  atBumiayu = await world.anOpenTill(world.bumiayu, 2_000_000);
  atDinoyo = await world.anOpenTill(world.dinoyo, 2_000_000);
}, 90_000);

afterAll(() => world.close());

const expectedOf = async ({ session, teller }: OpenTill): Promise<string> => {
  const { body } = await world.get(`/v1/till-sessions/${session}`, teller).expect(200);
  return String(body.expected.value);
};

const noticesOf = async (member: Member): Promise<string[]> => {
  const rows = await world.owner.query(
    'SELECT kind FROM payments.notice WHERE person = $1 ORDER BY happened_at, id',
    [member.person],
  );
  return rows.rows.map(({ kind }: { kind: string }) => kind);
};

describe('a teller takes cash in', () => {
  it('finds the member of another cooperative by number, phone or id, masked, with what to check', async () => {
    const cooperative = encodeId('coop', budi.cooperative);
    for (const reference of [
      { member_id: encodeId('mbr', budi.uid) },
      { phone: await world.phoneOf(budi.person) },
      { cooperative_id: cooperative, member_number: budi.number },
    ]) {
      const found = await world.post('/v1/members/find', atBumiayu.teller, reference).expect(200);
      expect(found.body.data).toEqual([
        expect.objectContaining({
          id: encodeId('mbr', budi.uid),
          masked_name: 'Bu*** Sa***',
          cooperative_id: cooperative,
          tier: 'registered',
        }),
      ]);
      expect(found.body.data[0].identity_checks[0]).toHaveProperty('text.id');
      expect(JSON.stringify(found.body)).not.toContain('Budi');
    }
    const body = { phone: '0812', member_number: '1' };
    await world.post('/v1/members/find', atBumiayu.teller, body).expect(400);
    await world.post('/v1/members/find', world.as.member(budi), {}).expect(403);
  });

  it('credits a member of another cooperative at once, and answers a repetition with the same bytes', async () => {
    const before = await world.posted(budi.wallet);
    const drawer = await expectedOf(atBumiayu);
    const key = newUuid();
    const done = await world
      .deposit(atBumiayu, budi, 100_000, { key, more: { reference: `LOKET-${key}` } })
      .expect(201);
    expect(done.body).toMatchObject({
      object: 'deposit',
      status: 'posted',
      amount: idr('100000.00'),
      credited: idr('97500.00'),
      on_us: false,
      member_id: encodeId('mbr', budi.uid),
      till_id: atBumiayu.till,
      fees: [
        { component: 'member_fee', payer: 'member', amount: idr('2500.00') },
        { component: 'interchange', payer: 'issuer', amount: idr('2000.00') },
        { component: 'switch_fee', payer: 'issuer', amount: idr('500.00') },
      ],
      short_code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      cycle_id: expect.stringMatching(/^cyc_/),
    });
    expect(await world.posted(budi.wallet)).toBe(before + 97_500_00n);
    expect(Number(await expectedOf(atBumiayu))).toBe(Number(drawer) + 100_000);

    const again = await world
      .deposit(atBumiayu, budi, 100_000, { key, more: { reference: `LOKET-${key}` } })
      .expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.text).toBe(done.text);

    const path = `/v1/deposits/${done.body.id}`;
    expect((await world.get(path, atBumiayu.teller).expect(200)).text).toBe(done.text);
    const own = await world.get(path, world.as.member(budi)).expect(200);
    expect(own.body.fees).toEqual([
      { component: 'member_fee', payer: 'member', amount: idr('2500.00') },
    ]);
    await world.get(path, world.as.member(ani)).expect(404);
    await world.get(path, atDinoyo.teller).expect(404);
  });

  it('takes cash in on-us at the own cooperative, in its book alone', async () => {
    const before = await world.posted(ani.wallet);
    const done = await world.deposit(atBumiayu, ani, 50_000).expect(201);
    expect(done.body).toMatchObject({ on_us: true, cycle_id: null, credited: idr('49500.00') });
    expect(await world.posted(ani.wallet)).toBe(before + 49_500_00n);
  });

  it('refuses what the wallet may not hold, what the host may not owe, and who has no till', async () => {
    const poor = await world.aMember(world.dinoyo, { tier: 'unregistered' });
    const over = await world.deposit(atBumiayu, poor, 2_100_000).expect(422);
    expect(over.body).toMatchObject({
      code: 'balance_limit_exceeded',
      refused_id: expect.stringMatching(/^dep_/),
    });
    const nobody = await world.aColleague(world.bumiayu);
    const without = { ...atBumiayu, teller: nobody };
    const refused = await world.deposit(without, budi, 10_000).expect(409);
    expect(refused.body.code).toBe('till_session_missing');

    const owed = await world.posted(world.bumiayu.accounts.clearing);
    await world.setCap(world.bumiayu, owed > 0n ? owed : 0n);
    const capped = await world.deposit(atBumiayu, budi, 200_000);
    await world.setCap(world.bumiayu, 1_000_000_000_00n);
    expect(capped.body.code).toBe('cap_exceeded');
  });
});

describe('a member takes cash out with a code', () => {
  it('is held, then posted on confirmation only, at the fees of the hold', async () => {
    const wallet = await world.posted(budi.wallet);
    const drawer = Number(await expectedOf(atBumiayu));
    const code = await world.aCode(budi, 200_000);
    expect(code).toMatch(/^[0-9]{8}$/);
    const key = newUuid();
    const held = await world.withdraw(atBumiayu, budi, code, { key }).expect(201);
    expect(held.body).toMatchObject({
      status: 'held',
      amount: idr('200000.00'),
      total: idr('202500.00'),
      transfer_id: null,
      posted_at: null,
    });
    expect(await world.posted(budi.wallet)).toBe(wallet);
    const again = await world.withdraw(atBumiayu, budi, code, { key }).expect(201);
    expect(again.text).toBe(held.text);
    expect(again.headers['idempotent-replayed']).toBe('true');

    const open = await world.get('/v1/withdrawals', atBumiayu.teller).expect(200);
    expect(open.body.data).toEqual([expect.objectContaining({ id: held.body.id })]);
    const confirmation = newUuid();
    const path = `/v1/withdrawals/${held.body.id}`;
    const confirm = () => world.post(`${path}/confirm`, atBumiayu.teller, {}, confirmation);
    const posted = await confirm().expect(200);
    expect(posted.body).toMatchObject({
      id: held.body.id,
      status: 'posted',
      transfer_id: expect.stringMatching(/^trf_/),
      cycle_id: expect.stringMatching(/^cyc_/),
    });
    expect((await confirm().expect(200)).text).toBe(posted.text);
    expect((await world.get(path, atBumiayu.teller).expect(200)).text).toBe(posted.text);
    expect(await world.posted(budi.wallet)).toBe(wallet - 202_500_00n);
    expect(Number(await expectedOf(atBumiayu))).toBe(drawer - 200_000);

    const used = await world.withdraw(atBumiayu, budi, code).expect(403);
    expect(used.body.code).toBe('withdrawal_code_invalid');
    expect(await noticesOf(budi)).toEqual(
      expect.arrayContaining(['withdrawal_code_created', 'withdrawal_code_used']),
    );
  });

  it('is let go by a cancellation, once, with what it counted', async () => {
    const usage = (await world.books()).usage;
    const wallet = await world.posted(budi.wallet);
    const id = await world.held(atBumiayu, budi, 100_000);
    const path = `/v1/withdrawals/${id}`;
    const cancelled = await world.post(`${path}/cancel`, atBumiayu.teller, {}).expect(200);
    expect(cancelled.body.status).toBe('cancelled');
    expect((await world.get(path, world.as.member(budi)).expect(200)).body.status).toBe(
      'cancelled',
    );
    expect((await world.books()).usage).toEqual(usage);
    const late = await world.post(`${path}/confirm`, atBumiayu.teller, {}).expect(409);
    expect(late.body.code).toBe('hold_not_open');
    expect(await world.posted(budi.wallet)).toBe(wallet);
  });

  it('H26 confirmed after its time it is refused, though nobody has tidied up, and no cash goes out', async () => {
    const id = await world.held(atBumiayu, budi, 100_000);
    await world.passMinutes(15);
    const path = `/v1/withdrawals/${id}`;
    const late = await world.post(`${path}/confirm`, atBumiayu.teller, {}).expect(409);
    expect(late.body.code).toBe('hold_expired');
    expect((await world.get(path, atBumiayu.teller).expect(200)).body.status).toBe('expired');
    await world.post(`${path}/cancel`, atBumiayu.teller, {}).expect(200);
  });

  it('H27 left alone becomes void by itself, and gives back what it counted', async () => {
    const eka = await world.aMember(world.dinoyo, { rupiah: 300_000 });
    const counted = async (): Promise<unknown[]> => {
      const { rows } = await world.owner.query<{ kind: number }>(
        'SELECT kind, month_amount, month_count FROM ledger.usage WHERE account = $1 ORDER BY kind',
        [eka.wallet],
      );
      return rows;
    };
    const id = await world.held(atBumiayu, eka, 100_000);
    expect(await counted()).toEqual([
      { kind: 1, month_amount: '10250000', month_count: 1 },
      { kind: 3, month_amount: '10250000', month_count: 1 },
    ]);
    await world.passMinutes(15);
    await world.expireHolds();
    await world.expireHolds();
    const path = `/v1/withdrawals/${id}`;
    const expired = await world.get(path, world.as.member(eka)).expect(200);
    expect(expired.body.status).toBe('expired');
    expect(await counted()).toEqual([
      { kind: 1, month_amount: '0', month_count: 0 },
      { kind: 3, month_amount: '0', month_count: 0 },
    ]);
    const late = await world.post(`${path}/cancel`, atBumiayu.teller, {}).expect(409);
    expect(late.body.code).toBe('hold_not_open');
  });

  it('H41 is locked after five wrong codes, in whatever number of processes, and the member is told', async () => {
    const dewi = await world.aMember(world.dinoyo, { rupiah: 300_000 });
    const code = await world.aCode(dewi, 100_000);
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const guesses = await Promise.all(
      [0, 1, 0, 1, 0, 1, 0, 1].map((process) =>
        world.post(
          '/v1/withdrawals',
          atBumiayu.teller,
          { member: { member_id: encodeId('mbr', dewi.uid) }, code: wrong },
          newUuid(),
          process,
        ),
      ),
    );
    expect(tally(guesses)).toEqual({ withdrawal_code_invalid: 4, withdrawal_code_locked: 4 });
    const right = await world.withdraw(atBumiayu, dewi, code).expect(423);
    expect(right.body.code).toBe('withdrawal_code_locked');
    expect(await noticesOf(dewi)).toEqual(['withdrawal_code_created', 'withdrawal_code_locked']);

    const next = await world.aCode(dewi, 100_000);
    const held = await world.withdraw(atBumiayu, dewi, next).expect(201);
    await world.post(`/v1/withdrawals/${held.body.id}/cancel`, atBumiayu.teller, {}).expect(200);
  });

  it('H41 nobody at a counter tries more than twenty wrong codes an hour, whoever they belong to', async () => {
    const greedy = await world.anOpenTill(world.bumiayu, 0);
    let last = 0;
    for (let tries = 0; tries < 25; tries += 1) {
      const guess = await world.withdraw(greedy, budi, '12345678');
      last = guess.status;
      if (tries < 20) expect(guess.status).toBe(403);
    }
    expect(last).toBe(429);
  });

  it('has one code at a time: a new one cancels the former', async () => {
    const former = await world.aCode(ani, 10_000);
    const next = await world.aCode(ani, 20_000);
    if (former !== next) {
      const refused = await world.withdraw(atBumiayu, ani, former).expect(403);
      expect(refused.body).toMatchObject({ code: 'withdrawal_code_invalid' });
    }
    const held = await world.withdraw(atBumiayu, ani, next).expect(201);
    expect(held.body).toMatchObject({ on_us: true, total: idr('20500.00') });
    await world.post(`/v1/withdrawals/${held.body.id}/confirm`, atBumiayu.teller, {}).expect(200);
  });

  it('refuses no repetition whose first sending may still reach the ledger with a code that is good no more', async () => {
    const fajar = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const former = await world.aCode(fajar, 10_000);
    const key = newUuid();
    const ask = () =>
      world.post(
        '/v1/withdrawals',
        atBumiayu.teller,
        { member: { member_id: encodeId('mbr', fajar.uid) }, code: former },
        key,
      );
    // The first sending was granted the code, and has not come to the ledger yet.
    await world.owner.query(
      `UPDATE payments.withdrawal_code SET claimed_key = $2, claimed_by = (
         SELECT claimed_by FROM payments.withdrawal_code WHERE claimed_by IS NOT NULL LIMIT 1)
       WHERE person = $1`,
      [fajar.person, key],
    );
    await world.aCode(fajar, 20_000);
    expect((await ask().expect(503)).body).toMatchObject({ code: 'outcome_unknown' });
    await world.passMinutes(12);
    expect((await ask().expect(403)).body).toMatchObject({ code: 'withdrawal_code_invalid' });
  });

  it('expires with a notice, and is good for nothing then', async () => {
    const eko = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const code = await world.aCode(eko, 50_000);
    await world.passMinutes(10);
    const late = await world.withdraw(atBumiayu, eko, code).expect(403);
    expect(late.body.code).toBe('withdrawal_code_invalid');
    await world.expireCodes();
    await world.expireCodes();
    expect(await noticesOf(eko)).toEqual(['withdrawal_code_created', 'withdrawal_code_expired']);
  });

  it('H42 a till that does not hold so much is refused, and the member is not debited; another till pays', async () => {
    const small = await world.anOpenTill(world.bumiayu, 50_000);
    const before = await world.books();
    const code = await world.aCode(budi, 60_000);
    const short = await world.withdraw(small, budi, code).expect(422);
    expect(short.body).toMatchObject({
      code: 'till_short',
      refused_id: expect.stringMatching(/^wdr_/),
    });
    expect(await world.books()).toEqual(before);
    const held = await world.withdraw(atBumiayu, budi, code).expect(201);
    await world.post(`/v1/withdrawals/${held.body.id}/confirm`, atBumiayu.teller, {}).expect(200);
  });

  it('H44 confirmed by two at once, one wins; a teller at another till is refused', async () => {
    const id = await world.held(atBumiayu, budi, 30_000);
    const wallet = await world.posted(budi.wallet);
    const path = `/v1/withdrawals/${id}/confirm`;
    const other = await world.anOpenTill(world.bumiayu, 0);
    const foreign = await world.post(path, other.teller, {}).expect(409);
    expect(foreign.body.code).toBe('wrong_state');
    await world.post(path, atDinoyo.teller, {}).expect(404);
    const both = await Promise.all(
      [0, 1, 0, 1].map((process) => world.post(path, atBumiayu.teller, {}, newUuid(), process)),
    );
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(both.filter(({ body }) => body.code === 'hold_not_open')).toHaveLength(3);
    expect(await world.posted(budi.wallet)).toBe(wallet - 32_500_00n);
  });

  it('is no way around the tier: an unregistered member makes no code', async () => {
    const poor = await world.aMember(world.dinoyo, { rupiah: 100_000, tier: 'unregistered' });
    const body = { amount: idr('50000.00') };
    const refused = await world.post('/v1/withdrawal-codes', world.as.member(poor), body);
    expect(refused.body.code).toBe('act_forbidden_for_tier');
  });
});

describe('a merchant takes cash out', () => {
  it('with the owner’s code, from the shop’s wallet', async () => {
    const shop = await world.aMerchant(world.dinoyo);
    await world.fund(shop, world.dinoyo, 300_000);
    const body = { amount: idr('100000.00') };
    const made = await world.post('/v1/withdrawal-codes', world.as.shop(shop), body).expect(201);
    const held = await world
      .post('/v1/withdrawals', atBumiayu.teller, {
        merchant_id: encodeId('mrc', shop.uid),
        code: made.body.code,
      })
      .expect(201);
    expect(held.body).toMatchObject({ merchant_id: encodeId('mrc', shop.uid) });
    const path = `/v1/withdrawals/${held.body.id}`;
    await world.post(`${path}/confirm`, atBumiayu.teller, {}).expect(200);
    expect(await world.posted(shop.wallet)).toBe(197_500_00n);
    const own = await world.get(path, world.as.shop(shop)).expect(200);
    expect(own.body.status).toBe('posted');
  });
});

describe('a member takes cash out by PIN at the counter', () => {
  const byPin = (member: Member, pin: string, key = newUuid()) =>
    world.post(
      '/v1/withdrawals',
      atBumiayu.teller,
      {
        member: { member_id: encodeId('mbr', member.uid) },
        amount: idr('50000.00'),
        authorisation: { pin },
      },
      key,
    );

  it('with the tries of signing in: three wrong ones lock it, and a repetition costs none', async () => {
    const { member, pin } = await world.aMemberWithPin(world.dinoyo, 300_000);
    const key = newUuid();
    const held = await byPin(member, pin, key).expect(201);
    const again = await byPin(member, '111222', key).expect(201);
    expect(again.text).toBe(held.text);
    const { rows } = await world.owner.query(
      'SELECT failed_tries FROM access.credential WHERE person_id = $1',
      [member.person],
    );
    expect(rows[0].failed_tries).toBe(0);
    for (let left = 2; left >= 0; left -= 1) {
      const wrong = await byPin(member, '111222').expect(403);
      expect(wrong.body).toMatchObject({ code: 'pin_wrong' });
    }
    const locked = await byPin(member, pin).expect(423);
    expect(locked.body.code).toBe('pin_locked');
    await world.post(`/v1/withdrawals/${held.body.id}/confirm`, atBumiayu.teller, {}).expect(200);
  });

  it('keeps the PIN out of what is stored', async () => {
    const { member, pin } = await world.aMemberWithPin(world.dinoyo, 100_000);
    await byPin(member, pin).expect(201);
    const both = { code: '12345678', authorisation: { pin } };
    const member_ = { member_id: encodeId('mbr', member.uid) };
    const mixed = { member: member_, ...both };
    await world.post('/v1/withdrawals', atBumiayu.teller, mixed).expect(400);
  });
});

describe('the books', () => {
  it('agree with every drawer, and every invariant holds', async () => {
    expect(await world.contradictions()).toEqual([]);
  });
});
