import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Programs that call the API for a cooperative or one of its shops, and their keys. A secret that is only compared is
 * kept as its hash, one that computes signatures sealed under a key that is not in the database.
 */
const TABLES = `
CREATE TABLE access.api_client (
  uid              uuid PRIMARY KEY,
  cooperative      uuid NOT NULL,
  merchant         uuid,
  created_by       uuid NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  last_used_at     timestamptz,
  network          smallint NOT NULL REFERENCES ledger.network,
  name             text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60 AND name !~ '[[:cntrl:]]'),
  status           text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  scopes           text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 20),
  snap_partner_id  text CHECK (snap_partner_id ~ '^[A-Za-z0-9-]{1,36}$'),
  CONSTRAINT api_client_partner UNIQUE (network, snap_partner_id)
);
COMMENT ON COLUMN access.api_client.merchant IS 'null for a program of the cooperative itself';
COMMENT ON COLUMN access.api_client.last_used_at IS 'to a minute or so';
CREATE INDEX api_client_of_cooperative ON access.api_client (cooperative, uid);
CREATE INDEX api_client_of_merchant ON access.api_client (merchant, uid) WHERE merchant IS NOT NULL;

CREATE TABLE access.api_client_key (
  uid          uuid PRIMARY KEY,
  client       uuid NOT NULL REFERENCES access.api_client,
  cooperative  uuid NOT NULL,
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  network      smallint NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('secret', 'signing_secret', 'public_key')),
  hint         text NOT NULL CHECK (hint ~ '^[0-9A-Za-z_]{4,40}$'),
  hash         bytea CHECK (octet_length(hash) = 32),
  sealed       bytea CHECK (octet_length(sealed) BETWEEN 29 AND 256),
  pem          text CHECK (char_length(pem) <= 2000 AND pem LIKE '-----BEGIN PUBLIC KEY-----%'),
  CONSTRAINT kept_as_its_kind CHECK (
    (hash IS NOT NULL) = (kind = 'secret') AND (sealed IS NOT NULL) = (kind = 'signing_secret')
    AND (pem IS NOT NULL) = (kind = 'public_key'))
);
COMMENT ON COLUMN access.api_client_key.hint IS 'by which its holder tells it from others; too short to guess it by';
CREATE INDEX api_client_key_of ON access.api_client_key (client, uid);

-- What programs asked lately, for whoever writes them. No body, no query and no header stands here.
CREATE TABLE access.api_request (
  number       bigint GENERATED ALWAYS AS IDENTITY,
  client       uuid NOT NULL REFERENCES access.api_client,
  cooperative  uuid NOT NULL,
  at           timestamptz NOT NULL,
  network      smallint NOT NULL,
  status       smallint NOT NULL CHECK (status BETWEEN 100 AND 599),
  duration_ms  integer NOT NULL CHECK (duration_ms >= 0),
  method       text NOT NULL CHECK (method ~ '^[A-Z]{3,7}$'),
  path         text NOT NULL CHECK (path ~ '^[!-~]{1,200}$' AND path !~ '[?]'),
  code         text CHECK (code ~ '^[0-9A-Za-z_]{1,60}$'),
  request      text NOT NULL CHECK (request ~ '^req_[0-9a-z]{26}$'),
  PRIMARY KEY (client, number)
);
`;

/**
 * What takes rights away voids the tokens that were issued before; nobody can forget to. A key that was revoked never comes
 * back, and one that runs out is never prolonged.
 */
const TRIGGERS = `
CREATE FUNCTION access.revoke_client() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.revoke(NEW.uid);
  RETURN NULL;
END
$$;
CREATE TRIGGER client_revokes AFTER UPDATE OF status, scopes ON access.api_client
  FOR EACH ROW WHEN (NOT OLD.scopes <@ NEW.scopes OR NEW.status = 'disabled')
  EXECUTE FUNCTION access.revoke_client();

CREATE FUNCTION access.revoke_client_of_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.revoke(NEW.client);
  RETURN NULL;
END
$$;
CREATE TRIGGER key_revokes AFTER UPDATE OF revoked_at ON access.api_client_key
  FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
  EXECUTE FUNCTION access.revoke_client_of_key();

CREATE TRIGGER key_ends BEFORE UPDATE ON access.api_client_key
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL
    OR OLD.expires_at IS NOT NULL AND (NEW.expires_at IS NULL OR NEW.expires_at > OLD.expires_at))
  EXECUTE FUNCTION access.stay_ended();

REVOKE ALL ON FUNCTION access.revoke_client, access.revoke_client_of_key FROM PUBLIC;

CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OF name, status, scopes, snap_partner_id
  ON access.api_client DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('api_client', 'uid', 'name', 'merchant', 'status', 'scopes',
    'snap_partner_id');
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE ON access.api_client_key
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('api_client_key', 'uid', 'client', 'kind', '#hash', '#sealed', '#pem',
    'expires_at', 'revoked_at');
`;

const RIGHTS = `
GRANT SELECT, INSERT ON access.api_client, access.api_client_key TO simpul_app;
GRANT UPDATE (name, status, scopes, snap_partner_id, last_used_at) ON access.api_client TO simpul_app;
GRANT UPDATE (expires_at, revoked_at) ON access.api_client_key TO simpul_app;
GRANT SELECT, INSERT, DELETE ON access.api_request TO simpul_app;
`;

const WALLED = ['access.api_client', 'access.api_client_key', 'access.api_request'] as const;

/** As the walls of 0028: its cooperative's, and the whole network's for the network's own staff. */
function wallOf(table: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
    CREATE POLICY tenant ON ${table} TO simpul_app USING ((SELECT access.is_switch())
      OR cooperative = (SELECT access.tenant_cooperative())
      OR network = (SELECT access.tenant_whole_network()));`;
}

export class ApiClients0052 implements MigrationInterface {
  readonly name = 'ApiClients0052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TRIGGERS);
    await runner.query(RIGHTS);
    for (const table of WALLED) await runner.query(wallOf(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE access.api_request, access.api_client_key, access.api_client;
      DROP FUNCTION access.revoke_client(), access.revoke_client_of_key();`);
  }
}
