import { Client } from 'pg';

/**
 * Whatever a migration may make, one line for each thing, with what it consists of and who may use
 * it.
 */
const CATALOG = `
WITH ours AS (
  SELECT oid, nspname, nspacl FROM pg_namespace
   WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
     AND nspname NOT LIKE 'pg\\_temp%' AND nspname NOT LIKE 'pg\\_toast\\_temp%'
), relation AS (
  SELECT c.* FROM pg_class c JOIN ours ON ours.oid = c.relnamespace
   WHERE c.relname NOT LIKE 'schema\\_migration%'
     AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = c.oid
                        AND i.indrelid = to_regclass('public.schema_migration'))
)
SELECT concat_ws(' ', 'schema', nspname, nspacl) AS line FROM ours
UNION ALL
SELECT concat_ws(' ', 'relation', c.relkind, c.oid::regclass, c.relacl, c.reloptions,
                 c.relrowsecurity, c.relforcerowsecurity)
  FROM relation c
UNION ALL
SELECT concat_ws(' ', 'column', a.attrelid::regclass, a.attnum, a.attname,
                 format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl,
                 pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum))
  FROM pg_attribute a
  JOIN relation c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT concat_ws(' ', 'constraint', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN relation c ON c.oid = k.conrelid
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN relation c ON c.oid = i.indexrelid
UNION ALL
SELECT concat_ws(' ', 'function', p.oid::regprocedure, p.proacl, pg_get_functiondef(p.oid))
  FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace WHERE p.prokind IN ('f', 'p')
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(t.oid)
  FROM pg_trigger t JOIN relation c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal
UNION ALL
SELECT concat_ws(' ', 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive,
                 p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
                 pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p
UNION ALL
SELECT concat_ws(' ', 'type', t.oid::regtype, t.typtype,
                 (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                    FROM pg_enum e WHERE e.enumtypid = t.oid))
  FROM pg_type t JOIN ours ON ours.oid = t.typnamespace
 WHERE t.typname NOT LIKE '%schema\\_migration%'
UNION ALL
SELECT 'extension ' || extname FROM pg_extension
ORDER BY line`;

/** The schema of a database as sorted lines of text, without TypeORM's own table of migrations. */
export async function readCatalog(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(CATALOG);
    return rows.map((row) => row.line);
  } finally {
    await client.end();
  }
}
