import { decodeId, encodeId, newUuid } from '@app/core';
import type { Member, Merchant } from '@app/participants';
import { NoticeService } from '@app/payments';
import { idr, paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let budi: Member;
let tokoSiti: Merchant;
let paid: { id: string; transfer_id: string; short_code: string; reference: string };
const key = newUuid();
const reference = `nota-${key}`;

beforeAll(async () => {
  world = await paymentsWorld();
  budi = await world.aMember(world.dinoyo, { rupiah: 350_000 });
  tokoSiti = await world.aMerchant(world.bumiayu);
  paid = (await world.pay(budi, tokoSiti, 100_000, { key, body: { reference } })).body;
}, 60_000);

afterAll(() => world.close());

const get = (path: string, authorization: string) =>
  world.api().get(path).set('authorization', authorization);

describe('a receipt', () => {
  it('is shown to anyone who holds it, and nothing of who the member is', async () => {
    const path = `/v1/receipts/${paid.short_code}`;
    const { body } = await world.api().get(`${path}?amount=100000`).expect(200);
    expect(body).toEqual({
      object: 'receipt',
      short_code: paid.short_code,
      type: 'payment',
      status: 'posted',
      amount: idr('100000.00'),
      created_at: expect.stringMatching(/Z$/),
      local_time: expect.stringMatching(/ WIB$/),
      cooperatives: [
        { id: encodeId('coop', world.dinoyo.uid), name: world.dinoyo.name },
        { id: encodeId('coop', world.bumiayu.uid), name: world.bumiayu.name },
      ],
      payer: {
        kind: 'member',
        name: 'Bu*** Sa***',
        cooperative_id: encodeId('coop', world.dinoyo.uid),
      },
      payee: {
        kind: 'merchant',
        name: tokoSiti.name,
        cooperative_id: encodeId('coop', world.bumiayu.uid),
        merchant_id: encodeId('mrc', tokoSiti.uid),
      },
    });
    const network = encodeId('net', world.network.uid);
    await world.api().get(`${path}?amount=100000.00&network_id=${network}`).expect(200);
  });

  it('with another amount is as one that was never given out', async () => {
    const wrong = await world.api().get(`/v1/receipts/${paid.short_code}?amount=100001`);
    const never = await world.api().get('/v1/receipts/ZZZZ-ZZZZ?amount=100000');
    expect([wrong.status, never.status]).toEqual([404, 404]);
    expect(wrong.body.code).toBe(never.body.code);
    expect(wrong.body.detail).toBe(never.body.detail);
    await world.api().get(`/v1/receipts/${paid.short_code}`).expect(400);
  });

  it('whose amount is guessed is soon not answered any more', async () => {
    const code = String((await world.pay(budi, tokoSiti, 5_000)).body.short_code);
    const statuses: number[] = [];
    for (let rupiah = 1_000; rupiah < 1_020; rupiah += 1) {
      statuses.push((await world.api().get(`/v1/receipts/${code}?amount=${rupiah}`)).status);
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(10);
    const refused = await world.api().get(`/v1/receipts/${code.toLowerCase()}?amount=5000`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is read by payer, merchant and the counters of both cooperatives, and by nobody else', async () => {
    const path = `/v1/me/receipts/${paid.short_code}`;
    const readers = [
      world.as.member(budi),
      world.as.shop(tokoSiti),
      world.as.shop(tokoSiti, 'cashier'),
      world.as.staff('teller', world.dinoyo),
      world.as.staff('teller', world.bumiayu),
    ];
    for (const reader of readers) {
      const { body } = await get(path, reader).expect(200);
      expect(body).toMatchObject({ transfer_id: paid.transfer_id, fee: idr('0.00') });
    }
    const stranger = await world.aMember(world.dinoyo);
    const otherShop = await world.aMerchant(world.bumiayu);
    await get(path, world.as.member(stranger)).expect(404);
    await get(path, world.as.shop(otherShop)).expect(404);
  });

  it('is printed on a slip of 32 columns', async () => {
    const path = `/v1/me/receipts/${paid.short_code}?format=text`;
    const { text, headers } = await get(path, world.as.staff('teller', world.bumiayu)).expect(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text).toContain(paid.short_code);
    expect(text).toMatch(/^JUMLAH +Rp100\.000$/m);
    expect(text).toMatch(/^Dari +Bu\*\*\* Sa\*\*\*$/m);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(32);
  });
});

describe('notifications', () => {
  it('tell every movement and what else happened, newest first, to the one concerned', async () => {
    const member = await world.aMember(world.dinoyo, { rupiah: 90_000 });
    const notices = world.apps[0]?.get(NoticeService);
    for (const rupiah of [1_000, 2_000]) await world.pay(member, tokoSiti, rupiah);
    const about = newUuid();
    for (let n = 0; n < 2; n += 1) {
      await notices?.tell(
        member.person,
        'withdrawal_code_created',
        { amount: '50000.00', name: 'Bumiayu' },
        { about },
      );
    }
    await world.pay(member, tokoSiti, 3_000);

    const all: { kind: string; id: string; text: { id: string; en: string } }[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page += 1) {
      const path = `/v1/me/notifications?limit=2${cursor}`;
      const { body } = await get(path, world.as.member(member)).expect(200);
      expect(body.unread_count).toBe(5);
      const shown: typeof all = body.data;
      all.push(...shown);
      if (!body.has_more) break;
      cursor = `&after=${body.next_cursor}`;
    }
    expect(all.map(({ kind }) => kind)).toEqual([
      'debit',
      'withdrawal_code_created',
      'debit',
      'debit',
      'credit',
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(all[0]?.text.id).toMatch(
      new RegExp(`^Uang keluar: Pembayaran Rp3\\.000 kepada ${tokoSiti.name}\\. Saldo Rp84\\.000`),
    );
    expect(all[1]?.text.en).toContain('Rp50,000 (Bumiayu)');
    await get('/v1/me/notifications?after=eHh4', world.as.member(member)).expect(400);
  });

  it('are read up to where they were shown, and a mark never moves back', async () => {
    const list = () => get('/v1/me/notifications', world.as.member(budi));
    const { body } = await list().expect(200);
    expect(body.unread_count).toBe(body.data.length);
    const read = (upTo: string) =>
      world
        .api()
        .post('/v1/me/notifications/read')
        .set('authorization', world.as.member(budi))
        .send({ up_to: upTo });
    const second = String(body.data[1].created_at);
    const marked = await read(second).expect(200);
    expect(marked.body).toMatchObject({ read_up_to: second, unread_count: 1 });
    const again = await list();
    expect(again.body.data[0].read).toBe(false);
    expect(again.body.data[1].read).toBe(true);
    const back = await read('2020-01-01T00:00:00Z').expect(200);
    expect(back.body.read_up_to).toBe(second);
    await read(String(body.data[0].created_at)).expect(200);
    expect((await list()).body.unread_count).toBe(0);
  });

  it('tell a merchant of each sale what came in of it', async () => {
    const { body } = await get('/v1/me/notifications?limit=1', world.as.shop(tokoSiti)).expect(200);
    expect(body.data[0]).toMatchObject({ kind: 'credit', movement: { type: 'payment' } });
    expect(body.data[0].text.id).toContain('dari Bu*** Sa***');
    expect(JSON.stringify(body)).not.toContain('Santoso');
  });

  it('tell of an activation and of a PIN that is locked, and not of a last try that was right', async () => {
    const phone = '081234567001';
    const created = await world
      .api()
      .post('/v1/members')
      .set('authorization', world.as.staff('manager', world.dinoyo))
      .set('idempotency-key', newUuid())
      .send({ number: 'N-1', full_name: 'Rina Wati', phone, tier: 'registered' });
    expect(created.status).toBe(201);
    const activation = { phone, code: created.body.activation_code, pin: '482917' };
    const activated = await world.api().post('/v1/auth/activation').send(activation);
    expect(activated.status).toBeLessThan(300);
    const { rows } = await world.owner.query<{ id: string }>(
      'SELECT person AS id FROM participants.member WHERE uid = $1',
      [decodeId('mbr', String(created.body.id))],
    );
    const kinds = async () => {
      const told = await world.owner.query<{ kind: string }>(
        'SELECT kind FROM payments.notice WHERE person = $1 ORDER BY happened_at, id',
        [rows[0]?.id],
      );
      return told.rows.map(({ kind }) => kind);
    };
    expect(await kinds()).toEqual(['pin_activated']);
    const signIn = (pin: string) =>
      world.api().post('/v1/auth/token').send({ phone, pin, role: 'member' });
    for (let n = 0; n < 2; n += 1) expect((await signIn('739105')).status).toBe(401);
    expect((await signIn('482917')).status).toBeLessThan(300);
    expect(await kinds()).toEqual(['pin_activated']);
    for (let n = 0; n < 3; n += 1) expect((await signIn('739105')).status).toBe(401);
    expect(await kinds()).toEqual(['pin_activated', 'pin_locked']);
  });
});

describe('a search', () => {
  const found = async (q: string, bearer: string): Promise<string[]> => {
    const { body } = await get(`/v1/search?q=${encodeURIComponent(q)}`, bearer).expect(200);
    const hits: { id: string }[] = body.data;
    return hits.map(({ id }) => id);
  };

  it('finds an act by its ids, its code, its reference and its key', async () => {
    const names = [
      paid.id,
      paid.transfer_id,
      paid.short_code.toLowerCase(),
      paid.short_code.replace('-', ' '),
      reference,
      key,
      key.toUpperCase(),
    ];
    for (const q of names) {
      expect(await found(q, world.as.operator())).toEqual([paid.transfer_id]);
      expect(await found(q, world.as.staff('treasurer', world.bumiayu))).toEqual([
        paid.transfer_id,
      ]);
    }
  });

  it('finds a member by number, phone, wallet and id', async () => {
    const id = encodeId('mbr', budi.uid);
    const phone = await world.phoneOf(budi.person);
    const national = `0${phone.slice(3)}`;
    expect(await found(budi.number, world.as.staff('manager', world.dinoyo))).toEqual([id]);
    for (const q of [national, phone, id]) {
      expect(await found(q, world.as.operator())).toContain(id);
    }
    const wallet = encodeId('acc', budi.walletUid);
    expect(await found(wallet, world.as.operator())).toEqual([wallet, id]);
  });

  it('shows what is foreign as if it did not exist', async () => {
    const stranger = world.as.staff('manager', world.bumiayu);
    const onUs = await world.pay(budi, await world.aMerchant(world.dinoyo), 4_000);
    const foreign: string[] = [
      encodeId('mbr', budi.uid),
      encodeId('acc', budi.walletUid),
      encodeId('coop', world.dinoyo.uid),
      onUs.body.transfer_id,
      onUs.body.short_code,
      newUuid(),
      'tidak ada',
    ];
    for (const q of foreign) expect(await found(q, stranger)).toEqual([]);
    await get('/v1/search?q=x', world.as.member(budi)).expect(403);
  });
});
