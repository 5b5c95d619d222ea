import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody is given a post by one person: it waits until another one agrees. That it begins the database lets only an approval
 * do, which names the post.
 */
const UP = `
ALTER TABLE access.role_grant ADD COLUMN awaits_agreement boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT waiting_rests CHECK (NOT awaits_agreement OR suspended_at IS NOT NULL);
COMMENT ON COLUMN access.role_grant.awaits_agreement IS 'nobody else has agreed to this appointment yet';
GRANT UPDATE (awaits_agreement) ON access.role_grant TO simpul_app;

CREATE FUNCTION access.check_appointment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.awaits_agreement OR NEW.revoked_at IS NOT NULL OR EXISTS (
    SELECT FROM access.approval a WHERE a.kind = 'staff_appointment' AND a.subject = NEW.id
      AND a.state = 'APPROVED' AND NOT access.same_human(a.checker, NEW.person_id))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'nobody else has agreed to this appointment' USING ERRCODE = 'SM011';
END
$$;
CREATE TRIGGER appointed_by_two BEFORE UPDATE ON access.role_grant
  FOR EACH ROW WHEN (OLD.awaits_agreement) EXECUTE FUNCTION access.check_appointment();

-- Of whom nobody agreed to: they never had a password, and somebody else may have the name.
CREATE FUNCTION access.free_login(p_person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM access.credential c WHERE c.person_id = p_person) THEN
    RAISE EXCEPTION 'who has a password keeps the name' USING ERRCODE = 'SM009';
  END IF;
  DELETE FROM access.login WHERE person_id = p_person;
END
$$;
REVOKE ALL ON FUNCTION access.check_appointment, access.free_login FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.free_login TO simpul_app;
`;

const DOWN = `
DROP FUNCTION access.free_login(uuid);
DROP TRIGGER appointed_by_two ON access.role_grant;
DROP FUNCTION access.check_appointment();
ALTER TABLE access.role_grant DROP CONSTRAINT waiting_rests, DROP COLUMN awaits_agreement;
`;

export class Appointments0057 implements MigrationInterface {
  readonly name = 'Appointments0057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
