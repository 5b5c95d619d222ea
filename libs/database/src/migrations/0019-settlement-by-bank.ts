import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a network settles, what moves at the settlement bank, what the bank says of it, and what is disputed. People stand
 * here by uuid only; all times are the network's.
 */
const TERMS = `
-- How a network settles, as two persons signed it; the latest row of a network is in force, none means prefunded,
-- each settlement approved by hand, and no deadline.
CREATE TABLE settlement.terms (
  uid             uuid PRIMARY KEY,
  maker           uuid NOT NULL,
  checker         uuid NOT NULL,
  agreed_at       timestamptz NOT NULL,
  deadline_hours  integer CHECK (deadline_hours BETWEEN 1 AND 720),
  network         smallint NOT NULL REFERENCES ledger.network,
  mode            text NOT NULL CHECK (mode IN ('prefunded', 'by_bank')),
  standing_order  boolean NOT NULL,
  CONSTRAINT maker_is_not_checker CHECK (maker <> checker),
  CONSTRAINT by_bank_each_time CHECK (mode = 'prefunded' OR NOT standing_order)
);
COMMENT ON COLUMN settlement.terms.uid IS 'that of the approval';
CREATE INDEX terms_in_force ON settlement.terms (network, agreed_at);

ALTER TABLE settlement.settlement
  ADD COLUMN mode text NOT NULL DEFAULT 'prefunded' CHECK (mode IN ('prefunded', 'by_bank')),
  ADD COLUMN deadline_at timestamptz;
COMMENT ON COLUMN settlement.settlement.deadline_at IS
  'when debtors that have not paid are suspended; null: never';
`;

const FUNDS = `
-- Money that comes to or leaves the settlement bank. Written before the ledger is asked, and posted under the key that
-- stands here, so that whatever interrupts it somebody can bring it to its end.
CREATE TABLE settlement.funds (
  uid             uuid PRIMARY KEY,
  principal       uuid NOT NULL,
  settlement      uuid REFERENCES settlement.settlement,
  transfer        uuid UNIQUE,
  decided_by      uuid,
  requested_at    timestamptz NOT NULL,
  ended_at        timestamptz,
  amount          bigint NOT NULL CHECK (amount > 0 AND (NOT reserves OR amount % 100 = 0)),
  cooperative     integer REFERENCES ledger.book,
  network         smallint NOT NULL REFERENCES ledger.network,
  direction       text NOT NULL CHECK (direction IN ('in', 'out')),
  state           text NOT NULL DEFAULT 'REQUESTED' CHECK (state IN ('REQUESTED', 'RESERVED',
                    'COMMITTING', 'ABORTING', 'POSTED', 'ABORTED', 'REFUSED')),
  reserves        boolean NOT NULL,
  key             text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash    text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  bank_reference  text CHECK (char_length(bank_reference) BETWEEN 1 AND 64),
  refusal         text,
  CONSTRAINT funds_key UNIQUE (principal, key),
  CONSTRAINT only_outgoing_is_reserved CHECK (NOT reserves OR direction = 'out'),
  CONSTRAINT booked_by_its_reference CHECK (bank_reference IS NOT NULL
    OR (reserves AND state NOT IN ('COMMITTING', 'POSTED'))),
  CONSTRAINT posted_as_a_transfer CHECK (transfer IS NOT NULL OR state IN ('REQUESTED', 'REFUSED')),
  CONSTRAINT ended_once CHECK ((ended_at IS NOT NULL) = (state IN ('POSTED', 'ABORTED', 'REFUSED'))),
  CONSTRAINT refused_with_a_code CHECK ((refusal IS NOT NULL) = (state = 'REFUSED'))
);
COMMENT ON COLUMN settlement.funds.cooperative IS 'its book; null: in the switch''s suspense';
COMMENT ON COLUMN settlement.funds.reserves IS 'held first, paid out or given up later';
COMMENT ON COLUMN settlement.funds.transfer IS 'what was posted; the hold, as long as money is only reserved';
-- What the bank calls a movement is booked once in a network, whoever books it.
CREATE UNIQUE INDEX funds_reference ON settlement.funds (network, bank_reference)
  WHERE bank_reference IS NOT NULL AND state NOT IN ('REFUSED', 'ABORTED');
CREATE INDEX funds_list ON settlement.funds (network, uid);
CREATE INDEX funds_of_cooperative ON settlement.funds (cooperative, uid);
CREATE INDEX funds_of_settlement ON settlement.funds (settlement) WHERE settlement IS NOT NULL;
CREATE INDEX funds_under_way ON settlement.funds (network)
  WHERE state IN ('REQUESTED', 'COMMITTING', 'ABORTING');
`;

const RECONCILIATION = `
-- A file of the settlement bank, read once.
CREATE TABLE settlement.bank_statement (
  uid          uuid PRIMARY KEY,
  imported_by  uuid NOT NULL,
  imported_at  timestamptz NOT NULL,
  line_count   integer NOT NULL CHECK (line_count >= 0),
  known_count  integer NOT NULL CHECK (known_count >= 0),
  network      smallint NOT NULL REFERENCES ledger.network,
  format       text NOT NULL CHECK (format IN ('csv', 'camt.053')),
  digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT statement_read_once UNIQUE (network, digest)
);
COMMENT ON COLUMN settlement.bank_statement.known_count IS 'lines that earlier statements had';
CREATE INDEX bank_statement_list ON settlement.bank_statement (network, uid);

-- What the bank says happened. MATCHED: so do we. The others are breaks until two persons resolve them.
CREATE TABLE settlement.bank_line (
  uid        uuid PRIMARY KEY,
  statement  uuid NOT NULL REFERENCES settlement.bank_statement,
  funds      uuid REFERENCES settlement.funds,
  ended_at   timestamptz,
  amount     bigint NOT NULL CHECK (amount > 0),
  number     integer NOT NULL CHECK (number > 0),
  booked_on  date NOT NULL,
  network    smallint NOT NULL REFERENCES ledger.network,
  direction  text NOT NULL CHECK (direction IN ('in', 'out')),
  state      text NOT NULL DEFAULT 'UNMATCHED'
    CHECK (state IN ('UNMATCHED', 'SUSPENSE', 'MATCHED', 'RESOLVED')),
  reference  text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 64),
  CONSTRAINT line_of_a_reference UNIQUE (network, reference),
  CONSTRAINT break_ends CHECK ((ended_at IS NOT NULL) = (state IN ('MATCHED', 'RESOLVED')))
);
CREATE INDEX bank_line_list ON settlement.bank_line (network, uid);
CREATE INDEX bank_break ON settlement.bank_line (network, uid)
  WHERE state IN ('UNMATCHED', 'SUSPENSE');
CREATE UNIQUE INDEX bank_line_of_funds ON settlement.bank_line (funds)
  WHERE state = 'MATCHED';
`;

const DISPUTES = `
-- A claim that a transfer was wrong: it ends in a ledger act or in nothing.
CREATE TABLE settlement.dispute (
  uid                uuid PRIMARY KEY,
  transfer           uuid NOT NULL REFERENCES ledger.transfer,
  opened_by          uuid NOT NULL,
  answered_by        uuid,
  result_transfer    uuid,
  opened_at          timestamptz NOT NULL,
  answer_until       timestamptz NOT NULL,
  answered_at        timestamptz,
  ended_at           timestamptz,
  amount             bigint NOT NULL CHECK (amount > 0),
  claimant           integer NOT NULL REFERENCES ledger.book,
  respondent         integer NOT NULL REFERENCES ledger.book,
  network            smallint NOT NULL REFERENCES ledger.network,
  state              text NOT NULL DEFAULT 'OPEN'
    CHECK (state IN ('OPEN', 'ANSWERED', 'UPHELD', 'DISMISSED', 'WITHDRAWN')),
  reason             text NOT NULL CHECK (reason IN ('not_received', 'not_authorised', 'wrong_amount',
                       'duplicate', 'cash_not_dispensed', 'other')),
  evidence           text NOT NULL CHECK (char_length(evidence) BETWEEN 1 AND 140),
  answer             text CHECK (answer IN ('accepts', 'contests')),
  answer_evidence    text CHECK (char_length(answer_evidence) BETWEEN 1 AND 140),
  CONSTRAINT answered_by_somebody CHECK ((answered_by IS NULL) = (answered_at IS NULL)
    AND (answered_by IS NULL) = (answer IS NULL)),
  CONSTRAINT ended_once CHECK ((ended_at IS NOT NULL)
    = (state IN ('UPHELD', 'DISMISSED', 'WITHDRAWN'))),
  CONSTRAINT upheld_by_an_act CHECK ((result_transfer IS NOT NULL) = (state = 'UPHELD'))
);
CREATE UNIQUE INDEX dispute_one_open ON settlement.dispute (transfer)
  WHERE state IN ('OPEN', 'ANSWERED');
CREATE INDEX dispute_list ON settlement.dispute (network, uid);
CREATE INDEX dispute_due ON settlement.dispute (network, answer_until)
  WHERE state IN ('OPEN', 'ANSWERED');
`;

const RULES = `
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['terms', 'bank_statement'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['funds', 'bank_line', 'dispute'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON settlement.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
    EXECUTE format('CREATE TRIGGER %1$s_state BEFORE UPDATE OF state ON settlement.%1$I
      FOR EACH ROW EXECUTE FUNCTION ledger.record_state(%1$L, ''uid'')', v_table);
  END LOOP;
END
$$;

INSERT INTO ledger.state_transition VALUES
  ('funds', 'REQUESTED', 'POSTED'), ('funds', 'REQUESTED', 'RESERVED'),
  ('funds', 'REQUESTED', 'REFUSED'), ('funds', 'RESERVED', 'COMMITTING'),
  ('funds', 'RESERVED', 'ABORTING'), ('funds', 'COMMITTING', 'POSTED'),
  ('funds', 'ABORTING', 'ABORTED'),
  ('bank_line', 'UNMATCHED', 'MATCHED'), ('bank_line', 'UNMATCHED', 'SUSPENSE'),
  ('bank_line', 'UNMATCHED', 'RESOLVED'), ('bank_line', 'SUSPENSE', 'RESOLVED'),
  ('dispute', 'OPEN', 'ANSWERED'), ('dispute', 'OPEN', 'UPHELD'), ('dispute', 'OPEN', 'DISMISSED'),
  ('dispute', 'OPEN', 'WITHDRAWN'), ('dispute', 'ANSWERED', 'UPHELD'),
  ('dispute', 'ANSWERED', 'DISMISSED'), ('dispute', 'ANSWERED', 'WITHDRAWN');
INSERT INTO ledger.transfer_type VALUES (24, 'adjustment');
INSERT INTO ledger.leg_component VALUES (15, 'adjustment');
`;

const RIGHTS = `
GRANT SELECT, INSERT ON settlement.terms, settlement.funds, settlement.bank_statement,
  settlement.bank_line, settlement.dispute TO simpul_app;
GRANT UPDATE (mode, deadline_at) ON settlement.settlement TO simpul_app;
GRANT UPDATE (state, transfer, decided_by, ended_at, bank_reference, refusal)
  ON settlement.funds TO simpul_app;
GRANT UPDATE (state, funds, ended_at) ON settlement.bank_line TO simpul_app;
GRANT UPDATE (state, answered_by, answered_at, answer, answer_evidence, ended_at, result_transfer)
  ON settlement.dispute TO simpul_app;
`;

const UNDO = `
DROP TABLE settlement.dispute, settlement.bank_line, settlement.bank_statement, settlement.funds,
  settlement.terms;
ALTER TABLE settlement.settlement DROP COLUMN mode, DROP COLUMN deadline_at;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine IN ('funds', 'bank_line', 'dispute');
DELETE FROM ledger.state_change WHERE machine IN ('funds', 'bank_line', 'dispute');
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
ALTER TABLE ledger.leg_component DISABLE TRIGGER append_only;
DELETE FROM ledger.leg_component WHERE code = 15;
ALTER TABLE ledger.leg_component ENABLE TRIGGER append_only;
ALTER TABLE ledger.transfer_type DISABLE TRIGGER append_only;
DELETE FROM ledger.transfer_type WHERE code = 24;
ALTER TABLE ledger.transfer_type ENABLE TRIGGER append_only;
`;

export class SettlementByBank0019 implements MigrationInterface {
  readonly name = 'SettlementByBank0019';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TERMS, FUNDS, RECONCILIATION, DISPUTES, RULES, RIGHTS]) {
      await runner.query(part);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UNDO);
  }
}
