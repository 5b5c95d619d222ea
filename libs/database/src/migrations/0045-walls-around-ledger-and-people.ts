import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall (see 0028) around what it left out: the ledger, credentials and sessions, notices, codes, the rows of
 * imports, sums of days and cycles, the audit and the rules.
 *
 * Every policy compares a column with one value that is looked up once for a statement, or asks for the row's owner by
 * its key and lets the wall of that table decide. The engine's role posts for all and is not held up: a policy that is
 * true for it is gone from the plan. `ledger.transfer`, and with it the views of legs and entries, has none:
 * PostgreSQL takes no COPY into a table with row-level security, and COPY is how the engine writes.
 */
const IS_SWITCH = '(SELECT access.is_switch())';
const NETWORK = '(SELECT access.tenant_network())';
const WHOLE_NETWORK = '(SELECT access.tenant_whole_network())';
const BOOK = '(SELECT access.tenant_book())';

const OF_NETWORK = `network = ${NETWORK}`;
const BOOKS_OF_NETWORK = `(SELECT b.id FROM ledger.book b WHERE b.${OF_NETWORK})`;
const BOOKS_OF_WHOLE_NETWORK = `(SELECT b.id FROM ledger.book b WHERE b.network = ${WHOLE_NETWORK})`;

/** Rows that name a cooperative by its book, in one of these columns. */
const ofBook = (...columns: readonly string[]): string =>
  columns.map((name) => `${name} = ${BOOK} OR ${name} IN ${BOOKS_OF_WHOLE_NETWORK}`).join(' OR ');

/** Rows that belong to a row of another table, whose own wall decides. */
const of = (table: string, key: string, column: string): string =>
  `EXISTS (SELECT FROM ${table} o WHERE o.${key} = ${column})`;

/** Rows of people of the network; operators of the whole deployment belong to none, and ask as the switch. */
const ofPerson = (column: string): string =>
  `EXISTS (SELECT FROM access.person o WHERE o.id = ${column} AND o.${OF_NETWORK})`;

const OF_PERSON = ofPerson('person_id');
const OF_ACCOUNT = of('ledger.account', 'id', 'account');

/** Kept under the principal that is nobody: codes that are used up once. */
const TICKETS = '00000000-0000-8000-8000-000000000000';

interface Walled {
  readonly table: string;
  /** Which rows a tenant sees, and may write. */
  readonly sees: string;
  /** Which rows it may write, if others than it sees. */
  readonly writes?: string;
}

const OF_THE_LEDGER: readonly Walled[] = [
  { table: 'ledger.network', sees: `id = ${NETWORK}` },
  { table: 'ledger.head', sees: OF_NETWORK },
  { table: 'ledger.book', sees: OF_NETWORK },
  { table: 'ledger.cycle', sees: OF_NETWORK },
  { table: 'ledger.batch', sees: OF_NETWORK },
  // Of a network, as merchants are: a receipt names the account of the other side, and flows those of the counterpart.
  { table: 'ledger.account', sees: `book IN ${BOOKS_OF_NETWORK}` },
  { table: 'ledger.balance_point', sees: OF_ACCOUNT },
  { table: 'ledger.hold_line', sees: OF_ACCOUNT },
  { table: 'ledger.usage', sees: OF_ACCOUNT },
  { table: 'ledger.change', sees: OF_ACCOUNT },
  { table: 'ledger.obligation', sees: OF_NETWORK },
  { table: 'ledger.return_obligation', sees: OF_NETWORK },
  { table: 'ledger.bilateral', sees: OF_NETWORK },
  {
    table: 'ledger.claim',
    sees: `principal = '${TICKETS}' AND ${NETWORK} IS NOT NULL OR ${ofPerson('principal')}`,
  },
];

/** The engine's role reads these, to check the chain of the audit. */
const OF_THE_AUDIT: readonly Walled[] = [
  { table: 'access.audit_head', sees: OF_NETWORK },
  { table: 'access.audit_entry', sees: OF_NETWORK },
  { table: 'access.audit_root', sees: OF_NETWORK },
];

const OF_OTHERS: readonly Walled[] = [
  {
    table: 'access.person_key',
    // Operators are named where they acted, as in 0028.
    sees: of('access.person', 'id', 'person_id'),
    // It is made in one statement with its person, whom a policy doesn't see yet.
    writes: `${NETWORK} IS NOT NULL`,
  },
  { table: 'access.credential', sees: OF_PERSON },
  { table: 'access.login', sees: OF_PERSON },
  { table: 'access.activation', sees: OF_PERSON },
  { table: 'access.role_grant', sees: OF_PERSON },
  { table: 'access.device', sees: OF_PERSON },
  { table: 'access.session', sees: OF_PERSON },
  { table: 'access.totp', sees: OF_PERSON },
  { table: 'participants.bilateral_cap', sees: ofBook('debtor', 'creditor') },
  { table: 'participants.fee_party', sees: OF_NETWORK },
  { table: 'participants.fee_schedule', sees: OF_NETWORK },
  { table: 'participants.flow_limit', sees: OF_NETWORK },
  { table: 'participants.tier_limit', sees: OF_NETWORK },
  { table: 'participants.rule_change', sees: OF_NETWORK },
  { table: 'participants.till_change', sees: of('participants.till', 'uid', 'till') },
  { table: 'payments.counter_try', sees: ofPerson('principal') },
  { table: 'payments.import_fault', sees: of('payments.import', 'uid', 'import') },
  { table: 'payments.import_row', sees: of('payments.import', 'uid', 'import') },
  { table: 'payments.notice', sees: ofPerson('person') },
  { table: 'payments.notice_mark', sees: ofPerson('person') },
  { table: 'payments.opening_balance_order', sees: of('ledger.account', 'uid', 'wallet') },
  { table: 'payments.qr_code', sees: OF_NETWORK },
  { table: 'payments.qris_identity', sees: OF_NETWORK },
  { table: 'settlement.act', sees: of('settlement.settlement', 'uid', 'settlement') },
  { table: 'settlement.bilateral_flow', sees: ofBook('from_book', 'to_book') },
  { table: 'settlement.cycle_flow', sees: ofBook('from_book', 'to_book') },
  { table: 'settlement.cycle_part', sees: ofBook('book') },
  { table: 'settlement.cycle_tally', sees: of('ledger.cycle', 'id', 'cycle') },
  { table: 'settlement.day_fee', sees: ofBook('book') },
  { table: 'settlement.day_flow', sees: ofBook('from_book', 'to_book') },
  { table: 'settlement.settlement_payment', sees: ofBook('cooperative') },
  { table: 'settlement.tally', sees: OF_NETWORK },
  { table: 'settlement.terms', sees: OF_NETWORK },
];

function wallOf({ table, sees, writes = sees }: Walled): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
    CREATE POLICY tenant ON ${table} TO simpul_app
      USING (${IS_SWITCH} OR ${sees}) WITH CHECK (${IS_SWITCH} OR ${writes});`;
}

const engineOn = ({ table }: Walled): string =>
  `CREATE POLICY engine ON ${table} TO simpul_ledger USING (true) WITH CHECK (true);`;

export class WallsAroundLedgerAndPeople0045 implements MigrationInterface {
  readonly name = 'WallsAroundLedgerAndPeople0045';

  async up(runner: QueryRunner): Promise<void> {
    for (const walled of [...OF_THE_LEDGER, ...OF_THE_AUDIT]) {
      await runner.query(wallOf(walled) + engineOn(walled));
    }
    for (const walled of OF_OTHERS) await runner.query(wallOf(walled));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of [...OF_THE_LEDGER, ...OF_THE_AUDIT]) {
      await runner.query(`DROP POLICY engine ON ${table};`);
    }
    for (const { table } of [...OF_THE_LEDGER, ...OF_THE_AUDIT, ...OF_OTHERS]) {
      await runner.query(`
        DROP POLICY tenant ON ${table};
        DROP POLICY owner ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;`);
    }
  }
}
