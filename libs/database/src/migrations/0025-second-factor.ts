import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secrets of authenticator apps, sealed under a key that is not in the database. A step serves once and for ever. */
const SECOND_FACTOR = `
CREATE TABLE access.totp (
  person_id   uuid PRIMARY KEY REFERENCES access.person,
  sealed      bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 48 AND 92),
  last_step   bigint NOT NULL DEFAULT 0 CHECK (last_step >= 0),
  enrolled_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION access.spend_step() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a step that has served can''t come back' USING ERRCODE = 'SM009';
END
$$;
CREATE TRIGGER steps_rise BEFORE UPDATE ON access.totp
  FOR EACH ROW WHEN (NEW.last_step < OLD.last_step) EXECUTE FUNCTION access.spend_step();
REVOKE ALL ON FUNCTION access.spend_step FROM PUBLIC;

GRANT SELECT, INSERT ON access.totp TO simpul_app;
GRANT UPDATE (sealed, last_step, enrolled_at) ON access.totp TO simpul_app;
`;

export class SecondFactor0025 implements MigrationInterface {
  readonly name = 'SecondFactor0025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SECOND_FACTOR);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access.totp; DROP FUNCTION access.spend_step()');
  }
}
