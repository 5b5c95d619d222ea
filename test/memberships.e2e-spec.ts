import { encodeId, newUuid } from '@app/core';
import { MemberService, type Cooperative, type Member, type Merchant } from '@app/participants';
import { aPhone, valueOf } from '@app/testing';
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

const NIK = '3573012345678901';

const app = () => world.apps[0] ?? missing('process');
const manager = (of: Cooperative) => world.as.staff('manager', of);
const pathOf = ({ uid }: Member) => `/v1/members/${encodeId('mbr', uid)}`;
const setTier = (member: Member, body: object, as = manager(world.dinoyo), process = 0) =>
  world
    .api(process)
    .put(`${pathOf(member)}/tier`)
    .set('authorization', as)
    .send(body);
const post = (path: string, body: object, as: string, key = newUuid()) =>
  world.api().post(path).set('authorization', as).set('idempotency-key', key).send(body);
const send = (from: Member, to: Member, value: string, process = 0) =>
  world
    .api(process)
    .post('/v1/transfers')
    .set('authorization', world.as.member(from))
    .set('idempotency-key', newUuid())
    .send({ payee_member_id: encodeId('mbr', to.uid), amount: idr(value) });

/** A member whom the cooperative hardly knows, with money. */
async function anUnregistered(rupiah: number): Promise<Member> {
  const { uid, network } = world.dinoyo;
  const made = await app()
    .get(MemberService)
    .create(world.dinoyo, {
      fullName: 'Joko Susilo',
      phone: aPhone(),
      number: newUuid().slice(-12),
      tier: 'unregistered',
    });
  const { member } = valueOf(made);
  expect([member.cooperative, member.network]).toEqual([uid, network]);
  if (rupiah > 0) await world.fund(member, world.dinoyo, rupiah);
  return member;
}

describe('a member who becomes known', () => {
  it('goes by the limits of the new tier from the next act on, in every process, and back', async () => {
    const member = await anUnregistered(50_000);
    const other = await world.aMember(world.bumiayu);
    // Both processes remember the member as one who may not send.
    for (const process of [0, 1]) {
      const refused = await send(member, other, '1000.00', process);
      expect([refused.status, refused.body.code]).toEqual([403, 'act_forbidden_for_tier']);
    }
    const raised = await setTier(member, {
      tier: 'registered',
      nik: NIK,
      reason: 'KTP dilihat',
    }).expect(200);
    expect(raised.body).toMatchObject({ tier: 'registered', status: 'open' });
    expect(JSON.stringify(raised.body)).not.toContain(NIK);
    // Advice goes by the new tier as well, in the process that has not heard of it.
    const asked = await world
      .api(1)
      .post('/v1/withdrawal-codes')
      .set('authorization', world.as.member(member))
      .send({ amount: idr('10000.00') });
    expect(asked.status).toBe(201);
    for (const process of [1, 0]) {
      expect((await send(member, other, '1000.00', process)).status).toBe(201);
    }

    await setTier(member, { tier: 'unregistered', reason: 'KTP palsu' }).expect(200);
    for (const process of [1, 0]) {
      const refused = await send(member, other, '1000.00', process);
      expect([refused.status, refused.body.code]).toEqual([403, 'act_forbidden_for_tier']);
    }
    const { rows } = await world.owner.query(
      `SELECT body, reason, principal IS NOT NULL AS by FROM participants.rule_change
       WHERE kind = 'member' AND subject = $1 ORDER BY id`,
      [member.uid],
    );
    expect(rows).toEqual([
      { body: { tier: 'registered' }, reason: 'KTP dilihat', by: true },
      { body: { tier: 'unregistered' }, reason: 'KTP palsu', by: true },
    ]);
  });

  it('is quoted and pays by the new tier in a process that remembers the former', async () => {
    const member = await anUnregistered(100_000);
    const quote = (process: number) =>
      world
        .api(process)
        .post('/v1/quotes')
        .set('authorization', world.as.member(member))
        .send({ merchant_id: encodeId('mrc', toko.uid), amount: idr('20000.00') });
    const limits = await lowerPaymentsOf('unregistered', '10000.00');
    expect((await quote(1)).body.code).toBe('limit_exceeded');
    await setTier(member, { tier: 'registered', nik: NIK, reason: 'KTP dilihat' }).expect(200);
    expect((await quote(1)).status).toBe(201);
    const paid = await Promise.all(
      [0, 1].map((process) => world.pay(member, toko, 20_000, { process })),
    );
    expect(tally(paid)).toEqual({ 201: 2 });
    await limits.restore();
  });

  it('needs a NIK, keeps the one that is known, and is asked of the own cooperative’s manager', async () => {
    const member = await anUnregistered(0);
    const wanted = { tier: 'registered', reason: 'KTP dilihat' };
    const without = await setTier(member, wanted);
    expect([without.status, without.body.code]).toEqual([400, 'validation_failed']);
    expect(without.body.errors).toMatchObject([{ field: 'nik' }]);
    for (const wrong of [{ nik: '123' }, { tier: 'vip' }, { reason: '' }]) {
      expect((await setTier(member, { ...wanted, nik: NIK, ...wrong })).status).toBe(400);
    }
    const strangers = [
      [manager(world.bumiayu), 404],
      [world.as.staff('teller', world.dinoyo), 403],
      [world.as.member(member), 403],
    ] as const;
    for (const [as, status] of strangers) {
      expect((await setTier(member, { ...wanted, nik: NIK }, as)).status).toBe(status);
    }
    await setTier(member, { ...wanted, nik: NIK }).expect(200);
    const other = await setTier(member, { ...wanted, nik: '3573019999999999' });
    expect([other.status, other.body.code]).toEqual([409, 'already_exists']);
    // Known once, it needn't be told again.
    await setTier(member, { tier: 'unregistered', reason: 'salah ketik' }).expect(200);
    await setTier(member, wanted).expect(200);
    await setTier(member, wanted).expect(200);
    const { rows } = await world.owner.query(
      `SELECT count(*)::int AS n FROM participants.rule_change WHERE subject = $1`,
      [member.uid],
    );
    expect(rows).toEqual([{ n: 3 }]);
    await expect(
      world.owner.query(`UPDATE access.person SET nik = '3573019999999999' WHERE id = $1`, [
        member.person,
      ]),
    ).rejects.toMatchObject({ constraint: 'sealed_or_clear' });
  });

  it('keeps what is on the wallet when the tier falls, and can’t add to it', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 3_000_000 });
    const giver = await world.aMember(world.bumiayu, { rupiah: 10_000 });
    await setTier(member, { tier: 'unregistered', reason: 'KTP kedaluwarsa' }).expect(200);
    const more = await send(giver, member, '1000.00');
    expect([more.status, more.body.code]).toEqual([422, 'balance_limit_exceeded']);
    expect((await world.pay(member, toko, 10_000)).status).toBe(201);
  });
});

describe('a member who has left', () => {
  const again = async (member: Member, number: string) => {
    const { person } = valueOf(await app().get(MemberService).read(world.operator, member.uid));
    const body = { person_id: encodeId('per', member.person), phone: person.phone, number };
    return post('/v1/members', body, manager(world.dinoyo));
  };

  it('comes back to the same cooperative under a new number, with a new wallet', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 25_000 });
    expect((await world.pay(member, toko, 25_000)).status).toBe(201);
    const twice = await again(member, 'K-1');
    expect([twice.status, twice.body.code]).toEqual([409, 'already_exists']);
    await post(`${pathOf(member)}/close`, { reason: 'pindah' }, manager(world.dinoyo)).expect(200);

    const back = await again(member, 'K-2').then(({ body, status }) => ({ body, status }));
    expect(back.status).toBe(201);
    expect(back.body).toMatchObject({ number: 'K-2', status: 'open', activation_code: null });
    expect(back.body.wallet_account_id).not.toBe(encodeId('acc', member.walletUid));
    // They sign in for the new membership; the former stays closed and keeps its history.
    const { rows } = await world.owner.query<{ member: string }>(
      `SELECT member FROM access.role_grant WHERE person_id = $1 AND revoked_at IS NULL`,
      [member.person],
    );
    expect(rows.map((row) => encodeId('mbr', row.member))).toEqual([back.body.id]);
    const read = (path: string) =>
      world.api().get(path).set('authorization', manager(world.dinoyo)).expect(200);
    expect((await read(pathOf(member))).body.status).toBe('closed');
    const entries = await read(`/v1/accounts/${encodeId('acc', member.walletUid)}/entries`);
    expect(entries.body.data.length).toBeGreaterThan(0);
    const reopened = await post(
      `${pathOf(member)}/status`,
      { status: 'open', reason: 'kembali' },
      manager(world.dinoyo),
    );
    expect([reopened.status, reopened.body.code]).toEqual([409, 'account_closed']);
    const tier = await setTier(member, { tier: 'unregistered', reason: 'lama' });
    expect([tier.status, tier.body.code]).toEqual([409, 'account_closed']);
  });

  it('comes back once, however many counters take them on at the same instant', async () => {
    const member = await world.aMember(world.dinoyo);
    await post(`${pathOf(member)}/close`, { reason: 'keluar' }, manager(world.dinoyo)).expect(200);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => again(member, `S-${n}-${newUuid().slice(-6)}`)),
    );
    expect(tally(answers)).toEqual({ 201: 1, already_exists: 7 });
  });
});

/** Bounds one payment of a tier, until `restore`. */
async function lowerPaymentsOf(tier: 'unregistered' | 'registered', value: string) {
  const path = `/v1/networks/${encodeId('net', world.network.uid)}`;
  const as = world.as.operator();
  const { body } = await world.api().get(path).set('authorization', as).expect(200);
  const put = (limits: object) =>
    world.api().put(`${path}/limits`).set('authorization', as).send(limits).expect(200);
  const { unregistered, registered } = body.limits;
  const both = { unregistered, registered };
  await put({ ...both, [tier]: { ...both[tier], per_payment: idr(value) } });
  return { restore: () => put(both) };
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}
