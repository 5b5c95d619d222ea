import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the ledger has to know of deposits, withdrawals, transfers, refunds and reversals: their
 * types and the parts of their legs, how much of a transfer was given back, and when an account
 * last did what has a pace.
 */
const LEDGER_ACTS = `
INSERT INTO ledger.transfer_type VALUES
  (2, 'deposit'), (3, 'withdrawal'), (4, 'transfer'), (5, 'invoice_payment'), (6, 'refund'),
  (7, 'reversal'), (8, 'payout'), (10, 'cash_transfer'), (11, 'till_open'), (12, 'till_close'),
  (14, 'incentive_funding'), (15, 'suspense_release');
INSERT INTO ledger.leg_component VALUES
  (10, 'cash'), (11, 'difference'), (13, 'budget'), (14, 'suspense');

-- The mutable row beside an immutable transfer of which something was given back: the sum of its posted
-- refunds, or all of it by one reversal.
CREATE TABLE ledger.return_obligation (
  transfer  uuid PRIMARY KEY REFERENCES ledger.transfer,
  whole     bigint NOT NULL CHECK (whole > 0),
  returned  bigint NOT NULL DEFAULT 0,
  network   smallint NOT NULL REFERENCES ledger.network,
  state     text NOT NULL CHECK (state IN ('open', 'reversed')),
  CONSTRAINT returned_within_whole CHECK (returned BETWEEN 0 AND whole),
  CONSTRAINT a_reversal_returns_all CHECK (state = 'open' OR returned = whole)
);
COMMENT ON COLUMN ledger.return_obligation.whole IS 'the amount of the transfer, in sen';
COMMENT ON COLUMN ledger.return_obligation.returned IS 'what of it was given back, in sen';
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON ledger.return_obligation
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
INSERT INTO ledger.state_transition VALUES ('return_obligation', 'open', 'reversed');
CREATE TRIGGER return_obligation_state BEFORE UPDATE OF state ON ledger.return_obligation
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('return_obligation', 'transfer');

ALTER TABLE ledger.usage ADD COLUMN last_us bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger.usage.last_us IS
  'when an act with a minimum interval was last counted, in microseconds since 1970; 0: never';

GRANT SELECT ON ledger.return_obligation TO simpul_app, simpul_ledger;
GRANT INSERT ON ledger.return_obligation TO simpul_ledger;
GRANT UPDATE (returned, state) ON ledger.return_obligation TO simpul_ledger;
GRANT UPDATE (last_us) ON ledger.usage TO simpul_ledger;
`;

const NO_LEDGER_ACTS = `
ALTER TABLE ledger.usage DROP COLUMN last_us;
DROP TABLE ledger.return_obligation;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'return_obligation';
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
ALTER TABLE ledger.leg_component DISABLE TRIGGER append_only;
DELETE FROM ledger.leg_component WHERE code BETWEEN 10 AND 14;
ALTER TABLE ledger.leg_component ENABLE TRIGGER append_only;
ALTER TABLE ledger.transfer_type DISABLE TRIGGER append_only;
DELETE FROM ledger.transfer_type WHERE code BETWEEN 2 AND 15;
ALTER TABLE ledger.transfer_type ENABLE TRIGGER append_only;
`;

export class LedgerActs0007 implements MigrationInterface {
  readonly name = 'LedgerActs0007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER_ACTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_LEDGER_ACTS);
  }
}
