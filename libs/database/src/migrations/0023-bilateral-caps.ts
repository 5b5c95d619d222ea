import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one cooperative may come to owe another within a cycle, where two persons agreed upon it. */
const TABLES = `
-- One row for each change; the latest of a pair is in force. Whoever adds one raises the network's epoch.
CREATE TABLE participants.bilateral_cap (
  uid        uuid PRIMARY KEY,
  maker      uuid NOT NULL REFERENCES access.person,
  checker    uuid NOT NULL REFERENCES access.person,
  agreed_at  timestamptz NOT NULL,
  maximum    bigint CHECK (maximum >= 0),
  network    smallint NOT NULL REFERENCES participants.network,
  debtor     integer NOT NULL REFERENCES ledger.book,
  creditor   integer NOT NULL REFERENCES ledger.book,
  CONSTRAINT two_parties CHECK (debtor <> creditor),
  CONSTRAINT maker_is_not_checker CHECK (maker <> checker)
);
COMMENT ON COLUMN participants.bilateral_cap.maximum IS 'null: none any more, and counted all the same';
CREATE INDEX bilateral_cap_in_force ON participants.bilateral_cap
  (network, debtor, creditor, agreed_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON participants.bilateral_cap
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
GRANT SELECT, INSERT ON participants.bilateral_cap TO simpul_app;

-- What two positions of the switch's book came to owe each other in a cycle, of batches since the first that was counted.
-- Only pairs with a cap are counted, by the engine, under the head's lock.
CREATE TABLE ledger.bilateral (
  net          bigint NOT NULL,
  since_batch  bigint NOT NULL,
  low          integer NOT NULL REFERENCES ledger.account,
  high         integer NOT NULL REFERENCES ledger.account,
  cycle        integer NOT NULL REFERENCES ledger.cycle,
  network      smallint NOT NULL REFERENCES ledger.network,
  CONSTRAINT lower_first CHECK (low < high),
  PRIMARY KEY (low, high)
);
COMMENT ON COLUMN ledger.bilateral.net IS 'positive: low owes high';
GRANT SELECT ON ledger.bilateral TO simpul_app;
GRANT SELECT, INSERT, UPDATE ON ledger.bilateral TO simpul_ledger;
`;

export class BilateralCaps0023 implements MigrationInterface {
  readonly name = 'BilateralCaps0023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger.bilateral, participants.bilateral_cap');
  }
}
