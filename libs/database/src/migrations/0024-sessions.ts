import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is void before it expires. The subject is a person (every token issued to them under a lower epoch), a session
 * or a single token. A row is worth reading for as long as a token can live, so processes ask for the latest only:
 * those of transactions that a former snapshot had not seen, whatever the order of their commits.
 */
const REVOCATIONS = `
CREATE TABLE access.revocation (
  subject     uuid PRIMARY KEY,
  epoch       integer NOT NULL CHECK (epoch > 0),
  changed_at  timestamptz NOT NULL,
  changed_xid xid8 NOT NULL
);
CREATE INDEX revocation_xid ON access.revocation (changed_xid);

CREATE FUNCTION access.revoke(revoked uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO access.revocation AS r (subject, epoch, changed_at, changed_xid)
  VALUES (revoked, 1, clock_timestamp(), pg_current_xact_id())
  ON CONFLICT (subject) DO UPDATE
    SET epoch = r.epoch + 1, changed_at = excluded.changed_at, changed_xid = excluded.changed_xid
$$;
REVOKE ALL ON FUNCTION access.revoke FROM PUBLIC;
`;

/** A device is a key that never leaves a phone; a session is a chain of refresh tokens, of which one is good. */
const SESSIONS = `
CREATE TABLE access.device (
  uid           uuid PRIMARY KEY,
  person_id     uuid NOT NULL REFERENCES access.person,
  name          text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60 AND name !~ '[[:cntrl:]]'),
  public_key    bytea NOT NULL CHECK (octet_length(public_key) = 65 AND get_byte(public_key, 0) = 4),
  registered_at timestamptz NOT NULL DEFAULT now(),
  blocked_at    timestamptz,
  blocked_by    uuid REFERENCES access.person,
  UNIQUE (person_id, public_key),
  CHECK ((blocked_at IS NULL) = (blocked_by IS NULL))
);
COMMENT ON COLUMN access.device.public_key IS 'P-256, uncompressed';

CREATE TABLE access.session (
  uid          uuid PRIMARY KEY,
  person_id    uuid NOT NULL REFERENCES access.person,
  grant_id     uuid NOT NULL REFERENCES access.role_grant,
  device       uuid REFERENCES access.device,
  token_hash   bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  generation   integer NOT NULL DEFAULT 1 CHECK (generation > 0),
  methods      text[] NOT NULL CHECK (methods <@ ARRAY['pin', 'pwd', 'otp'] AND methods <> '{}'),
  proven_at    timestamptz NOT NULL DEFAULT now(),
  started_at   timestamptz NOT NULL DEFAULT now(),
  refreshed_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL CHECK (expires_at > started_at),
  ended_at     timestamptz,
  end_reason   text CHECK (end_reason IN ('signed_out', 'device_blocked', 'token_reused',
                 'secret_changed', 'too_many', 'role_ended')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_live ON access.session (person_id) WHERE ended_at IS NULL;
CREATE INDEX session_device ON access.session (device) WHERE device IS NOT NULL;
`;

/** Nobody can forget to revoke, and nothing that has ended comes back. */
const TRIGGERS = `
CREATE FUNCTION access.revoke_session() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.revoke(NEW.uid);
  RETURN NULL;
END
$$;
CREATE TRIGGER session_revokes AFTER UPDATE OF ended_at ON access.session
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
  EXECUTE FUNCTION access.revoke_session();

CREATE FUNCTION access.revoke_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.revoke(NEW.person_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER grant_revokes AFTER UPDATE OF revoked_at ON access.role_grant
  FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
  EXECUTE FUNCTION access.revoke_person();
CREATE TRIGGER secret_revokes AFTER UPDATE OF hash ON access.credential
  FOR EACH ROW WHEN (OLD.hash IS DISTINCT FROM NEW.hash)
  EXECUTE FUNCTION access.revoke_person();

CREATE FUNCTION access.stay_ended() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what has ended stays ended' USING ERRCODE = 'SM009';
END
$$;
CREATE TRIGGER ended_stays BEFORE UPDATE ON access.session
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL OR NEW.generation < OLD.generation)
  EXECUTE FUNCTION access.stay_ended();
CREATE TRIGGER blocked_stays BEFORE UPDATE ON access.device
  FOR EACH ROW WHEN (OLD.blocked_at IS NOT NULL) EXECUTE FUNCTION access.stay_ended();

REVOKE ALL ON FUNCTION access.revoke_session, access.revoke_person, access.stay_ended FROM PUBLIC;
`;

const RIGHTS = `
GRANT EXECUTE ON FUNCTION access.revoke TO simpul_app;
GRANT SELECT ON access.revocation TO simpul_app;
GRANT SELECT, INSERT ON access.device, access.session TO simpul_app;
GRANT UPDATE (name, blocked_at, blocked_by) ON access.device TO simpul_app;
GRANT UPDATE (token_hash, generation, methods, proven_at, refreshed_at, expires_at, ended_at,
  end_reason) ON access.session TO simpul_app;
`;

const DOWN = `
DROP TRIGGER secret_revokes ON access.credential;
DROP TRIGGER grant_revokes ON access.role_grant;
DROP TABLE access.session, access.device, access.revocation;
DROP FUNCTION access.stay_ended(), access.revoke_person(), access.revoke_session(),
  access.revoke(uuid);
`;

export class Sessions0024 implements MigrationInterface {
  readonly name = 'Sessions0024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REVOCATIONS);
    await runner.query(SESSIONS);
    await runner.query(TRIGGERS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
