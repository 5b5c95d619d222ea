/**
 * The second wall: what the database refuses even if the application is wrong. Written facts never change (by
 * right and by trigger), every statement conserves money in each book, and no role of the application owns
 * a table.
 */
export const LEDGER_DEFENCES = `
CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'SM004';
END
$$;
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['leg', 'transfer', 'batch', 'claim', 'change', 'balance_point',
    'state_change', 'state_transition', 'account_kind', 'transfer_type', 'leg_component'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['account', 'obligation', 'hold_line', 'usage', 'cycle', 'head',
    'book', 'network'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON ledger.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', v_table);
  END LOOP;
END
$$;

-- Money is conserved: whatever a statement does to balances sums to zero in every book. And whoever changes an
-- account raises its version: the engine keeps what it read of an account as long as the head shows that no
-- batch came in between, and the version tells it of changes made by hand.
CREATE FUNCTION ledger.check_conservation() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
DECLARE
  v_book integer;
  v_moved numeric;
  v_raised numeric;
  v_changed bigint;
BEGIN
  FOR v_book, v_moved, v_raised, v_changed IN
    SELECT book, sum(posted), sum(version), sum(is_new) FROM (
      SELECT book, posted, version, 1 AS is_new FROM new_accounts
      UNION ALL
      SELECT book, -posted, -version, 0 FROM old_accounts
    ) AS moved GROUP BY book
  LOOP
    IF v_moved <> 0 THEN
      RAISE EXCEPTION 'balances of book % would not sum to zero', v_book USING ERRCODE = 'SM005';
    END IF;
    IF v_raised < v_changed THEN
      RAISE EXCEPTION 'an account of book % would change without a new version', v_book
        USING ERRCODE = 'SM008';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
CREATE TRIGGER conservation AFTER UPDATE ON ledger.account
  REFERENCING OLD TABLE AS old_accounts NEW TABLE AS new_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_conservation();

CREATE FUNCTION ledger.check_opening() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
BEGIN
  IF NEW.posted <> 0 OR NEW.held_debits <> 0 OR NEW.held_credits <> 0 THEN
    RAISE EXCEPTION 'an account opens empty' USING ERRCODE = 'SM006';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger.book WHERE id = NEW.book)
    OR NOT EXISTS (SELECT 1 FROM ledger.account_kind WHERE code = NEW.kind)
    OR NEW.subject_book IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM ledger.book WHERE id = NEW.subject_book)
  THEN
    RAISE EXCEPTION 'an account of an unknown book or kind' USING ERRCODE = 'SM006';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER opening BEFORE INSERT ON ledger.account
  FOR EACH ROW EXECUTE FUNCTION ledger.check_opening();

-- A wallet's legs stand in its book, and its last one says the balance that it has. For hot accounts the balance
-- point says it, so that a batch's many legs of few accounts needn't be sorted. Accounts are looked up one by one
-- (LATERAL … OFFSET 0): a join planned while the table was tiny would be kept as it grows.
CREATE FUNCTION ledger.check_legs() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp SET enable_hashjoin = off
  SET enable_mergejoin = off AS $$
DECLARE
  v_account integer;
BEGIN
  SELECT a.id INTO v_account
  FROM (
    SELECT DISTINCT ON (account) account, book, balance
    FROM (
      SELECT debit_account AS account, book, debit_balance AS balance, batch, position
        FROM new_legs WHERE debit_account > 0
      UNION ALL
      SELECT credit_account, book, credit_balance, batch, position
        FROM new_legs WHERE credit_account > 0
    ) AS side
    ORDER BY account, batch DESC, position DESC
  ) AS last
  CROSS JOIN LATERAL (
    SELECT id, posted, book FROM ledger.account WHERE id = last.account OFFSET 0
  ) AS a
  WHERE a.posted <> last.balance OR a.book <> last.book
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'legs of account % contradict its balance or its book', v_account
      USING ERRCODE = 'SM007';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER legs_match_accounts AFTER INSERT ON ledger.leg
  REFERENCING NEW TABLE AS new_legs
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_legs();

CREATE FUNCTION ledger.check_balance_points() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp SET enable_hashjoin = off
  SET enable_mergejoin = off AS $$
DECLARE
  v_account integer;
BEGIN
  SELECT a.id INTO v_account
  FROM new_points p
  CROSS JOIN LATERAL (
    SELECT id, posted FROM ledger.account WHERE id = p.account OFFSET 0
  ) AS a
  WHERE a.posted <> p.posted LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the balance point of account % contradicts its balance', v_account
      USING ERRCODE = 'SM007';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER points_match_accounts AFTER INSERT ON ledger.balance_point
  REFERENCING NEW TABLE AS new_points
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_balance_points();

REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO simpul_app, simpul_ledger;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO simpul_app, simpul_ledger;
GRANT INSERT ON ledger.batch, ledger.transfer, ledger.leg, ledger.balance_point, ledger.change,
  ledger.claim, ledger.obligation, ledger.hold_line, ledger.usage TO simpul_ledger;
GRANT UPDATE (posted, held_debits, held_credits, minimum, maximum, status, version)
  ON ledger.account TO simpul_ledger;
GRANT UPDATE (number, hash, last_at) ON ledger.head TO simpul_ledger;
GRANT UPDATE (state, captured) ON ledger.obligation TO simpul_ledger;
GRANT UPDATE (remaining) ON ledger.hold_line TO simpul_ledger;
GRANT UPDATE (day, day_amount, day_count, month_amount, month_count) ON ledger.usage TO simpul_ledger;
GRANT UPDATE (state) ON ledger.cycle TO simpul_app;
GRANT EXECUTE ON FUNCTION ledger.network_now TO simpul_app, simpul_ledger;
GRANT EXECUTE ON FUNCTION ledger.begin_batch TO simpul_ledger;
GRANT EXECUTE ON FUNCTION ledger.open_network, ledger.open_book, ledger.open_account,
  ledger.set_clock, ledger.bump_epoch, ledger.close_cycle TO simpul_app;
`;
