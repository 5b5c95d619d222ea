import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where programs are told of events, and what came of each telling. A delivery names the event's transfer; what is sent is
 * read out of the ledger, so that it is the same each time. All times are the database's clock.
 */
const TABLES = `
CREATE SCHEMA events;

CREATE TABLE events.webhook_endpoint (
  uid            uuid PRIMARY KEY,
  client         uuid NOT NULL REFERENCES access.api_client,
  cooperative    uuid NOT NULL,
  merchant       uuid,
  created_by     uuid NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  -- Events after this place are told; those before it are listed by GET /v1/events.
  from_batch     bigint NOT NULL,
  failing_since  timestamptz,
  network        smallint NOT NULL REFERENCES ledger.network,
  url            text NOT NULL CHECK (char_length(url) <= 500 AND url ~ '^https?://[!-~]+$'),
  types          text[] NOT NULL CHECK (cardinality(types) <= 50),
  status         text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  reason         text CHECK (reason IN ('by_holder', 'gone', 'failing')),
  CONSTRAINT disabled_for_a_reason CHECK ((status = 'disabled') = (reason IS NOT NULL))
);
COMMENT ON COLUMN events.webhook_endpoint.types IS 'empty: all';
CREATE INDEX webhook_endpoint_of ON events.webhook_endpoint (client, uid);
CREATE INDEX webhook_endpoint_active ON events.webhook_endpoint (network) WHERE status = 'active';

CREATE TABLE events.webhook_secret (
  uid          uuid PRIMARY KEY,
  endpoint     uuid NOT NULL REFERENCES events.webhook_endpoint,
  cooperative  uuid NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  network      smallint NOT NULL,
  sealed       bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 29 AND 256)
);
CREATE INDEX webhook_secret_of ON events.webhook_secret (endpoint, uid);

-- Up to where the ledger of a network was looked through for endpoints.
CREATE TABLE events.relay (
  network  smallint PRIMARY KEY REFERENCES ledger.network,
  batch    bigint NOT NULL,
  item     smallint NOT NULL
);

CREATE TABLE events.delivery (
  uid          uuid PRIMARY KEY,
  endpoint     uuid NOT NULL REFERENCES events.webhook_endpoint,
  event        uuid NOT NULL,
  object       uuid NOT NULL,
  cooperative  uuid NOT NULL,
  batch        bigint NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  next_at      timestamptz NOT NULL DEFAULT now(),
  ended_at     timestamptz,
  network      smallint NOT NULL,
  item         smallint NOT NULL,
  attempts     smallint NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 100),
  state        text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
  type         text NOT NULL,
  CONSTRAINT ended_when_it_ended CHECK ((state = 'pending') = (ended_at IS NULL)),
  CONSTRAINT once_to_each_endpoint UNIQUE (endpoint, event)
);
COMMENT ON COLUMN events.delivery.next_at IS 'also until when a process that has taken it is waited for';
CREATE INDEX delivery_due ON events.delivery (endpoint, next_at) WHERE state = 'pending';
CREATE INDEX delivery_order ON events.delivery (endpoint, object, batch, item) WHERE state = 'pending';
CREATE INDEX delivery_ended ON events.delivery (ended_at) WHERE state <> 'pending';
CREATE INDEX delivery_list ON events.delivery (endpoint, uid);

CREATE TABLE events.delivery_attempt (
  delivery     uuid NOT NULL REFERENCES events.delivery ON DELETE CASCADE,
  number       smallint NOT NULL,
  cooperative  uuid NOT NULL,
  at           timestamptz NOT NULL,
  network      smallint NOT NULL,
  duration_ms  integer NOT NULL CHECK (duration_ms >= 0),
  status       smallint,
  error        text CHECK (char_length(error) <= 100),
  url          text NOT NULL,
  request      text NOT NULL CHECK (char_length(request) <= 2000),
  response     text CHECK (char_length(response) <= 1000),
  PRIMARY KEY (delivery, number)
);
`;

const RIGHTS = `
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE OF url, types, status ON events.webhook_endpoint
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('webhook_endpoint', 'uid', 'client', 'url', 'types', 'status', 'reason');
CREATE CONSTRAINT TRIGGER audited AFTER INSERT OR UPDATE ON events.webhook_secret
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION access.audit_change('webhook_secret', 'endpoint', '#sealed', 'expires_at');

GRANT USAGE ON SCHEMA events TO simpul_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA events TO simpul_app;
GRANT UPDATE (url, types, status, reason, failing_since, from_batch) ON events.webhook_endpoint TO simpul_app;
GRANT UPDATE (expires_at) ON events.webhook_secret TO simpul_app;
GRANT UPDATE (batch, item) ON events.relay TO simpul_app;
GRANT UPDATE (state, attempts, next_at, ended_at), DELETE ON events.delivery TO simpul_app;
GRANT DELETE ON events.delivery_attempt TO simpul_app;
`;

const WALLED = [
  'events.webhook_endpoint',
  'events.webhook_secret',
  'events.delivery',
  'events.delivery_attempt',
] as const;

/** As the walls of 0028. */
function wallOf(table: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
    CREATE POLICY tenant ON ${table} TO simpul_app USING ((SELECT access.is_switch())
      OR cooperative = (SELECT access.tenant_cooperative())
      OR network = (SELECT access.tenant_whole_network()));`;
}

/** The relay belongs to a whole network. */
const RELAY_WALL = `
ALTER TABLE events.relay ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON events.relay TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY tenant ON events.relay TO simpul_app
  USING ((SELECT access.is_switch()) OR network = (SELECT access.tenant_whole_network()));
`;

export class Webhooks0054 implements MigrationInterface {
  readonly name = 'Webhooks0054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RIGHTS);
    for (const table of WALLED) await runner.query(wallOf(table));
    await runner.query(RELAY_WALL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA events CASCADE');
  }
}
