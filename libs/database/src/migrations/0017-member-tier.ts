import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a cooperative may learn of a member later: who they are, and so what they may hold and spend. A NIK that is known
 * is never replaced, because it decides about every membership that the person has.
 */
const TIER = `
ALTER TABLE participants.rule_change
  DROP CONSTRAINT rule_change_kind_check,
  ADD CONSTRAINT rule_change_kind_check CHECK (kind IN ('network_created', 'calendar', 'limits',
    'fee_schedule', 'cooperative_created', 'cooperative_state', 'merchant', 'member'));

CREATE FUNCTION access.keep_nik() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a NIK that is known can''t be changed' USING ERRCODE = 'SM009';
END
$$;
CREATE TRIGGER nik_stays BEFORE UPDATE OF nik ON access.person
  FOR EACH ROW WHEN (OLD.nik IS NOT NULL AND OLD.nik IS DISTINCT FROM NEW.nik)
  EXECUTE FUNCTION access.keep_nik();

REVOKE ALL ON FUNCTION access.keep_nik FROM PUBLIC;
GRANT UPDATE (tier) ON participants.member TO simpul_app;
GRANT UPDATE (nik) ON access.person TO simpul_app;
`;

/**
 * Who has left a cooperative may come back: a person has one membership there whose wallet isn't closed, and any
 * number of former ones, which keep their numbers and their history. Whether a wallet is closed only the ledger
 * knows, so a constraint can't tell.
 */
const REJOINING = `
ALTER TABLE participants.member DROP CONSTRAINT member_person;

CREATE FUNCTION participants.check_one_membership() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Two that come at once are judged one after the other.
  PERFORM 1 FROM access.person WHERE id = NEW.person FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT 1 FROM participants.member m JOIN ledger.account a ON a.id = m.wallet
    WHERE m.person = NEW.person AND m.cooperative = NEW.cooperative AND a.status <> 3
  ) THEN
    RAISE unique_violation USING CONSTRAINT = 'member_person',
      MESSAGE = 'this person is a member of this cooperative already';
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION participants.check_one_membership FROM PUBLIC;
CREATE TRIGGER one_membership BEFORE INSERT ON participants.member
  FOR EACH ROW EXECUTE FUNCTION participants.check_one_membership();
`;

/** Goes back only where nobody has changed a tier or come back: neither has a place in the former tables. */
const DOWN = `
DROP TRIGGER one_membership ON participants.member;
DROP FUNCTION participants.check_one_membership();
ALTER TABLE participants.member ADD CONSTRAINT member_person UNIQUE (cooperative, person);
DROP TRIGGER nik_stays ON access.person;
DROP FUNCTION access.keep_nik();
REVOKE UPDATE (nik) ON access.person FROM simpul_app;
REVOKE UPDATE (tier) ON participants.member FROM simpul_app;
ALTER TABLE participants.rule_change
  DROP CONSTRAINT rule_change_kind_check,
  ADD CONSTRAINT rule_change_kind_check CHECK (kind IN ('network_created', 'calendar', 'limits',
    'fee_schedule', 'cooperative_created', 'cooperative_state', 'merchant'));
`;

export class MemberTier0017 implements MigrationInterface {
  readonly name = 'MemberTier0017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TIER);
    await runner.query(REJOINING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
