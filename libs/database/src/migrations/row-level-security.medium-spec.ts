import { newUuid } from '@app/core';
import { asSwitch, inRequest, type Tenant } from '@app/database';
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

describe('the API’s role, by SQL of its own', () => {
  it('sees no row of any walled table when no tenant is set, or a nonsensical one', async () => {
    const tables = await walled();
    expect(tables.length).toBeGreaterThan(20);
    for (const tenant of ['', 'Switch', '9000', `9000/${newUuid()}`, "1' OR true"]) {
      await as(tenant);
      for (const table of tables) {
        // Operators of the whole deployment belong to no network: only they are named to everybody.
        const which = table === 'access.person' ? 'WHERE network IS NOT NULL' : '';
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
});
