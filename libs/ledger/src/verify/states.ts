import { select } from '../reads/queryable.js';
import { judgeRule, type Finding, type Invariant, type Scope } from './rule.js';

/** Where a machine may begin: the states that no transition leads to. */
const INITIAL_STATES = `SELECT machine, from_state AS state FROM ledger.state_transition
  EXCEPT SELECT machine, to_state FROM ledger.state_transition`;

/** A table whose states are recorded, as its trigger says. */
interface RecordedTable {
  readonly machine: string;
  /** Quoted, with its schema. */
  readonly table: string;
  /** Quoted. */
  readonly key: string;
  readonly enabled: boolean;
  readonly readable: boolean;
}

/** The arguments of a trigger stand in bytes, each ended by a zero byte. */
const RECORDED_TABLES = `SELECT args[1] AS machine, format('%I.%I', n.nspname, c.relname) AS table,
    quote_ident(args[2]) AS key, g.tgenabled IN ('O', 'A') AS enabled,
    has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
  FROM pg_trigger g
  JOIN pg_class c ON c.oid = g.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (SELECT string_to_array(encode(g.tgargs, 'escape'), '\\000') AS args) AS a
  WHERE g.tgfoid = 'ledger.record_state()'::regprocedure
  ORDER BY 1, 2`;

export const states: Invariant = {
  invariant: 10,
  name: 'states_move_forward',
  title: 'A state only moves forward along the declared transitions',
  checkedWhat: 'steps',
  checkedSql: 'SELECT count(*) FROM ledger.state_change',
  rules: [
    {
      name: 'step_not_declared',
      sql: `SELECT format('%s %s', s.machine, s.subject),
          format('went from %s to %s', s.from_state, s.to_state)
        FROM ledger.state_change s
        WHERE NOT EXISTS (SELECT FROM ledger.state_transition t WHERE t.machine = s.machine
          AND t.from_state = s.from_state AND t.to_state = s.to_state)`,
    },
    {
      name: 'steps_do_not_chain',
      sql: `SELECT format('%s %s', s.machine, s.subject),
          format('step %s starts at %s, it stood at %s', s.id, s.from_state,
            coalesce(s.previous, 'its beginning'))
        FROM (
          SELECT c.*, lag(c.to_state) OVER (PARTITION BY c.machine, c.subject ORDER BY c.id) AS
              previous
          FROM ledger.state_change c
        ) AS s
        WHERE CASE WHEN s.previous IS NULL
          THEN (s.machine, s.from_state) NOT IN (SELECT machine, state FROM (${INITIAL_STATES}) AS
              i)
          ELSE s.from_state <> s.previous END`,
    },
  ],
  further: judgeTables,
};

async function judgeTables(scope: Scope): Promise<Finding> {
  const tables = await select<RecordedTable>(scope.client, RECORDED_TABLES);
  const findings: Finding[] = [missingTriggers(tables)];
  for (const table of tables) {
    if (table.readable) {
      findings.push(
        await judgeRule(scope, { name: 'state_not_its_steps', sql: presentSql(table) }),
      );
    } else {
      findings.push({
        violations: [],
        count: 0,
        remarks: [
          `${table.table}: this role may not read it, so only its recorded steps were checked`,
        ],
      });
    }
  }
  return {
    violations: findings.flatMap((finding) => finding.violations),
    count: findings.reduce((sum, finding) => sum + finding.count, 0),
    remarks: findings.flatMap((finding) => finding.remarks ?? []),
  };
}

/**
 * The ledger's own machines are always recorded, and whatever is recorded is so by an enabled
 * trigger.
 */
function missingTriggers(tables: readonly RecordedTable[]): Finding {
  const silent = ['ledger.cycle', 'ledger.obligation', 'ledger.return_obligation'].filter(
    (name) => !tables.some((table) => table.table === name),
  );
  silent.push(...tables.filter((table) => !table.enabled).map((table) => table.table));
  return {
    violations: silent.map((name) => ({
      rule: 'steps_not_recorded',
      subject: `table ${name}`,
      detail: 'no enabled trigger records its states',
    })),
    count: silent.length,
  };
}

/**
 * Each row stands where its last step led, or at the beginning; each step is of a row that exists.
 */
function presentSql({ machine, table, key }: RecordedTable): string {
  const name = `'${machine.replaceAll("'", "''")}'`;
  return `SELECT format('%s %s', ${name}, coalesce(r.subject, last.subject)),
      format('is %s, its steps led to %s', coalesce(r.state, 'gone'),
        coalesce(last.to_state, 'its beginning'))
    FROM (SELECT to_jsonb(t.${key}) #>> '{}' AS subject, t.state::text AS state FROM ${table} t) AS
        r
    FULL JOIN (
      SELECT DISTINCT ON (s.subject) s.subject, s.to_state FROM ledger.state_change s
      WHERE s.machine = ${name} ORDER BY s.subject, s.id DESC
    ) AS last ON last.subject = r.subject
    WHERE r.subject IS NULL
      OR (last.subject IS NOT NULL AND r.state <> last.to_state)
      OR (last.subject IS NULL AND (${name}, r.state) NOT IN (
        SELECT machine, state FROM (${INITIAL_STATES}) AS i))`;
}
