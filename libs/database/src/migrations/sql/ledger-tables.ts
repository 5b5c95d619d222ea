/**
 * Tables of schema `ledger`. Column order follows size (8, 4, 2 bytes, then variable), because a leg is written
 * seven times for each payment and PostgreSQL pads columns to their alignment.
 */
export const LEDGER_TABLES = `
CREATE SCHEMA ledger;

CREATE TABLE ledger.network (
  id            smallint PRIMARY KEY CHECK (id BETWEEN 1 AND 9000),
  uid           uuid NOT NULL UNIQUE,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  live          boolean NOT NULL,
  time_zone     text NOT NULL,
  clock_offset  interval NOT NULL DEFAULT interval '0',
  opened_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT live_networks_keep_real_time CHECK (NOT live OR clock_offset = interval '0')
);

-- One row per network, locked first by every batch and held until its commit: batches of a network are
-- strictly serial, so whatever is read after this lock is exact. epoch counts changes of rules.
CREATE TABLE ledger.head (
  network  smallint PRIMARY KEY REFERENCES ledger.network,
  number   bigint NOT NULL,
  hash     bytea NOT NULL CHECK (length(hash) = 32),
  last_at  timestamptz NOT NULL,
  epoch    bigint NOT NULL DEFAULT 1,
  cycle    integer NOT NULL
) WITH (fillfactor = 10);

CREATE TABLE ledger.book (
  id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network  smallint NOT NULL REFERENCES ledger.network,
  kind     text NOT NULL CHECK (kind IN ('cooperative', 'switch')),
  uid      uuid NOT NULL UNIQUE
);
CREATE UNIQUE INDEX book_one_switch ON ledger.book (network) WHERE kind = 'switch';

CREATE TABLE ledger.account_kind (
  code         smallint PRIMARY KEY,
  name         text NOT NULL UNIQUE,
  book_kind    text NOT NULL CHECK (book_kind IN ('cooperative', 'switch', 'either')),
  normal_side  text NOT NULL CHECK (normal_side IN ('credit', 'debit', 'either')),
  bound        text NOT NULL
    CHECK (bound IN ('never_below_zero', 'never_above_zero', 'debit_cap', 'none')),
  hot          boolean NOT NULL
);
INSERT INTO ledger.account_kind VALUES
  (1,  'member_wallet',       'cooperative', 'credit', 'never_below_zero', false),
  (2,  'merchant_wallet',     'cooperative', 'credit', 'never_below_zero', false),
  (3,  'till',                'cooperative', 'debit',  'never_above_zero', false),
  (4,  'vault',               'cooperative', 'debit',  'never_above_zero', false),
  (5,  'bank',                'cooperative', 'debit',  'none',             false),
  (6,  'clearing',            'cooperative', 'either', 'debit_cap',        true),
  (7,  'fee_income',          'cooperative', 'credit', 'none',             true),
  (8,  'interchange_income',  'cooperative', 'credit', 'none',             true),
  (9,  'interchange_expense', 'cooperative', 'debit',  'none',             true),
  (10, 'switch_fee_expense',  'cooperative', 'debit',  'none',             true),
  (11, 'incentive_expense',   'cooperative', 'debit',  'none',             true),
  (12, 'incentive_budget',    'either',      'credit', 'never_below_zero', false),
  (13, 'settlement_deposit',  'cooperative', 'debit',  'never_above_zero', false),
  (14, 'trade_payable',       'cooperative', 'either', 'none',             false),
  (15, 'trade_receivable',    'cooperative', 'either', 'none',             false),
  (16, 'receivable',          'cooperative', 'either', 'none',             false),
  (17, 'cash_difference',     'cooperative', 'either', 'none',             false),
  (18, 'opening_balance',     'cooperative', 'either', 'none',             false),
  (19, 'suspense',            'either',      'either', 'none',             false),
  (30, 'position',            'switch',      'either', 'none',             true),
  (31, 'settlement_bank',     'switch',      'debit',  'none',             false),
  (32, 'liquidity',           'switch',      'credit', 'never_below_zero', false),
  (33, 'switch_fee_income',   'switch',      'credit', 'none',             true),
  (34, 'fee_payable',         'switch',      'credit', 'none',             true),
  (35, 'operator_funds',      'switch',      'credit', 'none',             false);

-- posted = credits − debits. Hot accounts (touched by nearly every transfer of a cooperative) have negative
-- ids, so that the partial indexes on legs leave them out. Books and kinds are checked when an account opens and
-- never change after; as foreign keys they would be looked at in each of the many updates of every batch.
CREATE TABLE ledger.account (
  posted        bigint NOT NULL DEFAULT 0,
  held_debits   bigint NOT NULL DEFAULT 0 CHECK (held_debits >= 0),
  held_credits  bigint NOT NULL DEFAULT 0 CHECK (held_credits >= 0),
  minimum       bigint,
  maximum       bigint,
  version       bigint NOT NULL DEFAULT 0,
  id            integer PRIMARY KEY,
  book          integer NOT NULL,
  subject_book  integer,
  kind          smallint NOT NULL,
  status        smallint NOT NULL DEFAULT 1 CHECK (status IN (1, 2, 3)),
  uid           uuid NOT NULL UNIQUE,
  owner         uuid,
  opened_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT stays_above_minimum CHECK (posted - held_debits >= minimum),
  CONSTRAINT stays_below_maximum CHECK (posted + held_credits <= maximum),
  CONSTRAINT closed_is_empty
    CHECK (status <> 3 OR (posted = 0 AND held_debits = 0 AND held_credits = 0)),
  CONSTRAINT hot_ids_are_negative CHECK ((id < 0) = (kind IN (6, 7, 8, 9, 10, 11, 30, 33, 34)))
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX account_one_per_book ON ledger.account (book, kind, subject_book)
  NULLS NOT DISTINCT WHERE owner IS NULL;
CREATE INDEX account_book ON ledger.account (book);
CREATE INDEX account_owner ON ledger.account (owner) WHERE owner IS NOT NULL;
CREATE SEQUENCE ledger.account_id AS integer;
CREATE SEQUENCE ledger.hot_account_id AS integer;

CREATE TABLE ledger.cycle (
  first_batch  bigint NOT NULL,
  last_batch   bigint,
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number       integer NOT NULL,
  network      smallint NOT NULL REFERENCES ledger.network,
  uid          uuid NOT NULL UNIQUE,
  state        text NOT NULL CHECK (state IN ('OPEN', 'CLOSED', 'NETTED', 'SETTLED')),
  opened_at    timestamptz NOT NULL,
  cutoff_at    timestamptz,
  closed_at    timestamptz,
  CONSTRAINT an_ended_cycle_has_its_end
    CHECK ((state = 'OPEN') = (closed_at IS NULL) AND (state = 'OPEN') = (last_batch IS NULL)),
  CONSTRAINT range_runs_forward CHECK (last_batch >= first_batch - 1),
  UNIQUE (network, number)
);
CREATE UNIQUE INDEX cycle_one_open ON ledger.cycle (network) WHERE state = 'OPEN';

CREATE TABLE ledger.transfer_type (
  code  smallint PRIMARY KEY,
  name  text NOT NULL UNIQUE
);
INSERT INTO ledger.transfer_type VALUES
  (1, 'payment'), (20, 'opening_balance'), (21, 'funds_in'), (22, 'funds_out'), (23, 'settlement'),
  (30, 'cap_change'), (31, 'account_status'),
  (40, 'hold'), (41, 'capture'), (42, 'void'), (43, 'expiry'), (50, 'internal');

CREATE TABLE ledger.leg_component (
  code  smallint PRIMARY KEY CHECK (code BETWEEN 1 AND 99),
  name  text NOT NULL UNIQUE
);
INSERT INTO ledger.leg_component VALUES
  (1, 'principal'), (2, 'interchange'), (3, 'mdr'), (4, 'switch_fee'), (5, 'member_fee'),
  (6, 'incentive'), (7, 'opening'), (8, 'liquidity'), (9, 'settlement');

-- What one commit posted. Numbers of network n run from n × 10^12 + 1 without a gap.
CREATE TABLE ledger.batch (
  number          bigint PRIMARY KEY,
  posted_at       timestamptz NOT NULL,
  cycle           integer NOT NULL,
  network         smallint NOT NULL,
  transfer_count  smallint NOT NULL CHECK (transfer_count > 0),
  leg_count       smallint NOT NULL CHECK (leg_count >= 0),
  hash            bytea NOT NULL CHECK (length(hash) = 32),
  CONSTRAINT numbered_within_network CHECK (number / 1000000000000 = network)
);
CREATE INDEX batch_time ON ledger.batch (network, posted_at);
CREATE INDEX batch_cycle ON ledger.batch (cycle);

-- The immutable request and its first outcome: posted (refusal is null) or refused.
CREATE TABLE ledger.transfer (
  id              uuid PRIMARY KEY,
  principal       uuid NOT NULL,
  batch           bigint NOT NULL,
  amount          bigint NOT NULL CHECK (amount >= 0),
  payer           integer,
  payee           integer,
  issuer          integer,
  acquirer        integer,
  fee_version     integer,
  item            smallint NOT NULL,
  type            smallint NOT NULL,
  first_leg       smallint NOT NULL,
  leg_count       smallint NOT NULL,
  original        uuid,
  refusal         text,
  refusal_detail  text,
  reference       text CHECK (length(reference) BETWEEN 1 AND 64),
  description     text CHECK (length(description) <= 140),
  CONSTRAINT a_refusal_moves_nothing CHECK (refusal IS NULL OR leg_count = 0)
);
CREATE INDEX transfer_batch ON ledger.transfer (batch);
CREATE INDEX transfer_original ON ledger.transfer (original) WHERE original IS NOT NULL;

-- One amount from one debit account to one credit account of the same book, with both balances after.
-- code = transfer type × 100 + component.
CREATE TABLE ledger.leg (
  batch           bigint NOT NULL,
  amount          bigint NOT NULL CHECK (amount > 0),
  debit_balance   bigint NOT NULL,
  credit_balance  bigint NOT NULL,
  debit_account   integer NOT NULL,
  credit_account  integer NOT NULL,
  book            integer NOT NULL,
  position        smallint NOT NULL,
  code            smallint NOT NULL,
  CONSTRAINT two_sides CHECK (debit_account <> credit_account)
);
CREATE INDEX leg_batch ON ledger.leg (batch);
CREATE INDEX leg_debits ON ledger.leg (debit_account, batch) WHERE debit_account > 0;
CREATE INDEX leg_credits ON ledger.leg (credit_account, batch) WHERE credit_account > 0;

-- The balance of a hot account after each batch that touched it: how its entries and past balances are found.
CREATE TABLE ledger.balance_point (
  batch    bigint NOT NULL,
  posted   bigint NOT NULL,
  account  integer NOT NULL,
  PRIMARY KEY (account, batch)
);

-- What a batch changed of an account beside legs: 1 maximum, 2 minimum, 3 status, 4 held debits, 5 held credits.
CREATE TABLE ledger.change (
  batch         bigint NOT NULL,
  before_value  bigint,
  after_value   bigint,
  account       integer NOT NULL,
  position      smallint NOT NULL,
  item          smallint NOT NULL,
  kind          smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
  PRIMARY KEY (batch, position)
);
CREATE INDEX change_account ON ledger.change (account, batch);

-- Idempotency keys and client references, for ever. The value leads the key: clients send time-ordered
-- UUIDs, so that new claims fall on the same few index pages.
CREATE TABLE ledger.claim (
  value         uuid NOT NULL,
  principal     uuid NOT NULL,
  transfer      uuid NOT NULL,
  request_hash  bytea NOT NULL,
  PRIMARY KEY (value, principal)
);

-- The mutable row beside an immutable hold.
CREATE TABLE ledger.obligation (
  id          uuid PRIMARY KEY,
  authorised  bigint NOT NULL CHECK (authorised > 0),
  captured    bigint NOT NULL DEFAULT 0,
  expires_at  timestamptz NOT NULL,
  network     smallint NOT NULL,
  state       text NOT NULL CHECK (state IN ('open', 'captured', 'voided', 'expired')),
  CONSTRAINT captured_within_hold CHECK (captured BETWEEN 0 AND authorised)
);
CREATE INDEX obligation_due ON ledger.obligation (network, expires_at) WHERE state = 'open';

CREATE TABLE ledger.hold_line (
  obligation  uuid NOT NULL REFERENCES ledger.obligation,
  remaining   bigint NOT NULL CHECK (remaining >= 0),
  account     integer NOT NULL,
  side        smallint NOT NULL CHECK (side IN (1, 2)),
  PRIMARY KEY (obligation, account, side)
);
CREATE INDEX hold_line_account ON ledger.hold_line (account) WHERE remaining > 0;

-- What an account did on its latest day (yyyymmdd in the network's calendar) and in that day's month, for limits;
-- one row that rolls on, since older days can be read from the legs.
CREATE TABLE ledger.usage (
  day_amount    bigint NOT NULL CHECK (day_amount >= 0),
  month_amount  bigint NOT NULL CHECK (month_amount >= 0),
  account       integer NOT NULL,
  day           integer NOT NULL,
  day_count     integer NOT NULL CHECK (day_count >= 0),
  month_count   integer NOT NULL CHECK (month_count >= 0),
  kind          smallint NOT NULL,
  PRIMARY KEY (account, kind)
) WITH (fillfactor = 60);

-- Which steps each state machine may take, and every step that was taken.
CREATE TABLE ledger.state_transition (
  machine     text NOT NULL,
  from_state  text NOT NULL,
  to_state    text NOT NULL,
  PRIMARY KEY (machine, from_state, to_state)
);
INSERT INTO ledger.state_transition VALUES
  ('cycle', 'OPEN', 'CLOSED'), ('cycle', 'CLOSED', 'NETTED'), ('cycle', 'NETTED', 'SETTLED'),
  ('obligation', 'open', 'captured'), ('obligation', 'open', 'voided'),
  ('obligation', 'open', 'expired');

CREATE TABLE ledger.state_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  machine     text NOT NULL,
  subject     text NOT NULL,
  from_state  text NOT NULL,
  to_state    text NOT NULL,
  changed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX state_change_subject ON ledger.state_change (machine, subject, id);
`;
