import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A code shown at a counter is judged in one statement: its tries, the tries of whoever shows it, and to whom it is
 * granted. Nobody learns anything before all of that is committed.
 */
const SHOW = `
CREATE INDEX withdrawal_code_claimed ON payments.withdrawal_code (claimed_by, claimed_key)
  WHERE claimed_by IS NOT NULL;

-- outcome: seen (this very request was decided before) · limited (too many wrong ones; wait so many seconds) · none
-- and locked (the wallet has no open code, the latest is locked) · spent (no tries left) · wrong · taken (right, but
-- another request has it) · granted. Parallel guesses queue for the rows. A right one is not counted.
CREATE FUNCTION payments.show_code(
  p_principal uuid, p_claim uuid, p_key text, p_wallet integer, p_hash bytea,
  p_most integer, p_minutes integer, p_code_tries integer,
  OUT outcome text, OUT seconds integer, OUT code payments.withdrawal_code
)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_try payments.counter_try;
BEGIN
  PERFORM FROM ledger.claim WHERE value = p_claim AND principal = p_principal;
  IF FOUND THEN
    outcome := 'seen';
    RETURN;
  END IF;

  SELECT * INTO v_try FROM payments.counter_try t
    WHERE t.principal = p_principal AND t.kind = 'code' FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO payments.counter_try AS t (principal, kind, count, began_at)
      VALUES (p_principal, 'code', 0, now())
      ON CONFLICT (principal, kind) DO UPDATE SET count = t.count RETURNING * INTO v_try;
  END IF;
  IF v_try.began_at < now() - make_interval(mins => p_minutes) THEN
    v_try.count := 0;
    v_try.began_at := now();
  END IF;
  IF v_try.count >= p_most THEN
    outcome := 'limited';
    seconds := ceil(extract(epoch FROM
      v_try.began_at + make_interval(mins => p_minutes) - now()))::integer;
    RETURN;
  END IF;

  SELECT * INTO code FROM payments.withdrawal_code c
    WHERE c.wallet = p_wallet AND c.state = 'open'
      AND c.expires_at > ledger.network_now(c.network) FOR UPDATE;
  IF NOT FOUND THEN
    SELECT CASE WHEN c.state = 'locked' AND c.expires_at > ledger.network_now(c.network)
      THEN 'locked' ELSE 'none' END INTO outcome
      FROM payments.withdrawal_code c WHERE c.wallet = p_wallet ORDER BY c.uid DESC LIMIT 1;
    outcome := coalesce(outcome, 'none');
  ELSIF code.tries >= p_code_tries THEN
    outcome := 'spent';
  ELSIF code.code_hash <> p_hash THEN
    outcome := 'wrong';
    UPDATE payments.withdrawal_code c SET tries = c.tries + 1 WHERE c.uid = code.uid
      RETURNING c.* INTO code;
  ELSIF code.claimed_by <> p_principal OR code.claimed_key <> p_key THEN
    outcome := 'taken';
  ELSE
    outcome := 'granted';
    IF code.claimed_by IS NULL THEN
      UPDATE payments.withdrawal_code c SET claimed_by = p_principal, claimed_key = p_key
        WHERE c.uid = code.uid RETURNING c.* INTO code;
    END IF;
  END IF;
  IF outcome NOT IN ('granted', 'taken') THEN
    UPDATE payments.counter_try t SET count = v_try.count + 1, began_at = v_try.began_at
      WHERE t.principal = p_principal AND t.kind = 'code';
  END IF;
END
$$;
REVOKE ALL ON FUNCTION payments.show_code FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments.show_code TO simpul_app;
`;

const DOWN = `
DROP FUNCTION payments.show_code;
DROP INDEX payments.withdrawal_code_claimed;
`;

export class CodesInOneStep0020 implements MigrationInterface {
  readonly name = 'CodesInOneStep0020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SHOW);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
