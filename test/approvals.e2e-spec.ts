import { AlertService } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);

afterAll(() => world.close());

/** What this spec looks at in any answer. */
interface Body {
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly title: string;
  readonly payload_hash: string;
  readonly requested_at: string;
  readonly expires_at: string;
  readonly data: readonly { readonly id: string }[];
}

interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function post(
  path: string,
  body: object,
  as = world.as.operator(),
  { process = 0, language = 'en' } = {},
): Promise<Answer> {
  return world
    .api(process)
    .post(path)
    .set({ authorization: as, 'accept-language': language })
    .send(body);
}

async function get(path: string, as = world.as.operator()): Promise<Answer> {
  return world.api().get(path).set('authorization', as);
}

/** A request of the operator to put a new schedule in force. */
async function asked(): Promise<{ id: string; payload_hash: string; schedule: string }> {
  const made = await post('/v1/fee-schedules', { preset: 'qris_mdr' });
  const answer = await post(`/v1/fee-schedules/${made.body.id}/submit`, { reason: 'rapat' });
  expect(answer.status).toBe(201);
  return { ...answer.body, schedule: made.body.id };
}

const approve = (id: string, hash: string, as = world.as.checker(), process = 0) =>
  post(`/v1/approvals/${id}/approve`, { payload_hash: hash }, as, { process });

describe('a request for approval', () => {
  it('shows what is asked, by whom and until when, and what came of it', async () => {
    const { id, payload_hash, schedule } = await asked();
    const read = await get(`/v1/approvals/${id}`, world.as.checker());
    expect(read.body).toMatchObject({
      id,
      kind: 'fee_schedule',
      title: { id: 'Memberlakukan tarif', en: 'Put a fee schedule in force' },
      state: 'PENDING',
      details: { fee_schedule_id: schedule },
      cooperative_id: null,
      reason: 'rapat',
      requested_by: encodeId('per', world.operator.principal),
      decided_by: null,
    });
    expect(Date.parse(read.body.expires_at) - Date.parse(read.body.requested_at)).toBe(86_400_000);
    const done = await approve(id, payload_hash);
    expect(done.body).toMatchObject({
      state: 'EXECUTED',
      decided_by: encodeId('per', world.checker.principal),
      outcome: { state: 'active' },
      failure: null,
    });
    const listed = await get('/v1/approvals?state=EXECUTED&kind=fee_schedule');
    expect(listed.body.data.map((one) => one.id)).toContain(id);
    expect((await get('/v1/approvals?state=PENDING')).body.data).toEqual([]);
  });

  it('H39 is not approved by its maker: 403, in both languages', async () => {
    const { id, payload_hash } = await asked();
    const path = `/v1/approvals/${id}/approve`;
    for (const [language, title] of [
      ['en', 'It must be another person'],
      ['id', 'Harus orang lain'],
    ] as const) {
      const self = await post(path, { payload_hash }, world.as.operator(), { language });
      expect([self.status, self.body.code, self.body.title]).toEqual([403, 'same_person', title]);
    }
    const { body } = await post(`/v1/approvals/${id}/cancel`, { remark: 'salah' });
    expect(body).toMatchObject({ state: 'CANCELLED', remark: 'salah' });
  });

  it('H39 is approved only as it was read: another payload is 409', async () => {
    const { id, payload_hash } = await asked();
    const other = payload_hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const changed = await approve(id, other);
    expect([changed.status, changed.body.code]).toEqual([409, 'approval_changed']);
    expect((await post(`/v1/approvals/${id}/approve`, {}, world.as.checker())).status).toBe(400);
    expect((await get(`/v1/approvals/${id}`)).body.state).toBe('PENDING');
    await post(`/v1/approvals/${id}/cancel`, {});
  });

  it('H39 is executed once when two processes approve it at once', async () => {
    const { id, payload_hash, schedule } = await asked();
    const answers = await Promise.all(
      [0, 1, 0, 1].map((process) => approve(id, payload_hash, world.as.checker(), process)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { rows } = await world.owner.query(
      `SELECT count(*)::int AS n FROM ledger.state_change s JOIN participants.fee_schedule f
         ON f.uid::text = s.subject
       WHERE s.machine = 'fee_schedule' AND s.to_state = 'active'
         AND f.version = (SELECT max(version) FROM participants.fee_schedule)`,
    );
    expect(rows[0].n).toBe(1);
    expect((await get(`/v1/fee-schedules/${schedule}`)).body.state).toBe('active');
  });

  it('is nothing to cooperatives when it is the network’s, and unknown ones are not found', async () => {
    const { id, payload_hash } = await asked();
    const treasurer = world.as.staff('treasurer', world.dinoyo);
    expect((await get(`/v1/approvals/${id}`, treasurer)).status).toBe(404);
    expect((await approve(id, payload_hash, treasurer)).status).toBe(404);
    expect((await get('/v1/approvals', treasurer)).body.data).toEqual([]);
    const unknown = encodeId('apr', newUuid());
    expect((await approve(unknown, payload_hash)).status).toBe(404);
    const member = await world.aMember(world.dinoyo);
    expect((await get(`/v1/approvals/${id}`, world.as.member(member))).status).toBe(403);
    await post(`/v1/approvals/${id}/cancel`, {});
  });
});

describe('alerts', () => {
  it('are listed for those whom they concern until somebody sees to them and they are cleared', async () => {
    const alerts = world.apps[0]?.get(AlertService);
    if (alerts === undefined) throw new Error('there is no process');
    const alert = {
      network: world.network.id,
      cooperative: world.dinoyo.uid,
      kind: 'cash_difference',
      detail: { difference: '-5000.00' },
      dedupeKey: newUuid(),
    } as const;
    const id = encodeId('alr', await alerts.raise(alert));
    await alerts.raise(alert);
    const open = await get('/v1/alerts?status=open');
    expect(open.body.data).toMatchObject([
      { id, kind: 'cash_difference', severity: 'warning', status: 'open', times: 2 },
    ]);
    const own = await get('/v1/alerts', world.as.staff('manager', world.dinoyo));
    expect(own.body.data).toHaveLength(1);
    const foreign = world.as.staff('manager', world.bumiayu);
    expect((await get('/v1/alerts', foreign)).body.data).toEqual([]);
    expect((await post(`/v1/alerts/${id}/acknowledge`, {}, foreign)).status).toBe(404);
    const seen = await post(`/v1/alerts/${id}/acknowledge`, {});
    expect(seen.body).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: encodeId('per', world.operator.principal),
    });
    await alerts.clear(alert);
    expect((await get('/v1/alerts?status=cleared')).body.data).toMatchObject([{ id }]);
  });
});
