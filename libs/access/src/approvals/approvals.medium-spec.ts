import { fail, newUuid, succeed, type Failure } from '@app/core';
import { accessWorld, anIdentity, valueOf, type AccessWorld } from '@app/testing';
import { Client } from 'pg';
import type { Identity } from '../identity.js';
import { approvalKey, ApprovalService, type Approval, type ApprovalKind } from './index.js';

let world: AccessWorld;
let owner: Client;
let maker: Identity;
let checker: Identity;
let third: Identity;

const NETWORK = 1;

beforeAll(async () => {
  world = await accessWorld();
  owner = new Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await world.dataSource.query(
    `SELECT ledger.open_network($1, $2, 'Malang', false, 'Asia/Jakarta', '0', $3, $4)`,
    [NETWORK, newUuid(), newUuid(), newUuid()],
  );
  [maker, checker, third] = await Promise.all([anOperator(), anOperator(), anOperator()]);
}, 60_000);

afterAll(async () => {
  await owner.end();
  await world.close();
});

async function anOperator(): Promise<Identity> {
  const { person } = await world.someStaff((id) => [{ person: id, role: 'operator' }], {
    network: null,
  });
  return anIdentity('operator', person);
}

interface Rename {
  readonly name: string;
}

const isRename = (payload: unknown): payload is Rename =>
  typeof payload === 'object' && payload !== null && 'name' in payload;

/** Writes its payload's name where everybody sees whether, and how often, it was executed. */
function renaming(validate?: () => Failure | undefined): ApprovalKind<Rename> {
  return {
    name: 'renaming',
    title: { id: 'Ganti nama', en: 'A new name' },
    makers: ['operator'],
    checkers: ['operator', 'treasurer'],
    read: (payload) => (isRename(payload) ? payload : undefined),
    describe: ({ payload }) => ({ name: payload.name }),
    validate: async () => validate?.(),
    execution: 'in_transaction',
    execute: async (tx, { uid, payload }) => {
      await tx.query(
        `INSERT INTO access.person (id, network, full_name) VALUES (gen_random_uuid(), 1, $1)`,
        [`${payload.name} ${uid}`],
      );
      return payload.name === 'gagal' ? fail('wrong_state') : succeed({ renamed: true });
    },
  };
}

function serviceWith(...kinds: ApprovalKind<Rename>[]): ApprovalService {
  const service = new ApprovalService(world.dataSource);
  for (const kind of kinds) service.register(kind);
  return service;
}

const service = () => serviceWith(renaming());

async function asked(of: ApprovalService, name = 'Simpul', kind = 'renaming'): Promise<Approval> {
  const request = { network: NETWORK, kind, subject: newUuid(), payload: { name } };
  return valueOf(await of.request(maker, { ...request, reason: 'lebih jelas' }));
}

async function executions({ uid }: Approval): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM access.person WHERE full_name LIKE $1',
    [`%${uid}`],
  );
  return rows[0]?.n ?? -1;
}

async function steps({ uid }: Approval): Promise<string[]> {
  const { rows } = await owner.query<{ to_state: string }>(
    `SELECT to_state FROM ledger.state_change WHERE machine = 'approval' AND subject = $1
     ORDER BY id`,
    [uid],
  );
  return rows.map((row) => row.to_state);
}

const moveClock = (hours: number) =>
  owner.query(
    `SELECT ledger.set_clock(1::smallint, ledger.network_now(1::smallint) + $1 * interval '1 hour')`,
    [hours],
  );

describe('a request of one person', () => {
  it('is done when another one agrees to it, in that very transaction', async () => {
    const approvals = service();
    const approval = await asked(approvals);
    expect(approval).toMatchObject({ state: 'PENDING', checker: null, reason: 'lebih jelas' });
    expect(approval.expiresAt.getTime() - approval.requestedAt.getTime()).toBe(86_400_000);
    const { payloadHash } = approval;
    const done = valueOf(await approvals.approve(checker, approval.uid, { payloadHash }));
    expect(done).toMatchObject({
      state: 'EXECUTED',
      checker: checker.principal,
      outcome: { renamed: true },
    });
    expect(await executions(approval)).toBe(1);
    expect(await steps(approval)).toEqual(['APPROVED', 'EXECUTED']);
    const again = await approvals.approve(checker, approval.uid, { payloadHash });
    expect(valueOf(again)).toEqual(done);
    expect(await executions(approval)).toBe(1);
  });

  it('H39 is not done by its maker, by whatever login or role', async () => {
    const approvals = service();
    const { uid, payloadHash } = await asked(approvals);
    const otherLogin = anIdentity('treasurer', maker.principal, { network: NETWORK });
    for (const self of [maker, otherLogin]) {
      expect(await approvals.approve(self, uid, { payloadHash })).toEqual(fail('same_person'));
      expect(await approvals.reject(self, uid, { payloadHash })).toEqual(fail('same_person'));
    }
    const bySql = owner.query(
      `UPDATE access.approval SET state = 'APPROVED', checker = maker, decided_at = now()
       WHERE uid = $1`,
      [uid],
    );
    await expect(bySql).rejects.toThrow(/maker_is_not_checker/);
  });

  it('H39 is agreed to only as it was read, and never changes', async () => {
    const approvals = service();
    const approval = await asked(approvals);
    const other = await asked(approvals, 'Lain');
    const { payloadHash } = other;
    expect(await approvals.approve(checker, approval.uid, { payloadHash })).toEqual(
      fail('approval_changed'),
    );
    const change = `UPDATE access.approval SET payload = '{"name": "Jahat"}' WHERE uid = $1`;
    await expect(world.dataSource.query(change, [approval.uid])).rejects.toThrow(/denied/);
    await expect(owner.query(change, [approval.uid])).rejects.toThrow(/can't be changed/);
    await expect(
      owner.query('DELETE FROM access.approval WHERE uid = $1', [approval.uid]),
    ).rejects.toThrow(/append-only/);
    expect(await executions(approval)).toBe(0);
  });

  it('H39 is done once when several agree at the same instant', async () => {
    const approvals = [service(), service()];
    const [first = service()] = approvals;
    for (let round = 0; round < 5; round += 1) {
      const approval = await asked(first);
      const { uid, payloadHash } = approval;
      const answers = await Promise.all(
        [checker, third, checker, third].map((one, i) =>
          (approvals[i % 2] ?? first).approve(one, uid, { payloadHash }),
        ),
      );
      expect(await executions(approval)).toBe(1);
      const states = answers.map((one) => (one.ok ? one.value.state : one.code));
      expect(states.toSorted()).toEqual(['EXECUTED', 'EXECUTED', 'wrong_state', 'wrong_state']);
    }
  });

  it('leaves nothing of what failed, and says why', async () => {
    const approvals = service();
    const approval = await asked(approvals, 'gagal');
    const { uid, payloadHash } = approval;
    expect(valueOf(await approvals.approve(checker, uid, { payloadHash }))).toMatchObject({
      state: 'FAILED',
      outcome: { code: 'wrong_state' },
    });
    expect(await executions(approval)).toBe(0);
    expect(await steps(approval)).toEqual(['APPROVED', 'FAILED']);
  });

  it('is looked at once more before it is done', async () => {
    const found: { failure?: Failure } = {};
    const approvals = serviceWith(renaming(() => found.failure));
    const approval = await asked(approvals);
    found.failure = fail('cap_below_use', { in_use: '100.00' });
    const refused = await approvals.request(maker, {
      network: NETWORK,
      kind: 'renaming',
      subject: newUuid(),
      payload: { name: 'x' },
    });
    expect(refused).toEqual(found.failure);
    const { uid, payloadHash } = approval;
    expect(valueOf(await approvals.approve(checker, uid, { payloadHash }))).toMatchObject({
      state: 'FAILED',
      outcome: { code: 'cap_below_use', in_use: '100.00' },
    });
    expect(await executions(approval)).toBe(0);
  });

  it('is the only open one about its subject', async () => {
    const approvals = service();
    const approval = await asked(approvals);
    const { kind, subject } = approval;
    const same = { network: NETWORK, kind, subject, payload: { name: 'y' } };
    expect(await approvals.request(third, same)).toEqual(
      fail('already_exists', { field: 'subject', approval: approval.uid }),
    );
    const racing = { ...same, subject: newUuid() };
    const both = await Promise.all([maker, third].map((one) => approvals.request(one, racing)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    valueOf(await approvals.cancel(maker, approval.uid));
    expect(await approvals.request(third, same)).toMatchObject({ ok: true });
  });
});

describe('a request that is not agreed to', () => {
  it('is rejected by another person, or taken back by its maker', async () => {
    const refused: string[] = [];
    const approvals = serviceWith({
      ...renaming(),
      refused: async (_tx, { state }) => void refused.push(state),
    });
    const [first, second] = [await asked(approvals), await asked(approvals)];
    const { payloadHash } = first;
    const rejected = await approvals.reject(checker, first.uid, { payloadHash, remark: 'jangan' });
    expect(valueOf(rejected)).toMatchObject({ state: 'REJECTED', remark: 'jangan' });
    expect(await approvals.cancel(checker, second.uid)).toEqual(fail('role_forbidden'));
    expect(valueOf(await approvals.cancel(maker, second.uid)).state).toBe('CANCELLED');
    expect(refused).toEqual(['REJECTED', 'CANCELLED']);
    for (const { uid, payloadHash: hash } of [first, second]) {
      expect(await approvals.approve(third, uid, { payloadHash: hash })).toMatchObject({
        code: 'wrong_state',
      });
    }
    expect([await steps(first), await steps(second)]).toEqual([['REJECTED'], ['CANCELLED']]);
  });

  it('expires after 24 hours of the network, whether or not the worker has been there', async () => {
    const refused: string[] = [];
    const approvals = serviceWith({
      ...renaming(),
      refused: async (_tx, { uid }) => void refused.push(uid),
    });
    const approval = await asked(approvals);
    const { uid, payloadHash, kind, subject } = approval;
    await moveClock(23.9);
    expect(valueOf(await approvals.read(checker, uid)).approval.state).toBe('PENDING');
    await moveClock(0.2);
    expect(valueOf(await approvals.read(checker, uid)).approval.state).toBe('EXPIRED');
    const late = await approvals.approve(checker, uid, { payloadHash });
    expect(late).toEqual(fail('wrong_state', { state: 'EXPIRED' }));
    const query = { network: NETWORK, state: 'EXPIRED', limit: 100 } as const;
    expect((await approvals.list(maker, query)).map((one) => one.approval.uid)).toContain(uid);
    expect(await steps(approval)).toEqual([]);
    const next = { network: NETWORK, kind, subject, payload: { name: 'z' } };
    expect(await approvals.request(maker, next)).toMatchObject({ ok: true });
    expect(await steps(approval)).toEqual(['EXPIRED']);
    expect(refused).toEqual([uid]);
    const other = await asked(approvals);
    await moveClock(24.1);
    await Promise.all([approvals, service()].map((one) => one.continueAll(NETWORK, 100)));
    expect(await steps(other)).toEqual(['EXPIRED']);
  });

  it('is seen by nobody of another network or cooperative, and decided only by the roles named', async () => {
    const approvals = service();
    const cooperative = newUuid();
    const wanted = { network: NETWORK, kind: 'renaming', subject: newUuid() };
    const request = { ...wanted, cooperative, payload: { name: 'Koperasi' } };
    const { uid, payloadHash } = valueOf(await approvals.request(maker, request));
    const { person } = await world.someStaff(() => []);
    const at = (scope: Partial<Identity>, role: Identity['role'] = 'treasurer') =>
      anIdentity(role, person, { network: NETWORK, cooperative, ...scope });
    for (const stranger of [at({ network: 2 }), at({ cooperative: newUuid() })]) {
      expect(await approvals.read(stranger, uid)).toEqual(fail('not_found'));
      expect(await approvals.approve(stranger, uid, { payloadHash })).toEqual(fail('not_found'));
      expect(await approvals.cancel(stranger, uid)).toEqual(fail('not_found'));
    }
    const teller = at({}, 'teller');
    expect(await approvals.approve(teller, uid, { payloadHash })).toEqual(fail('role_forbidden'));
    expect(await approvals.request(teller, request)).toEqual(fail('role_forbidden'));
    const listed = await approvals.list(at({}), { network: NETWORK, limit: 100 });
    expect(listed.map((one) => one.approval.uid)).toEqual([uid]);
    expect(await approvals.approve(at({}), uid, { payloadHash })).toMatchObject({ ok: true });
  });
});

describe('an approved act that the ledger posts', () => {
  /** A ledger that decides once for each key, and can be out of reach. */
  function posting() {
    const decided = new Map<string, number>();
    const state = { reachable: true, undecided: false };
    const { validate: _none, ...facts } = renaming();
    const kind: ApprovalKind<Rename> = {
      name: 'posting',
      title: facts.title,
      makers: facts.makers,
      checkers: facts.checkers,
      read: facts.read,
      describe: facts.describe,
      execution: 'ledger',
      post: async (_sql, approval) => {
        if (!state.reachable) throw new Error('the ledger is out of reach');
        if (state.undecided) return fail('outcome_unknown');
        const key = approvalKey(approval);
        decided.set(key, decided.get(key) ?? decided.size + 1);
        if (approval.payload.name === 'gagal') return fail('insufficient_funds');
        return succeed({ transfer: String(decided.get(key)) });
      },
    };
    return { kind, state, decided };
  }

  it('ends with what the ledger decided', async () => {
    const { kind } = posting();
    const approvals = serviceWith(kind);
    const [good, bad] = [
      await asked(approvals, 'a', 'posting'),
      await asked(approvals, 'gagal', 'posting'),
    ];
    const approve = async ({ uid, payloadHash }: Approval) =>
      valueOf(await approvals.approve(checker, uid, { payloadHash }));
    expect(await approve(good)).toMatchObject({ state: 'EXECUTED', outcome: { transfer: '1' } });
    expect(await approve(bad)).toMatchObject({
      state: 'FAILED',
      outcome: { code: 'insufficient_funds' },
    });
  });

  it('stays approved when interrupted, and whoever comes next or the worker ends it once', async () => {
    const { kind, state, decided } = posting();
    const approvals = serviceWith(kind);
    const [first, second] = [
      await asked(approvals, 'a', 'posting'),
      await asked(approvals, 'b', 'posting'),
    ];
    state.reachable = false;
    for (const { uid, payloadHash } of [first, second]) {
      await expect(approvals.approve(checker, uid, { payloadHash })).rejects.toThrow(/reach/);
      expect(valueOf(await approvals.read(maker, uid)).approval.state).toBe('APPROVED');
      await expect(approvals.cancel(maker, uid)).resolves.toMatchObject({ code: 'wrong_state' });
    }
    await expect(approvals.continueAll(NETWORK, 10)).rejects.toThrow(/reach/);
    state.reachable = true;
    const { uid, payloadHash } = first;
    const ended = valueOf(await approvals.approve(third, uid, { payloadHash }));
    expect(ended).toMatchObject({ state: 'EXECUTED', checker: checker.principal });
    await Promise.all([approvals, serviceWith(kind)].map((one) => one.continueAll(NETWORK, 10)));
    expect(valueOf(await approvals.read(maker, second.uid)).approval.state).toBe('EXECUTED');
    expect(decided.size).toBe(2);
  });

  it('does not fail while nobody knows what the ledger decided', async () => {
    const { kind, state } = posting();
    const approvals = serviceWith(kind);
    const { uid, payloadHash } = await asked(approvals, 'a', 'posting');
    state.undecided = true;
    const approve = () => approvals.approve(checker, uid, { payloadHash });
    expect(await approve()).toEqual(fail('outcome_unknown'));
    await expect(approvals.continueAll(NETWORK, 10)).rejects.toThrow(/outcome_unknown/);
    // A process without this kind says so rather than leaving it in silence.
    await expect(service().continueAll(NETWORK, 10)).rejects.toThrow(/not registered/);
    const alerts = async () => {
      const all = await world.alerts.list(maker, { network: NETWORK, limit: 100 });
      return all.filter(({ subject }) => subject === uid);
    };
    expect(await alerts()).toMatchObject([{ kind: 'approval_unfinished', clearedAt: null }]);
    state.undecided = false;
    expect(valueOf(await approve()).state).toBe('EXECUTED');
    expect(await alerts()).toMatchObject([{ times: 2, clearedAt: expect.any(Date) }]);
  });

  it('is posted under one key however many approve it at once', async () => {
    const { kind, decided } = posting();
    const processes = [serviceWith(kind), serviceWith(kind)];
    const [first = service(), second = service()] = processes;
    const { uid, payloadHash } = await asked(first, 'a', 'posting');
    const answers = await Promise.all([
      first.approve(checker, uid, { payloadHash }),
      second.approve(third, uid, { payloadHash }),
      first.continueAll(NETWORK, 10),
    ]);
    expect(answers[0].ok || answers[1].ok).toBe(true);
    expect(decided.size).toBe(1);
    expect(valueOf(await first.read(maker, uid)).approval.state).toBe('EXECUTED');
  });
});
