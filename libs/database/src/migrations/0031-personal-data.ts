import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names, phones and NIK encrypted, each person's under a key of their own that stands in a table apart, itself encrypted
 * under the deployment's key. What the clear columns still hold is sealed by the application at its start, which has that key;
 * they stay for that alone.
 */
const SEALED = `
-- What the trigger kept is inside what is sealed; a second NIK is refused where it is opened.
DROP TRIGGER nik_stays ON access.person;
ALTER TABLE access.person ALTER COLUMN full_name DROP NOT NULL;
ALTER TABLE access.person
  ADD COLUMN sealed bytea CHECK (octet_length(sealed) BETWEEN 30 AND 2000),
  ADD COLUMN phone_index bytea CHECK (octet_length(phone_index) = 32),
  ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT sealed_or_clear CHECK (CASE WHEN sealed IS NULL
    THEN full_name IS NOT NULL AND phone_index IS NULL AND erased_at IS NULL
    ELSE full_name IS NULL AND phone IS NULL AND nik IS NULL END) NOT VALID,
  ADD CONSTRAINT erased_is_not_found CHECK (erased_at IS NULL OR phone_index IS NULL) NOT VALID;
ALTER TABLE access.person VALIDATE CONSTRAINT sealed_or_clear;
ALTER TABLE access.person VALIDATE CONSTRAINT erased_is_not_found;
COMMENT ON COLUMN access.person.sealed IS 'name, phone and NIK under the key in person_key';
COMMENT ON COLUMN access.person.phone_index IS 'HMAC of the phone: finds it, and tells nothing without the key';
CREATE UNIQUE INDEX person_phone_index ON access.person (phone_index, network) NULLS NOT DISTINCT
  WHERE phone_index IS NOT NULL;
CREATE INDEX person_clear ON access.person (id) WHERE sealed IS NULL;

-- Deleting a row here makes what was written of a person unreadable for ever.
CREATE TABLE access.person_key (
  person_id   uuid PRIMARY KEY REFERENCES access.person,
  wrapped     bytea NOT NULL CHECK (octet_length(wrapped) = 60),
  wrapped_by  bytea NOT NULL CHECK (octet_length(wrapped_by) = 8)
);
COMMENT ON COLUMN access.person_key.wrapped_by IS 'which of the deployment''s keys';
CREATE INDEX person_key_wrapped_by ON access.person_key (wrapped_by, person_id);

GRANT SELECT, INSERT, UPDATE (wrapped, wrapped_by), DELETE ON access.person_key TO simpul_app;
GRANT UPDATE (full_name, phone, nik, sealed, phone_index, erased_at) ON access.person TO simpul_app;
`;

/** What is sealed can't be opened here: a database with people in it keeps this release. */
const DOWN = `
DO $$ BEGIN
  IF EXISTS (SELECT FROM access.person WHERE sealed IS NOT NULL) THEN
    RAISE EXCEPTION 'people are sealed, and only the application can open them';
  END IF;
END $$;
DROP TABLE access.person_key;
DROP INDEX access.person_clear, access.person_phone_index;
ALTER TABLE access.person DROP CONSTRAINT erased_is_not_found, DROP CONSTRAINT sealed_or_clear,
  DROP COLUMN sealed, DROP COLUMN phone_index, DROP COLUMN erased_at;
ALTER TABLE access.person ALTER COLUMN full_name SET NOT NULL;
REVOKE UPDATE (full_name, phone) ON access.person FROM simpul_app;
CREATE TRIGGER nik_stays BEFORE UPDATE OF nik ON access.person
  FOR EACH ROW WHEN (OLD.nik IS NOT NULL AND OLD.nik IS DISTINCT FROM NEW.nik)
  EXECUTE FUNCTION access.keep_nik();
`;

export class PersonalData0031 implements MigrationInterface {
  readonly name = 'PersonalData0031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEALED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
