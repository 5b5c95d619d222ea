import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People, their credentials and their roles. `access.person` is the only table of Simpul with
 * personal data; every other table knows people by uuid.
 */
const ACCESS_TABLES = `
CREATE SCHEMA access;

CREATE TABLE access.person (
  id         uuid PRIMARY KEY,
  network    smallint CHECK (network > 0),
  full_name  text NOT NULL CHECK (
               char_length(full_name) BETWEEN 1 AND 120
               AND full_name = btrim(full_name) AND full_name !~ '[[:cntrl:]]'),
  phone      text CHECK (phone ~ '^\\+[1-9][0-9]{6,14}$'),
  nik        text CHECK (nik ~ '^[0-9]{16}$'),
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN access.person.network IS 'null: an operator of the whole deployment';
CREATE UNIQUE INDEX person_phone ON access.person (phone, network) NULLS NOT DISTINCT
  WHERE phone IS NOT NULL;

CREATE TABLE access.credential (
  person_id    uuid NOT NULL REFERENCES access.person,
  kind         text NOT NULL CHECK (kind IN ('pin', 'password')),
  hash         text NOT NULL CHECK (hash LIKE '$argon2id$%' AND char_length(hash) <= 200),
  failed_tries smallint NOT NULL DEFAULT 0 CHECK (failed_tries BETWEEN 0 AND 5),
  locked_until timestamptz,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person_id, kind),
  CHECK ((failed_tries = 5) = (locked_until IS NOT NULL))
);

CREATE TABLE access.login (
  username   text PRIMARY KEY CHECK (username ~ '^[a-z0-9][a-z0-9._-]{2,63}$'),
  person_id  uuid NOT NULL REFERENCES access.person,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_person ON access.login (person_id);

CREATE TABLE access.activation (
  person_id  uuid NOT NULL REFERENCES access.person,
  kind       text NOT NULL CHECK (kind IN ('pin', 'password')),
  code_hash  bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  issued_at  timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL CHECK (expires_at > issued_at),
  tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  used_at    timestamptz,
  PRIMARY KEY (person_id, kind)
);

CREATE TABLE access.decoy (
  bucket       integer PRIMARY KEY CHECK (bucket BETWEEN 0 AND 65535),
  failed_tries smallint NOT NULL CHECK (failed_tries BETWEEN 0 AND 5),
  locked_until timestamptz,
  CHECK ((failed_tries = 5) = (locked_until IS NOT NULL))
);
COMMENT ON TABLE access.decoy IS
  'Try counters of phones and names that nobody has, so that they answer like any other';

CREATE TABLE access.role_grant (
  id          uuid PRIMARY KEY,
  person_id   uuid NOT NULL REFERENCES access.person,
  role        text NOT NULL CHECK (role IN ('member', 'merchant_owner', 'cashier', 'teller',
                'treasurer', 'manager', 'operator', 'auditor', 'dinas')),
  network     smallint CHECK (network > 0),
  cooperative uuid,
  merchant    uuid,
  member      uuid,
  granted_at  timestamptz NOT NULL DEFAULT now(),
  revoked_at  timestamptz,
  CHECK (network IS NOT NULL OR role = 'operator'),
  CHECK ((member IS NOT NULL) = (role = 'member')),
  CHECK ((merchant IS NOT NULL) = (role IN ('merchant_owner', 'cashier'))),
  CHECK (cooperative IS NOT NULL OR role IN ('operator', 'auditor', 'dinas')),
  CHECK (cooperative IS NULL OR role NOT IN ('operator', 'dinas'))
);
CREATE UNIQUE INDEX role_grant_live ON access.role_grant
  (person_id, role, cooperative, merchant, member) NULLS NOT DISTINCT WHERE revoked_at IS NULL;
CREATE INDEX role_grant_member ON access.role_grant (member) WHERE member IS NOT NULL;
CREATE INDEX role_grant_merchant ON access.role_grant (merchant) WHERE merchant IS NOT NULL;
CREATE INDEX role_grant_operator ON access.role_grant (id) WHERE role = 'operator';
`;

/** Nothing is ever deleted here, and the engine has no business with people. */
const ACCESS_RIGHTS = `
GRANT USAGE ON SCHEMA access TO simpul_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA access TO simpul_app;
GRANT UPDATE (hash, failed_tries, locked_until, updated_at) ON access.credential TO simpul_app;
GRANT UPDATE (code_hash, issued_at, expires_at, tries, used_at) ON access.activation TO simpul_app;
GRANT UPDATE (failed_tries, locked_until) ON access.decoy TO simpul_app;
GRANT UPDATE (revoked_at) ON access.role_grant TO simpul_app;
`;

export class Access0002 implements MigrationInterface {
  readonly name = 'Access0002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS_TABLES);
    await runner.query(ACCESS_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA access CASCADE');
  }
}
