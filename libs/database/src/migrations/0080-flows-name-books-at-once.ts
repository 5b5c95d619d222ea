import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A cycle among 153 cooperatives has 23,000 flows, and the foreign keys looked for the books and the cycle of each by
 * themselves: more than a second of the processor at every close, which payments wanted. Books and cycles are never deleted,
 * so one look at all rows of the statement guards the same.
 */
const NAMED_AT_ONCE = `
CREATE FUNCTION settlement.check_flows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = settlement, pg_temp AS $$
DECLARE
  v_named text;
BEGIN
  SELECT 'book ' || named.book INTO v_named
  FROM (SELECT from_book AS book FROM new_flows UNION SELECT to_book FROM new_flows) AS named
  WHERE NOT EXISTS (SELECT FROM ledger.book b WHERE b.id = named.book) LIMIT 1;
  IF NOT FOUND THEN
    SELECT 'cycle ' || named.cycle INTO v_named
    FROM (SELECT DISTINCT cycle FROM new_flows) AS named
    WHERE NOT EXISTS (SELECT FROM ledger.cycle c WHERE c.id = named.cycle) LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'a flow names %, which there is not', v_named
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION settlement.check_flows FROM PUBLIC;
ALTER TABLE settlement.bilateral_flow
  DROP CONSTRAINT bilateral_flow_cycle_fkey,
  DROP CONSTRAINT bilateral_flow_from_book_fkey,
  DROP CONSTRAINT bilateral_flow_to_book_fkey;
CREATE TRIGGER names_books AFTER INSERT ON settlement.bilateral_flow
  REFERENCING NEW TABLE AS new_flows
  FOR EACH STATEMENT EXECUTE FUNCTION settlement.check_flows();
`;

const NAMED_BY_KEYS = `
DROP TRIGGER names_books ON settlement.bilateral_flow;
DROP FUNCTION settlement.check_flows();
ALTER TABLE settlement.bilateral_flow
  ADD FOREIGN KEY (cycle) REFERENCES ledger.cycle,
  ADD FOREIGN KEY (from_book) REFERENCES ledger.book,
  ADD FOREIGN KEY (to_book) REFERENCES ledger.book;
`;

export class FlowsNameBooksAtOnce0080 implements MigrationInterface {
  readonly name = 'FlowsNameBooksAtOnce0080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NAMED_AT_ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NAMED_BY_KEYS);
  }
}
