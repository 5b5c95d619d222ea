import {
  ApprovalService,
  type Approval,
  type ApprovalKind,
  type Identity,
  type Role,
} from '@app/access';
import { newUuid, succeed } from '@app/core';
import { anIdentity, participantsWorld, valueOf, type ParticipantsWorld } from '@app/testing';
import { Client } from 'pg';

import type { Cooperative, Network } from '../directory/directory-types.js';
import { JointApprovalLimit } from './joint-approval-limit.js';

const LIMIT = 1_000_000_00n;
const NIK = '3573011708450001';

let world: ParticipantsWorld;
let app: Client;
let approvals: ApprovalService;
let network: Network;
let dinoyo: Cooperative;
let bumiayu: Cooperative;
/** Of each cooperative. */
let hadi: Identity;
let nuning: Identity;
let done = 0;

/** Counts how often it is done. */
const counting: ApprovalKind<object> = {
  name: 'counting',
  title: { id: 'Hitung', en: 'Count' },
  makers: ['operator', 'member'],
  checkers: ['operator'],
  read: (payload) => (typeof payload === 'object' && payload !== null ? payload : undefined),
  describe: () => ({}),
  execution: 'in_transaction',
  execute: async () => {
    done += 1;
    return succeed({});
  },
};

beforeAll(async () => {
  world = await participantsWorld();
  ({ approvals } = world.access);
  approvals.register(counting);
  network = await world.aNetwork();
  dinoyo = await world.aCooperative(network, 'Dinoyo');
  bumiayu = await world.aCooperative(network, 'Bumiayu');
  hadi = await someone('treasurer', dinoyo);
  nuning = await someone('manager', bumiayu);
  await limit(LIMIT);
  app = new Client({ connectionString: world.database.appUrl });
  await app.connect();
  await app.query("SELECT set_config('simpul.tenant', 'switch', false)");
}, 60_000);

afterAll(async () => {
  await app.end();
  await world.close();
});

beforeEach(() => {
  done = 0;
});

async function someone(
  role: 'teller' | 'treasurer' | 'manager',
  cooperative: Cooperative,
  nik?: string,
): Promise<Identity> {
  const { manager } = world.dataSource;
  const of = { network: network.id, fullName: 'Hadi Sucipto', nik };
  const person = valueOf(await world.access.onboarding.registerPerson(manager, of));
  const grant = { person, role, cooperative: cooperative.uid };
  valueOf(await world.access.onboarding.grantRole(manager, grant));
  return as(role, person, cooperative);
}

const as = (role: Role, person: string, { uid }: Cooperative) =>
  anIdentity(role, person, { network: network.id, cooperative: uid });

/** Of the network, changed as operators do. */
let office: JointApprovalLimit | undefined;
async function limit(above: bigint | null): Promise<Approval> {
  office ??= new JointApprovalLimit(world.networks, approvals);
  const change = valueOf(await office.request(world.operator, network.uid, above, 'rapat'));
  return valueOf(await agree(world.checker, change));
}

function asked(amount: bigint, maker = world.operator): Promise<Approval> {
  const request = { network: network.id, kind: 'counting', subject: newUuid(), payload: {} };
  const between = { cooperatives: [dinoyo.uid, bumiayu.uid] as const, amount };
  return approvals.request(maker, { ...request, between }).then(valueOf);
}

const agree = (by: Identity, { uid, payloadHash }: Approval) =>
  approvals.approve(by, uid, { payloadHash });

describe('an act between two cooperatives', () => {
  it('above the limit is done once somebody of each has agreed, in either order', async () => {
    for (const [first, second] of [
      [hadi, nuning],
      [nuning, hadi],
    ] as const) {
      done = 0;
      const approval = await asked(LIMIT + 1n);
      const half = valueOf(await agree(first, approval));
      expect(half).toMatchObject({
        state: 'PENDING',
        checker: null,
        agreements: [{ cooperative: first.cooperative, person: first.principal }],
      });
      expect(valueOf(await agree(first, approval))).toEqual(half);
      expect(done).toBe(0);
      expect(valueOf(await agree(second, approval))).toMatchObject({
        state: 'EXECUTED',
        checker: second.principal,
        agreements: { length: 2 },
      });
      expect(done).toBe(1);
    }
  });

  it('up to the limit is done by one checker of its kind', async () => {
    const approval = await asked(LIMIT);
    expect(await agree(hadi, approval)).toMatchObject({ code: 'not_found' });
    expect(valueOf(await agree(world.checker, approval))).toMatchObject({ state: 'EXECUTED' });
  });

  it('is agreed to by nobody but a treasurer or manager of the two', async () => {
    const approval = await asked(LIMIT + 1n);
    const sukun = await world.aCooperative(network, 'Sukun');
    const answers = [
      [world.checker, 'role_forbidden'],
      [await someone('teller', dinoyo), 'role_forbidden'],
      [await someone('manager', sukun), 'not_found'],
    ] as const;
    for (const [by, code] of answers) expect(await agree(by, approval)).toMatchObject({ code });
    valueOf(await agree(hadi, approval));
    expect(await agree(await someone('manager', dinoyo), approval)).toMatchObject({
      code: 'wrong_state',
    });
    expect(done).toBe(0);
  });

  it('H39 is agreed to for both by two human beings, neither of whom asked', async () => {
    const [here, there] = [
      await someone('treasurer', dinoyo, NIK),
      await someone('treasurer', bumiayu, NIK),
    ];
    const approval = await asked(LIMIT + 1n);
    valueOf(await agree(here, approval));
    expect(await agree(there, approval)).toMatchObject({ code: 'same_person' });
    const own = await asked(LIMIT + 1n, { ...world.operator, principal: here.principal });
    expect(await agree(there, own)).toMatchObject({ code: 'same_person' });
  });

  it('is rejected by one of them for both', async () => {
    const approval = await asked(LIMIT + 1n);
    valueOf(await agree(hadi, approval));
    const { uid, payloadHash } = approval;
    const rejected = await approvals.reject(nuning, uid, { payloadHash, remark: 'tidak' });
    expect(valueOf(rejected).state).toBe('REJECTED');
    expect(await agree(hadi, approval)).toMatchObject({ code: 'wrong_state' });
  });

  it('is listed for both while it is joint, and keeps the limit under which it was asked', async () => {
    const [joint, plain] = [await asked(LIMIT + 1n), await asked(LIMIT)];
    const query = { network: network.id, kind: 'counting', limit: 100 };
    const seen = (await approvals.list(nuning, query)).map(({ approval }) => approval.uid);
    expect([joint, plain].map(({ uid }) => seen.includes(uid))).toEqual([true, false]);
    expect((await limit(null)).state).toBe('EXECUTED');
    expect((await asked(LIMIT * 100n)).between?.isJoint).toBe(false);
    expect(valueOf(await approvals.read(hadi, joint.uid)).approval.between?.isJoint).toBe(true);
    await limit(LIMIT);
  });

  it('is executed once when both agree at the same time, in two processes', async () => {
    const other = new ApprovalService(world.dataSource);
    other.register(counting);
    for (let round = 1; round <= 8; round += 1) {
      const approval = await asked(LIMIT + 1n);
      const { uid, payloadHash } = approval;
      const answers = await Promise.all([
        agree(hadi, approval),
        other.approve(nuning, uid, { payloadHash }),
      ]);
      expect(answers.map((answer) => valueOf(answer).state).sort()).toEqual([
        'EXECUTED',
        'PENDING',
      ]);
      expect(done).toBe(round);
    }
  });
});

describe('the database', () => {
  const word = (approval: Approval, by: Identity, cooperative = by.cooperative) =>
    app.query(`INSERT INTO access.agreement VALUES ($1, $2, $3, now())`, [
      approval.uid,
      cooperative,
      by.principal,
    ]);

  it('lets no joint request be approved without somebody of each', async () => {
    const approval = await asked(LIMIT + 1n);
    const approve = () =>
      app.query(
        `UPDATE access.approval SET state = 'APPROVED', checker = $2, decided_at = now()
         WHERE uid = $1`,
        [approval.uid, nuning.principal],
      );
    await expect(approve()).rejects.toThrow('somebody of each cooperative has to agree');
    await word(approval, hadi);
    await expect(approve()).rejects.toThrow('somebody of each cooperative has to agree');
    await expect(
      app.query('UPDATE access.approval SET is_joint = false WHERE uid = $1', [approval.uid]),
    ).rejects.toThrow('permission denied');
    await expect(app.query('DELETE FROM access.agreement')).rejects.toThrow('permission denied');
  });

  it('takes no word of whom it is not', async () => {
    const approval = await asked(LIMIT + 1n);
    const teller = await someone('teller', dinoyo);
    await expect(word(approval, teller)).rejects.toThrow('nobody who may');
    await expect(word(approval, hadi, bumiayu.uid)).rejects.toThrow('nobody who may');
    await expect(word(await asked(LIMIT), hadi)).rejects.toThrow('nobody who may');
    const own = await asked(LIMIT + 1n, { ...world.operator, principal: hadi.principal });
    await expect(word(own, hadi)).rejects.toThrow('one human being');
  });
});
