import { TICKETS } from '../engine/claims.js';
import type { Invariant } from './rule.js';

const TRANSFERS = `SELECT count(*) FROM ledger.transfer t WHERE t.batch BETWEEN $2 AND $3`;

export const requests: Invariant = {
  invariant: 6,
  name: 'one_transfer_per_key',
  title: 'A principal’s idempotency key has at most one transfer, for ever',
  checkedWhat: 'transfers',
  checkedSql: TRANSFERS,
  rules: [
    {
      name: 'claim_of_no_transfer',
      sql: `SELECT format('claim %s of %s', c.value, c.principal),
          CASE WHEN t.id IS NULL THEN format('transfer %s does not exist', c.transfer)
            ELSE format('transfer %s is of principal %s', t.id, t.principal) END
        FROM ledger.claim c LEFT JOIN ledger.transfer t ON t.id = c.transfer
        WHERE (t.id IS NULL OR (t.principal <> c.principal AND c.principal <> '${TICKETS}'))
          AND (t.id IS NULL OR t.batch BETWEEN $2 AND $3)`,
    },
    {
      // One claim for the key, one more for a reference; a ticket is no claim of the principal's.
      name: 'transfer_without_its_claims',
      sql: `SELECT format('transfer %s', t.id),
          format('has %s claims instead of %s', coalesce(c.count, 0),
            1 + (t.reference IS NOT NULL)::integer)
        FROM ledger.transfer t
        LEFT JOIN (SELECT transfer, count(*) FROM ledger.claim
          WHERE principal <> '${TICKETS}' GROUP BY transfer) AS c
          ON c.transfer = t.id
        WHERE t.batch BETWEEN $2 AND $3
          AND coalesce(c.count, 0) <> 1 + (t.reference IS NOT NULL)::integer`,
    },
    {
      name: 'ticket_of_a_refusal',
      sql: `SELECT format('ticket %s', c.value), format('taken by transfer %s, which was refused', t.id)
        FROM ledger.claim c JOIN ledger.transfer t ON t.id = c.transfer
        WHERE c.principal = '${TICKETS}' AND t.refusal IS NOT NULL AND t.batch BETWEEN $2 AND $3`,
    },
    {
      name: 'claimed_twice',
      sql: `SELECT format('claim %s of %s', c.value, c.principal), format('stands %s times',
          count(*))
        FROM ledger.claim c GROUP BY c.value, c.principal HAVING count(*) > 1`,
    },
    {
      name: 'transfer_twice',
      sql: `SELECT format('transfer %s', t.id), format('stands %s times', count(*))
        FROM ledger.transfer t WHERE t.batch BETWEEN $2 AND $3
        GROUP BY t.id HAVING count(*) > 1`,
    },
    {
      name: 'reference_twice',
      sql: `SELECT format('reference of principal %s', t.principal),
          format('transfers %s', string_agg(t.id::text, ', ' ORDER BY t.id))
        FROM ledger.transfer t WHERE t.batch BETWEEN $2 AND $3 AND t.reference IS NOT NULL
        GROUP BY t.principal, t.reference HAVING count(*) > 1`,
    },
  ],
};

/**
 * Posted acts that took from a hold; one that was voided or expired took nothing (types 42 and 43).
 * What returns a transfer (6 and 7) is of no hold.
 */
const CAPTURES = `SELECT t.original, sum(t.amount) AS amount FROM ledger.transfer t
  WHERE t.original IS NOT NULL AND t.refusal IS NULL AND t.type NOT IN (6, 7, 42, 43)
  GROUP BY t.original`;

/** What was given back of each transfer: by refunds (type 6) and by reversals (type 7). */
const RETURNS = `SELECT t.original, sum(t.amount) AS amount,
    count(*) FILTER (WHERE t.type = 6) AS refunds, count(*) FILTER (WHERE t.type = 7) AS reversals
  FROM ledger.transfer t WHERE t.refusal IS NULL AND t.type IN (6, 7)
  GROUP BY t.original`;

export const captures: Invariant = {
  invariant: 7,
  name: 'captures_within_hold',
  title: 'Captures of a hold never exceed it, nor what is given back of a transfer its amount',
  checkedWhat: 'holds',
  checkedSql: 'SELECT count(*) FROM ledger.obligation o WHERE $1 IS NULL OR o.network = $1',
  rules: [
    {
      name: 'captured_beyond_hold',
      sql: `SELECT format('hold %s', o.id),
          format('captured %s of %s, its captures sum to %s', o.captured, o.authorised,
            coalesce(c.amount, 0))
        FROM ledger.obligation o LEFT JOIN (${CAPTURES}) AS c ON c.original = o.id
        WHERE ($1 IS NULL OR o.network = $1)
          AND (o.captured NOT BETWEEN 0 AND o.authorised OR o.captured <> coalesce(c.amount, 0))`,
    },
    {
      name: 'hold_not_its_request',
      sql: `SELECT format('hold %s', o.id),
          format('authorised %s, its transfer %s', o.authorised,
            CASE WHEN t.id IS NULL THEN 'does not exist' WHEN t.refusal IS NOT NULL THEN
                'was refused'
              ELSE format('says %s', t.amount) END)
        FROM ledger.obligation o LEFT JOIN ledger.transfer t ON t.id = o.id
        WHERE ($1 IS NULL OR o.network = $1)
          AND (t.id IS NULL OR t.refusal IS NOT NULL OR t.amount <> o.authorised)`,
    },
    {
      name: 'capture_of_no_hold',
      sql: `SELECT format('transfer %s', t.id), format('hold %s does not exist', t.original)
        FROM ledger.transfer t LEFT JOIN ledger.obligation o ON o.id = t.original
        WHERE t.batch BETWEEN $2 AND $3 AND t.refusal IS NULL AND o.id IS NULL
          AND (t.type IN (41, 42, 43) OR (t.type IN (1, 3) AND t.original IS NOT NULL))`,
    },
    {
      name: 'ended_hold_holds',
      sql: `SELECT format('hold %s', o.id), format('is %s and still holds %s', o.state,
          sum(l.remaining))
        FROM ledger.obligation o JOIN ledger.hold_line l ON l.obligation = o.id
        WHERE o.state <> 'open' AND ($1 IS NULL OR o.network = $1)
        GROUP BY o.id HAVING sum(l.remaining) <> 0`,
    },
    {
      name: 'returned_not_its_returns',
      sql: `SELECT format('transfer %s', r.transfer),
          format('%s: %s of %s given back; %s refunds and %s reversals gave back %s', r.state,
            r.returned, r.whole, coalesce(x.refunds, 0), coalesce(x.reversals, 0),
            coalesce(x.amount, 0))
        FROM ledger.return_obligation r LEFT JOIN (${RETURNS}) AS x ON x.original = r.transfer
        WHERE ($1 IS NULL OR r.network = $1)
          AND (r.returned <> coalesce(x.amount, 0) OR r.returned NOT BETWEEN 0 AND r.whole)`,
    },
    {
      name: 'reversed_beside_refunds',
      sql: `SELECT format('transfer %s', r.transfer),
          format('%s, with %s refunds and %s reversals', r.state, coalesce(x.refunds, 0),
            coalesce(x.reversals, 0))
        FROM ledger.return_obligation r LEFT JOIN (${RETURNS}) AS x ON x.original = r.transfer
        WHERE ($1 IS NULL OR r.network = $1)
          AND CASE r.state WHEN 'open' THEN coalesce(x.reversals, 0) <> 0
            ELSE (x.refunds, x.reversals) IS DISTINCT FROM (0, 1) END`,
    },
    {
      name: 'return_not_of_its_transfer',
      sql: `SELECT format('transfer %s', r.transfer),
          format('%s may be given back; the transfer %s', r.whole,
            CASE WHEN t.id IS NULL THEN 'does not exist'
              WHEN t.refusal IS NOT NULL THEN 'was refused'
              ELSE format('says %s', t.amount) END)
        FROM ledger.return_obligation r LEFT JOIN ledger.transfer t ON t.id = r.transfer
        WHERE ($1 IS NULL OR r.network = $1)
          AND (t.id IS NULL OR t.refusal IS NOT NULL OR t.amount <> r.whole)`,
    },
    {
      name: 'return_of_nothing',
      sql: `SELECT format('transfer %s', t.id),
          format('what it gives back, %s, has no record of returns', coalesce(t.original::text,
            'nothing'))
        FROM ledger.transfer t LEFT JOIN ledger.return_obligation r ON r.transfer = t.original
        WHERE t.batch BETWEEN $2 AND $3 AND t.refusal IS NULL AND t.type IN (6, 7)
          AND r.transfer IS NULL
          -- A reversal that came before its original moves nothing; it keeps the reference.
          AND NOT (t.type = 7 AND t.original IS NULL AND t.amount = 0 AND t.leg_count = 0)`,
    },
  ],
};
