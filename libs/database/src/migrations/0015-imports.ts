import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files of members, merchants and opening balances. The file itself is not kept: it is full of names, phones and
 * NIK, which stand in `access.person` only. What was made of it is, row by row, and what was wrong with it.
 */
const IMPORT_TABLES = `
CREATE TABLE payments.import (
  uid              uuid PRIMARY KEY,
  cooperative      uuid NOT NULL REFERENCES participants.cooperative,
  principal        uuid NOT NULL,
  opening_amount   bigint NOT NULL DEFAULT 0 CHECK (opening_amount >= 0),
  asked_at         timestamptz NOT NULL,
  ended_at         timestamptz,
  rows             integer NOT NULL DEFAULT 0 CHECK (rows >= 0),
  members          integer NOT NULL DEFAULT 0 CHECK (members >= 0),
  merchants        integer NOT NULL DEFAULT 0 CHECK (merchants >= 0),
  unchanged        integer NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  faults           integer NOT NULL DEFAULT 0 CHECK (faults >= 0),
  openings         integer NOT NULL DEFAULT 0 CHECK (openings >= 0),
  openings_done    integer NOT NULL DEFAULT 0,
  last_row_done    integer NOT NULL DEFAULT 0 CHECK (last_row_done >= 0),
  network          smallint NOT NULL REFERENCES ledger.network,
  dry_run          boolean NOT NULL,
  state            text NOT NULL DEFAULT 'validating'
    CHECK (state IN ('validating', 'ready', 'applying', 'done', 'failed')),
  request_hash     text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  key              text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  CONSTRAINT import_key UNIQUE (principal, key),
  CONSTRAINT openings_done_of_all CHECK (openings_done BETWEEN 0 AND openings),
  CONSTRAINT import_ended_once
    CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'failed') OR (state = 'ready' AND dry_run))),
  CONSTRAINT dry_run_makes_nothing CHECK (NOT dry_run OR state IN ('validating', 'ready', 'failed'))
);
COMMENT ON COLUMN payments.import.asked_at IS 'in the network''s time, as ended_at';
COMMENT ON COLUMN payments.import.members IS 'made, or by a dry run: that would be made';
CREATE INDEX import_unfinished ON payments.import (network, asked_at)
  WHERE state IN ('validating', 'applying');
CREATE TRIGGER import_facts BEFORE UPDATE ON payments.import
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'ended_at', 'rows', 'members',
    'merchants', 'unchanged', 'faults', 'openings', 'opening_amount', 'openings_done',
    'last_row_done');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.import
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A row of a file that made a member or merchant. Its opening balance is an order under the wallet's uuid as key.
CREATE TABLE payments.import_row (
  import      uuid NOT NULL REFERENCES payments.import,
  subject     uuid NOT NULL,
  person      uuid NOT NULL REFERENCES access.person,
  wallet_uid  uuid NOT NULL UNIQUE,
  opening     bigint NOT NULL CHECK (opening >= 0),
  row         integer NOT NULL CHECK (row > 0),
  wallet      integer NOT NULL REFERENCES ledger.account,
  kind        text NOT NULL CHECK (kind IN ('member', 'merchant')),
  PRIMARY KEY (import, row)
);
COMMENT ON COLUMN payments.import_row.person IS 'the member, or the owner of the shop';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.import_row
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- What was wrong with a row, without what stood in it.
CREATE TABLE payments.import_fault (
  import    uuid NOT NULL REFERENCES payments.import,
  position  integer NOT NULL CHECK (position > 0),
  row       integer NOT NULL CHECK (row >= 0),
  field     text CHECK (field ~ '^[a-z_]{1,40}$'),
  code      text NOT NULL CHECK (code ~ '^[a-z][a-z0-9_]{0,59}$'),
  detail    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(detail) = 'object'
              AND octet_length(detail::text) <= 1024),
  PRIMARY KEY (import, position)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.import_fault
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

INSERT INTO ledger.state_transition VALUES
  ('import', 'validating', 'ready'), ('import', 'validating', 'failed'),
  ('import', 'ready', 'applying'),
  ('import', 'applying', 'done'), ('import', 'applying', 'failed');
CREATE TRIGGER import_state BEFORE UPDATE OF state ON payments.import
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('import', 'uid');

GRANT SELECT, INSERT ON payments.import, payments.import_row, payments.import_fault TO simpul_app;
GRANT UPDATE (state, ended_at, rows, members, merchants, unchanged, faults, openings,
  opening_amount, openings_done, last_row_done) ON payments.import TO simpul_app;
`;

const NO_IMPORTS = `
DROP TABLE payments.import_fault, payments.import_row, payments.import;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'import';
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class Imports0015 implements MigrationInterface {
  readonly name = 'Imports0015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IMPORT_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_IMPORTS);
  }
}
