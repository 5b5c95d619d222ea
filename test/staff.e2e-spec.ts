import { encodeId } from '@app/core';
import type { Cooperative } from '@app/participants';
import { authenticator } from '@app/testing';
import { paymentsWorld, type PaymentsWorld } from './support/payments-world.js';
import { idOf, itemsOf, textOf } from './support/read-body.js';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await paymentsWorld({ processes: 2 });
}, 60_000);
afterAll(() => world.close());

const PASSWORD = 'kopi pahit 9 sendok';
const WHY = { reason: 'kartu hilang' };
type Post = 'teller' | 'treasurer' | 'manager';

const post = (path: string, as: string | undefined, body: object = {}, process = 0) => {
  const sent = world.api(process).post(path);
  return (as === undefined ? sent : sent.set('authorization', as)).send(body);
};
const me = (as: string, process = 0) => world.api(process).get('/v1/me').set('authorization', as);

let hired = 0;

/** Somebody appointed, with a password and an authenticator. */
async function someStaff(role: Post, cooperative: Cooperative, nik?: string) {
  hired += 1;
  const wanted = { fullName: 'Rina Wati', username: `staf.${hired}`, nik };
  const made = await world.appointed(wanted, { role, cooperative });
  const { username, activationCode: code, person } = made;
  const { body } = await post('/v1/auth/activation', undefined, {
    username,
    code,
    password: PASSWORD,
  }).expect(200);
  const { network, uid } = cooperative;
  const as = world.as.somebody({ role, principal: person, network, cooperative: uid });
  const totp = authenticator(String(body.totp.secret));
  return { id: encodeId('stf', made.uid), person, username, as, totp };
}

const signIn = ({ username, totp }: { username: string; totp: () => string }) =>
  post('/v1/auth/token', undefined, { username, password: PASSWORD, totp: totp() });

/** Has another person agree to what was asked. */
async function agree(asked: unknown, as: string): Promise<{ code?: string; state?: string }> {
  const decision = { payload_hash: textOf(asked, 'payload_hash') };
  const answer: { body: { code?: string; state?: string } } = await post(
    `/v1/approvals/${idOf(asked)}/approve`,
    as,
    decision,
  );
  return answer.body;
}

describe('appointing staff', () => {
  const wish = (username: string, more: object = {}) => ({
    role: 'teller',
    full_name: 'Rina Wati',
    username,
    ...more,
  });

  it('takes another person, then gives whoever asked a code with which the new one signs in', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const treasurer = await someStaff('treasurer', world.dinoyo);
    const asked = await post('/v1/staff', manager.as, wish('rina.baru')).expect(202);
    expect(asked.body).toMatchObject({
      kind: 'staff_appointment',
      state: 'PENDING',
      details: { role: 'teller' },
    });
    const id = textOf(Object(asked.body).details, 'staff_id');
    const shown = await world
      .api()
      .get(`/v1/staff/${id}`)
      .set('authorization', treasurer.as)
      .expect(200);
    expect(shown.body).toMatchObject({ state: 'waiting', usernames: ['rina.baru'] });
    const path = `/v1/staff/${id}/appointment/${idOf(asked.body)}/code`;
    await post(path, manager.as).expect(409);
    expect((await post('/v1/staff', manager.as, wish('rina.baru'))).body.code).toBe(
      'already_exists',
    );
    expect((await agree(asked.body, manager.as)).code).toBe('same_person');
    expect(await agree(asked.body, treasurer.as)).toMatchObject({ state: 'EXECUTED' });
    await post(path, treasurer.as).expect(403);
    const { body } = await post(path, manager.as).expect(200);
    const choice = { username: 'rina.baru', code: body.activation_code, password: PASSWORD };
    const activated = await post('/v1/auth/activation', undefined, choice).expect(200);
    const totp = authenticator(String(activated.body.totp.secret));
    const signedIn = await signIn({ username: 'rina.baru', totp }).expect(200);
    expect(signedIn.body).toMatchObject({
      role: 'teller',
      cooperative_id: encodeId('coop', world.dinoyo.uid),
    });
  });

  it('that nobody agrees to leaves nobody behind, and the name free', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const treasurer = await someStaff('treasurer', world.dinoyo);
    const asked = await post('/v1/staff', manager.as, wish('rina.batal')).expect(202);
    const decision = { payload_hash: textOf(asked.body, 'payload_hash'), remark: 'tidak kenal' };
    await post(`/v1/approvals/${idOf(asked.body)}/reject`, treasurer.as, decision).expect(200);
    const id = textOf(Object(asked.body).details, 'staff_id');
    const shown = await world.api().get(`/v1/staff/${id}`).set('authorization', manager.as);
    expect(shown.body).toMatchObject({
      state: 'ended',
      usernames: [],
      full_name: '(data dihapus)',
    });
    await post('/v1/staff', manager.as, wish('rina.batal')).expect(202);
  });

  it('H39 is not agreed to by whose post it is, nor asked for under another name of one’s own', async () => {
    const nik = '3573011708450077';
    const manager = await someStaff('manager', world.dinoyo, nik);
    const asked = await post('/v1/staff', world.as.operator(), {
      ...wish('rina.dua', { nik }),
      cooperative_id: encodeId('coop', world.dinoyo.uid),
    }).expect(202);
    expect(await agree(asked.body, manager.as)).toMatchObject({ state: 'FAILED' });
    expect((await post('/v1/staff', manager.as, wish('rina.tiga', { nik }))).body.code).toBe(
      'same_person',
    );
    await expect(
      world.owner.query(
        `UPDATE access.role_grant SET awaits_agreement = false, suspended_at = NULL WHERE id IN (
           SELECT id FROM access.role_grant WHERE awaits_agreement AND revoked_at IS NULL LIMIT 1)`,
      ),
    ).rejects.toThrow('nobody else has agreed');
  });

  it('of the network is the operator’s, and no manager rises above the cooperative', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    for (const role of ['operator', 'auditor', 'dinas']) {
      await post('/v1/staff', manager.as, wish(`tono.${role}`, { role })).expect(403);
      const asked = await post('/v1/staff', world.as.operator(), wish(`tono.${role}`, { role }));
      expect([role, asked.status]).toEqual([role, 202]);
    }
    const foreign = { cooperative_id: encodeId('coop', world.bumiayu.uid) };
    await post('/v1/staff', manager.as, wish('tono.asing', foreign)).expect(404);
    const lost = await post('/v1/staff', world.as.operator(), wish('tono.lepas')).expect(400);
    expect(lost.body.errors[0].field).toBe('cooperative_id');
  });
});

describe('suspending staff', () => {
  it('ends their tokens in the other process within a second, and their sign-in, until two let them go on', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const treasurer = await someStaff('treasurer', world.dinoyo);
    const teller = await someStaff('teller', world.dinoyo);
    const { body: session } = await signIn(teller).expect(200);
    const bearer = `Bearer ${session.access_token}`;
    await me(bearer, 1).expect(200);

    const stopped = await post(`/v1/staff/${teller.id}/suspend`, manager.as, WHY).expect(200);
    expect(stopped.body).toMatchObject({ id: teller.id, state: 'suspended', role: 'teller' });
    const began = performance.now();
    let status = 200;
    while (status === 200 && performance.now() - began < 3_000) {
      ({ status } = await me(bearer, 1));
    }
    expect(status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1_000);
    const refresh = { refresh_token: session.refresh_token };
    await post('/v1/auth/refresh', undefined, refresh).expect(401);
    expect((await signIn(teller).expect(403)).body.code).toBe('role_forbidden');

    const path = `/v1/staff/${teller.id}/reinstatement`;
    const asked = await post(path, manager.as, WHY).expect(202);
    expect((await agree(asked.body, manager.as)).code).toBe('same_person');
    expect(await agree(asked.body, treasurer.as)).toMatchObject({ state: 'EXECUTED' });
    expect((await post(path, manager.as, WHY).expect(409)).body.code).toBe('wrong_state');
    const { rows } = await world.owner.query<{ suspended_at: Date | null }>(
      'SELECT suspended_at FROM access.role_grant WHERE person_id = $1',
      [teller.person],
    );
    expect(rows).toEqual([{ suspended_at: null }]);
  });

  it('is not for oneself, nor for the staff of another cooperative', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const foreign = await someStaff('teller', world.bumiayu);
    const own = await post(`/v1/staff/${manager.id}/suspend`, manager.as, WHY).expect(403);
    expect(own.body.code).toBe('same_person');
    await post(`/v1/staff/${foreign.id}/suspend`, manager.as, WHY).expect(404);
    const listed = await world.api().get('/v1/staff').set('authorization', manager.as).expect(200);
    const ids = itemsOf(listed.body).map(idOf);
    expect(ids).toContain(manager.id);
    expect(ids).not.toContain(foreign.id);
  });
});

describe('dismissing staff', () => {
  it('is for good, in the database too, and stands in the audit', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const teller = await someStaff('teller', world.dinoyo);
    const ended = await post(`/v1/staff/${teller.id}/dismiss`, manager.as, WHY).expect(200);
    expect(ended.body).toMatchObject({ state: 'ended' });
    await post(`/v1/staff/${teller.id}/dismiss`, manager.as, WHY).expect(200);
    const late = await post(`/v1/staff/${teller.id}/suspend`, manager.as, WHY).expect(409);
    expect(late.body.code).toBe('wrong_state');
    await expect(
      world.owner.query('UPDATE access.role_grant SET revoked_at = NULL WHERE person_id = $1', [
        teller.person,
      ]),
    ).rejects.toThrow('stays ended');
    const { rows } = await world.owner.query<{ actor: string; after: string }>(
      `SELECT actor, after FROM access.audit_entry
       WHERE subject = $1 AND action = 'role.changed'`,
      [teller.person],
    );
    const [appointment, dismissal] = rows;
    expect(rows).toHaveLength(2);
    expect(appointment?.after).toContain('appointed');
    expect(dismissal?.actor).toBe(manager.person);
    expect(dismissal?.after).toContain(WHY.reason);
  });
});

describe('a lost password or authenticator', () => {
  it('is replaced by a code that one asks for and another agrees to, and the former ones are void', async () => {
    const manager = await someStaff('manager', world.dinoyo);
    const treasurer = await someStaff('treasurer', world.dinoyo);
    const teller = await someStaff('teller', world.dinoyo);
    const { body: session } = await signIn(teller).expect(200);
    const path = `/v1/staff/${teller.id}/recovery`;
    const asked = await post(path, manager.as, WHY).expect(202);
    const code = `${path}/${asked.body.id}/code`;
    await post(code, manager.as).expect(409);
    expect(await agree(asked.body, treasurer.as)).toMatchObject({ state: 'EXECUTED' });
    await post(code, treasurer.as).expect(403);
    const { body } = await post(code, manager.as).expect(200);
    const password = 'teh manis 7 gelas';
    const { username } = teller;
    const activation = { username, code: body.activation_code, password };
    const activated = await post('/v1/auth/activation', undefined, activation).expect(200);
    expect(activated.body.totp.secret).toEqual(expect.any(String));
    await me(`Bearer ${session.access_token}`).expect(401);
    const refresh = { refresh_token: session.refresh_token };
    await post('/v1/auth/refresh', undefined, refresh).expect(401);
    await signIn(teller).expect(401);
    const totp = authenticator(String(activated.body.totp.secret));
    // The step of the first code has served with the former secret.
    totp();
    await post('/v1/auth/token', undefined, { username, password, totp: totp() }).expect(200);
  });

  it('H39 is not agreed to by whose it is, nor by the maker under another name', async () => {
    const nik = '3573010101800001';
    const manager = await someStaff('manager', world.dinoyo, nik);
    const again = await someStaff('treasurer', world.dinoyo, nik);
    const teller = await someStaff('teller', world.dinoyo);
    const path = `/v1/staff/${teller.id}/recovery`;
    const asked = await post(path, manager.as, WHY).expect(202);
    expect((await agree(asked.body, again.as)).code).toBe('same_person');
    await expect(
      world.owner.query(
        `UPDATE access.approval SET state = 'APPROVED', checker = $1, decided_at = now()
         WHERE kind = 'staff_recovery' AND state = 'PENDING' AND maker = $2`,
        [again.person, manager.person],
      ),
    ).rejects.toThrow('maker_is_not_checker');
    const other = await someStaff('manager', world.dinoyo);
    const own = await post(`/v1/staff/${other.id}/recovery`, manager.as, WHY).expect(202);
    expect(await agree(own.body, other.as)).toMatchObject({
      state: 'FAILED',
      failure: { code: 'same_person' },
    });
  });
});
