import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other cut-offs on certain days of the week: a Friday ends earlier, a Saturday has none. */
const COLUMN = `
CREATE FUNCTION participants.are_weekday_cutoffs(p_weekdays jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(p_weekdays) = 'object' THEN coalesce((
    SELECT bool_and(CASE WHEN w.key ~ '^[1-7]$' AND jsonb_typeof(w.value) = 'array'
      THEN participants.are_cutoffs(ARRAY (SELECT jsonb_array_elements_text(w.value)))
      ELSE false END)
    FROM jsonb_each(p_weekdays) AS w), true)
  ELSE false END
$$;

ALTER TABLE participants.network ADD COLUMN weekday_cutoffs jsonb NOT NULL DEFAULT '{}'
  CHECK (participants.are_weekday_cutoffs(weekday_cutoffs));
COMMENT ON COLUMN participants.network.weekday_cutoffs IS
  'instead of cutoffs, by day of the week: 1 is Monday, 7 Sunday';
GRANT UPDATE (weekday_cutoffs) ON participants.network TO simpul_app;
`;

const DOWN = `
ALTER TABLE participants.network DROP COLUMN weekday_cutoffs;
DROP FUNCTION participants.are_weekday_cutoffs(jsonb);
`;

export class WeekdayCutoffs0022 implements MigrationInterface {
  readonly name = 'WeekdayCutoffs0022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
