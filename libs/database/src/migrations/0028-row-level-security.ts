import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall between cooperatives. Each connection is told in whose name it asks, as the setting `simpul.tenant`:
 * `7/<uuid>` is a cooperative of network 7, `7` its operators and auditors, `switch` the switch's own work. Told
 * nothing, it sees nothing.
 */
const FUNCTIONS = `
CREATE FUNCTION access.is_switch() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('simpul.tenant', true), '') = 'switch'
$$;

-- The network of whoever asks; null for the switch and for nobody.
CREATE FUNCTION access.tenant_network() RETURNS smallint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT substring(current_setting('simpul.tenant', true) FROM '^([0-9]{1,4})(/|$)')::smallint
$$;

-- The same, but only for who asks in the name of a whole network.
CREATE FUNCTION access.tenant_whole_network() RETURNS smallint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT substring(current_setting('simpul.tenant', true) FROM '^([0-9]{1,4})$')::smallint
$$;

CREATE FUNCTION access.tenant_cooperative() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT substring(current_setting('simpul.tenant', true) FROM '/([0-9a-f-]{36})$')::uuid
$$;

-- The cooperative's book in the ledger, by which some tables know it.
CREATE FUNCTION access.tenant_book() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT c.book FROM participants.cooperative c WHERE c.uid = access.tenant_cooperative()
$$;

REVOKE ALL ON FUNCTION access.is_switch, access.tenant_network, access.tenant_whole_network,
  access.tenant_cooperative, access.tenant_book FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.is_switch, access.tenant_network, access.tenant_whole_network,
  access.tenant_cooperative, access.tenant_book TO simpul_app;
`;

// Each is asked once for a statement, not once for a row.
const IS_SWITCH = '(SELECT access.is_switch())';
const NETWORK = '(SELECT access.tenant_network())';
const WHOLE_NETWORK = '(SELECT access.tenant_whole_network())';
const COOPERATIVE = '(SELECT access.tenant_cooperative())';
const BOOK = '(SELECT access.tenant_book())';

/** Those of the tenant's network, where a whole network asks. */
const all = (of: 'uid' | 'book'): string =>
  `(SELECT c.${of} FROM participants.cooperative c WHERE c.network = ${WHOLE_NETWORK})`;

/** Rows that name their cooperative by its uuid, in one of these columns. */
const ofCooperative = (...columns: readonly string[]): string =>
  columns.map((name) => `${name} = ${COOPERATIVE} OR ${name} IN ${all('uid')}`).join(' OR ');

/** Rows that name it by its book. */
const ofBook = (...columns: readonly string[]): string =>
  columns.map((name) => `${name} = ${BOOK} OR ${name} IN ${all('book')}`).join(' OR ');

const OF_NETWORK = `network = ${NETWORK}`;

interface Walled {
  readonly table: string;
  /** Which rows a tenant sees, and may change. */
  readonly sees: string;
  /** Which rows it may write, if others than it sees. */
  readonly writes?: string;
}

const WALLED: readonly Walled[] = [
  // Operators of the whole deployment belong to no network, and are named where they acted.
  { table: 'access.person', sees: `${OF_NETWORK} OR network IS NULL`, writes: OF_NETWORK },
  { table: 'access.alert', sees: OF_NETWORK },
  { table: 'access.approval', sees: OF_NETWORK },
  { table: 'participants.member', sees: ofCooperative('cooperative') },
  {
    // A shop is known to the whole network, or nobody could pay there.
    table: 'participants.merchant',
    sees: `cooperative IN (SELECT c.uid FROM participants.cooperative c WHERE c.network = ${NETWORK})`,
    writes: ofCooperative('cooperative'),
  },
  { table: 'participants.till', sees: ofCooperative('cooperative') },
  {
    table: 'payments.till_session',
    sees: `EXISTS (SELECT FROM participants.till t WHERE t.uid = till_session.till)`,
  },
  {
    table: 'payments.till_count',
    sees: `EXISTS (SELECT FROM payments.till_session s WHERE s.uid = till_count.session)`,
  },
  { table: 'payments.import', sees: ofCooperative('cooperative') },
  { table: 'payments.invoice', sees: ofCooperative('seller', 'buyer') },
  { table: 'payments.payment_request', sees: ofBook('asker_book', 'payer_book') },
  { table: 'payments.quote', sees: OF_NETWORK },
  { table: 'payments.withdrawal_code', sees: OF_NETWORK },
  { table: 'payments.demand', sees: OF_NETWORK },
  { table: 'payments.demand_payment', sees: OF_NETWORK },
  { table: 'payments.reversal', sees: OF_NETWORK },
  { table: 'settlement.net_position', sees: ofBook('cooperative') },
  { table: 'settlement.settlement_line', sees: ofBook('cooperative') },
  { table: 'settlement.funds', sees: ofBook('cooperative') },
  { table: 'settlement.bank_identity', sees: ofBook('cooperative') },
  { table: 'settlement.dispute', sees: ofBook('claimant', 'respondent') },
  { table: 'settlement.bank_statement', sees: OF_NETWORK },
  { table: 'settlement.bank_line', sees: OF_NETWORK },
  { table: 'settlement.settlement', sees: OF_NETWORK },
];

/** The owner runs migrations and functions that answer for themselves; it is named, since the wall is forced on it too. */
function wallOf({ table, sees, writes = sees }: Walled): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
    CREATE POLICY tenant ON ${table} TO simpul_app
      USING (${IS_SWITCH} OR ${sees}) WITH CHECK (${IS_SWITCH} OR ${writes});`;
}

export class RowLevelSecurity0028 implements MigrationInterface {
  readonly name = 'RowLevelSecurity0028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    for (const walled of WALLED) await runner.query(wallOf(walled));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of WALLED) {
      await runner.query(`
        DROP POLICY tenant ON ${table};
        DROP POLICY owner ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`);
    }
    await runner.query(`DROP FUNCTION access.is_switch, access.tenant_network,
      access.tenant_whole_network, access.tenant_cooperative, access.tenant_book`);
  }
}
