import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { AuditTrail } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import { verifyLedger } from '@app/ledger';

import { cashWorld, type CashWorld } from './support/cash-world.js';
import { itemsOf } from './support/read-body.js';

let world: CashWorld;
let trail: AuditTrail;

beforeAll(async () => {
  world = await cashWorld();
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  trail = app.get(AuditTrail);
}, 60_000);

afterAll(() => world.close());

const coopId = () => encodeId('coop', world.dinoyo.uid);
const suspend = (state: 'suspended' | 'active') =>
  world.post(`/v1/cooperatives/${coopId()}/state`, world.as.operator(), {
    state,
    reason: 'untuk pengujian',
  });
const read = async (query: string, who = world.as.operator()): Promise<readonly unknown[]> =>
  itemsOf((await world.get(`/v1/audit?${query}`, who).expect(200)).body);

/** Sends a whole request and closes the connection without waiting for any answer. */
async function hangUpAfter(route: string, body: string): Promise<void> {
  const { hostname, port } = new URL((await world.apps[0]?.getUrl()) ?? '');
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = [
    `POST ${route} HTTP/1.1`,
    'Host: simpul',
    `Authorization: ${world.as.operator()}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, resolve));
  socket.destroy();
}

/** Lets what was done until now be of yesterday, as the owner of the database can. */
async function endTheDay(): Promise<string> {
  await world.owner.query(`
    SET session_replication_role = replica;
    UPDATE access.audit_entry SET at = at - interval '1 day';
    UPDATE access.audit_head SET at = at - interval '1 day';
    SET session_replication_role = origin`);
  await rechain();
  await trail.closeDays(world.network.id, world.network.timeZone);
  const [root] = await trail.roots(world.network.id, { limit: 1 });
  if (root === undefined) throw new Error('a day has a root');
  return root.day;
}

/** Hashes everything anew, so that the moved times are part of a whole chain again. */
async function rechain(): Promise<void> {
  await world.owner.query(`
    DO $$
    DECLARE
      v_entry access.audit_entry;
      v_hash bytea;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR v_entry IN SELECT * FROM access.audit_entry ORDER BY network, number LOOP
        IF v_entry.number = 1 THEN v_hash := access.audit_beginning(v_entry.network); END IF;
        v_entry.content_hash := sha256(convert_to(access.audit_content(v_entry), 'UTF8'));
        v_hash := sha256(v_hash || v_entry.content_hash);
        UPDATE access.audit_entry SET content_hash = v_entry.content_hash, hash = v_hash
          WHERE network = v_entry.network AND number = v_entry.number;
        UPDATE access.audit_head SET hash = v_hash WHERE network = v_entry.network;
      END LOOP;
    END $$`);
}

describe('the audit', () => {
  it('has an act of staff, and the change that it made, with who, from where and by which request', async () => {
    const done = await suspend('suspended').expect(200);
    await suspend('active').expect(200);
    const actor = encodeId('per', world.operator.principal);
    const found = await read(`subject_id=${coopId()}&actor_id=${actor}&limit=4`);
    const said = { actor_id: actor, role: 'operator', subject_id: coopId() };
    expect(found).toMatchObject([
      { ...said, action: 'POST /v1/cooperatives/:id/state', before: null },
      { ...said, action: 'cooperative.changed', after: { state: 'active' } },
      { ...said, action: 'POST /v1/cooperatives/:id/state' },
      {
        ...said,
        action: 'cooperative.changed',
        before: { state: 'active' },
        after: { state: 'suspended' },
        cooperative_id: coopId(),
        request_id: done.headers['request-id'],
        address: '127.0.0.1',
      },
    ]);
  });

  it('has who did it, also of what was asked by somebody who hung up at once', async () => {
    const actor = encodeId('per', world.operator.principal);
    await hangUpAfter(
      `/v1/cooperatives/${coopId()}/state`,
      '{"state":"suspended","reason":"untuk pengujian"}',
    );
    const isSuspended = async () =>
      itemsOf((await world.get('/v1/cooperatives?limit=100', world.as.operator())).body).some(
        (one) =>
          JSON.stringify(one).includes(coopId()) && JSON.stringify(one).includes('suspended'),
      );
    const deadline = Date.now() + 10_000;
    while (!(await isSuspended()) && Date.now() < deadline);
    const changes = await read(
      `subject_id=${coopId()}&actor_id=${actor}&action=cooperative.changed&limit=1`,
    );
    await suspend('active').expect(200);
    expect(changes).toMatchObject([{ after: { state: 'suspended' } }]);
  });

  it('lets nothing be answered as done that it does not have: with the same key it is answered, and noted', async () => {
    const till = await world.anOpenTill(world.dinoyo);
    const member = await world.aMember(world.dinoyo);
    const key = newUuid();
    const deposit = () => world.deposit(till, member, 25_000, { key });
    const noted = () =>
      read(`action=POST /v1/deposits&actor_id=${encodeId('per', till.teller.person)}`);
    await world.owner.query('BEGIN');
    await world.owner.query('SELECT FROM access.audit_head FOR UPDATE');
    const first = await deposit();
    await world.owner.query('ROLLBACK');
    expect(first).toMatchObject({ status: 503, body: { code: 'outcome_unknown' } });
    expect(await noted()).toEqual([]);
    expect(await world.posted(member.wallet)).toBe(2_500_000n - 50_000n);

    const again = await deposit();
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await noted()).toMatchObject([{ after: { id: again.body.id, code: 'done' } }]);
    expect(await world.posted(member.wallet)).toBe(2_500_000n - 50_000n);
  });

  it('has what was refused, without what was written in it', async () => {
    const teller = await world.aColleague(world.bumiayu);
    const refused = await world.post('/v1/members/find', teller, { phone: '0812-9999-0000' });
    const [entry] = await read('action=POST%20/v1/members/find');
    expect(entry).toMatchObject({
      request_id: refused.headers['request-id'],
      cooperative_id: encodeId('coop', world.bumiayu.uid),
    });
    expect(JSON.stringify(entry)).not.toContain('9999');
  });

  it('shows staff of a cooperative what concerns it, and nothing else', async () => {
    const { bearer } = await world.managerOf(world.dinoyo);
    const found = await read('limit=100', bearer);
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatchObject({ cooperative_id: coopId() });
    await world.get('/v1/audit?deployment=true', bearer).expect(404);
  });

  it('holds no phone, name of a person or hash of a secret', async () => {
    const { member } = await world.aMemberWithPin(world.dinoyo, 1_000);
    const { rows } = await world.owner.query<{ hash: string }>(
      'SELECT hash FROM access.credential WHERE person_id = $1',
      [member.person],
    );
    const all = await world.owner.query<{ text: string }>(
      `SELECT string_agg(access.audit_content(e), '') AS text FROM access.audit_entry e`,
    );
    const text = all.rows[0]?.text ?? '';
    expect(text).toContain(`credential.created\n${member.person}`);
    expect(text).not.toContain(rows[0]?.hash ?? '');
    expect(text).not.toMatch(/Citra|Lestari|\+62\d|\$argon2/);
  });

  it('is proven by a cooperative, offline, from an export and the signed root of the day', async () => {
    const day = await endTheDay();
    const { bearer } = await world.managerOf(world.dinoyo);
    const roots = await world.get('/v1/audit/days', bearer).expect(200);
    const [signed] = itemsOf(roots.body);
    expect(signed).toMatchObject({ root: { day, kind: 'audit_root' } });
    const text = await exported(day, bearer);
    const lines = text.trim().split('\n');
    expect(lines.some((line) => line.includes('"content":null'))).toBe(true);
    expect(await verified(text, signed)).toMatchObject({ code: 0 });
    const own = lines.findIndex((line) => !line.includes('"content":null'));
    const forged = lines.with(own, lines[own]?.replace('Malang', 'Blitar') ?? '').join('\n');
    expect(forged).not.toBe(lines.join('\n'));
    expect(await verified(forged, signed)).toMatchObject({ code: 1 });
    expect(await verified(lines.slice(0, -1).join('\n'), signed)).toMatchObject({ code: 1 });
  });

  it('is checked with the ledger, and an entry altered by the owner with triggers off is located', async () => {
    expect(await verifyLedger(world.owner)).toMatchObject({ ok: true });
    const { id } = world.network;
    await expect(
      world.owner.query('UPDATE access.audit_entry SET role = NULL WHERE number = 3'),
    ).rejects.toThrow();
    await world.owner.query('SET session_replication_role = replica');
    await world.owner.query(
      `UPDATE access.audit_entry SET after = '{"state": "active"}' WHERE network = $1 AND number = 3`,
      [id],
    );
    await world.owner.query('DELETE FROM access.audit_entry WHERE network = $1 AND number = 5', [
      id,
    ]);
    await world.owner.query('SET session_replication_role = origin');
    const { ok, invariants } = await verifyLedger(world.owner);
    expect(ok).toBe(false);
    const found = invariants.flatMap(({ violations }) => violations);
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'audit_altered', subject: `audit ${id}/3` }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'audit_entry_missing', subject: `audit ${id}/6` }),
    );
  });
});

async function exported(day: string, bearer: string): Promise<string> {
  const answer = await world
    .get(`/v1/audit/days/${day}`, bearer)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
    })
    .expect(200);
  return String(answer.body);
}

/** What the verifier in the repository says of an export, with the deployment's public keys. */
async function verified(text: string, signed: unknown) {
  const folder = await mkdtemp(path.join(tmpdir(), 'simpul-audit-'));
  const file = (name: string) => path.join(folder, name);
  const keys = await world.api().get('/v1/auth/jwks').expect(200);
  await writeFile(file('export.ndjson'), text);
  await writeFile(file('root.json'), JSON.stringify(signed));
  await writeFile(file('keys.json'), JSON.stringify(keys.body));
  const program = path.join(__dirname, '../apps/verify-audit.mjs');
  const args = [
    program,
    file('export.ndjson'),
    '--root',
    file('root.json'),
    '--keys',
    file('keys.json'),
  ];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { code: 0, said: stdout };
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    return { code };
  } finally {
    await rm(folder, { recursive: true });
  }
}
