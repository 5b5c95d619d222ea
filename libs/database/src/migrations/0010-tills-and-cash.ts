import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cash drawers, who had them when, what was counted in them, and the codes by which members take out cash. What moved,
 * and what is held, stands in the ledger alone.
 */
const TILLS = `
CREATE TABLE participants.till (
  uid          uuid PRIMARY KEY,
  cooperative  uuid NOT NULL REFERENCES participants.cooperative,
  account_uid  uuid NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL,
  account      integer NOT NULL UNIQUE REFERENCES ledger.account,
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'suspended', 'retired')),
  CONSTRAINT till_name UNIQUE (cooperative, name)
);
CREATE INDEX till_list ON participants.till (cooperative, uid);
COMMENT ON COLUMN participants.till.account IS 'frozen while no session is open';

INSERT INTO ledger.state_transition VALUES
  ('till', 'open', 'suspended'), ('till', 'open', 'retired'),
  ('till', 'suspended', 'open'), ('till', 'suspended', 'retired');

-- Every change of a till's state, by whom and why.
CREATE TABLE participants.till_change (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  till        uuid NOT NULL REFERENCES participants.till,
  principal   uuid NOT NULL,
  from_state  text NOT NULL,
  to_state    text NOT NULL,
  reason      text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 140),
  changed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX till_change_of_till ON participants.till_change (till, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON participants.till_change
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A till may come and go, so it has no first state that its steps could be chained to; each is checked alone.
CREATE FUNCTION participants.check_till_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM ledger.state_transition
    WHERE machine = 'till' AND from_state = OLD.state AND to_state = NEW.state
  ) THEN
    RAISE EXCEPTION 'till can''t go from % to %', OLD.state, NEW.state USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER till_state BEFORE UPDATE OF state ON participants.till
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION participants.check_till_state();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON participants.till
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const SESSIONS = `
-- A teller at a till, from the counted float to the counted end. The row is written before the ledger is asked, with
-- all that the posting is made of, so that whoever finds it unfinished can finish it.
CREATE TABLE payments.till_session (
  uid            uuid PRIMARY KEY,
  till           uuid NOT NULL REFERENCES participants.till,
  teller         uuid NOT NULL,
  float_sen      bigint NOT NULL CHECK (float_sen >= 0),
  asked_at       timestamptz NOT NULL,
  opened_at      timestamptz,
  opened_batch   bigint,
  closed_at      timestamptz,
  closed_batch   bigint,
  closing        uuid,
  network        smallint NOT NULL REFERENCES ledger.network,
  opened_item    smallint,
  closed_item    smallint,
  state          text NOT NULL DEFAULT 'opening'
    CHECK (state IN ('opening', 'open', 'counted', 'closed', 'failed')),
  key            text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash   text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  denominations  jsonb NOT NULL CHECK (jsonb_typeof(denominations) = 'array'),
  CONSTRAINT till_session_key UNIQUE (teller, key),
  CONSTRAINT opened_at_a_place CHECK ((opened_at IS NULL) = (opened_batch IS NULL)
    AND (opened_at IS NULL) = (opened_item IS NULL)
    AND (opened_at IS NULL) = (state IN ('opening', 'failed'))),
  CONSTRAINT closed_at_a_place CHECK ((closed_at IS NULL) = (closed_batch IS NULL)
    AND (closed_at IS NULL) = (closed_item IS NULL) AND (closed_at IS NULL) = (closing IS NULL)
    AND (closed_at IS NULL) = (state <> 'closed'))
);
COMMENT ON COLUMN payments.till_session.closing IS 'the transfer that brought the cash to the vault';
CREATE UNIQUE INDEX till_session_one_per_till ON payments.till_session (till)
  WHERE state IN ('opening', 'open', 'counted');
CREATE UNIQUE INDEX till_session_one_per_teller ON payments.till_session (teller)
  WHERE state IN ('opening', 'open', 'counted');
CREATE INDEX till_session_list ON payments.till_session (till, uid);
INSERT INTO ledger.state_transition VALUES
  ('till_session', 'opening', 'open'), ('till_session', 'opening', 'failed'),
  ('till_session', 'open', 'counted'), ('till_session', 'open', 'closed'),
  ('till_session', 'counted', 'closed');
CREATE TRIGGER till_session_state BEFORE UPDATE OF state ON payments.till_session
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('till_session', 'uid');
CREATE TRIGGER till_session_facts BEFORE UPDATE ON payments.till_session
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'opened_at', 'opened_batch',
    'opened_item', 'closed_at', 'closed_batch', 'closed_item', 'closing');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.till_session
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Cash as somebody counted it. A closing count is what the till is then closed with, or what its difference is from.
CREATE TABLE payments.till_count (
  uid            uuid PRIMARY KEY,
  session        uuid NOT NULL REFERENCES payments.till_session,
  principal      uuid NOT NULL,
  counted        bigint NOT NULL CHECK (counted >= 0),
  expected       bigint NOT NULL CHECK (expected >= 0),
  counted_at     timestamptz NOT NULL,
  closing        boolean NOT NULL,
  key            text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash   text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{32}$'),
  denominations  jsonb NOT NULL CHECK (jsonb_typeof(denominations) = 'array'),
  CONSTRAINT till_count_key UNIQUE (principal, key)
);
COMMENT ON COLUMN payments.till_count.expected IS 'what the books said when it was counted, in sen';
CREATE INDEX till_count_of_session ON payments.till_count (session, uid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments.till_count
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
`;

const CODES = `
-- A member's or merchant's own consent to take out so much in cash, once. The code is stored as an HMAC under a key
-- that is not in the database. A try is counted, and committed, before it is looked at.
CREATE TABLE payments.withdrawal_code (
  uid          uuid PRIMARY KEY,
  holder       uuid NOT NULL,
  person       uuid NOT NULL REFERENCES access.person,
  amount       bigint NOT NULL CHECK (amount > 0),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
  ended_at     timestamptz,
  claimed_by   uuid,
  withdrawal   uuid,
  wallet       integer NOT NULL REFERENCES ledger.account,
  network      smallint NOT NULL REFERENCES ledger.network,
  tries        smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  state        text NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'used', 'cancelled', 'locked', 'expired')),
  claimed_key  text CHECK (length(claimed_key) BETWEEN 1 AND 255),
  code_hash    bytea NOT NULL CHECK (length(code_hash) = 32),
  CONSTRAINT claimed_by_one_request CHECK ((claimed_by IS NULL) = (claimed_key IS NULL)),
  CONSTRAINT code_ended_once CHECK ((ended_at IS NULL) = (state = 'open')),
  CONSTRAINT used_for_a_withdrawal CHECK ((withdrawal IS NULL) = (state <> 'used'))
);
COMMENT ON COLUMN payments.withdrawal_code.claimed_by IS
  'whose request it was right for: nobody else''s, until the ledger has refused that one';
CREATE UNIQUE INDEX withdrawal_code_one_open ON payments.withdrawal_code (wallet)
  WHERE state = 'open';
CREATE INDEX withdrawal_code_due ON payments.withdrawal_code (network, expires_at)
  WHERE state = 'open';
CREATE INDEX withdrawal_code_of_wallet ON payments.withdrawal_code (wallet, uid);
INSERT INTO ledger.state_transition VALUES
  ('withdrawal_code', 'open', 'used'), ('withdrawal_code', 'open', 'cancelled'),
  ('withdrawal_code', 'open', 'locked'), ('withdrawal_code', 'open', 'expired');
CREATE TRIGGER withdrawal_code_state BEFORE UPDATE OF state ON payments.withdrawal_code
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('withdrawal_code', 'uid');
CREATE TRIGGER withdrawal_code_facts BEFORE UPDATE ON payments.withdrawal_code
  FOR EACH ROW EXECUTE FUNCTION access.keep_facts('state', 'tries', 'ended_at', 'claimed_by',
    'claimed_key', 'withdrawal');
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON payments.withdrawal_code
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- How often somebody at a counter looked up members or gave a wrong code, in the present window.
CREATE TABLE payments.counter_try (
  principal   uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('lookup', 'code')),
  count       integer NOT NULL CHECK (count >= 0),
  began_at    timestamptz NOT NULL,
  PRIMARY KEY (principal, kind)
) WITH (fillfactor = 60);
`;

const RIGHTS = `
REVOKE ALL ON FUNCTION participants.check_till_state FROM PUBLIC;
GRANT SELECT, INSERT ON participants.till, participants.till_change, payments.till_session,
  payments.till_count, payments.withdrawal_code, payments.counter_try TO simpul_app;
GRANT UPDATE (state) ON participants.till TO simpul_app;
GRANT UPDATE (state, opened_at, opened_batch, opened_item, closed_at, closed_batch, closed_item,
  closing) ON payments.till_session TO simpul_app;
GRANT UPDATE (state, tries, ended_at, claimed_by, claimed_key, withdrawal)
  ON payments.withdrawal_code TO simpul_app;
GRANT UPDATE (count, began_at) ON payments.counter_try TO simpul_app;
`;

/** Undoing this release takes its own transitions away, and the record of steps along them. */
const FORGET = `
DROP TABLE payments.counter_try, payments.withdrawal_code, payments.till_count,
  payments.till_session, participants.till_change, participants.till;
DROP FUNCTION participants.check_till_state();
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
ALTER TABLE ledger.state_change DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine IN ('till', 'till_session', 'withdrawal_code');
DELETE FROM ledger.state_change WHERE machine IN ('till_session', 'withdrawal_code');
ALTER TABLE ledger.state_change ENABLE TRIGGER append_only;
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

export class TillsAndCash0010 implements MigrationInterface {
  readonly name = 'TillsAndCash0010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TILLS);
    await runner.query(SESSIONS);
    await runner.query(CODES);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET);
  }
}
