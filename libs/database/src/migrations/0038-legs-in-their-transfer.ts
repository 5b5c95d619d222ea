import type { MigrationInterface, QueryRunner } from 'typeorm';

import { LEDGER_DEFENCES } from './sql/ledger-defences.js';
import { LEDGER_TABLES } from './sql/ledger-tables.js';

/**
 * Legs move into the row of their transfer, five numbers each: a payment is one row instead of eight, with two
 * entries in indexes instead of eleven. `ledger.leg` stays as a view, so that whoever reads legs sees what was there before.
 */
const PACK_LEGS = `
ALTER TABLE ledger.transfer ADD COLUMN legs bigint[];
COMMENT ON COLUMN ledger.transfer.legs IS 'five numbers a leg: amount, debit balance after, credit balance
after, debit account × 2^32 + credit account (as unsigned), book × 2^16 + code; read them as ledger.leg';

ALTER TABLE ledger.transfer DISABLE TRIGGER append_only;
UPDATE ledger.transfer t SET legs = (
  SELECT array_agg(f.value ORDER BY l.position, f.nth)
  FROM ledger.leg l
  CROSS JOIN LATERAL (VALUES (1, l.amount), (2, l.debit_balance), (3, l.credit_balance),
    (4, l.debit_account::bigint << 32 | (l.credit_account::bigint & 4294967295)),
    (5, l.book::bigint << 16 | l.code)) AS f (nth, value)
  WHERE l.batch = t.batch AND l.position >= t.first_leg AND l.position < t.first_leg + t.leg_count)
WHERE t.leg_count > 0;
ALTER TABLE ledger.transfer ENABLE TRIGGER append_only;
ALTER TABLE ledger.transfer ADD CONSTRAINT legs_are_whole
  CHECK (coalesce(cardinality(legs), 0) = 5 * leg_count::integer);
DROP INDEX ledger.transfer_batch;
CREATE UNIQUE INDEX transfer_place ON ledger.transfer (batch, item);
`;

const LEG_VIEW = `
CREATE VIEW ledger.leg WITH (security_invoker = true) AS
SELECT t.batch, (t.first_leg + n - 1)::smallint AS position, t.id AS transfer, t.item,
  t.legs[5 * n - 4] AS amount,
  t.legs[5 * n - 3] AS debit_balance,
  t.legs[5 * n - 2] AS credit_balance,
  (t.legs[5 * n - 1] >> 32)::integer AS debit_account,
  (t.legs[5 * n - 1] << 32 >> 32)::integer AS credit_account,
  (t.legs[5 * n] >> 16)::integer AS book,
  (t.legs[5 * n] & 65535)::smallint AS code
FROM ledger.transfer t CROSS JOIN LATERAL generate_series(1, t.leg_count::integer) AS n;
COMMENT ON VIEW ledger.leg IS
  'one amount from one debit account to one credit account of the same book, with both balances after';
GRANT SELECT ON ledger.leg TO simpul_app, simpul_ledger;
`;

const ENTRY_VIEW = `
CREATE VIEW ledger.entry WITH (security_invoker = true) AS
SELECT p.account, l.batch, l.position, l.transfer, l.item, l.debit_account = p.account AS debited,
  l.amount, l.book, l.code,
  CASE WHEN l.debit_account = p.account THEN l.debit_balance ELSE l.credit_balance END AS balance,
  CASE WHEN l.debit_account = p.account THEN l.credit_account ELSE l.debit_account END
    AS counterpart
FROM ledger.balance_point p
JOIN ledger.leg l ON l.batch = p.batch AND l.item BETWEEN p.first_item AND p.last_item
  AND p.account IN (l.debit_account, l.credit_account);
COMMENT ON VIEW ledger.entry IS 'one side of a leg, as the statement of its account shows it; found by account and batch';
GRANT SELECT ON ledger.entry TO simpul_app, simpul_ledger;
`;

/**
 * Every account gets a point for each batch that moved it, which says where in the batch its legs are. So entries of any account and
 * its balance at any time are found by one index.
 */
const POINTS = `
ALTER TABLE ledger.balance_point ADD COLUMN first_item smallint, ADD COLUMN last_item smallint;
CREATE TEMPORARY TABLE side AS
  SELECT batch, account, min(item) AS first_item, max(item) AS last_item,
    (array_agg(balance ORDER BY position DESC))[1] AS posted
  FROM (
    SELECT batch, position, item, debit_account AS account, debit_balance AS balance FROM ledger.leg
    UNION ALL
    SELECT batch, position, item, credit_account, credit_balance FROM ledger.leg
  ) AS s GROUP BY batch, account;
ALTER TABLE ledger.balance_point DISABLE TRIGGER append_only;
UPDATE ledger.balance_point p SET first_item = s.first_item, last_item = s.last_item
  FROM side s WHERE s.batch = p.batch AND s.account = p.account;
ALTER TABLE ledger.balance_point ENABLE TRIGGER append_only;
DROP TRIGGER points_match_accounts ON ledger.balance_point;
DROP FUNCTION ledger.check_balance_points();
INSERT INTO ledger.balance_point (batch, posted, account, first_item, last_item)
  SELECT batch, posted, account, first_item, last_item FROM side WHERE account > 0;
DROP TABLE side;
ALTER TABLE ledger.balance_point
  ALTER COLUMN first_item SET NOT NULL, ALTER COLUMN last_item SET NOT NULL,
  ADD CONSTRAINT items_in_order CHECK (first_item <= last_item);
REVOKE INSERT ON ledger.balance_point FROM simpul_ledger;
`;

/**
 * An account's version is from now on the number of the batch that changed it last, and the row says which of that batch's
 * transfers moved it. That is all a trigger needs to see that the legs say what the balance says, and to write the points.
 */
const ACCOUNT_CHANGES = `
ALTER TABLE ledger.account ADD COLUMN first_item smallint, ADD COLUMN last_item smallint;
COMMENT ON COLUMN ledger.account.version IS 'the number of the batch that changed it last';
COMMENT ON COLUMN ledger.account.first_item IS
  'the first transfer of that batch that moved its balance; null if none did';
GRANT UPDATE (first_item, last_item) ON ledger.account TO simpul_ledger;

-- Fires for every statement that changes accounts. Money is conserved in every book. Whoever changes an account raises its
-- version: the engine keeps what it read of an account as long as the head shows that no batch came in between, and
-- the version tells it of changes made by hand. The transfers of that batch are there already, and a wallet moves to the
-- balance that its last leg says, in the book where the leg stands; of hot accounts the point says it, so
-- that a batch's many legs of few accounts needn't be sorted.
CREATE FUNCTION ledger.check_accounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
  SET enable_hashjoin = on AS $$
DECLARE
  v_book integer;
  v_moved numeric;
  v_raised numeric;
  v_changed bigint;
  v_last bigint;
  v_batch bigint := 0;
  v_account integer;
BEGIN
  FOR v_book, v_moved, v_raised, v_changed, v_last IN
    SELECT book, sum(posted), sum(version), sum(is_new), max(version) FROM (
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
    v_batch := greatest(v_batch, v_last);
  END LOOP;

  SELECT coalesce(a.id, last.account) INTO v_account
  FROM (
    SELECT DISTINCT ON (account) account, book, CASE WHEN amount > 0 THEN balance END AS balance
    FROM (
      SELECT s.item, s.side,
        (CASE s.side & 1 WHEN 1 THEN s.legs[5 * s.leg - 1] >> 32
          ELSE s.legs[5 * s.leg - 1] << 32 >> 32 END)::integer AS account,
        CASE s.side & 1 WHEN 1 THEN s.legs[5 * s.leg - 3] ELSE s.legs[5 * s.leg - 2] END AS balance,
        (s.legs[5 * s.leg] >> 16)::integer AS book, s.legs[5 * s.leg - 4] AS amount
      FROM (
        SELECT t.item, t.legs, k AS side, (k + 1) / 2 AS leg
        FROM ledger.transfer t CROSS JOIN LATERAL generate_series(1, 2 * t.leg_count::integer) AS k
        WHERE t.batch = v_batch
      ) AS s
    ) AS side
    WHERE account > 0
    ORDER BY account, item DESC, side DESC
  ) AS last
  FULL JOIN (
    SELECT n.id, n.posted, n.book, n.last_item FROM new_accounts n
    JOIN old_accounts o ON o.id = n.id
    WHERE n.id > 0 AND (n.posted <> o.posted OR n.last_item IS NOT NULL)
  ) AS a ON a.id = last.account
  WHERE a.posted IS DISTINCT FROM last.balance OR a.book IS DISTINCT FROM last.book
    OR a.last_item IS NULL
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'legs of account % contradict its balance or its book', v_account
      USING ERRCODE = 'SM007';
  END IF;

  INSERT INTO ledger.balance_point (batch, posted, account, first_item, last_item)
    SELECT version, posted, id, first_item, last_item FROM new_accounts
    WHERE last_item IS NOT NULL;
  RETURN NULL;
END
$$;
DROP TRIGGER conservation ON ledger.account;
DROP FUNCTION ledger.check_conservation();
CREATE TRIGGER conservation AFTER UPDATE ON ledger.account
  REFERENCING OLD TABLE AS old_accounts NEW TABLE AS new_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_accounts();
CREATE TRIGGER ids_stay BEFORE UPDATE OF id, book, kind ON ledger.account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A trigger before the row would lock each row of each batch first, only to find that its status stays.
DROP TRIGGER account_status ON ledger.account;
CREATE TRIGGER account_status AFTER UPDATE OF status ON ledger.account
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION ledger.check_account_status();
`;

/** A batch is written once: its transfers before its own row, and its accounts with it. */
const WHOLE_BATCHES = `
CREATE FUNCTION ledger.check_transfers() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger.batch b
    WHERE b.number BETWEEN (SELECT min(batch) FROM new_transfers)
      AND (SELECT max(batch) FROM new_transfers))
  THEN
    RAISE EXCEPTION 'a batch that is written gains no transfer' USING ERRCODE = 'SM009';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER comes_before_its_batch AFTER INSERT ON ledger.transfer
  REFERENCING NEW TABLE AS new_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_transfers();

-- Accounts are asked of one leg's alone: the statement that changed it looked at all legs of the batch.
CREATE FUNCTION ledger.check_batch() RETURNS trigger
LANGUAGE plpgsql SET search_path = ledger, pg_temp AS $$
DECLARE
  v_transfers bigint;
  v_legs bigint;
  v_sides bigint;
BEGIN
  SELECT count(*), sum(leg_count), max(legs[4]) INTO v_transfers, v_legs, v_sides
    FROM ledger.transfer WHERE batch = NEW.number;
  IF v_transfers <> NEW.transfer_count OR v_legs <> NEW.leg_count THEN
    RAISE EXCEPTION 'batch % has % transfers with % legs', NEW.number, v_transfers, v_legs
      USING ERRCODE = 'SM009';
  END IF;
  IF v_sides IS NOT NULL AND NOT EXISTS (
    SELECT FROM ledger.account WHERE id = (v_sides >> 32)::integer AND version = NEW.number)
  THEN
    RAISE EXCEPTION 'the legs of batch % moved no balance', NEW.number USING ERRCODE = 'SM007';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER is_whole AFTER INSERT ON ledger.batch
  FOR EACH ROW EXECUTE FUNCTION ledger.check_batch();
DROP FUNCTION ledger.check_legs();
`;

/**
 * A foreign key to accounts costs a look at each of them for every account that a batch changes, thirty by now. What it guards can't
 * happen anyway, because an account is never deleted and keeps its id: so the account is looked for when it is named, and then no more.
 */
const NAMED_ACCOUNTS = `
CREATE FUNCTION ledger.check_named_accounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  v_row jsonb := to_jsonb(NEW);
  v_column text;
BEGIN
  FOREACH v_column IN ARRAY TG_ARGV LOOP
    IF v_row -> v_column <> 'null' AND NOT EXISTS (
      SELECT FROM ledger.account WHERE id = (v_row ->> v_column)::integer)
    THEN
      RAISE EXCEPTION '%.% names account %, which there is not', TG_TABLE_NAME, v_column,
        v_row ->> v_column USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION ledger.check_accounts, ledger.check_transfers, ledger.check_batch,
  ledger.check_named_accounts FROM PUBLIC;

DO $$
DECLARE
  v_table regclass;
  v_columns text[];
  v_keys text[];
  v_key text;
BEGIN
  FOR v_table, v_columns, v_keys IN
    SELECT c.conrelid::regclass, array_agg(a.attname ORDER BY a.attnum), array_agg(c.conname)
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'ledger.account'::regclass
    GROUP BY c.conrelid
  LOOP
    FOREACH v_key IN ARRAY v_keys LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', v_table, v_key);
    END LOOP;
    EXECUTE format('CREATE TRIGGER names_accounts BEFORE INSERT OR UPDATE OF %s ON %s
      FOR EACH ROW EXECUTE FUNCTION ledger.check_named_accounts(%s)',
      (SELECT string_agg(quote_ident(n), ', ') FROM unnest(v_columns) AS n), v_table,
      (SELECT string_agg(quote_literal(n), ', ') FROM unnest(v_columns) AS n));
  END LOOP;
END
$$;
`;

const NAMED_BY_KEYS = `
DO $$
DECLARE
  v_table regclass;
  v_column text;
BEGIN
  FOR v_table, v_column IN
    SELECT t.tgrelid::regclass, c.name FROM pg_trigger t
    CROSS JOIN LATERAL string_to_table(encode(t.tgargs, 'escape'), '\\000') AS c (name)
    WHERE t.tgname = 'names_accounts' AND c.name <> ''
  LOOP
    EXECUTE format('ALTER TABLE %s ADD FOREIGN KEY (%I) REFERENCES ledger.account', v_table,
      v_column);
  END LOOP;
END
$$;
DROP FUNCTION ledger.check_named_accounts() CASCADE;
`;

const ANY_BATCHES = `
DROP FUNCTION ledger.check_batch() CASCADE;
DROP FUNCTION ledger.check_transfers() CASCADE;
DROP TRIGGER account_status ON ledger.account;
CREATE TRIGGER account_status BEFORE UPDATE OF status ON ledger.account
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION ledger.check_account_status();
DROP TRIGGER ids_stay ON ledger.account;
DROP FUNCTION ledger.check_accounts() CASCADE;
ALTER TABLE ledger.account DROP COLUMN first_item, DROP COLUMN last_item;
COMMENT ON COLUMN ledger.account.version IS NULL;
${excerpt(LEDGER_DEFENCES, 'CREATE FUNCTION ledger.check_conservation()', 'CREATE FUNCTION ledger.check_opening()')}

ALTER TABLE ledger.balance_point DROP COLUMN first_item, DROP COLUMN last_item;
ALTER TABLE ledger.balance_point DISABLE TRIGGER append_only;
DELETE FROM ledger.balance_point WHERE account > 0;
ALTER TABLE ledger.balance_point ENABLE TRIGGER append_only;
GRANT INSERT ON ledger.balance_point TO simpul_ledger;
${excerpt(LEDGER_DEFENCES, 'CREATE FUNCTION ledger.check_balance_points()', 'REVOKE ALL ON SCHEMA')}
`;

const LEG_TABLE = `
ALTER VIEW ledger.leg RENAME TO packed_leg;
${excerpt(LEDGER_TABLES, 'CREATE TABLE ledger.leg (', '-- The balance of a hot account')}
INSERT INTO ledger.leg (batch, amount, debit_balance, credit_balance, debit_account,
    credit_account, book, position, code)
  SELECT batch, amount, debit_balance, credit_balance, debit_account, credit_account, book,
    position, code
  FROM ledger.packed_leg ORDER BY batch, position;
DROP VIEW ledger.packed_leg;
ALTER TABLE ledger.transfer DROP COLUMN legs;
DROP INDEX ledger.transfer_place;
CREATE INDEX transfer_batch ON ledger.transfer (batch);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.leg
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
${excerpt(LEDGER_DEFENCES, 'CREATE FUNCTION ledger.check_legs()', 'CREATE FUNCTION ledger.check_balance_points()')}
GRANT SELECT ON ledger.leg TO simpul_app, simpul_ledger;
GRANT INSERT ON ledger.leg TO simpul_ledger;
REVOKE ALL ON FUNCTION ledger.check_legs, ledger.check_balance_points, ledger.check_conservation
  FROM PUBLIC;
`;

export class LegsInTheirTransfer0038 implements MigrationInterface {
  readonly name = 'LegsInTheirTransfer0038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PACK_LEGS);
    await runner.query('DROP TABLE ledger.leg');
    await runner.query(LEG_VIEW);
    await runner.query(POINTS);
    await runner.query(ENTRY_VIEW);
    await runner.query(ACCOUNT_CHANGES);
    await runner.query(WHOLE_BATCHES);
    await runner.query(NAMED_ACCOUNTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW ledger.entry');
    await runner.query(NAMED_BY_KEYS);
    await runner.query(ANY_BATCHES);
    await runner.query(LEG_TABLE);
  }
}

/** The part of an earlier text that begins with one line and ends before another. */
function excerpt(sql: string, from: string, to: string): string {
  const start = sql.indexOf(from);
  const end = sql.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`there is no "${from}" before "${to}"`);
  return sql.slice(start, end);
}
