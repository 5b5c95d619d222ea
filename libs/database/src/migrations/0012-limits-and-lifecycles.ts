import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Limits of every kind. A bound that is null does not exist; a change of any of them is a row of `rule_change`, so
 * what held when, and by whom, is never lost.
 */
const LIMITS = `
ALTER TABLE participants.tier_limit
  ADD COLUMN per_month_count integer CHECK (per_month_count >= 0),
  ADD COLUMN minimum_interval_seconds integer
    CHECK (minimum_interval_seconds BETWEEN 1 AND 86400),
  ADD COLUMN balance_maximum bigint CHECK (balance_maximum >= 0),
  ADD COLUMN per_month_incoming bigint CHECK (per_month_incoming >= 0),
  ADD COLUMN forbids text[] NOT NULL DEFAULT '{}'
    CHECK (forbids <@ ARRAY['transfer', 'withdrawal']),
  ADD COLUMN cooling_off_days smallint CHECK (cooling_off_days BETWEEN 1 AND 365),
  ADD COLUMN cooling_off_per_day_amount bigint CHECK (cooling_off_per_day_amount >= 0),
  ADD CONSTRAINT cooling_off_is_whole
    CHECK ((cooling_off_days IS NULL) = (cooling_off_per_day_amount IS NULL));
COMMENT ON COLUMN participants.tier_limit.balance_maximum IS
  'sen that a wallet may hold; checked by what would add to it, never by what takes away';

-- The regulator's bounds on electronic money, for the networks that are there already.
UPDATE participants.tier_limit SET balance_maximum = 200000000, per_month_incoming = 2000000000,
  forbids = ARRAY['transfer', 'withdrawal'] WHERE tier = 'unregistered';
UPDATE participants.tier_limit SET balance_maximum = 2000000000, per_month_incoming = 4000000000
  WHERE tier = 'registered';

-- What else is bounded: a member's cash, by tier; what any till pays out; a merchant's sales and refunds, by a row of
-- its own or by the network's for all merchants, bound by bound.
CREATE TABLE participants.flow_limit (
  network           smallint NOT NULL REFERENCES participants.network,
  flow              text NOT NULL
    CHECK (flow IN ('cash_out', 'till_pay_outs', 'merchant_sales', 'merchant_refunds')),
  tier              text CHECK (tier IN ('unregistered', 'registered')),
  merchant          uuid REFERENCES participants.merchant,
  per_act           bigint CHECK (per_act >= 0),
  per_day_amount    bigint CHECK (per_day_amount >= 0),
  per_month_amount  bigint CHECK (per_month_amount >= 0),
  per_day_count     integer CHECK (per_day_count >= 0),
  per_month_count   integer CHECK (per_month_count >= 0),
  CONSTRAINT flow_limit_once UNIQUE NULLS NOT DISTINCT (network, flow, tier, merchant),
  CHECK ((flow = 'cash_out') = (tier IS NOT NULL)),
  CHECK (merchant IS NULL OR flow IN ('merchant_sales', 'merchant_refunds'))
);
CREATE INDEX flow_limit_of_merchant ON participants.flow_limit (merchant)
  WHERE merchant IS NOT NULL;
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON participants.flow_limit
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

ALTER TABLE participants.network
  ADD COLUMN large_cash_threshold bigint NOT NULL DEFAULT 50000000000
    CHECK (large_cash_threshold > 0);
COMMENT ON COLUMN participants.network.large_cash_threshold IS
  'sen of cash of one member in one day from which it is listed for reporting';

GRANT SELECT, INSERT ON participants.flow_limit TO simpul_app;
GRANT UPDATE (per_act, per_day_amount, per_month_amount, per_day_count, per_month_count)
  ON participants.flow_limit TO simpul_app;
GRANT UPDATE (per_month_count, minimum_interval_seconds, balance_maximum, per_month_incoming,
  forbids, cooling_off_days, cooling_off_per_day_amount) ON participants.tier_limit TO simpul_app;
GRANT UPDATE (large_cash_threshold) ON participants.network TO simpul_app;
`;

/**
 * The life of an account, and so of a member and a merchant, whose wallet it is: open and frozen in turn, closed for
 * good. The engine decides; this is the wall behind it. `ledger.change` already tells who changed it and when.
 */
const LIFECYCLES = `
INSERT INTO ledger.state_transition VALUES
  ('account', 'open', 'frozen'), ('account', 'open', 'closed'),
  ('account', 'frozen', 'open'), ('account', 'frozen', 'closed'),
  ('cooperative', 'invited', 'left'), ('cooperative', 'training', 'left');

CREATE FUNCTION ledger.check_account_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
DECLARE
  v_names text[] := ARRAY['open', 'frozen', 'closed'];
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM ledger.state_transition WHERE machine = 'account'
      AND from_state = v_names[OLD.status] AND to_state = v_names[NEW.status]
  ) THEN
    RAISE EXCEPTION 'account can''t go from % to %', v_names[OLD.status], v_names[NEW.status]
      USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER account_status BEFORE UPDATE OF status ON ledger.account
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION ledger.check_account_status();
`;

const NO_LIFECYCLES = `
DROP TRIGGER account_status ON ledger.account;
DROP FUNCTION ledger.check_account_status();
ALTER TABLE ledger.state_transition DISABLE TRIGGER append_only;
DELETE FROM ledger.state_transition WHERE machine = 'account'
  OR (machine = 'cooperative' AND from_state IN ('invited', 'training') AND to_state = 'left');
ALTER TABLE ledger.state_transition ENABLE TRIGGER append_only;
`;

const NO_LIMITS = `
DROP TABLE participants.flow_limit;
ALTER TABLE participants.network DROP COLUMN large_cash_threshold;
ALTER TABLE participants.tier_limit
  DROP CONSTRAINT cooling_off_is_whole,
  DROP COLUMN per_month_count, DROP COLUMN minimum_interval_seconds, DROP COLUMN balance_maximum,
  DROP COLUMN per_month_incoming, DROP COLUMN forbids, DROP COLUMN cooling_off_days,
  DROP COLUMN cooling_off_per_day_amount;
`;

export class LimitsAndLifecycles0012 implements MigrationInterface {
  readonly name = 'LimitsAndLifecycles0012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIMITS);
    await runner.query(LIFECYCLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_LIFECYCLES);
    await runner.query(NO_LIMITS);
  }
}
