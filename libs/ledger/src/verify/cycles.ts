import { ACCOUNT_KINDS, LEG_COMPONENTS, TRANSFER_TYPES } from '@app/core';
import { SIDES, type Invariant } from './rule.js';

/** What each cycle made of each position: its net, and what settlements paid while it was open. */
const NETS = `SELECT a.id AS account, c.id AS cycle, c.state,
    coalesce(sum(s.delta) FILTER (WHERE s.code % 100 <> ${LEG_COMPONENTS.settlement}), 0) AS net,
    coalesce(sum(s.delta) FILTER (WHERE s.code % 100 = ${LEG_COMPONENTS.settlement}), 0) AS paid
  FROM (${SIDES}) AS s
  JOIN ledger.account a ON a.id = s.account
  JOIN ledger.account_kind k ON k.code = a.kind AND k.name = 'position'
  JOIN ledger.batch b ON b.number = s.batch
  JOIN ledger.cycle c ON c.id = b.cycle
  GROUP BY a.id, c.id, c.state`;

/**
 * Where cooperatives have paid each other from bank to bank, with one leg between both positions: the most and the least
 * that the pairs of closed cycles may add to what each has paid. One that is even on the whole pays some and is paid by others.
 */
const PAIRS = `SELECT p.account, sum(least(p.net, 0)) AS least, sum(greatest(p.net, 0)) AS most
  FROM (
    SELECT o.account, o.other, sum(o.delta) AS net
    FROM ledger.cycle c
    JOIN ledger.batch b ON b.cycle = c.id AND b.number BETWEEN $2 AND $3
    JOIN ledger.leg l ON l.batch = b.number AND l.code % 100 <> ${LEG_COMPONENTS.settlement}
    CROSS JOIN LATERAL (VALUES (l.debit_account, l.credit_account, -l.amount),
      (l.credit_account, l.debit_account, l.amount)) AS o (account, other, delta)
    WHERE c.state IN ('CLOSED', 'NETTED')
    GROUP BY o.account, o.other, c.id
  ) AS p
  WHERE p.account IN (
    SELECT o.account
    FROM ledger.transfer t
    JOIN ledger.leg l ON l.transfer = t.id AND l.batch = t.batch AND l.item = t.item
    JOIN ledger.account d ON d.id = l.debit_account AND d.kind = ${ACCOUNT_KINDS.position.code}
    JOIN ledger.account c ON c.id = l.credit_account AND c.kind = ${ACCOUNT_KINDS.position.code}
    CROSS JOIN LATERAL (VALUES (d.id), (c.id)) AS o (account)
    WHERE t.batch BETWEEN $2 AND $3 AND t.type = ${TRANSFER_TYPES.settlement}
  )
  GROUP BY p.account`;

export const cycles: Invariant = {
  invariant: 8,
  name: 'cycles_hold_everything',
  title:
    'Every batch belongs to one cycle, a closed cycle gains none; a position is its unpaid nets',
  checkedWhat: 'cycles',
  checkedSql: 'SELECT count(*) FROM ledger.cycle c WHERE $1 IS NULL OR c.network = $1',
  rules: [
    {
      name: 'batch_outside_its_cycle',
      sql: `SELECT format('batch %s', b.number),
          format('says cycle %s, whose batches are %s to %s', b.cycle,
            coalesce(c.first_batch::text, 'none'), coalesce(c.last_batch::text, 'open'))
        FROM ledger.batch b
        LEFT JOIN ledger.cycle c ON c.id = b.cycle AND c.network = b.network
        WHERE b.number BETWEEN $2 AND $3
          AND (c.id IS NULL OR b.number < c.first_batch OR b.number > c.last_batch)`,
    },
    {
      name: 'batch_outside_its_cycles_time',
      sql: `SELECT format('batch %s', b.number),
          format('posted at %s, cycle %s was open from %s until %s', b.posted_at, c.id, c.opened_at,
            coalesce(c.closed_at::text, 'now'))
        FROM ledger.batch b JOIN ledger.cycle c ON c.id = b.cycle
        WHERE b.number BETWEEN $2 AND $3
          AND (b.posted_at <= c.opened_at OR b.posted_at > c.closed_at)`,
    },
    {
      name: 'cycles_do_not_tile',
      sql: `SELECT format('cycle %s', c.id),
          format('number %s from batch %s, expected number %s from batch %s', c.number,
              c.first_batch,
            c.expected_number, coalesce(c.expected_first::text, 'none'))
        FROM (
          SELECT c.*, row_number() OVER earlier AS expected_number,
            CASE WHEN row_number() OVER earlier = 1 THEN c.network * 1000000000000::bigint + 1
              ELSE lag(c.last_batch) OVER earlier + 1 END AS expected_first
          FROM ledger.cycle c WHERE $1 IS NULL OR c.network = $1
          WINDOW earlier AS (PARTITION BY c.network ORDER BY c.number)
        ) AS c
        WHERE c.number <> c.expected_number OR c.first_batch IS DISTINCT FROM c.expected_first
          OR c.last_batch < c.first_batch - 1`,
    },
    {
      name: 'open_cycle_not_the_heads',
      sql: `SELECT format('network %s', h.network),
          format('the head is in cycle %s, open are %s', h.cycle,
            coalesce(string_agg(c.id::text, ', '), 'none'))
        FROM ledger.head h
        LEFT JOIN ledger.cycle c ON c.network = h.network
          AND (c.state = 'OPEN' OR c.last_batch IS NULL OR c.last_batch > h.number)
        WHERE $1 IS NULL OR h.network = $1
        GROUP BY h.network, h.cycle
        HAVING count(c.id) <> 1 OR min(c.id) IS DISTINCT FROM h.cycle`,
    },
    {
      name: 'position_not_its_cycles',
      sql: `SELECT format('account %s (position)', a.id),
          format('posted %s, its cycles and payments sum to %s', a.posted, coalesce(n.total, 0))
        FROM ledger.account a
        JOIN ledger.account_kind k ON k.code = a.kind AND k.name = 'position'
        JOIN ledger.book b ON b.id = a.book AND ($1 IS NULL OR b.network = $1)
        LEFT JOIN (
          SELECT account, sum(net + paid) AS total FROM (${NETS}) AS nets GROUP BY account
        ) AS n ON n.account = a.id
        WHERE a.posted <> coalesce(n.total, 0)`,
    },
    {
      // What was paid is the nets of the cycles that are settled, and at most those of the cycles
      // that may be; pair by pair, where cooperatives pay each other.
      name: 'paid_not_the_nets',
      sql: `SELECT format('account %s (position)', n.account),
          format('paid %s, settled cycles make %s, closed ones may add %s to %s', n.paid, n.settled,
            n.least, n.most)
        FROM (
          SELECT n.account, -sum(n.paid) AS paid,
            coalesce(sum(n.net) FILTER (WHERE n.state = 'SETTLED'), 0) AS settled,
            coalesce(min(p.least),
              sum(least(n.net, 0)) FILTER (WHERE n.state IN ('CLOSED', 'NETTED')), 0) AS least,
            coalesce(min(p.most),
              sum(greatest(n.net, 0)) FILTER (WHERE n.state IN ('CLOSED', 'NETTED')), 0) AS most
          FROM (${NETS}) AS n LEFT JOIN (${PAIRS}) AS p ON p.account = n.account
          GROUP BY n.account
        ) AS n
        WHERE n.paid - n.settled NOT BETWEEN n.least AND n.most`,
    },
  ],
};
