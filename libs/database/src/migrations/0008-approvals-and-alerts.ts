import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What one person asked and another has to agree to, and what somebody has to look at. People stand here by uuid only,
 * and neither a payload nor an alert's detail holds a name, a phone number or a NIK.
 */
const APPROVAL_TABLES = `
-- Trigger of tables whose rows are facts but for the columns named in its arguments.
CREATE FUNCTION access.keep_facts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'what %.% records can''t be changed', TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'SM009';
  END IF;
  RETURN NEW;
END
$$;

-- One request of a maker for a checker. All times are the network's.
CREATE TABLE access.approval (
  uid           uuid PRIMARY KEY,
  cooperative   uuid,
  subject       uuid NOT NULL,
  maker         uuid NOT NULL REFERENCES access.person,
  checker       uuid REFERENCES access.person,
  requested_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  decided_at    timestamptz,
  ended_at      timestamptz,
  network       smallint NOT NULL REFERENCES ledger.network,
  kind          text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  state         text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'APPROVED', 'EXECUTED',
                  'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED')),
  payload_hash  text NOT NULL CHECK (payload_hash ~ '^[0-9a-f]{64}$'),
  payload       jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object'
                  AND octet_length(payload::text) <= 65536),
  reason        text CHECK (char_length(reason) BETWEEN 1 AND 140),
  remark        text CHECK (char_length(remark) BETWEEN 1 AND 140),
  outcome       jsonb CHECK (jsonb_typeof(outcome) = 'object'),
  CONSTRAINT maker_is_not_checker CHECK (checker <> maker),
  CONSTRAINT approval_ends CHECK (expires_at > requested_at),
  CONSTRAINT approved_by_somebody CHECK ((checker IS NULL) = (decided_at IS NULL)
    AND (checker IS NOT NULL) = (state IN ('APPROVED', 'EXECUTED', 'FAILED', 'REJECTED'))),
  CONSTRAINT approval_ended_once CHECK ((ended_at IS NULL) = (state IN ('PENDING', 'APPROVED'))),
  CONSTRAINT outcome_of_execution CHECK ((outcome IS NULL) = (state NOT IN ('EXECUTED', 'FAILED')))
);
COMMENT ON COLUMN access.approval.cooperative IS 'null: a matter of the whole network';
COMMENT ON COLUMN access.approval.outcome IS 'what came of it: facts when executed, code when failed';

-- Two requests about one thing would contradict each other: the second waits for the end of the first.
CREATE UNIQUE INDEX approval_one_open ON access.approval (kind, subject)
  WHERE state IN ('PENDING', 'APPROVED');
CREATE INDEX approval_list ON access.approval (network, uid);
CREATE INDEX approval_of_cooperative ON access.approval (cooperative, uid)
  WHERE cooperative IS NOT NULL;
CREATE INDEX approval_unfinished ON access.approval (network, expires_at)
  WHERE state IN ('PENDING', 'APPROVED');

-- What a checker agrees to: the request with everything that decides what will be done.
CREATE FUNCTION access.approval_hash(p_approval access.approval) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\\n', p_approval.uid, p_approval.network,
    coalesce(p_approval.cooperative::text, '-'), p_approval.kind, p_approval.subject,
    p_approval.maker, p_approval.payload::text), 'UTF8')), 'hex')
$$;
CREATE FUNCTION access.seal_approval() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.payload_hash := access.approval_hash(NEW);
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_sealed BEFORE INSERT ON access.approval
  FOR EACH ROW EXECUTE FUNCTION access.seal_approval();
CREATE TRIGGER approval_facts BEFORE UPDATE ON access.approval
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'checker', 'decided_at', 'ended_at',
    'remark', 'outcome');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON access.approval
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

INSERT INTO ledger.state_transition VALUES
  ('approval', 'PENDING', 'APPROVED'), ('approval', 'PENDING', 'REJECTED'),
  ('approval', 'PENDING', 'CANCELLED'), ('approval', 'PENDING', 'EXPIRED'),
  ('approval', 'APPROVED', 'EXECUTED'), ('approval', 'APPROVED', 'FAILED');
CREATE TRIGGER approval_state BEFORE UPDATE OF state ON access.approval
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('approval', 'uid');

-- Something that a person has to look at. Times are the network's.
CREATE TABLE access.alert (
  uid              uuid PRIMARY KEY,
  cooperative      uuid,
  subject          uuid,
  acknowledged_by  uuid REFERENCES access.person,
  raised_at        timestamptz NOT NULL,
  last_raised_at   timestamptz NOT NULL,
  acknowledged_at  timestamptz,
  cleared_at       timestamptz,
  times            integer NOT NULL DEFAULT 1 CHECK (times > 0),
  network          smallint NOT NULL REFERENCES ledger.network,
  kind             text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  severity         text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  dedupe_key       text NOT NULL CHECK (char_length(dedupe_key) BETWEEN 1 AND 140),
  detail           jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object'
                     AND octet_length(detail::text) <= 4096),
  CONSTRAINT acknowledged_by_somebody
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL))
);
COMMENT ON COLUMN access.alert.cooperative IS 'null: a matter of the whole network';
CREATE UNIQUE INDEX alert_one_open ON access.alert (network, kind, dedupe_key)
  WHERE cleared_at IS NULL;
CREATE INDEX alert_list ON access.alert (network, uid);
CREATE INDEX alert_of_cooperative ON access.alert (cooperative, uid) WHERE cooperative IS NOT NULL;
CREATE TRIGGER alert_facts BEFORE UPDATE ON access.alert
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('acknowledged_by', 'acknowledged_at',
    'cleared_at', 'last_raised_at', 'times');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON access.alert
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const APPROVAL_RIGHTS = `
REVOKE ALL ON FUNCTION access.keep_facts, access.seal_approval, access.approval_hash FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.approval_hash TO simpul_app;
GRANT SELECT, INSERT ON access.approval, access.alert TO simpul_app;
GRANT UPDATE (state, checker, decided_at, ended_at, remark, outcome) ON access.approval
  TO simpul_app;
GRANT UPDATE (acknowledged_by, acknowledged_at, cleared_at, last_raised_at, times)
  ON access.alert TO simpul_app;
`;

/** Undoing this release takes its own transitions away, and the record of steps along them. */
const FORGET = `
DROP TABLE access.alert, access.approval CASCADE;
DROP FUNCTION IF EXISTS access.approval_hash;
DROP FUNCTION access.seal_approval, access.keep_facts;
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'approval';
DELETE FROM ledger.state_change WHERE machine = 'approval';
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class ApprovalsAndAlerts0008 implements MigrationInterface {
  readonly name = 'ApprovalsAndAlerts0008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPROVAL_TABLES);
    await runner.query(APPROVAL_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET);
  }
}
