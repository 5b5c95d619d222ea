import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRIES = 3;
const TRIES_BEFORE = 5;

/** Wrong tries that lock a PIN or password; who has had that many already has one left, and who is locked stays so. */
const triesFrom = (before: number, now: number): string => `
ALTER TABLE access.credential DROP CONSTRAINT credential_failed_tries_check,
  DROP CONSTRAINT credential_check;
ALTER TABLE access.decoy DROP CONSTRAINT decoy_failed_tries_check, DROP CONSTRAINT decoy_check;
${['credential', 'decoy']
  .map(
    (table) => `
UPDATE access.${table} SET failed_tries = CASE WHEN locked_until IS NULL THEN ${now - 1} ELSE ${now} END
  WHERE failed_tries >= ${Math.min(before, now)};
ALTER TABLE access.${table}
  ADD CONSTRAINT ${table}_failed_tries_check CHECK (failed_tries BETWEEN 0 AND ${now}),
  ADD CONSTRAINT ${table}_check CHECK ((failed_tries = ${now}) = (locked_until IS NOT NULL));`,
  )
  .join('')}
`;

/**
 * A code to choose a new PIN or password with may come from a request that two persons agreed to; whose it is learns
 * of that, and of every PIN that is changed without a code.
 */
const RESETS = `
ALTER TABLE access.activation ADD COLUMN approval uuid REFERENCES access.approval;
COMMENT ON COLUMN access.activation.approval IS
  'of the reset that two persons agreed to; null for a first code';
GRANT UPDATE (approval) ON access.activation TO simpul_app;

CREATE FUNCTION payments.tell_reset() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
  VALUES (gen_random_uuid(), NEW.person_id, NEW.kind || '_reset', '{}', NEW.approval::text,
    payments.person_now(NEW.person_id))
  ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_reset AFTER INSERT OR UPDATE OF approval ON access.activation
  FOR EACH ROW WHEN (NEW.approval IS NOT NULL) EXECUTE FUNCTION payments.tell_reset();

-- A code that was spent in this very transaction is told as an activation.
CREATE FUNCTION payments.tell_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM access.activation a WHERE a.person_id = NEW.person_id
      AND a.kind = NEW.kind AND a.used_at = now()) THEN
    RETURN NULL;
  END IF;
  INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
  VALUES (gen_random_uuid(), NEW.person_id, NEW.kind || '_changed', '{}',
    extract(epoch FROM NEW.updated_at)::text, payments.person_now(NEW.person_id))
  ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_change AFTER UPDATE OF hash ON access.credential
  FOR EACH ROW WHEN (OLD.hash IS DISTINCT FROM NEW.hash) EXECUTE FUNCTION payments.tell_change();

REVOKE ALL ON FUNCTION payments.tell_reset, payments.tell_change FROM PUBLIC;
`;

const DOWN = `
DROP TRIGGER tell_change ON access.credential;
DROP TRIGGER tell_reset ON access.activation;
DROP FUNCTION payments.tell_change(), payments.tell_reset();
ALTER TABLE access.activation DROP COLUMN approval;
`;

export class Pins0042 implements MigrationInterface {
  readonly name = 'Pins0042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(triesFrom(TRIES_BEFORE, TRIES));
    await runner.query(RESETS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
    await runner.query(triesFrom(TRIES, TRIES_BEFORE));
  }
}
