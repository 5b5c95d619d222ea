import { ACCOUNTS, SIDES, type Invariant } from './rule.js';

export const books: Invariant = {
  invariant: 1,
  name: 'books_balance',
  title: 'Both sides of a leg are in the same book; every book’s trial balance is zero',
  checkedWhat: 'legs',
  checkedSql: 'SELECT count(*) FROM ledger.leg WHERE batch BETWEEN $2 AND $3',
  rules: [
    {
      name: 'leg_outside_its_book',
      sql: `SELECT format('leg %s/%s', l.batch, l.position),
          format('stands in book %s, its accounts in books %s and %s', l.book,
            coalesce(d.book::text, 'none'), coalesce(c.book::text, 'none'))
        FROM ledger.leg l
        LEFT JOIN ledger.account d ON d.id = l.debit_account
        LEFT JOIN ledger.account c ON c.id = l.credit_account
        WHERE l.batch BETWEEN $2 AND $3
          AND (d.book IS DISTINCT FROM l.book OR c.book IS DISTINCT FROM l.book)`,
    },
    {
      name: 'leg_outside_its_network',
      sql: `SELECT format('book %s', used.book),
          format('has legs in batches of network %s, belongs to network %s', used.network,
            coalesce(b.network::text, 'none'))
        FROM (
          SELECT DISTINCT l.book, l.batch / 1000000000000 AS network
          FROM ledger.leg l WHERE l.batch BETWEEN $2 AND $3
        ) AS used
        LEFT JOIN ledger.book b ON b.id = used.book
        WHERE b.network IS DISTINCT FROM used.network`,
    },
    {
      name: 'balances_not_zero',
      sql: `SELECT format('book %s', a.book), format('balances sum to %s', sum(a.posted))
        FROM (${ACCOUNTS}) AS a GROUP BY a.book HAVING sum(a.posted) <> 0`,
    },
    {
      name: 'legs_not_zero',
      sql: `SELECT format('book %s', a.book), format('legs sum to %s', sum(moved.delta))
        FROM (SELECT s.account, sum(s.delta) AS delta FROM (${SIDES}) AS s GROUP BY s.account) AS
            moved
        JOIN ledger.account a ON a.id = moved.account
        GROUP BY a.book HAVING sum(moved.delta) <> 0`,
    },
  ],
};

/**
 * What a bound, status or held amount is when the account opens; the codes are those of
 * `ledger.change`.
 */
const OPENING_VALUE = `CASE field.kind
    WHEN 1 THEN CASE WHEN a.bound IN ('never_above_zero', 'debit_cap') THEN 0 END
    WHEN 2 THEN CASE WHEN a.bound = 'never_below_zero' THEN 0 END
    WHEN 3 THEN 1
    ELSE 0 END`;

const FIELD_NAME = `(ARRAY['maximum', 'minimum', 'status', 'held debits', 'held credits'])`;

export const balances: Invariant = {
  invariant: 2,
  name: 'balances_follow_legs',
  title: 'A balance is the sum of its legs, in a chain without a gap; held is what open holds hold',
  checkedWhat: 'accounts',
  checkedSql: `SELECT count(*) FROM (${ACCOUNTS}) AS a`,
  rules: [
    {
      name: 'balance_not_its_legs',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('posted %s, legs sum to %s', a.posted, coalesce(moved.delta, 0))
        FROM (${ACCOUNTS}) AS a
        LEFT JOIN (
          SELECT s.account, sum(s.delta) AS delta FROM (${SIDES}) AS s GROUP BY s.account
        ) AS moved ON moved.account = a.id
        WHERE a.posted <> coalesce(moved.delta, 0)`,
    },
    {
      // One pass over every account's entries: the chain, and the balance points at the ends of
      // batches.
      name: 'chain_of_balances_broken',
      sql: `SELECT format('account %s, leg %s/%s', e.account, e.batch, e.position),
          CASE WHEN e.balance <> e.before + e.delta
            THEN format('balance %s after %s and %s', e.balance, e.before, e.delta)
            ELSE format('balance %s, balance point %s', e.balance, coalesce(p.posted::text, 'none'))
          END
        FROM (
          SELECT s.account, s.batch, s.position, s.delta, s.balance,
            lag(s.balance, 1, 0::bigint) OVER entries AS before,
            lead(s.batch) OVER entries AS next_batch
          FROM (${SIDES}) AS s
          WINDOW entries AS (PARTITION BY s.account ORDER BY s.batch, s.position)
        ) AS e
        LEFT JOIN ledger.balance_point p ON p.account = e.account AND p.batch = e.batch
        WHERE e.balance <> e.before + e.delta
          OR (e.next_batch IS DISTINCT FROM e.batch AND p.posted IS DISTINCT FROM e.balance)`,
    },
    {
      // Entries are found by the items that a point names: nothing of the batch may lie outside.
      name: 'balance_point_without_legs',
      sql: `SELECT format('account %s, batch %s', p.account, p.batch),
          format('point of items %s to %s, its legs are in %s to %s', p.first_item, p.last_item,
            coalesce(s.first_item::text, 'none'), coalesce(s.last_item::text, 'none'))
        FROM ledger.balance_point p
        LEFT JOIN (
          SELECT account, batch, min(item) AS first_item, max(item) AS last_item
          FROM (${SIDES}) AS side GROUP BY account, batch
        ) AS s ON s.account = p.account AND s.batch = p.batch
        WHERE p.batch BETWEEN $2 AND $3 AND (p.first_item, p.last_item)
          IS DISTINCT FROM (s.first_item, s.last_item)`,
    },
    {
      name: 'held_not_its_holds',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('holds %s of debits and %s of credits, open holds have %s and %s', a.held_debits,
            a.held_credits, coalesce(h.debits, 0), coalesce(h.credits, 0))
        FROM (${ACCOUNTS}) AS a
        LEFT JOIN (
          SELECT l.account, coalesce(sum(l.remaining) FILTER (WHERE l.side = 1), 0) AS debits,
            coalesce(sum(l.remaining) FILTER (WHERE l.side = 2), 0) AS credits
          FROM ledger.hold_line l
          JOIN ledger.obligation o ON o.id = l.obligation AND o.state = 'open'
          GROUP BY l.account
        ) AS h ON h.account = a.id
        WHERE a.held_debits <> coalesce(h.debits, 0) OR a.held_credits <> coalesce(h.credits, 0)`,
    },
    {
      name: 'chain_of_changes_broken',
      sql: `SELECT format('account %s, change %s/%s', a.id, field.batch, field.position),
          format('%s from %s, was %s', ${FIELD_NAME}[field.kind],
            coalesce(field.before_value::text, 'none'),
            coalesce((CASE WHEN field.nth = 1 THEN ${OPENING_VALUE} ELSE field.previous END)::text,
              'none'))
        FROM (
          SELECT c.*, lag(c.after_value) OVER steps AS previous, row_number() OVER steps AS nth
          FROM ledger.change c WHERE c.batch BETWEEN $2 AND $3
          WINDOW steps AS (PARTITION BY c.account, c.kind ORDER BY c.batch, c.position)
        ) AS field
        LEFT JOIN (${ACCOUNTS}) AS a ON a.id = field.account
        WHERE a.id IS NULL OR field.before_value IS DISTINCT FROM
          CASE WHEN field.nth = 1 THEN ${OPENING_VALUE} ELSE field.previous END`,
    },
    {
      name: 'present_not_its_changes',
      sql: `SELECT format('account %s (%s)', field.id, field.kind_name),
          format('%s is %s, its changes make it %s', ${FIELD_NAME}[field.kind],
            coalesce(field.present::text, 'none'), coalesce(field.explained::text, 'none'))
        FROM (
          SELECT a.id, a.kind_name, field.kind, field.present,
            CASE WHEN last.account IS NULL THEN ${OPENING_VALUE} ELSE last.after_value END AS
                explained
          FROM (${ACCOUNTS}) AS a
          CROSS JOIN LATERAL (VALUES (1, a.maximum), (2, a.minimum), (3, a.status::bigint),
            (4, a.held_debits), (5, a.held_credits)) AS field (kind, present)
          LEFT JOIN (
            SELECT DISTINCT ON (c.account, c.kind) c.account, c.kind, c.after_value
            FROM ledger.change c ORDER BY c.account, c.kind, c.batch DESC, c.position DESC
          ) AS last ON last.account = a.id AND last.kind = field.kind
        ) AS field
        WHERE field.present IS DISTINCT FROM field.explained`,
    },
  ],
};
