import type { Rule } from './rule.js';

/** Entries of the scope: with a network named, those of its chain; else of all, 0 included. */
const IN_SCOPE = '($1 IS NULL OR e.network = $1)';

/** Every entry beside the hash that should stand before it. */
const ENTRIES = `SELECT e.*, lag(e.number) OVER chain AS number_before, lag(e.hash) OVER chain AS hash_before
  FROM access.audit_entry e WHERE ${IN_SCOPE}
  WINDOW chain AS (PARTITION BY e.network ORDER BY e.number)`;

const PLACE = `format('audit %s/%s', e.network, e.number)`;

/** The audit: every hash again from what is stored, so that an altered, lost or invented entry is found where it is. */
export const auditRules: readonly Rule[] = [
  {
    name: 'audit_altered',
    sql: `SELECT ${PLACE}, 'its content is not what was hashed'
      FROM access.audit_entry e
      WHERE ${IN_SCOPE} AND e.content_hash <> sha256(convert_to(access.audit_content(e), 'UTF8'))`,
  },
  {
    name: 'audit_hash_wrong',
    sql: `SELECT ${PLACE}, 'its hash does not follow from the one before'
      FROM (${ENTRIES}) AS e
      WHERE e.hash <> sha256(coalesce(e.hash_before, access.audit_beginning(e.network)) || e.content_hash)`,
  },
  {
    name: 'audit_entry_missing',
    sql: `SELECT ${PLACE}, format('the one before it is %s', coalesce(e.number_before, 0))
      FROM (${ENTRIES}) AS e
      WHERE e.number <> coalesce(e.number_before, 0) + 1
      UNION ALL
      SELECT format('audit %s/%s', h.network, h.number), 'the latest entries are missing'
      FROM access.audit_head h
      LEFT JOIN (SELECT network, max(number) AS number FROM access.audit_entry GROUP BY network) AS e
        ON e.network = h.network
      WHERE ($1 IS NULL OR h.network = $1) AND h.number <> coalesce(e.number, 0)`,
  },
  {
    name: 'audit_root_wrong',
    sql: `SELECT format('audit %s of %s', r.network, r.day), 'is not the hash of its last entry'
      FROM access.audit_root r
      LEFT JOIN access.audit_entry e ON e.network = r.network AND e.number = r.last_number
      WHERE ($1 IS NULL OR r.network = $1) AND e.hash IS DISTINCT FROM r.hash`,
  },
];
