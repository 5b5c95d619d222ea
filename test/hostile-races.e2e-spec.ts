import { encodeId, newUuid } from '@app/core';
import { NetworkService, type Member, type Merchant } from '@app/participants';
import { valueOf } from '@app/testing';
import type { Response } from 'supertest';
import { idOf, itemsOf } from './support/read-body.js';
import { idr, paymentsWorld, tally, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;
let tokoSiti: Merchant;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
  tokoSiti = await world.aMerchant(world.bumiayu);
}, 60_000);

afterAll(async () => {
  const { body } = await world
    .api()
    .post('/v1/verifications')
    .set('authorization', world.as.operator());
  await world.close();
  expect(body).toMatchObject({ ok: true });
});

const times = <T>(count: number, act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => act(n)));

describe('many at once', () => {
  it('H14 200 parallel drains of one wallet over two processes: exactly what it holds', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 73_500 });
    const answers = await times(200, (n) => world.pay(payer, tokoSiti, 1000, { process: n % 2 }));
    expect(tally(answers)).toEqual({ 201: 73, insufficient_funds: 127 });
    expect(await world.posted(payer.wallet)).toBe(500_00n);
  }, 30_000);

  it('H15 two who pay each other 100 times at once all finish', async () => {
    const siti = await world.aMember(world.bumiayu, { rupiah: 200_000 });
    const budi = await world.aMember(world.dinoyo, { rupiah: 200_000 });
    const shopOfSiti = await world.aMerchant(world.bumiayu, siti);
    const shopOfBudi = await world.aMerchant(world.dinoyo, budi);
    const answers = await times(200, (n) => {
      const process = (n >> 1) % 2;
      return n % 2 === 0
        ? world.pay(budi, shopOfSiti, 1000, { process })
        : world.pay(siti, shopOfBudi, 1000, { process });
    });
    expect(tally(answers)).toEqual({ 201: 200 });
    for (const { wallet } of [shopOfSiti, shopOfBudi]) {
      expect(await world.posted(wallet)).toBe(99_300_00n);
    }
  }, 30_000);

  it('H32 50 parallel payments at the net debit cap, over two processes: not one sen past it', async () => {
    const issuer = await world.aCooperative(world.network, 'Kedungkandang');
    const payers: Member[] = [];
    for (let n = 0; n < 50; n += 1) payers.push(await world.aMember(issuer, { rupiah: 10_000 }));
    // Each payment of 10,000 is 9,972 of debt, after the issuer's own 28.
    const cap = 9_972_00n * 17n + 9_971_99n;
    await world.setCap(issuer, cap);
    const answers = await Promise.all(
      payers.map((payer, n) => world.pay(payer, tokoSiti, 10_000, { process: n % 2 })),
    );
    expect(tally(answers)).toEqual({ 201: 17, cap_exceeded: 33 });
    expect(await world.posted(issuer.accounts.clearing)).toBe(9_972_00n * 17n);
  }, 30_000);

  it('H33 payments at both processes that race the cut-off: each in exactly one cycle, the one that its answer names', async () => {
    const [first, ...others] = await times(6, () =>
      world.aMember(world.dinoyo, { rupiah: 1_000_000 }),
    );
    const as = world.as.operator();
    const net = encodeId('net', world.network.uid);
    const listed = await world.api().get(`/v1/cycles?network_id=${net}`).set('authorization', as);
    const [before] = itemsOf(listed.body);
    const closing = { isOver: false };
    const close = async () => {
      // In the midst of them.
      if (first !== undefined) await world.pay(first, tokoSiti, 1000);
      const answers = await times(2, (process) =>
        world
          .api(process)
          .post(`/v1/cycles/${idOf(before)}/close`)
          .set({ authorization: as, 'idempotency-key': newUuid() })
          .send({}),
      );
      closing.isOver = true;
      return answers;
    };
    const paying = others.map(async (payer, n) => {
      const answers: Response[] = [];
      const pay = async () =>
        answers.push(await world.pay(payer, tokoSiti, 1000, { process: n % 2 }));
      while (!closing.isOver) await pay();
      await pay();
      return answers;
    });
    const closed = await close();
    const paid = (await Promise.all(paying)).flat();
    expect(closed.map(({ status }) => status)).toEqual([200, 200]);
    expect(tally(paid)).toEqual({ 201: paid.length });

    const { rows } = await world.owner.query<{ id: string; cycle: string }>(
      `SELECT t.id, c.uid AS cycle FROM ledger.transfer t JOIN ledger.batch b ON b.number = t.batch
       JOIN ledger.cycle c ON c.network = b.network AND c.number = b.cycle`,
    );
    const cycleOf = new Map(
      rows.map(({ id, cycle }) => [encodeId('pay', id), encodeId('cyc', cycle)]),
    );
    for (const { body } of paid) expect(cycleOf.get(idOf(body))).toBe(body.cycle_id);
    const named = new Set(paid.map(({ body }) => String(body.cycle_id)));
    expect(named.size).toBe(2);
    expect(named).toContain(idOf(before));
  }, 30_000);

  it('H16 one key at both processes: one effect, one answer', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const key = newUuid();
    const answers = await times(20, (n) =>
      world.pay(payer, tokoSiti, 1000, { key, process: n % 2 }),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(tally(answers)).toEqual({ 201: 20 });
    const first = answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined);
    expect(first).toHaveLength(1);
    expect(await world.posted(payer.wallet)).toBe(49_000_00n);
  });
});

describe('a key', () => {
  it('H17 used again with another body or path is refused, and nothing moves', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const key = newUuid();
    await world.pay(payer, tokoSiti, 1000, { key });
    const before = await world.books();
    const changes = [
      { amount: idr('1001.00') },
      { description: 'lain' },
      { reference: 'lain' },
      { merchant_id: encodeId('mrc', (await world.aMerchant(world.bumiayu)).uid) },
      { merchant_id: encodeId('mrc', newUuid()) },
    ];
    for (const body of changes) {
      const { status, body: problem } = await world.pay(payer, tokoSiti, 1000, { key, body });
      expect([status, problem.code]).toEqual([422, 'idempotency_key_reused']);
    }
    const { accounts: _accounts, ...rest } = await world.books();
    expect(rest).toEqual({ legs: before.legs, usage: before.usage });

    const shared = newUuid();
    const record = (member: Member) =>
      world
        .api()
        .post(`/v1/members/${encodeId('mbr', member.uid)}/opening-balance`)
        .set('authorization', world.as.operator())
        .set('idempotency-key', shared)
        .send({ amount: idr('1000.00') });
    await record(await world.aMember(world.dinoyo)).expect(201);
    const other = await world.aMember(world.dinoyo);
    const { body } = await record(other).expect(422);
    expect(body.code).toBe('idempotency_key_reused');
    expect(await world.posted(other.wallet)).toBe(0n);
  });

  it('H17 is not confused by the order or spelling of the same body', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const key = newUuid();
    const paid = await world.pay(payer, tokoSiti, 1000, { key });
    const merchant = encodeId('mrc', tokoSiti.uid);
    const again = await world
      .api(1)
      .post('/v1/payments')
      .set('authorization', world.as.member(payer))
      .set('idempotency-key', key)
      .set('content-type', 'application/json')
      .send(`{ "amount": {"currency":"IDR", "value":"1000.00"},\n "merchant_id":"${merchant}" }`);
    expect(again.status).toBe(201);
    expect(again.text).toBe(paid.text);
  });

  it('H18 of another person is another key', async () => {
    const key = newUuid();
    const payers = [
      await world.aMember(world.dinoyo, { rupiah: 5_000 }),
      await world.aMember(world.dinoyo, { rupiah: 5_000 }),
    ];
    const answers = await Promise.all(
      payers.map((payer) => world.pay(payer, tokoSiti, 1000, { key })),
    );
    expect(tally(answers)).toEqual({ 201: 2 });
    expect(new Set(answers.map(({ body }) => String(body.id))).size).toBe(2);
  });

  it('H20 gives the answer that was lost, a refusal as well, in whatever process', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 5_000 });
    for (const rupiah of [1_000, 9_000]) {
      const key = newUuid();
      const first = await world.pay(payer, tokoSiti, rupiah, { key });
      await world.pay(payer, tokoSiti, 100);
      const again = await world.pay(payer, tokoSiti, rupiah, { key, process: 1 });
      expect(again.headers['idempotent-replayed']).toBe('true');
      expect(again.status).toBe(first.status);
      const { request_id: _first, ...said } = first.body;
      const { request_id: _again, ...saidAgain } = again.body;
      expect(saidAgain).toEqual(said);
    }
    expect(await world.posted(payer.wallet)).toBe(3_800_00n);
  });

  it('H19 seen again after a year gets the first answer, though everything has changed since', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const shop = await world.aMerchant(world.bumiayu);
    const key = newUuid();
    const first = await world.pay(payer, shop, 1000, { key });
    const networks = world.apps[0]?.get(NetworkService);
    const year = 366 * 86_400_000;
    const later = new Date(Date.parse(String(first.body.created_at)) + year);
    const moved = await networks?.moveClock(world.operator, world.network.uid, later);
    if (moved !== undefined) valueOf(moved);
    await world.setStatus(shop, 'frozen');
    await world.setState(world.bumiayu, 'suspended');
    const again = await world.pay(payer, shop, 1000, { key });
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(await world.posted(payer.wallet)).toBe(49_000_00n);
    await world.setState(world.bumiayu, 'active');
  });

  it('H19 is answered even where the rules would no longer let the request through', async () => {
    const payer = await world.aMember(world.dinoyo, { rupiah: 50_000 });
    const key = newUuid();
    const first = await world.pay(payer, tokoSiti, 1000, { key });
    await world.owner.query(
      `UPDATE participants.fee_schedule SET state = 'retired', retired_at = activated_at
       WHERE state = 'active'`,
    );
    await world.owner.query('SELECT ledger.bump_epoch($1)', [world.network.id]);
    const fresh = await world.pay(payer, tokoSiti, 1000);
    expect([fresh.status, fresh.body.code]).toEqual([422, 'fee_rule_missing']);
    const again = await world.pay(payer, tokoSiti, 1000, { key });
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await world.pay(payer, tokoSiti, 2000, { key });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await world.posted(payer.wallet)).toBe(49_000_00n);
  });
});
