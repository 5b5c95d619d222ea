import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Networks' settings, cooperatives, members, merchants and fee schedules. No name of a person stands here:
 * people are `access.person`'s; a shop's name is a business name.
 */
const PARTICIPANTS_TABLES = `
CREATE SCHEMA participants;

-- Numbers networks. A number is never given twice, because batch numbers and tokens carry it.
CREATE SEQUENCE participants.network_number AS smallint MAXVALUE 9000;

CREATE FUNCTION participants.is_business_name(p_text text, p_most integer) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT char_length(p_text) BETWEEN 1 AND p_most AND p_text = btrim(p_text)
    AND p_text !~ '[[:cntrl:]]'
$$;

CREATE FUNCTION participants.are_cutoffs(p_times text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT cardinality(p_times) <= 24
    AND coalesce(bool_and(t ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'), true)
    AND count(DISTINCT t) = count(*)
  FROM unnest(p_times) AS t
$$;

CREATE TABLE participants.network (
  id                 smallint PRIMARY KEY REFERENCES ledger.network,
  uid                uuid NOT NULL UNIQUE,
  name               text NOT NULL CONSTRAINT network_name UNIQUE
                       CHECK (participants.is_business_name(name, 80)),
  switch_book        integer NOT NULL UNIQUE REFERENCES ledger.book,
  switch_fee_income  integer NOT NULL REFERENCES ledger.account,
  settlement_bank    integer NOT NULL REFERENCES ledger.account,
  suspense           integer NOT NULL REFERENCES ledger.account,
  cutoffs            text[] NOT NULL CHECK (participants.are_cutoffs(cutoffs)),
  skip_sundays       boolean NOT NULL,
  holidays           date[] NOT NULL CHECK (cardinality(holidays) <= 1000)
);
COMMENT ON COLUMN participants.network.cutoffs IS 'local times; none: only the operator closes cycles';

CREATE TABLE participants.tier_limit (
  network           smallint NOT NULL REFERENCES participants.network,
  tier              text NOT NULL CHECK (tier IN ('unregistered', 'registered')),
  per_payment       bigint NOT NULL CHECK (per_payment >= 0),
  per_day_amount    bigint NOT NULL CHECK (per_day_amount >= 0),
  per_month_amount  bigint NOT NULL CHECK (per_month_amount >= 0),
  per_day_count     integer NOT NULL CHECK (per_day_count >= 0),
  PRIMARY KEY (network, tier)
);

CREATE TABLE participants.cooperative (
  uid                 uuid PRIMARY KEY,
  book                integer NOT NULL UNIQUE REFERENCES ledger.book,
  network             smallint NOT NULL REFERENCES participants.network,
  name                text NOT NULL CHECK (participants.is_business_name(name, 80)),
  short_name          text NOT NULL CHECK (participants.is_business_name(short_name, 25)),
  city                text NOT NULL CHECK (participants.is_business_name(city, 60)),
  state               text NOT NULL DEFAULT 'invited'
    CHECK (state IN ('invited', 'training', 'active', 'suspended', 'left')),
  clearing            integer NOT NULL REFERENCES ledger.account,
  fee_income          integer NOT NULL REFERENCES ledger.account,
  interchange_income  integer NOT NULL REFERENCES ledger.account,
  switch_fee_expense  integer NOT NULL REFERENCES ledger.account,
  bank                integer NOT NULL REFERENCES ledger.account,
  settlement_deposit  integer NOT NULL REFERENCES ledger.account,
  opening_balance     integer NOT NULL REFERENCES ledger.account,
  position            integer NOT NULL REFERENCES ledger.account,
  liquidity           integer NOT NULL REFERENCES ledger.account,
  created_at          timestamptz NOT NULL,
  CONSTRAINT cooperative_name UNIQUE (network, name),
  CONSTRAINT cooperative_short_name UNIQUE (network, short_name)
);
COMMENT ON COLUMN participants.cooperative.created_at IS 'in the network''s time, as all times here';

CREATE TABLE participants.member (
  uid          uuid PRIMARY KEY,
  cooperative  uuid NOT NULL REFERENCES participants.cooperative,
  person       uuid NOT NULL REFERENCES access.person,
  wallet_uid   uuid NOT NULL UNIQUE,
  joined_at    timestamptz NOT NULL,
  wallet       integer NOT NULL UNIQUE REFERENCES ledger.account,
  number       text NOT NULL CHECK (number ~ '^[0-9A-Za-z][0-9A-Za-z./-]{0,31}$'),
  tier         text NOT NULL CHECK (tier IN ('unregistered', 'registered')),
  CONSTRAINT member_number UNIQUE (cooperative, number),
  CONSTRAINT member_person UNIQUE (cooperative, person)
);
CREATE INDEX member_of_person ON participants.member (person);
CREATE INDEX member_list ON participants.member (cooperative, uid);

CREATE TABLE participants.merchant (
  uid           uuid PRIMARY KEY,
  cooperative   uuid NOT NULL REFERENCES participants.cooperative,
  owner_person  uuid NOT NULL REFERENCES access.person,
  wallet_uid    uuid NOT NULL UNIQUE,
  created_at    timestamptz NOT NULL,
  wallet        integer NOT NULL UNIQUE REFERENCES ledger.account,
  name          text NOT NULL CHECK (participants.is_business_name(name, 60)),
  criterion     text NOT NULL CHECK (criterion IN ('UMI', 'UKE', 'UME', 'UBE', 'URE', 'PSO', 'BLU')),
  CONSTRAINT merchant_name UNIQUE (cooperative, owner_person, name)
);
CREATE INDEX merchant_of_person ON participants.merchant (owner_person);
CREATE INDEX merchant_list ON participants.merchant (cooperative, uid);

CREATE TABLE participants.fee_schedule (
  uid           uuid PRIMARY KEY,
  network       smallint NOT NULL REFERENCES participants.network,
  version       integer NOT NULL CHECK (version > 0),
  state         text NOT NULL CHECK (state IN ('active', 'retired')),
  body          jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  activated_at  timestamptz NOT NULL,
  retired_at    timestamptz CHECK (retired_at >= activated_at),
  CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
  UNIQUE (network, version)
);
CREATE UNIQUE INDEX fee_schedule_one_active ON participants.fee_schedule (network)
  WHERE state = 'active';

-- Whom a schedule gives shares beside acquirer, issuer and switch, and where the switch owes them.
CREATE TABLE participants.fee_party (
  network  smallint NOT NULL REFERENCES participants.network,
  name     text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_]{0,31}$'),
  uid      uuid NOT NULL UNIQUE,
  account  integer NOT NULL UNIQUE REFERENCES ledger.account,
  PRIMARY KEY (network, name)
);

-- Who changed which rule, to what and why; the epoch is the first under which it holds.
CREATE TABLE participants.rule_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  epoch       bigint NOT NULL,
  network     smallint NOT NULL REFERENCES participants.network,
  kind        text NOT NULL CHECK (kind IN ('network_created', 'calendar', 'limits', 'fee_schedule',
                'cooperative_created', 'cooperative_state', 'merchant')),
  subject     uuid NOT NULL,
  principal   uuid NOT NULL,
  body        jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  reason      text CHECK (char_length(reason) BETWEEN 1 AND 140),
  changed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX rule_change_subject ON participants.rule_change (subject, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON participants.rule_change
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

INSERT INTO ledger.state_transition VALUES
  ('cooperative', 'invited', 'training'), ('cooperative', 'training', 'active'),
  ('cooperative', 'active', 'suspended'), ('cooperative', 'active', 'left'),
  ('cooperative', 'suspended', 'active'), ('cooperative', 'suspended', 'left');
CREATE TRIGGER cooperative_state BEFORE UPDATE OF state ON participants.cooperative
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('cooperative', 'uid');
`;

/** Nothing is ever deleted here, and the engine has no business with participants. */
const PARTICIPANTS_RIGHTS = `
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA participants FROM PUBLIC;
GRANT USAGE ON SCHEMA participants TO simpul_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA participants TO simpul_app;
GRANT USAGE ON SEQUENCE participants.network_number TO simpul_app;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA participants TO simpul_app;
GRANT UPDATE (cutoffs, skip_sundays, holidays) ON participants.network TO simpul_app;
GRANT UPDATE (per_payment, per_day_amount, per_month_amount, per_day_count)
  ON participants.tier_limit TO simpul_app;
GRANT UPDATE (state) ON participants.cooperative TO simpul_app;
GRANT UPDATE (name, criterion) ON participants.merchant TO simpul_app;
GRANT UPDATE (state, retired_at) ON participants.fee_schedule TO simpul_app;
`;

/** The table of transitions is append-only for whoever runs Simpul; only undoing this release takes some away. */
const FORGET_TRANSITIONS = `
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'cooperative';
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class Participants0003 implements MigrationInterface {
  readonly name = 'Participants0003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PARTICIPANTS_TABLES);
    await runner.query(PARTICIPANTS_RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA participants CASCADE');
    await runner.query(FORGET_TRANSITIONS);
  }
}
