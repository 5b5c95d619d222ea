import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Networks to develop against: some amounts come to what developers want to see, and a cooperative may be made to answer nothing. With
 * real money neither can be.
 */
const UP = `
ALTER TABLE participants.network ADD COLUMN sandbox boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN participants.network.sandbox IS 'for ever: decided when it is opened';
ALTER TABLE participants.cooperative ADD COLUMN unreachable boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN participants.cooperative.unreachable IS 'of a sandbox: what it takes part in is answered as if it were not there';

CREATE FUNCTION participants.check_sandbox() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (SELECT live FROM ledger.network WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'a live network is no sandbox' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER sandbox_is_not_live BEFORE INSERT OR UPDATE OF sandbox ON participants.network
  FOR EACH ROW WHEN (NEW.sandbox) EXECUTE FUNCTION participants.check_sandbox();

CREATE FUNCTION participants.check_unreachable() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT (SELECT sandbox FROM participants.network WHERE id = NEW.network) THEN
    RAISE EXCEPTION 'only cooperatives of a sandbox are switched off' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER unreachable_in_a_sandbox BEFORE INSERT OR UPDATE OF unreachable ON participants.cooperative
  FOR EACH ROW WHEN (NEW.unreachable) EXECUTE FUNCTION participants.check_unreachable();
REVOKE ALL ON FUNCTION participants.check_sandbox, participants.check_unreachable FROM PUBLIC;
GRANT UPDATE (unreachable) ON participants.cooperative TO simpul_app;

ALTER TABLE participants.rule_change
  DROP CONSTRAINT rule_change_kind_check,
  ADD CONSTRAINT rule_change_kind_check CHECK (kind IN ('network_created', 'calendar', 'limits', 'fee_schedule',
    'cooperative_created', 'cooperative_state', 'cooperative_reach', 'merchant', 'member'));
`;

/** A change of a sandbox's switches is written down for ever: its word is kept out of new rows only. */
const DOWN = `
ALTER TABLE participants.rule_change
  DROP CONSTRAINT rule_change_kind_check,
  ADD CONSTRAINT rule_change_kind_check CHECK (kind IN ('network_created', 'calendar', 'limits', 'fee_schedule',
    'cooperative_created', 'cooperative_state', 'merchant', 'member')) NOT VALID;
DROP TRIGGER unreachable_in_a_sandbox ON participants.cooperative;
DROP TRIGGER sandbox_is_not_live ON participants.network;
DROP FUNCTION participants.check_unreachable(), participants.check_sandbox();
ALTER TABLE participants.cooperative DROP COLUMN unreachable;
ALTER TABLE participants.network DROP COLUMN sandbox;
`;

export class Sandbox0066 implements MigrationInterface {
  readonly name = 'Sandbox0066';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
