import { AlertService } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import { cashWorld, type CashWorld, type Colleague, type OpenTill } from './support/cash-world.js';
import { idr } from './support/payments-world.js';

let world: CashWorld;
let treasurer: { readonly dinoyo: Colleague; readonly bumiayu: Colleague };

beforeAll(async () => {
  world = await cashWorld();
  treasurer = {
    dinoyo: await world.aColleague(world.dinoyo, 'treasurer'),
    bumiayu: await world.aColleague(world.bumiayu, 'treasurer'),
  };
}, 60_000);

afterAll(() => world.close());

interface Hit {
  readonly type: string;
  readonly id: string;
  readonly label: string;
  readonly cooperative_id: string | null;
  readonly href: string;
}

async function found(q: string, who: Colleague | string): Promise<Hit[]> {
  const { body }: { body: { data: Hit[] } } = await world
    .get(`/v1/search?q=${encodeURIComponent(q)}`, who)
    .expect(200);
  return body.data;
}

const dinoyoId = () => encodeId('coop', world.dinoyo.uid);
const bumiayuId = () => encodeId('coop', world.bumiayu.uid);

/** The operator and the own cooperative find it; a stranger finds nothing. */
async function isDinoyos(id: string, expected: object): Promise<void> {
  const hit = { id, cooperative_id: dinoyoId(), ...expected };
  expect(await found(id, world.as.operator())).toContainEqual(expect.objectContaining(hit));
  expect(await found(id, treasurer.dinoyo)).toContainEqual(expect.objectContaining(hit));
  expect(await found(id, treasurer.bumiayu)).toEqual([]);
}

async function anInvoice(number: string): Promise<string> {
  const issued = await world
    .post('/v1/invoices', treasurer.dinoyo, {
      buyer_cooperative_id: bumiayuId(),
      amount: idr('750000.00'),
      number,
      due_date: '2030-12-31',
    })
    .expect(201);
  return String(issued.body.id);
}

describe('a search', () => {
  it('finds an invoice by id and number, for both of its cooperatives and nobody else', async () => {
    const id = await anInvoice('INV/2026/001');
    const third = await world.aColleague(
      await world.aCooperative(world.network, 'Sukun'),
      'treasurer',
    );
    for (const q of [id, 'INV/2026/001']) {
      const label = 'INV/2026/001 requested';
      const seen = { type: 'invoice', id, label, href: `/v1/invoices/${id}` };
      expect(await found(q, treasurer.dinoyo)).toMatchObject([
        { ...seen, cooperative_id: dinoyoId() },
      ]);
      expect(await found(q, treasurer.bumiayu)).toMatchObject([
        { ...seen, cooperative_id: bumiayuId() },
      ]);
      expect(await found(q, world.as.operator())).toMatchObject([
        { ...seen, cooperative_id: dinoyoId() },
      ]);
      expect(await found(q, third)).toEqual([]);
    }
    await world.get(`/v1/invoices/${id}`, treasurer.dinoyo).expect(200);
  });

  it('finds what waits for another person, where it may be read', async () => {
    const invoice = await anInvoice('INV/2026/002');
    const asked = await world.post(`/v1/invoices/${invoice}/payments`, treasurer.bumiayu, {});
    expect(asked.status).toBeLessThan(300);
    const { rows } = await world.owner.query<{ uid: string }>(
      `SELECT uid FROM access.approval WHERE cooperative = $1 ORDER BY uid DESC LIMIT 1`,
      [world.bumiayu.uid],
    );
    const id = encodeId('apr', rows[0]?.uid ?? '');
    const hits = await found(id, treasurer.bumiayu);
    expect(hits).toMatchObject([
      {
        type: 'approval',
        label: expect.stringMatching(/PENDING$/),
        href: `/v1/approvals/${id}`,
      },
    ]);
    expect(await found(id, world.as.operator())).toEqual(hits);
    expect(await found(id, treasurer.dinoyo)).toEqual([]);
    await world.get(`/v1/approvals/${id}`, treasurer.bumiayu).expect(200);
  });

  it('finds an alert in its list, the network’s for the operator alone', async () => {
    const alerts = world.apps[0]?.get(AlertService);
    const raise = async (cooperative: string | null) => {
      const dedupeKey = newUuid();
      const { id: network } = world.network;
      const alert = { kind: 'cap_use_90', network, cooperative, dedupeKey, detail: {} } as const;
      return encodeId('alr', (await alerts?.raise(alert)) ?? '');
    };
    const kind = { type: 'alert', label: 'cap_use_90', href: '/v1/alerts' };
    await isDinoyos(await raise(world.dinoyo.uid), kind);
    const common = await raise(null);
    expect(await found(common, world.as.operator())).toMatchObject([
      { ...kind, cooperative_id: null },
    ]);
    expect(await found(common, treasurer.dinoyo)).toEqual([]);
  });

  it('finds a payment request for both cooperatives', async () => {
    const asker = await world.aMember(world.dinoyo);
    const payer = await world.aMember(world.bumiayu);
    const body = { payer_member_id: encodeId('mbr', payer.uid), amount: idr('5000.00') };
    const asked = await world
      .post('/v1/payment-requests', world.as.member(asker), body)
      .expect(201);
    const id = String(asked.body.id);
    const hit = { type: 'payment_request', id, label: 'requested' };
    expect(await found(id, treasurer.dinoyo)).toMatchObject([
      { ...hit, cooperative_id: dinoyoId() },
    ]);
    expect(await found(id, treasurer.bumiayu)).toMatchObject([
      { ...hit, cooperative_id: bumiayuId() },
    ]);
  });

  describe('at the counter', () => {
    let till: OpenTill;
    beforeAll(async () => {
      till = await world.anOpenTill(world.dinoyo, 1_000_000);
    });

    it('finds a till by its id and its account, and a session', async () => {
      const { body } = await world.get(`/v1/tills/${till.till}`, treasurer.dinoyo).expect(200);
      await isDinoyos(till.till, { type: 'till', label: body.name });
      const { rows } = await world.owner.query<{ account_uid: string }>(
        'SELECT account_uid FROM participants.till WHERE name = $1',
        [body.name],
      );
      const account = encodeId('acc', rows[0]?.account_uid ?? '');
      const types = (await found(account, treasurer.dinoyo)).map(({ type }) => type);
      expect(types).toEqual(['account', 'till']);
      await isDinoyos(till.session, { type: 'till_session', label: `${body.name} open` });
    });

    it('finds a deposit and a withdrawal that is only held, for both cooperatives; never a code', async () => {
      const member = await world.aMember(world.bumiayu, { rupiah: 200_000 });
      const deposited = await world.deposit(till, member, 50_000).expect(201);
      const held = await world.held(till, member, 30_000);
      for (const [id, words] of [
        [String(deposited.body.id), 'Setor tunai'],
        [held, 'Penahanan dana'],
      ] as const) {
        for (const who of [treasurer.dinoyo, treasurer.bumiayu, world.as.operator()]) {
          const [hit, ...more] = await found(id, who);
          expect(more).toEqual([]);
          expect(hit?.label).toContain(words);
          await world.get(hit?.href ?? '', who).expect(200);
        }
        const third = await world.aColleague(
          await world.aCooperative(world.network, `K${newUuid().slice(-6)}`),
          'treasurer',
        );
        expect(await found(id, third)).toEqual([]);
      }
      const made = await world
        .post('/v1/withdrawal-codes', world.as.member(member), { amount: idr('10000.00') })
        .expect(201);
      for (const q of [made.body.id, made.body.code]) {
        expect(await found(String(q), world.as.operator())).toEqual([]);
      }
    });

    it('finds a reversal, also of what never arrived', async () => {
      const body = { reference: `TERMINAL-${newUuid()}` };
      const asked = await world.post('/v1/reversals', till.teller, body);
      expect(asked.status).toBeLessThan(300);
      const id = String(asked.body.id);
      const hits = await found(id, treasurer.dinoyo);
      expect(hits).toContainEqual(
        expect.objectContaining({ type: 'reversal', id, label: 'POSTED' }),
      );
      expect(await found(id, treasurer.bumiayu)).toEqual([]);
    });
  });

  it('finds an import of the own cooperative', async () => {
    const uid = newUuid();
    await world.owner.query(
      `INSERT INTO payments.import
         (uid, cooperative, principal, asked_at, network, dry_run, key, request_hash)
       VALUES ($1, $2, $3, now(), $4, true, $5, $6)`,
      [
        uid,
        world.dinoyo.uid,
        treasurer.dinoyo.person,
        world.network.id,
        newUuid(),
        newUuid().replaceAll('-', ''),
      ],
    );
    await isDinoyos(encodeId('imp', uid), { type: 'import', label: 'validating' });
  });
});
