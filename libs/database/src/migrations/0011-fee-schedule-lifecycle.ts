import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fee schedule is drawn up by one person and agreed to by another, and comes into force at its time. Those of the
 * first release were put in force at once; their steps are written down as if they had been taken then.
 */
const LIFECYCLE = `
ALTER TABLE participants.fee_schedule
  DROP CONSTRAINT fee_schedule_state_check,
  ALTER COLUMN activated_at DROP NOT NULL,
  ADD COLUMN created_at timestamptz,
  ADD COLUMN effective_at timestamptz,
  ADD COLUMN approved_at timestamptz,
  ADD COLUMN drafted_by uuid,
  ADD COLUMN approved_by uuid REFERENCES access.person;
UPDATE participants.fee_schedule f
  SET created_at = activated_at, effective_at = activated_at, drafted_by = (
    SELECT r.principal FROM participants.rule_change r
    WHERE r.subject = f.uid AND r.kind = 'fee_schedule' ORDER BY r.id LIMIT 1);
ALTER TABLE participants.fee_schedule
  ALTER COLUMN created_at SET NOT NULL,
  ALTER COLUMN effective_at SET NOT NULL,
  ADD CONSTRAINT fee_schedule_state_check
    CHECK (state IN ('draft', 'approved', 'active', 'retired', 'rejected')),
  ADD CONSTRAINT in_force_from_activation
    CHECK ((activated_at IS NOT NULL) = (state IN ('active', 'retired'))),
  ADD CONSTRAINT maker_is_not_checker CHECK (approved_by <> drafted_by),
  ADD CONSTRAINT approved_by_somebody CHECK ((approved_by IS NULL) = (approved_at IS NULL));
COMMENT ON COLUMN participants.fee_schedule.effective_at IS
  'in the network''s time: not in force before, even when approved';
COMMENT ON COLUMN participants.fee_schedule.approved_by IS
  'null until somebody agreed, and for the first schedule of a network, which replaces none';
CREATE INDEX fee_schedule_due ON participants.fee_schedule (network, effective_at)
  WHERE state = 'approved';

INSERT INTO ledger.state_transition VALUES
  ('fee_schedule', 'draft', 'approved'), ('fee_schedule', 'draft', 'rejected'),
  ('fee_schedule', 'approved', 'active'), ('fee_schedule', 'approved', 'rejected'),
  ('fee_schedule', 'active', 'retired');
INSERT INTO ledger.state_change (machine, subject, from_state, to_state, changed_at)
  SELECT 'fee_schedule', uid, 'draft', 'approved', activated_at
  FROM participants.fee_schedule ORDER BY network, version;
INSERT INTO ledger.state_change (machine, subject, from_state, to_state, changed_at)
  SELECT 'fee_schedule', uid, 'approved', 'active', activated_at
  FROM participants.fee_schedule ORDER BY network, version;
INSERT INTO ledger.state_change (machine, subject, from_state, to_state, changed_at)
  SELECT 'fee_schedule', uid, 'active', 'retired', retired_at
  FROM participants.fee_schedule WHERE state = 'retired' ORDER BY network, version;
CREATE TRIGGER fee_schedule_state BEFORE UPDATE OF state ON participants.fee_schedule
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('fee_schedule', 'uid');
CREATE TRIGGER fee_schedule_facts BEFORE UPDATE ON participants.fee_schedule
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'activated_at', 'retired_at',
    'approved_at', 'approved_by');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON participants.fee_schedule
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT UPDATE (activated_at, approved_at, approved_by) ON participants.fee_schedule TO simpul_app;
`;

/** The first release knows schedules in force and retired ones only: all others are forgotten. */
const AT_ONCE = `
DROP TRIGGER never_deleted ON participants.fee_schedule;
DROP TRIGGER fee_schedule_facts ON participants.fee_schedule;
DROP TRIGGER fee_schedule_state ON participants.fee_schedule;
DELETE FROM participants.fee_schedule WHERE state NOT IN ('active', 'retired');
DROP INDEX participants.fee_schedule_due;
ALTER TABLE participants.fee_schedule
  DROP CONSTRAINT approved_by_somebody,
  DROP CONSTRAINT maker_is_not_checker,
  DROP CONSTRAINT in_force_from_activation,
  DROP CONSTRAINT fee_schedule_state_check,
  DROP COLUMN created_at, DROP COLUMN effective_at, DROP COLUMN approved_at,
  DROP COLUMN drafted_by, DROP COLUMN approved_by,
  ALTER COLUMN activated_at SET NOT NULL,
  ADD CONSTRAINT fee_schedule_state_check CHECK (state IN ('active', 'retired'));
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'fee_schedule';
DELETE FROM ledger.state_change WHERE machine = 'fee_schedule';
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class FeeScheduleLifecycle0011 implements MigrationInterface {
  readonly name = 'FeeScheduleLifecycle0011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIFECYCLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AT_ONCE);
  }
}
