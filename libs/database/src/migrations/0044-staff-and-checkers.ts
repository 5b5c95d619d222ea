import type { MigrationInterface, QueryRunner } from 'typeorm';

const audited = (columns: string, on: string): string => `
DROP TRIGGER audited ON access.role_grant;
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OF ${on} ON access.role_grant
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.role NOT IN ('member', 'merchant_owner'))
  EXECUTE FUNCTION access.audit_change('role', 'person_id', ${columns});
`;

/** A role may rest until two persons let it go on, and its end has a reason. Either voids tokens at once. */
const STAFF = `
ALTER TABLE access.role_grant ADD COLUMN suspended_at timestamptz,
  ADD COLUMN reason text CHECK (char_length(reason) BETWEEN 1 AND 140);
COMMENT ON COLUMN access.role_grant.reason IS 'of the latest suspension, its end, or the end of the role';
GRANT UPDATE (suspended_at, reason) ON access.role_grant TO simpul_app;
CREATE TRIGGER suspension_revokes AFTER UPDATE OF suspended_at ON access.role_grant
  FOR EACH ROW WHEN (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL)
  EXECUTE FUNCTION access.revoke_person();
CREATE TRIGGER ended_stays BEFORE UPDATE ON access.role_grant
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION access.stay_ended();
${audited(`'role', 'merchant', 'revoked_at', 'suspended_at', 'reason'`, 'revoked_at, suspended_at')}
`;

/** One human being may be known twice: as a member and as staff, or in two networks. A NIK or phone tells. */
const HUMANS = `
ALTER TABLE access.person ADD COLUMN nik_index bytea CHECK (octet_length(nik_index) = 32);
COMMENT ON COLUMN access.person.nik_index IS 'HMAC of the NIK: tells that two are one human being';
GRANT UPDATE (nik_index) ON access.person TO simpul_app;

CREATE FUNCTION access.same_human(one uuid, other uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT one = other OR EXISTS (
    SELECT FROM access.person a JOIN access.person b ON b.id = other
    WHERE a.id = one AND (a.nik_index = b.nik_index OR a.phone_index = b.phone_index))
$$;

-- Arguments: the columns of who asked and of who agreed.
CREATE FUNCTION access.two_humans() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row jsonb := to_jsonb(NEW);
BEGIN
  IF access.same_human((v_row ->> TG_ARGV[0])::uuid, (v_row ->> TG_ARGV[1])::uuid) THEN
    RAISE EXCEPTION 'maker_is_not_checker: one human being asked for this and agreed to it'
      USING ERRCODE = 'SM011';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER two_humans BEFORE INSERT OR UPDATE OF checker ON access.approval
  FOR EACH ROW WHEN (NEW.checker IS NOT NULL) EXECUTE FUNCTION access.two_humans('maker', 'checker');
CREATE TRIGGER two_humans BEFORE INSERT OR UPDATE OF approved_by ON settlement.settlement
  FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL)
  EXECUTE FUNCTION access.two_humans('proposed_by', 'approved_by');
CREATE TRIGGER two_humans BEFORE UPDATE OF state ON settlement.funds
  FOR EACH ROW WHEN (OLD.state = 'RESERVED' AND NEW.state = 'COMMITTING')
  EXECUTE FUNCTION access.two_humans('principal', 'decided_by');
REVOKE ALL ON FUNCTION access.same_human, access.two_humans FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.same_human TO simpul_app;
`;

const DOWN = `
DROP TRIGGER two_humans ON settlement.funds;
DROP TRIGGER two_humans ON settlement.settlement;
DROP TRIGGER two_humans ON access.approval;
DROP FUNCTION access.two_humans(), access.same_human(uuid, uuid);
ALTER TABLE access.person DROP COLUMN nik_index;
DROP TRIGGER ended_stays ON access.role_grant;
DROP TRIGGER suspension_revokes ON access.role_grant;
${audited(`'role', 'merchant', 'revoked_at'`, 'revoked_at')}
ALTER TABLE access.role_grant DROP COLUMN reason, DROP COLUMN suspended_at;
`;

export class StaffAndCheckers0044 implements MigrationInterface {
  readonly name = 'StaffAndCheckers0044';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAFF);
    await runner.query(HUMANS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
