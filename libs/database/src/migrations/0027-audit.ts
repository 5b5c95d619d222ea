import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit: who did what, when, from where and by which request, one chain of hashes for each network and one, number
 * 0, for what belongs to none. Nobody but the functions here writes it.
 */
const TABLES = `
CREATE TABLE access.audit_head (
  network  smallint PRIMARY KEY CHECK (network >= 0),
  number   bigint NOT NULL CHECK (number >= 0),
  at       timestamptz NOT NULL,
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE TABLE access.audit_entry (
  network       smallint NOT NULL CHECK (network >= 0),
  number        bigint NOT NULL CHECK (number > 0),
  at            timestamptz NOT NULL,
  cooperative   uuid,
  actor         uuid,
  role          text CHECK (role ~ '^[a-z_]{1,30}$'),
  address       text CHECK (address ~ '^[0-9a-zA-Z:.%]{1,64}$'),
  request       text CHECK (request ~ '^req_[0-9a-z]{26}$'),
  action        text NOT NULL CHECK (action ~ '^[ -~]{1,120}$'),
  subject       text CHECK (subject ~ '^[ -~]{1,80}$'),
  before        text CHECK (jsonb_typeof(before::jsonb) = 'object'),
  after         text CHECK (jsonb_typeof(after::jsonb) = 'object'),
  content_hash  bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  hash          bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (network, number)
);
COMMENT ON TABLE access.audit_entry IS
  'No name, phone or secret stands here: people are uuids, and of secrets a fingerprint at most';
COMMENT ON COLUMN access.audit_entry.network IS '0: a matter of the whole deployment';
COMMENT ON COLUMN access.audit_entry.at IS 'by the database''s clock, not the network''s';
CREATE INDEX audit_of_cooperative ON access.audit_entry (cooperative, number)
  WHERE cooperative IS NOT NULL;
CREATE INDEX audit_of_actor ON access.audit_entry (actor, number) WHERE actor IS NOT NULL;
CREATE INDEX audit_of_subject ON access.audit_entry (subject, number) WHERE subject IS NOT NULL;

-- Where the chain of a network stood when a day of its time zone was over.
CREATE TABLE access.audit_root (
  network       smallint NOT NULL CHECK (network >= 0),
  day           date NOT NULL,
  first_number  bigint NOT NULL,
  last_number   bigint NOT NULL CHECK (last_number >= first_number),
  previous      bytea NOT NULL CHECK (octet_length(previous) = 32),
  hash          bytea NOT NULL CHECK (octet_length(hash) = 32),
  closed_at     timestamptz NOT NULL,
  PRIMARY KEY (network, day)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.audit_root
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const CHAIN = `
-- What is hashed of an entry: its columns, one a line; those that have no value are empty.
CREATE FUNCTION access.audit_content(p_entry access.audit_entry) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT concat(p_entry.network, E'\\n', p_entry.number, E'\\n',
    to_char(p_entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), E'\\n',
    p_entry.cooperative, E'\\n', p_entry.actor, E'\\n', p_entry.role, E'\\n',
    p_entry.address, E'\\n', p_entry.request, E'\\n', p_entry.action, E'\\n',
    p_entry.subject, E'\\n', p_entry.before, E'\\n', p_entry.after)
$$;

-- Before the first entry of a chain.
CREATE FUNCTION access.audit_beginning(p_network smallint) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to('simpul audit ' || p_network, 'UTF8'))
$$;

-- Appends an entry; whoever appends to the same chain waits until this transaction has ended.
CREATE FUNCTION access.write_audit(p_entry access.audit_entry) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_entry access.audit_entry := p_entry;
  v_head access.audit_head;
BEGIN
  SELECT * INTO v_head FROM access.audit_head WHERE network = v_entry.network FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO access.audit_head VALUES (v_entry.network, 0, clock_timestamp(),
      access.audit_beginning(v_entry.network)) ON CONFLICT DO NOTHING;
    SELECT * INTO v_head FROM access.audit_head WHERE network = v_entry.network FOR UPDATE;
  END IF;
  v_entry.number := v_head.number + 1;
  v_entry.at := greatest(clock_timestamp(), v_head.at);
  v_entry.content_hash := sha256(convert_to(access.audit_content(v_entry), 'UTF8'));
  v_entry.hash := sha256(v_head.hash || v_entry.content_hash);
  INSERT INTO access.audit_entry SELECT v_entry.*;
  UPDATE access.audit_head SET number = v_entry.number, at = v_entry.at, hash = v_entry.hash
    WHERE network = v_entry.network;
END
$$;

-- Writes down the roots of the days that are over. No entry of them can follow: times never run backwards.
CREATE FUNCTION access.close_audit_days(p_network smallint, p_time_zone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_closed bigint := coalesce((SELECT max(last_number) FROM access.audit_root
    WHERE network = p_network), 0);
BEGIN
  IF NOT EXISTS (SELECT FROM access.audit_entry WHERE network = p_network AND number = v_closed + 1
      AND (at AT TIME ZONE p_time_zone)::date < (clock_timestamp() AT TIME ZONE p_time_zone)::date)
  THEN
    RETURN;
  END IF;
  PERFORM FROM access.audit_head WHERE network = p_network FOR UPDATE;
  INSERT INTO access.audit_root
  SELECT p_network, d.day, d.first, d.last,
    coalesce((SELECT hash FROM access.audit_entry WHERE network = p_network
      AND number = d.first - 1), access.audit_beginning(p_network)),
    (SELECT hash FROM access.audit_entry WHERE network = p_network AND number = d.last),
    clock_timestamp()
  FROM (
    SELECT (at AT TIME ZONE p_time_zone)::date AS day, min(number) AS first, max(number) AS last
    FROM access.audit_entry WHERE network = p_network AND number > v_closed GROUP BY 1
  ) AS d
  WHERE d.day < (clock_timestamp() AT TIME ZONE p_time_zone)::date
  ORDER BY d.day
  ON CONFLICT DO NOTHING;
END
$$;
`;

/**
 * Changes of rules and credentials write themselves down, by whichever statement they are made, and in its transaction:
 * at the commit, so that nobody waits for the chain meanwhile.
 */
const CHANGES = `
-- Of a row the columns named; of one whose name begins with # a fingerprint only.
CREATE FUNCTION access.audited(p_row jsonb, p_columns text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_object_agg(ltrim(c, '#'), CASE WHEN c LIKE '#%'
    THEN to_jsonb(left(encode(sha256(convert_to(p_row ->> ltrim(c, '#'), 'UTF8')), 'hex'), 16))
    ELSE p_row -> c END)
  FROM unnest(p_columns) AS c
$$;

-- Whose matter a row is: its own cooperative's, its merchant's or its person's.
CREATE FUNCTION access.audited_cooperative(p_row jsonb, p_thing text) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_named text := p_row ->> CASE p_thing WHEN 'cooperative' THEN 'uid' ELSE 'cooperative' END;
BEGIN
  IF v_named ~ '^[0-9]+$' THEN
    RETURN (SELECT uid FROM participants.cooperative WHERE book = v_named::integer);
  ELSIF v_named IS NOT NULL THEN
    RETURN v_named::uuid;
  ELSIF p_row ->> 'merchant' IS NOT NULL THEN
    RETURN (SELECT cooperative FROM participants.merchant WHERE uid = (p_row ->> 'merchant')::uuid);
  ELSIF p_row ->> 'person_id' IS NOT NULL THEN
    RETURN (SELECT g.cooperative FROM access.role_grant g
      WHERE g.person_id = (p_row ->> 'person_id')::uuid ORDER BY g.id LIMIT 1);
  END IF;
  RETURN NULL;
END
$$;

-- Arguments: what changes, the column that names it, and the columns that are written down.
CREATE FUNCTION access.audit_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row jsonb := to_jsonb(NEW);
  v_before jsonb := CASE TG_OP WHEN 'UPDATE' THEN access.audited(to_jsonb(OLD), TG_ARGV[2:]) END;
  v_after jsonb := access.audited(v_row, TG_ARGV[2:]);
  v_request jsonb := nullif(current_setting('simpul.request', true), '')::jsonb;
  v_entry access.audit_entry;
BEGIN
  IF v_before = v_after THEN
    RETURN NULL;
  END IF;
  v_entry.cooperative := access.audited_cooperative(v_row, TG_ARGV[0]);
  v_entry.network := coalesce(
    (v_row ->> CASE TG_ARGV[0] WHEN 'network' THEN 'id' ELSE 'network' END)::smallint,
    (SELECT network FROM participants.cooperative WHERE uid = v_entry.cooperative),
    (SELECT network FROM access.person WHERE id = (v_row ->> 'person_id')::uuid),
    0);
  v_entry.actor := (v_request ->> 'actor')::uuid;
  v_entry.role := v_request ->> 'role';
  v_entry.address := v_request ->> 'address';
  v_entry.request := v_request ->> 'request';
  v_entry.action := TG_ARGV[0] || CASE TG_OP WHEN 'INSERT' THEN '.created' ELSE '.changed' END;
  v_entry.subject := v_row ->> TG_ARGV[1];
  v_entry.before := v_before::text;
  v_entry.after := v_after::text;
  PERFORM access.write_audit(v_entry);
  RETURN NULL;
END
$$;
`;

interface Audited {
  readonly table: string;
  /** INSERT, UPDATE, or UPDATE OF columns. */
  readonly on: string;
  readonly when?: string;
  readonly thing: string;
  readonly subject: string;
  readonly columns: readonly string[];
}

const AMOUNTS = ['per_day_amount', 'per_day_count', 'per_month_amount', 'per_month_count'];
const FLOW_LIMITS = ['flow', 'tier', 'per_act', ...AMOUNTS];
const TIER_LIMITS = [
  'tier',
  'per_payment',
  ...AMOUNTS,
  'minimum_interval_seconds',
  'balance_maximum',
  'per_month_incoming',
  'forbids',
];

const AUDITED: readonly Audited[] = [
  {
    table: 'participants.network',
    on: 'INSERT OR UPDATE',
    thing: 'network',
    subject: 'uid',
    columns: ['name', 'cutoffs', 'skip_sundays', 'holidays', 'large_cash_threshold'],
  },
  {
    table: 'participants.tier_limit',
    on: 'INSERT OR UPDATE',
    thing: 'tier_limit',
    subject: 'tier',
    columns: TIER_LIMITS,
  },
  {
    table: 'participants.flow_limit',
    on: 'INSERT OR UPDATE',
    thing: 'flow_limit',
    subject: 'merchant',
    columns: FLOW_LIMITS,
  },
  {
    table: 'participants.cooperative',
    on: 'INSERT OR UPDATE',
    thing: 'cooperative',
    subject: 'uid',
    columns: ['name', 'short_name', 'city', 'state'],
  },
  {
    table: 'participants.member',
    on: 'UPDATE OF tier',
    thing: 'member',
    subject: 'uid',
    columns: ['tier'],
  },
  {
    table: 'participants.merchant',
    on: 'UPDATE OF criterion',
    thing: 'merchant',
    subject: 'uid',
    columns: ['criterion'],
  },
  {
    table: 'participants.till',
    on: 'INSERT OR UPDATE',
    thing: 'till',
    subject: 'uid',
    columns: ['name', 'state'],
  },
  {
    table: 'participants.fee_schedule',
    on: 'INSERT OR UPDATE',
    thing: 'fee_schedule',
    subject: 'uid',
    columns: ['version', 'state', '#body', 'effective_at'],
  },
  {
    table: 'participants.bilateral_cap',
    on: 'INSERT',
    thing: 'bilateral_cap',
    subject: 'uid',
    columns: ['debtor', 'creditor', 'maximum', 'maker', 'checker'],
  },
  {
    table: 'access.credential',
    on: 'INSERT OR UPDATE OF hash, locked_until',
    thing: 'credential',
    subject: 'person_id',
    columns: ['kind', '#hash', 'locked_until'],
  },
  {
    table: 'access.activation',
    on: 'UPDATE OF code_hash',
    thing: 'activation',
    subject: 'person_id',
    columns: ['kind', '#code_hash', 'expires_at'],
  },
  {
    table: 'access.role_grant',
    on: 'INSERT OR UPDATE OF revoked_at',
    // Members and owners are taken on by the thousand, and by acts that are in the audit themselves.
    when: `NEW.role NOT IN ('member', 'merchant_owner')`,
    thing: 'role',
    subject: 'person_id',
    columns: ['role', 'merchant', 'revoked_at'],
  },
  {
    table: 'access.device',
    on: 'INSERT OR UPDATE OF blocked_at',
    thing: 'device',
    subject: 'person_id',
    columns: ['#public_key', 'blocked_at', 'blocked_by'],
  },
  {
    table: 'access.session',
    on: 'UPDATE OF end_reason',
    when: `NEW.end_reason = 'token_reused'`,
    thing: 'session',
    subject: 'person_id',
    columns: ['device', 'end_reason'],
  },
  {
    table: 'access.approval',
    on: 'INSERT OR UPDATE OF state',
    thing: 'approval',
    subject: 'uid',
    columns: ['kind', 'state', 'maker', 'checker', 'payload_hash'],
  },
  {
    table: 'access.alert',
    on: 'UPDATE OF acknowledged_by',
    thing: 'alert',
    subject: 'uid',
    columns: ['kind', 'acknowledged_by'],
  },
  {
    table: 'settlement.terms',
    on: 'INSERT',
    thing: 'settlement_terms',
    subject: 'uid',
    columns: ['mode', 'standing_order', 'deadline_hours', 'maker', 'checker'],
  },
  {
    table: 'settlement.bank_identity',
    on: 'INSERT',
    thing: 'bank_identity',
    subject: 'uid',
    columns: ['bic', '#account', 'maker', 'checker'],
  },
  {
    table: 'settlement.settlement',
    on: 'INSERT OR UPDATE OF state',
    thing: 'settlement',
    subject: 'uid',
    columns: ['cycle', 'state', 'proposed_by', 'approved_by'],
  },
];

function triggerOf({ table, on, when, thing, subject, columns }: Audited): string {
  const names = [thing, subject, ...columns].map((name) => `'${name}'`).join(', ');
  return `CREATE CONSTRAINT TRIGGER audited AFTER ${on} ON ${table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW ${when === undefined ? '' : `WHEN (${when})`}
    EXECUTE FUNCTION access.audit_change(${names});`;
}

const RIGHTS = `
REVOKE ALL ON FUNCTION access.audit_content, access.audit_beginning, access.write_audit,
  access.close_audit_days, access.audited, access.audited_cooperative, access.audit_change
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.audit_content, access.audit_beginning, access.write_audit,
  access.close_audit_days TO simpul_app;
GRANT SELECT ON access.audit_head, access.audit_entry, access.audit_root TO simpul_app;
-- The check of the ledger may run as the engine's role, and reads the chain.
GRANT USAGE ON SCHEMA access TO simpul_ledger;
GRANT SELECT ON access.audit_head, access.audit_entry, access.audit_root TO simpul_ledger;
GRANT EXECUTE ON FUNCTION access.audit_content, access.audit_beginning TO simpul_ledger;
`;

const DOWN = `
DROP TABLE access.audit_root, access.audit_head;
DROP FUNCTION access.write_audit, access.audit_content, access.audit_beginning,
  access.close_audit_days, access.audit_change, access.audited, access.audited_cooperative;
DROP TABLE access.audit_entry;
REVOKE USAGE ON SCHEMA access FROM simpul_ledger;
`;

export class Audit0027 implements MigrationInterface {
  readonly name = 'Audit0027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CHAIN);
    await runner.query(CHANGES);
    for (const audited of AUDITED) await runner.query(triggerOf(audited));
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of AUDITED) await runner.query(`DROP TRIGGER audited ON ${table}`);
    await runner.query(DOWN);
  }
}
