import { newUuid } from '@app/core';
import { asSwitch, followContexts, inRequest, type Tenant } from '@app/database';
import { participantsWorld, type ParticipantsWorld } from '@app/testing';
import { Client } from 'pg';

type Cooperative = Awaited<ReturnType<ParticipantsWorld['aCooperative']>>;

let world: ParticipantsWorld;
/** As the API's role, told nothing unless {@link as} does. */
let app: Client;
let dinoyo: Cooperative;
let bumiayu: Cooperative;
let elsewhere: Cooperative;

beforeAll(async () => {
  world = await participantsWorld();
  const network = await world.aNetwork();
  dinoyo = await world.aCooperative(network);
  bumiayu = await world.aCooperative(network);
  elsewhere = await world.aCooperative(await world.aNetwork());
  for (const cooperative of [dinoyo, bumiayu, elsewhere]) {
    await world.aMember(cooperative);
    await world.aMember(cooperative);
  }
  app = new Client({ connectionString: world.database.appUrl });
  await app.connect();
}, 60_000);

afterAll(async () => {
  await app.end();
  await world.close();
});

const as = (tenant: string) => app.query("SELECT set_config('simpul.tenant', $1, false)", [tenant]);
const nameOf = ({ network, uid }: Cooperative): string => `${network}/${uid}`;

/** How many rows of it this role sees, of which cooperatives. */
async function membersSeen(): Promise<Record<string, number>> {
  const { rows } = await app.query<{ cooperative: string; count: string }>(
    'SELECT cooperative, count(*) FROM participants.member GROUP BY cooperative',
  );
  return Object.fromEntries(rows.map(({ cooperative, count }) => [cooperative, Number(count)]));
}

const walled = async (): Promise<readonly string[]> => {
  const { rows } = await app.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relrowsecurity AND c.relforcerowsecurity ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

/** Operators of the whole deployment belong to no network: only they are named to everybody. */
const OF_NETWORKS: Readonly<Record<string, string>> = {
  'access.person': 'WHERE network IS NOT NULL',
  'access.person_key':
    'WHERE person_id IN (SELECT id FROM access.person WHERE network IS NOT NULL)',
};

/** Tables without a wall, and why. */
const OPEN: Readonly<Record<string, string>> = {
  'access.decoy': 'tries of people who do not exist',
  'access.external_id': 'ids of requests of the day, to refuse them twice',
  'access.rate_count': 'counts under hashes, of all together',
  'access.revocation': 'epochs of uuids, asked for by every process',
  'ledger.account_kind': 'a catalogue',
  'ledger.leg_component': 'a catalogue',
  'ledger.state_change': 'steps of uuids, read by verify',
  'ledger.state_transition': 'a catalogue',
  'ledger.transfer': 'the engine writes by COPY, which takes no table with a wall',
  'ledger.transfer_type': 'a catalogue',
  'participants.cooperative': 'who takes part, and what walls look up',
  'participants.network': 'who takes part',
};

describe('the API’s role, by SQL of its own', () => {
  it('meets a wall at every table but those that are named here', async () => {
    const { rows } = await app.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
         AND n.nspname !~ '^pg_|^information_schema$|^public$' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(OPEN));
  });

  it('sees no row of any walled table when no tenant is set, or a nonsensical one', async () => {
    const tables = await walled();
    expect(tables.length).toBeGreaterThan(20);
    for (const tenant of ['', 'Switch', '9000', `9000/${newUuid()}`, "1' OR true"]) {
      await as(tenant);
      for (const table of tables) {
        const which = OF_NETWORKS[table] ?? '';
        const { rows } = await app.query(`SELECT 1 FROM ${table} ${which} LIMIT 1`);
        expect({ table, tenant, rows }).toEqual({ table, tenant, rows: [] });
      }
      expect(await membersSeen()).toEqual({});
    }
  });

  it('sees no row either on a connection that was never told anything', async () => {
    const fresh = new Client({ connectionString: world.database.appUrl });
    await fresh.connect();
    for (const table of ['participants.member', 'participants.merchant', 'access.approval']) {
      expect((await fresh.query(`SELECT 1 FROM ${table} LIMIT 1`)).rows).toEqual([]);
    }
    await fresh.end();
  });

  it('sees the rows of its tenant, of nobody else', async () => {
    await as(nameOf(dinoyo));
    expect(await membersSeen()).toEqual({ [dinoyo.uid]: 2 });
    await as(nameOf(elsewhere));
    expect(await membersSeen()).toEqual({ [elsewhere.uid]: 2 });
    await as(`${dinoyo.network}`);
    expect(await membersSeen()).toEqual({ [dinoyo.uid]: 2, [bumiayu.uid]: 2 });
    await as('switch');
    expect(Object.keys(await membersSeen())).toHaveLength(3);
  });

  it('sees accounts of its network, and roles of its own members', async () => {
    const seen = async () => {
      const { rows } = await app.query<{ accounts: string; books: string; grants: string }>(
        `SELECT (SELECT count(*) FROM ledger.account WHERE book = $1) AS accounts,
           (SELECT count(*) FROM ledger.book) AS books,
           (SELECT count(*) FROM access.role_grant g JOIN participants.member m ON m.uid = g.member
            WHERE m.cooperative = $2) AS grants`,
        [bumiayu.book, bumiayu.uid],
      );
      return rows[0];
    };
    await as('switch');
    const all = await seen();
    await as(nameOf(bumiayu));
    expect(await seen()).toMatchObject({ accounts: all?.accounts, grants: '2' });
    await as(nameOf(dinoyo));
    expect(await seen()).toMatchObject({ accounts: all?.accounts, grants: '0', books: '3' });
    await as(`${bumiayu.network}`);
    expect(await seen()).toMatchObject({ accounts: all?.accounts, grants: '2', books: '3' });
    await as(nameOf(elsewhere));
    expect(await seen()).toMatchObject({ accounts: '0', grants: '0', books: '2' });
  });

  it('may neither write rows of another tenant nor change them', async () => {
    await as(nameOf(dinoyo));
    await expect(
      app.query(
        `INSERT INTO participants.till (uid, cooperative, account_uid, created_at, account, name)
         VALUES ($1, $2, $1, now(), $3, 'Laci')`,
        [newUuid(), bumiayu.uid, bumiayu.accounts.vault],
      ),
    ).rejects.toThrow('row-level security');
    const changed = await app.query(
      `UPDATE participants.member SET tier = 'unregistered' WHERE cooperative = $1`,
      [bumiayu.uid],
    );
    expect(changed.rowCount).toBe(0);
  });
});

describe('the engine’s role', () => {
  it('reads and writes by plans in which no wall is left', async () => {
    const engine = new Client({ connectionString: world.database.ledgerUrl });
    await engine.connect();
    const planOf = async (client: Client, sql: string): Promise<string> => {
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${sql}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    for (const sql of [
      'SELECT * FROM ledger.account WHERE id = 1',
      'UPDATE ledger.account SET posted = 1, version = 2 WHERE id = 1',
      'SELECT * FROM ledger.hold_line WHERE account = 1',
      'SELECT * FROM ledger.claim WHERE principal = gen_random_uuid()',
    ]) {
      expect(await planOf(engine, sql)).not.toMatch(/InitPlan|SubPlan|tenant|is_switch/);
    }
    await as(nameOf(dinoyo));
    expect(await planOf(app, 'SELECT * FROM ledger.account WHERE id = 1')).toMatch(/SubPlan/);
    await engine.end();
  });
});

describe('a connection of the pool', () => {
  const seen = async (): Promise<number> => {
    const [row] = await world.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM participants.member',
    );
    return Number(row?.count);
  };
  const inNameOf = ({ network, uid }: Cooperative): { tenant: Tenant } => ({
    tenant: { network, cooperative: uid },
  });

  it('is told in whose name it is taken, however many take turns', async () => {
    const counts = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        at % 2 === 0 ? inRequest(inNameOf(dinoyo), seen) : seen(),
      ),
    );
    expect(counts).toEqual(counts.map((_, at) => (at % 2 === 0 ? 2 : 6)));
    expect(await inRequest(inNameOf(dinoyo), () => asSwitch(seen))).toBe(6);
  });

  it('is told as long as one request is followed, and of the next ones too', async () => {
    const [first, second] = [followContexts(), followContexts()];
    const underWay = inRequest(inNameOf(dinoyo), async () => {
      const before = await seen();
      first();
      first();
      return [before, await seen()];
    });
    expect(await underWay).toEqual([2, 2]);
    second();
    expect(await seen()).toBe(6);
    const third = followContexts();
    expect(await inRequest(inNameOf(dinoyo), seen)).toBe(2);
    third();
  });
});
