import type { MigrationInterface, QueryRunner } from 'typeorm';

import { LEDGER_FUNCTIONS } from './sql/ledger-functions.js';

/** The function as the first release had it, and as it is from here on. */
const BEGIN_BATCH_BEFORE = functionIn(LEDGER_FUNCTIONS, 'ledger.begin_batch');

/**
 * The accounts of a hold's lines are read with the hold: only the database knows them, and whoever ends a hold
 * needs them under the same lock.
 */
const BEGIN_BATCH = replaced(
  replaced(
    BEGIN_BATCH_BEFORE,
    'IF cardinality(p_accounts) > 0 THEN',
    'IF cardinality(p_accounts) > 0 OR cardinality(p_obligations) > 0 THEN',
  ),
  'WHERE a.id = ANY (p_accounts)\n',
  `WHERE a.id = ANY (p_accounts || ARRAY (
          SELECT l.account FROM ledger.hold_line l WHERE l.obligation = ANY (p_obligations)))\n`,
);

/**
 * Lets the engine send COMMIT right behind what it writes, without looking at the answer first: the statement that
 * writes a batch asks this function whether it found everything as it was decided upon, and fails if not.
 */
const POSTING_PATH = `
CREATE FUNCTION ledger.confirm_batch(p_whole boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_whole IS NOT TRUE THEN
    RAISE EXCEPTION 'the head, an account or a counter changed without the head''s lock'
      USING ERRCODE = 'SM020';
  END IF;
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION ledger.confirm_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.confirm_batch TO simpul_ledger;
`;

export class PostingPath0006 implements MigrationInterface {
  readonly name = 'PostingPath0006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POSTING_PATH);
    await runner.query(BEGIN_BATCH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BEGIN_BATCH_BEFORE);
    await runner.query('DROP FUNCTION ledger.confirm_batch(boolean)');
  }
}

/** The text that creates or replaces one of these functions. */
function functionIn(sql: string, name: string): string {
  const start = sql.indexOf(`CREATE FUNCTION ${name}(`);
  const end = sql.indexOf('$$;', start) + '$$;'.length;
  return sql.slice(start, end).replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION');
}

function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`begin_batch has no "${part}"`);
  return text.replace(part, by);
}
