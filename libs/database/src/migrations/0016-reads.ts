import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people are told beside the movements of their money, which stand in the ledger: codes, lock-outs, requests.
 * A lock-out and an activation are told by triggers, so that none is missed whatever way the credential changed.
 */
const READS_TABLES = `
CREATE TABLE payments.notice (
  id           uuid PRIMARY KEY,
  person       uuid NOT NULL REFERENCES access.person,
  kind         text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{2,39}$'),
  detail       jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object'),
  about        text CHECK (char_length(about) BETWEEN 1 AND 80),
  happened_at  timestamptz NOT NULL,
  CONSTRAINT notice_told_once UNIQUE (person, kind, about)
);
COMMENT ON COLUMN payments.notice.happened_at IS 'in the time of the person''s network';
COMMENT ON COLUMN payments.notice.about IS 'what it is about, so that a repeated telling is one notice';
CREATE INDEX notice_of_person ON payments.notice (person, happened_at, id);

CREATE TABLE payments.notice_mark (
  person      uuid NOT NULL REFERENCES access.person,
  holder      uuid NOT NULL,
  read_up_to  timestamptz NOT NULL,
  PRIMARY KEY (person, holder)
);
COMMENT ON COLUMN payments.notice_mark.holder IS 'the member or merchant as whom the person reads';

CREATE FUNCTION payments.person_now(p_person uuid) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT ledger.network_now(p.network) FROM access.person p
      WHERE p.id = p_person AND p.network IS NOT NULL),
    clock_timestamp())
$$;

-- A try is counted, and may set the lock, before the secret is looked at: where the last try was right, the lock
-- that it set is lifted at once, and what was told of it is withdrawn.
CREATE FUNCTION payments.tell_lock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.locked_until IS NOT NULL AND NEW.locked_until IS DISTINCT FROM OLD.locked_until THEN
    INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
    VALUES (gen_random_uuid(), NEW.person_id, NEW.kind || '_locked',
      jsonb_build_object('minutes', ceil(extract(epoch FROM NEW.locked_until - now()) / 60)::int),
      extract(epoch FROM NEW.locked_until)::text, payments.person_now(NEW.person_id))
    ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING;
  ELSIF NEW.locked_until IS NULL AND OLD.locked_until > now() THEN
    DELETE FROM payments.notice
    WHERE person = OLD.person_id AND kind = OLD.kind || '_locked'
      AND about = extract(epoch FROM OLD.locked_until)::text;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_lock AFTER UPDATE OF locked_until ON access.credential
  FOR EACH ROW WHEN (OLD.locked_until IS DISTINCT FROM NEW.locked_until)
  EXECUTE FUNCTION payments.tell_lock();

CREATE FUNCTION payments.tell_activation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO payments.notice (id, person, kind, detail, about, happened_at)
  VALUES (gen_random_uuid(), NEW.person_id, NEW.kind || '_activated', '{}',
    extract(epoch FROM NEW.used_at)::text, payments.person_now(NEW.person_id))
  ON CONFLICT ON CONSTRAINT notice_told_once DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_activation AFTER UPDATE OF used_at ON access.activation
  FOR EACH ROW WHEN (NEW.used_at IS NOT NULL AND OLD.used_at IS NULL)
  EXECUTE FUNCTION payments.tell_activation();
`;

/** What was told stays told, and the engine has no business with it. */
const READS_RIGHTS = `
REVOKE ALL ON FUNCTION payments.person_now, payments.tell_lock, payments.tell_activation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments.person_now TO simpul_app;
GRANT SELECT, INSERT ON payments.notice, payments.notice_mark TO simpul_app;
GRANT UPDATE (read_up_to) ON payments.notice_mark TO simpul_app;
`;

const DOWN = `
DROP TRIGGER tell_activation ON access.activation;
DROP TRIGGER tell_lock ON access.credential;
DROP FUNCTION payments.tell_activation();
DROP FUNCTION payments.tell_lock();
DROP FUNCTION payments.person_now(uuid);
DROP TABLE payments.notice_mark;
DROP TABLE payments.notice;
`;

export class Reads0016 implements MigrationInterface {
  readonly name = 'Reads0016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READS_TABLES);
    await runner.query(READS_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
