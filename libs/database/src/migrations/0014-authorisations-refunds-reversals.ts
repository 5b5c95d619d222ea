import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Authorisations and refunds are transfers of the ledger and need no table. Requests for reversals do: they may wait for
 * funds, for a cap, for another person's agreement, and must not be forgotten meanwhile.
 */
const REVERSALS = `
-- What a terminal asked to have undone, written down before anything is posted.
CREATE TABLE payments.reversal (
  uid           uuid PRIMARY KEY,
  principal     uuid NOT NULL,
  cooperative   uuid,
  asked         uuid,
  original      uuid,
  transfer      uuid,
  approval      uuid,
  created_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  next_at       timestamptz,
  attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  network       smallint NOT NULL REFERENCES ledger.network,
  role          text NOT NULL,
  state         text NOT NULL DEFAULT 'REQUESTED' CHECK (state IN ('REQUESTED', 'AWAITING', 'PENDING',
                  'POSTED', 'REFUSED', 'FAILED')),
  result        text CHECK (result IN ('reversed', 'released', 'nothing')),
  code          text,
  request_hash  text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  reference     text CHECK (length(reference) BETWEEN 1 AND 64),
  detail        jsonb CHECK (jsonb_typeof(detail) = 'object'),
  CONSTRAINT reversal_once UNIQUE (principal, key),
  CONSTRAINT reversal_of_one_thing CHECK ((reference IS NULL) <> (asked IS NULL)),
  CONSTRAINT reversal_came_to_something CHECK ((result IS NOT NULL) = (state = 'POSTED')),
  CONSTRAINT reversal_ended CHECK ((ended_at IS NOT NULL) = (state IN ('POSTED', 'REFUSED', 'FAILED'))),
  CONSTRAINT reversal_goes_on CHECK ((next_at IS NOT NULL) = (state IN ('REQUESTED', 'PENDING'))),
  CONSTRAINT reversal_agreed_to CHECK (state <> 'AWAITING' OR approval IS NOT NULL)
);
COMMENT ON COLUMN payments.reversal.reference IS 'the sender''s own, of what is to be undone';
COMMENT ON COLUMN payments.reversal.asked IS 'or the transfer itself';
COMMENT ON COLUMN payments.reversal.created_at IS 'in the network''s time, as ended_at';
COMMENT ON COLUMN payments.reversal.next_at IS 'by the database''s clock: when it is tried again';
CREATE INDEX reversal_due ON payments.reversal (network, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX reversal_of ON payments.reversal (original) WHERE original IS NOT NULL;
CREATE TRIGGER reversal_facts BEFORE UPDATE ON payments.reversal
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'result', 'original', 'transfer',
    'approval', 'code', 'detail', 'attempts', 'next_at', 'ended_at');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.reversal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
INSERT INTO ledger.state_transition VALUES
  ('reversal', 'REQUESTED', 'AWAITING'), ('reversal', 'REQUESTED', 'PENDING'),
  ('reversal', 'REQUESTED', 'POSTED'), ('reversal', 'REQUESTED', 'REFUSED'),
  ('reversal', 'AWAITING', 'PENDING'), ('reversal', 'AWAITING', 'POSTED'),
  ('reversal', 'AWAITING', 'REFUSED'), ('reversal', 'PENDING', 'POSTED'),
  ('reversal', 'PENDING', 'REFUSED'), ('reversal', 'PENDING', 'FAILED');
CREATE TRIGGER reversal_state BEFORE UPDATE OF state ON payments.reversal
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('reversal', 'uid');
GRANT SELECT, INSERT ON payments.reversal TO simpul_app;
GRANT UPDATE (state, result, original, transfer, approval, code, detail, attempts, next_at, ended_at)
  ON payments.reversal TO simpul_app;
`;

/** A merchant's and a member's list of authorisations: holds have no legs by which they would be found. */
const HOLD_LISTS = `
CREATE INDEX transfer_hold_payee ON ledger.transfer (payee, batch, item)
  WHERE type = 40 AND refusal IS NULL;
CREATE INDEX transfer_hold_payer ON ledger.transfer (payer, batch, item)
  WHERE type = 40 AND refusal IS NULL;
`;

/** Undoing this release takes its own transitions away, and the record of steps along them. */
const FORGET = `
DROP INDEX ledger.transfer_hold_payee, ledger.transfer_hold_payer;
DROP TABLE payments.reversal;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'reversal';
DELETE FROM ledger.state_change WHERE machine = 'reversal';
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class AuthorisationsRefundsReversals0014 implements MigrationInterface {
  readonly name = 'AuthorisationsRefundsReversals0014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REVERSALS);
    await runner.query(HOLD_LISTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET);
  }
}
