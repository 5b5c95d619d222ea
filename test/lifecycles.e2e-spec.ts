import { TokenService } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import {
  CooperativeService,
  MemberService,
  NetworkService,
  type Cooperative,
  type Member,
  type Merchant,
  type Network,
} from '@app/participants';
import { valueOf, justProven } from '@app/testing';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

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

const post = (path: string, body: object, authorization: string, key = newUuid()) =>
  world.api().post(path).set('authorization', authorization).set('idempotency-key', key).send(body);

const app = () => world.apps[0] ?? missing('process');
const coop = ({ uid }: Cooperative) => encodeId('coop', uid);
const setState = (cooperative: Cooperative, state: string, as = world.as.operator()) =>
  post(`/v1/cooperatives/${coop(cooperative)}/state`, { state, reason: 'uji' }, as);

/** Holds money of a member, as an act does that is finished later. */
async function hold(member: Member, rupiah: bigint): Promise<string> {
  const id = newUuid();
  const amount = rupiah * 100n;
  await world.post(member.network, {
    id,
    type: 'hold',
    amount,
    payer: member.wallet,
    hold: {
      expiresInSeconds: 600,
      lines: [{ account: member.wallet, side: 'debit', amount }],
    },
  });
  return id;
}

const finish = (member: Member, obligation: string) =>
  world.post(member.network, { type: 'void', completion: { kind: 'void', obligation } });

/** One more membership of the same person. */
async function membership(of: Member, cooperative: Cooperative, tier?: Member['tier']) {
  const { person } = valueOf(await app().get(MemberService).read(world.operator, of.uid));
  const wanted = {
    person: of.person,
    phone: person.phone ?? '',
    number: newUuid().slice(-12),
    tier: tier ?? 'registered',
  } as const;
  return valueOf(await app().get(MemberService).admit(cooperative, wanted)).member;
}

describe('a cooperative', () => {
  it('H25 suspended begins nothing new at once, in any process, and ends what was begun', async () => {
    const sukun = await world.aCooperative(world.network, 'Sukun');
    const payer = await world.aMember(sukun, { rupiah: 100_000 });
    const shop = await world.aMerchant(sukun);
    const outsider = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const [paid] = await Promise.all(
      [0, 1].map((process) => world.pay(payer, toko, 1000, { process })),
    );
    expect(paid?.status).toBe(201);
    const held = await hold(payer, 5_000n);
    await setState(sukun, 'suspended').expect(200);

    for (const process of [1, 0]) {
      const out = await world.pay(payer, toko, 1000, { process });
      expect([out.status, out.body.code]).toEqual([403, 'cooperative_suspended']);
      const into = await world.pay(outsider, shop, 1000, { process });
      expect([into.status, into.body.code]).toEqual([403, 'cooperative_suspended']);
    }
    // What was begun is finished: a hold is voided, and a payment is refunded.
    await finish(payer, held);
    const owed = await world.posted(sukun.accounts.clearing);
    const refund = { payment_id: paid?.body.id, amount: idr('1000.00') };
    await post('/v1/refunds', refund, world.as.shop(toko)).expect(201);
    expect(await world.posted(sukun.accounts.clearing)).toBeLessThan(owed);
    await setState(sukun, 'active').expect(200);
    expect((await world.pay(payer, toko, 1000, { process: 1 })).status).toBe(201);
  });

  it('in training sees everything and moves nothing', async () => {
    const made = valueOf(
      await app().get(CooperativeService).create(world.operator, world.network, {
        name: 'Koperasi Baru',
        shortName: 'Baru',
        city: 'Malang',
      }),
    );
    await setState(made, 'training').expect(200);
    const member = await world.aMember(made, { rupiah: 50_000 });
    const read = await world
      .api()
      .get(`/v1/members/${encodeId('mbr', member.uid)}`)
      .set('authorization', world.as.staff('manager', made));
    expect(read.status).toBe(200);
    const paid = await world.pay(member, toko, 1000);
    expect([paid.status, paid.body.code]).toEqual([403, 'cooperative_not_active']);
  });

  it('leaves only when it is even and no wallet holds anything', async () => {
    const lowok = await world.aCooperative(world.network, 'Lowokwaru');
    const member = await world.aMember(lowok, { rupiah: 10_000 });
    const refused = await setState(lowok, 'left');
    expect([refused.status, refused.body.code]).toEqual([409, 'cooperative_not_empty']);
    expect(refused.body.detail).toContain('Rekening yang belum kosong: 1.');
    expect((await world.pay(member, toko, 10_000)).status).toBe(201);
    const indebted = await setState(lowok, 'left');
    expect([indebted.status, indebted.body.code]).toEqual([409, 'cooperative_not_empty']);

    const empty = await world.aCooperative(world.network, 'Klojen');
    expect((await setState(empty, 'left').expect(200)).body.state).toBe('left');
    const back = await setState(empty, 'active');
    expect([back.status, back.body.code]).toEqual([409, 'wrong_state']);
  });
});

describe('a wallet', () => {
  it('that is closed stays closed, also for whoever writes past the application', async () => {
    const member = await world.aMember(world.dinoyo);
    const close = { status: 'closed', reason: 'keluar' };
    const path = `/v1/members/${encodeId('mbr', member.uid)}/status`;
    await post(path, close, world.as.operator()).expect(200);
    await expect(
      world.owner.query(
        'UPDATE ledger.account SET status = 1, version = version + 1 WHERE id = $1',
        [member.wallet],
      ),
    ).rejects.toMatchObject({ code: 'SM003' });
    const open = await post(path, { ...close, status: 'open' }, world.as.operator());
    expect([open.status, open.body.code]).toEqual([409, 'account_closed']);
  });
});

describe('a member who moves to another cooperative', () => {
  it('takes the rest along in the act that closes the wallet, free of charge, and once', async () => {
    const budi = await world.aMember(world.dinoyo, { rupiah: 250_000 });
    const there = await membership(budi, world.bumiayu);
    const clearing = await world.posted(world.dinoyo.accounts.clearing);
    const key = newUuid();
    const body = { send_rest_to: encodeId('mbr', there.uid), reason: 'pindah rumah' };
    const closed = await post('/v1/me/closure', body, world.as.member(budi), key).expect(200);
    expect(closed.body).toMatchObject({
      member_id: encodeId('mbr', budi.uid),
      status: 'closed',
      sent: { member_id: encodeId('mbr', there.uid), amount: idr('250000.00') },
    });
    expect(await world.posted(budi.wallet)).toBe(0n);
    expect(await world.posted(there.wallet)).toBe(250_000_00n);
    expect(await world.posted(world.dinoyo.accounts.clearing)).toBe(clearing + 250_000_00n);

    const again = await post('/v1/me/closure', body, world.as.member(budi), key).expect(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(closed.body);
    expect(await world.posted(there.wallet)).toBe(250_000_00n);
    const grants = await world.owner.query(
      `SELECT member FROM access.role_grant WHERE person_id = $1 AND revoked_at IS NULL`,
      [budi.person],
    );
    expect(grants.rows).toEqual([{ member: there.uid }]);
  });

  it('H45 with a hold pending and a refund due moves once the hold has ended, and both end correctly', async () => {
    const budi = await world.aMember(world.dinoyo, { rupiah: 100_000 });
    const paid = await world.pay(budi, toko, 20_000);
    expect(paid.status).toBe(201);
    const there = await membership(budi, world.bumiayu);
    const held = await hold(budi, 30_000n);
    const key = newUuid();
    const body = { send_rest_to: encodeId('mbr', there.uid) };
    const refused = await post('/v1/me/closure', body, world.as.member(budi), key);
    expect([refused.status, refused.body.code]).toEqual([409, 'account_not_empty']);
    expect(refused.body.detail).toContain('Isinya Rp80.000.');
    expect(refused.body.detail).toContain('Tertahan Rp30.000.');
    await finish(budi, held);
    // Nothing was stored of the refusal, so the very same request goes through now.
    await post('/v1/me/closure', body, world.as.member(budi), key).expect(200);
    expect(await world.posted(there.wallet)).toBe(80_000_00n);

    // The refund finds the former wallet closed: it is kept for the person, not lost and not sent astray.
    const suspense = await world.posted(world.dinoyo.accounts.suspense);
    const refund = { payment_id: paid.body.id, amount: idr('20000.00') };
    await post('/v1/refunds', refund, world.as.shop(toko)).expect(201);
    expect(await world.posted(budi.wallet)).toBe(0n);
    expect(await world.posted(world.dinoyo.accounts.suspense)).toBe(suspense + 20_000_00n);
  });

  it('with money and nowhere to send it stays', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 5_000 });
    const before = await world.books();
    const refused = await post('/v1/me/closure', {}, world.as.member(member));
    expect([refused.status, refused.body.code]).toEqual([409, 'account_not_empty']);
    const other = await world.aMember(world.bumiayu);
    for (const to of [encodeId('mbr', other.uid), encodeId('mbr', newUuid())]) {
      const foreign = await post('/v1/me/closure', { send_rest_to: to }, world.as.member(member));
      expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found']);
    }
    const own = { send_rest_to: encodeId('mbr', member.uid) };
    const self = await post('/v1/me/closure', own, world.as.member(member));
    expect([self.status, self.body.code]).toEqual([422, 'payer_is_payee']);
    const after = await world.books();
    expect(after.accounts.filter(({ id }) => id === member.wallet)).toEqual(
      before.accounts.filter(({ id }) => id === member.wallet),
    );
    expect(after.legs).toEqual(before.legs);
  });

  it('can’t take along more than the other wallet may hold, and is told what is left there', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 2_000_001 });
    const there = await membership(member, world.bumiayu, 'unregistered');
    const body = { send_rest_to: encodeId('mbr', there.uid) };
    const refused = await post('/v1/me/closure', body, world.as.member(member));
    expect([refused.status, refused.body.code]).toEqual([422, 'balance_limit_exceeded']);
    expect(refused.body.detail).toContain('Paling banyak Rp2.000.000.');
    expect(await world.posted(member.wallet)).toBe(2_000_001_00n);
  });

  it('is closed by the staff of the own cooperative only', async () => {
    const member = await world.aMember(world.dinoyo);
    const path = `/v1/members/${encodeId('mbr', member.uid)}/close`;
    const stranger = world.as.staff('manager', world.bumiayu);
    expect((await post(path, { reason: 'x' }, stranger)).status).toBe(404);
    expect((await post(path, {}, world.as.staff('teller', world.dinoyo))).status).toBe(403);
    const manager = world.as.staff('manager', world.dinoyo);
    const closed = await post(path, { reason: 'meninggal' }, manager).expect(200);
    expect(closed.body).toMatchObject({ status: 'closed', sent: null });
  });

  it('joins by the person’s id and phone, without a new code', async () => {
    const member = await world.aMember(world.dinoyo);
    const { person } = valueOf(await app().get(MemberService).read(world.operator, member.uid));
    const body = { person_id: encodeId('per', member.person), phone: person.phone, number: 'B-77' };
    const manager = world.as.staff('manager', world.bumiayu);
    const wrong = await post('/v1/members', { ...body, phone: '081200000001' }, manager);
    expect([wrong.status, wrong.body.code]).toEqual([404, 'not_found']);
    const joined = await post('/v1/members', body, manager).expect(201);
    expect(joined.body).toMatchObject({
      activation_code: null,
      cooperative_id: coop(world.bumiayu),
    });
    const twice = await post('/v1/members', { ...body, number: 'B-78' }, manager);
    expect([twice.status, twice.body.code]).toEqual([409, 'already_exists']);
  });
});

describe('on a live network', () => {
  let live: Network;
  let checker: string;

  beforeAll(async () => {
    const made = await app()
      .get(NetworkService)
      .create(world.operator, { name: 'Malang Sungguhan', live: true });
    live = valueOf(made).network;
    const nobody = { network: null, cooperative: null, member: null, merchant: null };
    const { principal } = world.checker;
    const tokens = app().get(TokenService);
    checker = `Bearer ${tokens.issue({ ...nobody, ...justProven(), role: 'operator', principal }).token}`;
  });

  const approve = async (id: string, as: string) => {
    const read = await world
      .api()
      .get(`/v1/approvals/${id}`)
      .set('authorization', world.as.operator())
      .expect(200);
    const { payload_hash } = read.body;
    return post(`/v1/approvals/${id}/approve`, { payload_hash }, as);
  };

  it('two operators activate and suspend a cooperative', async () => {
    const wanted = { name: 'Koperasi Sungguhan', shortName: 'Sungguhan', city: 'Malang' };
    const made = await app().get(CooperativeService).create(world.operator, live, wanted);
    const cooperative = valueOf(made);
    const trained = await setState(cooperative, 'training').expect(200);
    expect(trained.body).toMatchObject({ state: 'training', approval_id: null });

    const asked = await setState(cooperative, 'active').expect(200);
    expect(asked.body).toMatchObject({
      state: 'training',
      approval_id: expect.stringMatching(/^apr_/),
    });
    const twice = await setState(cooperative, 'active');
    expect([twice.status, twice.body.code]).toEqual([409, 'already_exists']);
    const id = String(asked.body.approval_id);
    const self = await approve(id, world.as.operator());
    expect([self.status, self.body.code]).toEqual([403, 'same_person']);
    expect((await approve(id, checker)).status).toBe(200);
    const now = await app().get(CooperativeService).read(world.operator, cooperative.uid);
    expect(valueOf(now).state).toBe('active');
    const impossible = await setState(cooperative, 'active');
    expect([impossible.status, impossible.body.code]).toEqual([409, 'wrong_state']);
  });

  it('two persons freeze a merchant', async () => {
    const cooperative = await liveCooperative();
    const shop = await world.aMerchant(cooperative);
    const path = `/v1/merchants/${encodeId('mrc', shop.uid)}/status`;
    const freeze = { status: 'frozen', reason: 'keluhan' };
    const asked = await post(path, freeze, world.as.operator()).expect(200);
    expect(asked.body.status).toBe('open');
    const again = await post(path, freeze, world.as.operator()).expect(200);
    expect(again.body.approval_id).toBe(asked.body.approval_id);
    expect((await approve(String(asked.body.approval_id), checker)).status).toBe(200);
    const read = await world
      .api()
      .get(`/v1/merchants/${encodeId('mrc', shop.uid)}`)
      .set('authorization', world.as.operator());
    expect(read.body.status).toBe('frozen');
  });

  async function liveCooperative(): Promise<Cooperative> {
    const wanted = { name: 'Koperasi Dua', shortName: 'Dua', city: 'Malang' };
    return valueOf(await app().get(CooperativeService).create(world.operator, live, wanted));
  }
});

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}
