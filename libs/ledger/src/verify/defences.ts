import type { Invariant } from './rule.js';

/** What is written once and never again. */
const APPEND_ONLY = `(VALUES ('ledger.transfer'), ('ledger.batch'), ('ledger.claim'),
  ('ledger.change'), ('ledger.balance_point'), ('ledger.state_change'), ('ledger.state_transition'),
  ('ledger.account_kind'), ('ledger.transfer_type'), ('ledger.leg_component'))`;

/**
 * The roles of Simpul's processes, and whoever runs this check unless it may act as the ledger's
 * owner. The owner may change everything: no process of Simpul runs as the owner but to migrate.
 */
const ROLES = `SELECT r.* FROM pg_roles r
  WHERE r.rolname IN ('simpul_app', 'simpul_ledger') OR (r.rolname = session_user
    AND NOT pg_has_role(session_user, (SELECT c.relowner FROM pg_class c
      WHERE c.oid = 'ledger.transfer'::regclass), 'MEMBER'))`;

/**
 * Every table of the schemas that migrations made: those with the ledger, and whatever came later.
 */
const TABLES = `SELECT c.oid, c.relowner, c.relnamespace, format('%I.%I', n.nspname, c.relname) AS
    name,
    n.nspname
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%'`;

/** Tables that a trigger guards, and what it guards them against: bits of `tgtype`. */
const GUARDED = `SELECT t.oid, t.name, bit_or(g.tgtype) AS guards
  FROM (${TABLES}) AS t
  JOIN pg_trigger g ON g.tgrelid = t.oid AND g.tgfoid = 'ledger.refuse_change()'::regprocedure
    AND g.tgattr::text = ''
  GROUP BY t.oid, t.name`;

const DELETE_AND_TRUNCATE = 8 + 32;
const UPDATE = 16;

export const defences: Invariant = {
  invariant: 9,
  name: 'written_once',
  title: 'What is written never changes: triggers refuse it, and no role of Simpul has the right',
  checkedWhat: 'guarded tables',
  checkedSql: `SELECT count(*) FROM (${GUARDED}) AS g`,
  rules: [
    {
      name: 'trigger_missing',
      sql: `SELECT format('table %s', w.name), 'changes are not refused by an enabled trigger'
        FROM ${APPEND_ONLY} AS w (name)
        WHERE NOT EXISTS (
          SELECT FROM pg_trigger g WHERE g.tgrelid = to_regclass(w.name)
            AND g.tgfoid = 'ledger.refuse_change()'::regprocedure AND g.tgenabled IN ('O', 'A')
            AND g.tgtype & 2 = 2 AND g.tgtype & ${UPDATE + DELETE_AND_TRUNCATE}
              = ${UPDATE + DELETE_AND_TRUNCATE} AND g.tgqual IS NULL AND g.tgattr::text = '')`,
    },
    {
      name: 'trigger_disabled',
      sql: `SELECT format('table %s', t.name), format('trigger %s is disabled', g.tgname)
        FROM (${TABLES}) AS t
        JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        WHERE t.nspname = 'ledger' AND g.tgenabled NOT IN ('O', 'A')`,
    },
    {
      name: 'right_to_change',
      sql: `SELECT format('role %s', r.rolname), format('may %s %s', p.privilege, g.name)
        FROM (${GUARDED}) AS g
        CROSS JOIN (${ROLES}) AS r
        CROSS JOIN (VALUES ('UPDATE', ${UPDATE}), ('DELETE', 8), ('TRUNCATE', 32)) AS p (privilege,
            bit)
        WHERE g.guards & p.bit = p.bit
          AND (has_table_privilege(r.oid, g.oid, p.privilege)
            OR (p.privilege = 'UPDATE' AND has_any_column_privilege(r.oid, g.oid, 'UPDATE')))`,
    },
    {
      name: 'right_to_post',
      sql: `SELECT format('role %s', r.rolname), format('may INSERT into %s', t.name)
        FROM (${TABLES}) AS t
        CROSS JOIN (${ROLES}) AS r
        WHERE t.nspname = 'ledger' AND r.rolname <> 'simpul_ledger'
          AND has_any_column_privilege(r.oid, t.oid, 'INSERT')`,
    },
    {
      name: 'role_owns',
      sql: `SELECT format('role %s', r.rolname), format('may act as the owner of %s', t.name)
        FROM (${TABLES}) AS t
        CROSS JOIN (${ROLES}) AS r
        WHERE pg_has_role(r.oid, t.relowner, 'MEMBER')
        UNION ALL
        SELECT format('role %s', r.rolname), format('may create in schema %s', n.nspname)
        FROM pg_namespace n CROSS JOIN (${ROLES}) AS r
        WHERE n.nspname = 'ledger' AND has_schema_privilege(r.oid, n.oid, 'CREATE')`,
    },
    {
      name: 'wall_down',
      sql: `SELECT format('table %s', t.name), 'its rows are not kept apart by tenant'
        FROM (${TABLES}) AS t JOIN pg_class c ON c.oid = t.oid
        WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)
          AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)`,
    },
    {
      name: 'role_above_rules',
      sql: `SELECT format('role %s', r.rolname),
          'is a superuser, bypasses row security or replicates'
        FROM (${ROLES}) AS r WHERE r.rolsuper OR r.rolbypassrls OR r.rolreplication
        UNION ALL
        SELECT format('role %s', w.name), 'does not exist'
        FROM (VALUES ('simpul_app'), ('simpul_ledger')) AS w (name)
        WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = w.name)`,
    },
  ],
};
