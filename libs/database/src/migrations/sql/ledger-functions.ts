/**
 * Functions of schema `ledger`. Those marked SECURITY DEFINER are the only way in which other rooms change
 * ledger tables; each does one thing and checks its arguments.
 */
export const LEDGER_FUNCTIONS = `
-- The network's time: the database's clock plus its offset, which is zero on live networks.
CREATE FUNCTION ledger.network_now(p_network smallint) RETURNS timestamptz
LANGUAGE sql VOLATILE STRICT SET search_path = ledger, pg_temp AS $$
  SELECT clock_timestamp() + clock_offset FROM ledger.network WHERE id = p_network
$$;

-- The first call of every batch: takes the head for the length of the transaction, then reads all that the
-- batch decides on. Each statement of a VOLATILE function has its own snapshot, so the reads see whatever was
-- committed before the lock was granted. Sections come as text, rows parted by ';', fields by ','.
CREATE FUNCTION ledger.begin_batch(
  p_network smallint, p_values uuid[], p_accounts integer[], p_obligations uuid[],
  p_usage_accounts integer[]
) RETURNS TABLE (
  number bigint, hash bytea, cycle integer, epoch bigint, now_us bigint, day integer,
  claims text, accounts text, obligations text, hold_lines text, usages text
)
LANGUAGE plpgsql VOLATILE SET search_path = ledger, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_last timestamptz;
  v_zone text;
  v_local timestamp;
BEGIN
  SELECT h.number, h.hash, h.cycle, h.epoch, h.last_at
    INTO number, hash, cycle, epoch, v_last
    FROM ledger.head h WHERE h.network = p_network FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no network %', p_network USING ERRCODE = 'SM404';
  END IF;
  SELECT clock_timestamp() + n.clock_offset, n.time_zone INTO v_now, v_zone
    FROM ledger.network n WHERE n.id = p_network;
  v_now := greatest(v_now, v_last + interval '1 microsecond');
  now_us := (extract(epoch FROM v_now) * 1000000)::bigint;
  v_local := v_now AT TIME ZONE v_zone;
  day := extract(year FROM v_local)::int * 10000 + extract(month FROM v_local)::int * 100
    + extract(day FROM v_local)::int;
  SELECT string_agg(
      concat_ws(',', c.value, c.principal, c.transfer, encode(c.request_hash, 'hex')), ';')
    INTO claims FROM ledger.claim c WHERE c.value = ANY (p_values);
  IF cardinality(p_accounts) > 0 THEN
    SELECT string_agg(concat(a.id, ',', a.book, ',', a.kind, ',', a.status, ',', a.posted, ',',
        a.held_debits, ',', a.held_credits, ',', a.minimum, ',', a.maximum, ',', a.version), ';')
      INTO accounts FROM ledger.account a
      WHERE a.id = ANY (p_accounts)
        AND (SELECT b.network FROM ledger.book b WHERE b.id = a.book) = p_network;
  END IF;
  IF cardinality(p_obligations) > 0 THEN
    SELECT string_agg(concat_ws(',', o.id, o.state, o.authorised, o.captured,
        (extract(epoch FROM o.expires_at) * 1000000)::bigint), ';')
      INTO obligations FROM ledger.obligation o
      WHERE o.id = ANY (p_obligations) AND o.network = p_network;
    SELECT string_agg(concat_ws(',', l.obligation, l.account, l.side, l.remaining), ';')
      INTO hold_lines FROM ledger.hold_line l WHERE l.obligation = ANY (p_obligations);
  END IF;
  IF cardinality(p_usage_accounts) > 0 THEN
    SELECT string_agg(concat_ws(',', u.account, u.kind, u.day, u.day_amount, u.day_count,
        u.month_amount, u.month_count), ';')
      INTO usages FROM ledger.usage u WHERE u.account = ANY (p_usage_accounts);
  END IF;
  RETURN NEXT;
END
$$;

CREATE FUNCTION ledger.open_network(
  p_id smallint, p_uid uuid, p_name text, p_live boolean, p_time_zone text, p_offset interval,
  p_switch_uid uuid, p_cycle_uid uuid
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  v_now timestamptz;
  v_book integer;
  v_cycle integer;
BEGIN
  INSERT INTO ledger.network (id, uid, name, live, time_zone, clock_offset)
    VALUES (p_id, p_uid, p_name, p_live, p_time_zone, p_offset);
  v_now := ledger.network_now(p_id);
  PERFORM v_now AT TIME ZONE p_time_zone;
  INSERT INTO ledger.book (network, kind, uid) VALUES (p_id, 'switch', p_switch_uid)
    RETURNING id INTO v_book;
  INSERT INTO ledger.cycle (uid, network, number, state, opened_at, first_batch)
    VALUES (p_cycle_uid, p_id, 1, 'OPEN', v_now, p_id * 1000000000000::bigint + 1)
    RETURNING id INTO v_cycle;
  INSERT INTO ledger.head (network, number, hash, last_at, cycle)
    VALUES (p_id, p_id * 1000000000000::bigint, sha256(uuid_send(p_uid)), v_now, v_cycle);
  RETURN v_book;
END
$$;

CREATE FUNCTION ledger.open_book(p_network smallint, p_uid uuid) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  INSERT INTO ledger.book (network, kind, uid) VALUES (p_network, 'cooperative', p_uid)
    RETURNING id
$$;

-- Opens an empty account with the bounds of its kind; a clearing account starts with a cap of zero.
CREATE FUNCTION ledger.open_account(
  p_book integer, p_kind text, p_uid uuid, p_owner uuid, p_subject_book integer
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  v_kind ledger.account_kind;
  v_book ledger.book;
  v_id integer;
BEGIN
  SELECT * INTO STRICT v_kind FROM ledger.account_kind WHERE name = p_kind;
  SELECT * INTO STRICT v_book FROM ledger.book WHERE id = p_book;
  IF v_kind.book_kind NOT IN ('either', v_book.kind) THEN
    RAISE EXCEPTION 'an account of kind % can''t stand in the book of a %', p_kind, v_book.kind
      USING ERRCODE = 'SM001';
  END IF;
  v_id := CASE WHEN v_kind.hot THEN -nextval('ledger.hot_account_id')
    ELSE nextval('ledger.account_id') END;
  INSERT INTO ledger.account (id, uid, book, kind, owner, subject_book, minimum, maximum)
    VALUES (v_id, p_uid, p_book, v_kind.code, p_owner, p_subject_book,
      CASE WHEN v_kind.bound = 'never_below_zero' THEN 0 END,
      CASE WHEN v_kind.bound IN ('never_above_zero', 'debit_cap') THEN 0 END);
  RETURN v_id;
END
$$;

-- Moves the clock of a network that is not live, forward only. Answers the new time.
CREATE FUNCTION ledger.set_clock(p_network smallint, p_now timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  v_last timestamptz;
BEGIN
  SELECT last_at INTO STRICT v_last FROM ledger.head WHERE network = p_network FOR UPDATE;
  IF p_now < greatest(v_last, ledger.network_now(p_network)) THEN
    RAISE EXCEPTION 'a clock never runs backwards' USING ERRCODE = 'SM002';
  END IF;
  UPDATE ledger.network SET clock_offset = p_now - clock_timestamp() WHERE id = p_network;
  RETURN ledger.network_now(p_network);
END
$$;

-- Counts a change of rules: requests computed under the former epoch are answered "stale" and computed anew.
CREATE FUNCTION ledger.bump_epoch(p_network smallint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  UPDATE ledger.head SET epoch = epoch + 1 WHERE network = p_network RETURNING epoch
$$;

-- Ends the open cycle at the last batch and opens the next one; answers the ended cycle's id, or null when
-- p_cycle is not the open one (somebody else closed it).
CREATE FUNCTION ledger.close_cycle(
  p_network smallint, p_cycle integer, p_next_uid uuid, p_cutoff timestamptz
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
  v_head ledger.head;
  v_now timestamptz;
  v_next integer;
BEGIN
  SELECT * INTO STRICT v_head FROM ledger.head WHERE network = p_network FOR UPDATE;
  IF v_head.cycle <> p_cycle THEN
    RETURN NULL;
  END IF;
  v_now := greatest(ledger.network_now(p_network), v_head.last_at);
  UPDATE ledger.cycle
    SET state = 'CLOSED', closed_at = v_now, cutoff_at = p_cutoff, last_batch = v_head.number
    WHERE id = p_cycle;
  INSERT INTO ledger.cycle (uid, network, number, state, opened_at, first_batch)
    SELECT p_next_uid, p_network, number + 1, 'OPEN', v_now, v_head.number + 1
    FROM ledger.cycle WHERE id = p_cycle
    RETURNING id INTO v_next;
  UPDATE ledger.head SET cycle = v_next, last_at = v_now WHERE network = p_network;
  RETURN p_cycle;
END
$$;

-- Trigger of every table with a state machine: TG_ARGV[0] names the machine, TG_ARGV[1] the key column.
CREATE FUNCTION ledger.record_state() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
BEGIN
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM ledger.state_transition
    WHERE machine = TG_ARGV[0] AND from_state = OLD.state AND to_state = NEW.state
  ) THEN
    RAISE EXCEPTION '% can''t go from % to %', TG_ARGV[0], OLD.state, NEW.state
      USING ERRCODE = 'SM003';
  END IF;
  INSERT INTO ledger.state_change (machine, subject, from_state, to_state)
    VALUES (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1], OLD.state, NEW.state);
  RETURN NEW;
END
$$;
CREATE TRIGGER cycle_state BEFORE UPDATE OF state ON ledger.cycle
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('cycle', 'id');
CREATE TRIGGER obligation_state BEFORE UPDATE OF state ON ledger.obligation
  FOR EACH ROW EXECUTE FUNCTION ledger.record_state('obligation', 'id');
`;
