import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A third way to settle: what two cooperatives owe each other one of them pays the other, from bank to bank. */
const MODES = `
ALTER TABLE settlement.terms DROP CONSTRAINT terms_mode_check,
  ADD CONSTRAINT terms_mode_check CHECK (mode IN ('prefunded', 'by_bank', 'bilateral'));
ALTER TABLE settlement.settlement DROP CONSTRAINT settlement_mode_check,
  ADD CONSTRAINT settlement_mode_check CHECK (mode IN ('prefunded', 'by_bank', 'bilateral'));
`;

const TABLES = `
-- What a debtor pays a creditor by itself. It is asked to once the creditor's headroom is reserved by a hold on its
-- clearing, which was owed money until now; so that what arrives can be posted whatever the creditor came to owe.
CREATE TABLE settlement.direct_line (
  settlement   uuid NOT NULL REFERENCES settlement.settlement,
  hold         uuid UNIQUE,
  reserved_at  timestamptz,
  due          bigint NOT NULL CHECK (due > 0 AND due % 100 = 0),
  confirmed    bigint NOT NULL DEFAULT 0,
  paid         bigint NOT NULL DEFAULT 0,
  debtor       integer NOT NULL REFERENCES ledger.book,
  creditor     integer NOT NULL REFERENCES ledger.book,
  attempt      integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  CONSTRAINT two_parties CHECK (debtor <> creditor),
  CONSTRAINT paid_within_due CHECK (0 <= paid AND paid <= confirmed AND confirmed <= due),
  CONSTRAINT reserved_by_a_hold CHECK (hold IS NOT NULL OR reserved_at IS NULL),
  CONSTRAINT confirmed_once_reserved CHECK (reserved_at IS NOT NULL OR confirmed = 0),
  PRIMARY KEY (settlement, debtor, creditor)
);
COMMENT ON COLUMN settlement.direct_line.hold IS 'decided; in force only once it is reserved';

-- What arrived at a creditor's bank, as it or the operator says. Its uuid is the transfer's, so that it is posted once.
CREATE TABLE settlement.direct_payment (
  uid             uuid PRIMARY KEY,
  settlement      uuid NOT NULL,
  confirmed_by    uuid NOT NULL,
  confirmed_at    timestamptz NOT NULL,
  amount          bigint NOT NULL CHECK (amount > 0 AND amount % 100 = 0),
  debtor          integer NOT NULL,
  creditor        integer NOT NULL,
  number          integer NOT NULL CHECK (number > 0),
  final           boolean NOT NULL,
  posted          boolean NOT NULL DEFAULT false,
  key             text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash    text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  bank_reference  text NOT NULL CHECK (char_length(bank_reference) BETWEEN 1 AND 64),
  CONSTRAINT direct_payment_key UNIQUE (confirmed_by, key),
  CONSTRAINT direct_payment_reference UNIQUE (creditor, bank_reference),
  CONSTRAINT one_after_the_other UNIQUE (settlement, debtor, creditor, number),
  FOREIGN KEY (settlement, debtor, creditor) REFERENCES settlement.direct_line
);
COMMENT ON COLUMN settlement.direct_payment.final IS 'with it the line is paid, and its hold ends';
CREATE INDEX direct_payment_open ON settlement.direct_payment (settlement) WHERE NOT posted;

CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON settlement.direct_line
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON settlement.direct_payment
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
GRANT SELECT, INSERT ON settlement.direct_line, settlement.direct_payment TO simpul_app;
GRANT UPDATE (hold, attempt, reserved_at, confirmed, paid) ON settlement.direct_line TO simpul_app;
GRANT UPDATE (posted) ON settlement.direct_payment TO simpul_app;
`;

/** Seen by both of a pair, and by who asks for the whole network: as in 0028. */
function wallOf(table: string): string {
  const own = (column: string) => `${column} = (SELECT access.tenant_book())
    OR ${column} IN (SELECT c.book FROM participants.cooperative c
      WHERE c.network = (SELECT access.tenant_whole_network()))`;
  const sees = `(SELECT access.is_switch()) OR ${own('debtor')} OR ${own('creditor')}`;
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
    CREATE POLICY tenant ON ${table} TO simpul_app USING (${sees}) WITH CHECK (${sees});`;
}

/** Fails if a network has ever settled so: what was signed is not forgotten. */
const DOWN = `
DROP TABLE settlement.direct_payment, settlement.direct_line;
ALTER TABLE settlement.settlement DROP CONSTRAINT settlement_mode_check,
  ADD CONSTRAINT settlement_mode_check CHECK (mode IN ('prefunded', 'by_bank'));
ALTER TABLE settlement.terms DROP CONSTRAINT terms_mode_check,
  ADD CONSTRAINT terms_mode_check CHECK (mode IN ('prefunded', 'by_bank'));
`;

export class BilateralSettlement0039 implements MigrationInterface {
  readonly name = 'BilateralSettlement0039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MODES);
    await runner.query(TABLES);
    for (const table of ['settlement.direct_line', 'settlement.direct_payment']) {
      await runner.query(wallOf(table));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
