import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Numbers of requests of SNAP BI that were seen: each may come once a day of western Indonesia for each partner. What is lost in a
 * crash is that a signed request of the last minutes could be heard again, and whatever moves money has a key of its
 * own that is kept for ever; so the table is not logged.
 */
const EXTERNAL_IDS = `
CREATE UNLOGGED TABLE access.external_id (
  day     date NOT NULL,
  client  uuid NOT NULL,
  id      text COLLATE "C" NOT NULL CHECK (id ~ '^[!-~]{1,36}$'),
  PRIMARY KEY (day, client, id)
);
GRANT SELECT, INSERT, DELETE ON access.external_id TO simpul_app;
`;

/**
 * What a member lets a partner's program do in their name. A partner asks; the member approves by PIN; the partner takes a
 * code for that, once, for tokens. Codes and refresh tokens are random and kept as hashes.
 */
const CONSENTS = `
CREATE TABLE access.consent (
  uid              uuid PRIMARY KEY,
  client           uuid NOT NULL,
  cooperative      uuid NOT NULL,
  member           uuid NOT NULL,
  person           uuid NOT NULL REFERENCES access.person,
  asked_at         timestamptz NOT NULL DEFAULT now(),
  ask_expires_at   timestamptz NOT NULL CHECK (ask_expires_at > asked_at),
  approved_at      timestamptz,
  code_expires_at  timestamptz,
  expires_at       timestamptz,
  ended_at         timestamptz,
  network          smallint NOT NULL REFERENCES ledger.network,
  state            text NOT NULL CHECK (char_length(state) BETWEEN 1 AND 64 AND state !~ '[[:cntrl:]]'),
  end_reason       text CHECK (end_reason IN ('declined', 'ended_by_member', 'token_reused')),
  code_hash        bytea UNIQUE CHECK (octet_length(code_hash) = 32),
  refresh_hash     bytea CHECK (octet_length(refresh_hash) = 32),
  former_hash      bytea CHECK (octet_length(former_hash) = 32),
  CONSTRAINT consent_state UNIQUE (client, state),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
  CHECK ((refresh_hash IS NULL) = (expires_at IS NULL)),
  CHECK (approved_at IS NOT NULL OR (code_hash IS NULL AND refresh_hash IS NULL))
);
COMMENT ON COLUMN access.consent.state IS 'by which the partner knows its own question';
COMMENT ON COLUMN access.consent.former_hash IS 'of the refresh token before: who shows it again has stolen it, or was stolen from';
CREATE INDEX consent_of ON access.consent (member, uid);
CREATE UNIQUE INDEX consent_refresh ON access.consent (refresh_hash) WHERE refresh_hash IS NOT NULL;
CREATE INDEX consent_former ON access.consent (former_hash) WHERE former_hash IS NOT NULL;

CREATE TRIGGER consent_ends BEFORE UPDATE ON access.consent
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL
    OR (OLD.approved_at IS NOT NULL AND NEW.approved_at IS DISTINCT FROM OLD.approved_at))
  EXECUTE FUNCTION access.stay_ended();
CREATE TRIGGER consent_is_kept BEFORE DELETE OR TRUNCATE ON access.consent
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT, INSERT ON access.consent TO simpul_app;
GRANT UPDATE (approved_at, ended_at, end_reason, code_hash, code_expires_at, refresh_hash, former_hash,
  expires_at) ON access.consent TO simpul_app;

ALTER TABLE access.consent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON access.consent TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant ON access.consent TO simpul_app USING ((SELECT access.is_switch())
  OR cooperative = (SELECT access.tenant_cooperative())
  OR network = (SELECT access.tenant_whole_network()));
`;

export class Snap0048 implements MigrationInterface {
  readonly name = 'Snap0048';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXTERNAL_IDS);
    await runner.query(CONSENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access.consent, access.external_id');
  }
}
