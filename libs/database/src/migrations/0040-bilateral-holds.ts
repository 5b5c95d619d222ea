import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Open holds count against bilateral caps. A hold that was placed between a pair with a cap says so in its row; what
 * open holds will make each of a pair owe the other stands beside what it owes, whatever the cycle.
 */
const TABLES = `
ALTER TABLE ledger.bilateral
  ADD COLUMN held_low bigint NOT NULL DEFAULT 0 CHECK (held_low >= 0),
  ADD COLUMN held_high bigint NOT NULL DEFAULT 0 CHECK (held_high >= 0);
COMMENT ON COLUMN ledger.bilateral.held_low IS 'what open holds will make low owe high';
COMMENT ON COLUMN ledger.bilateral.held_high IS 'what open holds will make high owe low';

ALTER TABLE ledger.obligation
  ADD COLUMN pair_low integer, ADD COLUMN pair_high integer, ADD COLUMN expected bigint,
  ADD CONSTRAINT counted_for_a_pair CHECK (num_nulls(pair_low, pair_high, expected) IN (0, 3)
    AND expected <> 0),
  ADD CONSTRAINT of_a_counted_pair FOREIGN KEY (pair_low, pair_high) REFERENCES ledger.bilateral;
COMMENT ON COLUMN ledger.obligation.expected IS
  'what it will make low owe high, negative the other way round; less what is captured it is held';
CREATE INDEX obligation_of_pair ON ledger.obligation (pair_low, pair_high)
  WHERE state = 'open' AND pair_low IS NOT NULL;
`;

const DOWN = `
ALTER TABLE ledger.obligation DROP COLUMN pair_low, DROP COLUMN pair_high, DROP COLUMN expected;
ALTER TABLE ledger.bilateral DROP COLUMN held_low, DROP COLUMN held_high;
`;

const EXPIRES = '(extract(epoch FROM o.expires_at) * 1000000)::bigint';
const EXPIRES_AND_PAIR = `${EXPIRES}, o.pair_low, o.pair_high, o.expected`;

/** How a batch begins, as earlier migrations left it, with another text for what it reads of a hold. */
function beginBatch(from: string, to: string): string {
  return `
    DO $do$
    DECLARE
      v_text text := pg_get_functiondef('ledger.begin_batch'::regproc);
    BEGIN
      IF strpos(v_text, '${from}') = 0 THEN
        RAISE EXCEPTION 'begin_batch does not read a hold as it was left';
      END IF;
      EXECUTE replace(v_text, '${from}', '${to}');
    END
    $do$`;
}

export class BilateralHolds0040 implements MigrationInterface {
  readonly name = 'BilateralHolds0040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(beginBatch(EXPIRES, EXPIRES_AND_PAIR));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(beginBatch(EXPIRES_AND_PAIR, EXPIRES));
    await runner.query(DOWN);
  }
}
