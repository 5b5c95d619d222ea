import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each day's legs come to, for treasurers: hot accounts have no index on legs, and a month of a network is too
 * many of them to add up at each question. And the banks by which messages name a cooperative.
 */
const TALLIES = `
-- Until which batch the legs of a network are in the two tables below; later ones are added up when somebody asks.
CREATE TABLE settlement.tally (
  last_batch  bigint NOT NULL,
  network     smallint PRIMARY KEY REFERENCES ledger.network
);

-- What one party came to owe another on a day of the network's calendar; the switch is a party by its book.
CREATE TABLE settlement.day_flow (
  amount     bigint NOT NULL CHECK (amount > 0),
  leg_count  bigint NOT NULL CHECK (leg_count > 0),
  day        date NOT NULL,
  from_book  integer NOT NULL REFERENCES ledger.book,
  to_book    integer NOT NULL REFERENCES ledger.book,
  PRIMARY KEY (from_book, day, to_book)
);
CREATE INDEX day_flow_back ON settlement.day_flow (to_book, day);

-- What a cooperative earned (credit) and paid (debit) in fees on a day, by the account and the code of the legs.
CREATE TABLE settlement.day_fee (
  debit      bigint NOT NULL CHECK (debit >= 0),
  credit     bigint NOT NULL CHECK (credit >= 0),
  leg_count  bigint NOT NULL CHECK (leg_count > 0),
  day        date NOT NULL,
  book       integer NOT NULL REFERENCES ledger.book,
  kind       smallint NOT NULL REFERENCES ledger.account_kind,
  code       smallint NOT NULL,
  PRIMARY KEY (book, day, kind, code)
);
COMMENT ON COLUMN settlement.day_fee.code IS 'transfer type × 100 + component';
`;

const BANKS = `
-- Where a cooperative keeps its money, as two persons signed it; the latest row that was agreed upon before a
-- cycle's close is named in the messages of that cycle.
CREATE TABLE settlement.bank_identity (
  uid          uuid PRIMARY KEY,
  maker        uuid NOT NULL,
  checker      uuid NOT NULL,
  agreed_at    timestamptz NOT NULL,
  cooperative  integer NOT NULL REFERENCES ledger.book,
  network      smallint NOT NULL REFERENCES ledger.network,
  bic          text NOT NULL CHECK (bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  account      text NOT NULL CHECK (account ~ '^[0-9A-Za-z]{1,34}$'),
  CONSTRAINT maker_is_not_checker CHECK (maker <> checker)
);
COMMENT ON COLUMN settlement.bank_identity.uid IS 'that of the approval';
COMMENT ON COLUMN settlement.bank_identity.cooperative IS 'its book';
CREATE INDEX bank_identity_in_force ON settlement.bank_identity (network, cooperative, agreed_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement.bank_identity
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const RIGHTS = `
GRANT SELECT, INSERT, UPDATE ON settlement.tally, settlement.day_flow, settlement.day_fee TO simpul_app;
GRANT SELECT, INSERT ON settlement.bank_identity TO simpul_app;
`;

const DOWN = `
DROP TABLE settlement.bank_identity;
DROP TABLE settlement.day_fee;
DROP TABLE settlement.day_flow;
DROP TABLE settlement.tally;
`;

export class Treasury0018 implements MigrationInterface {
  readonly name = 'Treasury0018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TALLIES);
    await runner.query(BANKS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
