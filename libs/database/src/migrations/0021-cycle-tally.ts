import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the legs of a cycle come to so far, added up while it is open: a million transfers are too many to be read at its
 * close, beside payments that go on. What is here is only work in hand: once the cycle is netted, it is gone.
 */
const TABLES = `
-- Until which batch the legs of a cycle are in the two tables below.
CREATE TABLE settlement.cycle_tally (
  last_batch  bigint NOT NULL,
  cycle       integer PRIMARY KEY REFERENCES ledger.cycle
);

-- By party and code of the legs: a debit is what it came to owe, a credit what it came to be owed.
CREATE TABLE settlement.cycle_part (
  debit      bigint NOT NULL CHECK (debit >= 0),
  credit     bigint NOT NULL CHECK (credit >= 0),
  leg_count  bigint NOT NULL CHECK (leg_count > 0),
  cycle      integer NOT NULL,
  book       integer NOT NULL,
  code       smallint NOT NULL,
  PRIMARY KEY (cycle, book, code)
) WITH (fillfactor = 70);
COMMENT ON COLUMN settlement.cycle_part.book IS 'of a cooperative or of the switch';
COMMENT ON COLUMN settlement.cycle_part.code IS 'transfer type × 100 + component';

-- What one party came to owe another, before any netting.
CREATE TABLE settlement.cycle_flow (
  amount     bigint NOT NULL CHECK (amount > 0),
  cycle      integer NOT NULL,
  from_book  integer NOT NULL,
  to_book    integer NOT NULL,
  PRIMARY KEY (cycle, from_book, to_book)
) WITH (fillfactor = 70);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON settlement.cycle_tally, settlement.cycle_part, settlement.cycle_flow TO simpul_app;
`;

export class CycleTally0021 implements MigrationInterface {
  readonly name = 'CycleTally0021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE settlement.cycle_flow, settlement.cycle_part, settlement.cycle_tally',
    );
  }
}
