import { LEG_COMPONENTS } from '@app/core';
import { ACCOUNTS, type Invariant } from './rule.js';

export const bounds: Invariant = {
  invariant: 3,
  name: 'nothing_below_zero',
  title:
    'No wallet, till, vault, settlement deposit, liquidity or incentive budget is below zero ' +
    'after holds',
  checkedWhat: 'accounts that give no credit',
  checkedSql: `SELECT count(*) FROM (${ACCOUNTS}) AS a
    WHERE a.bound IN ('never_below_zero', 'never_above_zero')`,
  rules: [
    {
      name: 'below_zero',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('posted %s, held debits %s', a.posted, a.held_debits)
        FROM (${ACCOUNTS}) AS a
        WHERE a.kind_name IN ('member_wallet', 'merchant_wallet', 'liquidity', 'incentive_budget')
          AND (a.posted - a.held_debits < 0 OR a.held_debits < 0)`,
    },
    {
      // Assets stand on the debit side: what such an account holds is −posted.
      name: 'asset_below_zero',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('posted %s, held credits %s', a.posted, a.held_credits)
        FROM (${ACCOUNTS}) AS a
        WHERE a.kind_name IN ('till', 'vault', 'settlement_deposit')
          AND (a.posted + a.held_credits > 0 OR a.held_credits < 0)`,
    },
    {
      name: 'bound_given_up',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('minimum %s, maximum %s', coalesce(a.minimum::text, 'none'),
            coalesce(a.maximum::text, 'none'))
        FROM (${ACCOUNTS}) AS a
        WHERE (a.bound = 'never_below_zero' AND coalesce(a.minimum < 0, true))
          OR (a.bound = 'never_above_zero' AND coalesce(a.maximum > 0, true))`,
    },
  ],
};

/** What pairs with a bilateral cap came to owe each other, counted by the engine, against the legs of that cycle. */
const BILATERAL_NOT_ITS_LEGS = `
  SELECT format('positions %s and %s', b.low, b.high),
    format('%s are counted in cycle %s, its legs make it %s', b.net, b.cycle, coalesce(s.net, 0))
  FROM ledger.bilateral b
  LEFT JOIN (
    SELECT p.low, p.high,
      sum(CASE WHEN l.debit_account = p.low THEN l.amount ELSE -l.amount END) AS net
    FROM ledger.bilateral p
    JOIN ledger.cycle c ON c.id = p.cycle
    JOIN ledger.leg l ON l.batch BETWEEN p.since_batch AND coalesce(c.last_batch, l.batch)
      AND least(l.debit_account, l.credit_account) = p.low
      AND greatest(l.debit_account, l.credit_account) = p.high
    WHERE l.batch BETWEEN $2 AND $3 AND l.code % 100 <> ${LEG_COMPONENTS.settlement}
    GROUP BY p.low, p.high
  ) AS s ON s.low = b.low AND s.high = b.high
  WHERE ($1 IS NULL OR b.network = $1) AND b.net <> coalesce(s.net, 0)`;

/** What open holds will make pairs owe each other, as the engine counts it, against the holds themselves. */
const BILATERAL_NOT_ITS_HOLDS = `
  SELECT format('positions %s and %s', b.low, b.high),
    format('%s and %s are held, their open holds make it %s and %s', b.held_low, b.held_high,
      coalesce(h.low_owes, 0), coalesce(h.high_owes, 0))
  FROM ledger.bilateral b
  LEFT JOIN (
    SELECT pair_low, pair_high,
      sum(greatest(expected - captured, 0)) FILTER (WHERE expected > 0) AS low_owes,
      sum(greatest(-expected - captured, 0)) FILTER (WHERE expected < 0) AS high_owes
    FROM ledger.obligation WHERE state = 'open' AND pair_low IS NOT NULL
    GROUP BY pair_low, pair_high
  ) AS h ON h.pair_low = b.low AND h.pair_high = b.high
  WHERE ($1 IS NULL OR b.network = $1)
    AND (b.held_low <> coalesce(h.low_owes, 0) OR b.held_high <> coalesce(h.high_owes, 0))`;

export const caps: Invariant = {
  invariant: 4,
  name: 'debt_within_cap',
  title: 'No cooperative’s clearing debt plus holds is beyond its cap',
  checkedWhat: 'clearing accounts',
  checkedSql: `SELECT count(*) FROM (${ACCOUNTS}) AS a WHERE a.bound = 'debit_cap'`,
  rules: [
    {
      name: 'debt_beyond_cap',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('owes %s and holds %s, its cap is %s', a.posted, a.held_credits,
            coalesce(a.maximum::text, 'none'))
        FROM (${ACCOUNTS}) AS a
        WHERE a.bound = 'debit_cap' AND coalesce(a.posted + a.held_credits > a.maximum, true)`,
    },
    { name: 'bilateral_not_its_legs', sql: BILATERAL_NOT_ITS_LEGS },
    { name: 'bilateral_not_its_holds', sql: BILATERAL_NOT_ITS_HOLDS },
    {
      name: 'cap_without_decision',
      sql: `SELECT format('account %s (%s)', a.id, a.kind_name),
          format('its cap is %s, its changes make it %s', a.maximum, coalesce(last.after_value, 0))
        FROM (${ACCOUNTS}) AS a
        LEFT JOIN LATERAL (
          SELECT c.after_value FROM ledger.change c WHERE c.account = a.id AND c.kind = 1
          ORDER BY c.batch DESC, c.position DESC LIMIT 1
        ) AS last ON true
        WHERE a.bound = 'debit_cap' AND a.maximum IS DISTINCT FROM coalesce(last.after_value, 0)`,
    },
    {
      // The cap is an unsecured line plus the liquidity: what these acts move of one they move of
      // the other, so that settling never changes what a cooperative may still owe.
      name: 'cap_apart_from_liquidity',
      sql: `SELECT format('transfer %s, book %s', t.id, coalesce(moved.book, raised.book)),
          format('liquidity changed by %s, the cap by %s', coalesce(moved.liquidity, 0),
            coalesce(raised.cap, 0))
        FROM (
          SELECT t.batch, t.item, l.book, sum(CASE l.debit_account WHEN a.id THEN l.amount
            ELSE -l.amount END) AS liquidity
          FROM ledger.leg l
          JOIN ledger.account a ON a.id IN (l.debit_account, l.credit_account)
          JOIN ledger.account_kind k ON k.code = a.kind AND k.name = 'settlement_deposit'
          JOIN ledger.transfer t ON t.id = l.transfer
          WHERE l.batch BETWEEN $2 AND $3 AND l.code / 100 IN (21, 23)
          GROUP BY t.batch, t.item, l.book
        ) AS moved
        FULL JOIN (
          SELECT c.batch, c.item, a.book, sum(c.after_value - c.before_value) AS cap
          FROM ledger.change c
          JOIN ledger.account a ON a.id = c.account
          JOIN ledger.account_kind k ON k.code = a.kind AND k.name = 'clearing'
          JOIN ledger.transfer t ON t.batch = c.batch AND t.item = c.item AND t.type IN (21, 23)
          WHERE c.batch BETWEEN $2 AND $3 AND c.kind = 1
          GROUP BY c.batch, c.item, a.book
        ) AS raised
          ON raised.batch = moved.batch AND raised.item = moved.item AND raised.book = moved.book
        JOIN ledger.transfer t ON t.batch = coalesce(moved.batch, raised.batch)
          AND t.item = coalesce(moved.item, raised.item)
        WHERE coalesce(moved.liquidity, 0) <> coalesce(raised.cap, 0)`,
    },
  ],
};

/** What a cooperative's book says of it and what the switch's says, account against account. */
function mirrorSql(
  own: 'clearing' | 'settlement_deposit',
  mirror: 'position' | 'liquidity',
): string {
  return `SELECT format('book %s', coalesce(own.book, mirror.subject_book)),
      format('${own} %s, ${mirror} %s', coalesce(own.posted::text, 'none'),
        coalesce(mirror.posted::text, 'none'))
    FROM (SELECT a.* FROM (${ACCOUNTS}) AS a WHERE a.kind_name = '${own}') AS own
    FULL JOIN (SELECT a.* FROM (${ACCOUNTS}) AS a WHERE a.kind_name = '${mirror}') AS mirror
      ON mirror.subject_book = own.book AND mirror.network = own.network
    WHERE coalesce(own.posted, 0) <> -coalesce(mirror.posted, 0)`;
}

export const mirrors: Invariant = {
  invariant: 5,
  name: 'switch_mirrors_cooperatives',
  title: 'A position mirrors its cooperative’s clearing, a liquidity its settlement deposit',
  checkedWhat: 'mirrored accounts',
  checkedSql: `SELECT count(*) FROM (${ACCOUNTS}) AS a WHERE a.kind_name IN ('position',
      'liquidity')`,
  rules: [
    { name: 'position_not_clearing', sql: mirrorSql('clearing', 'position') },
    { name: 'liquidity_not_deposit', sql: mirrorSql('settlement_deposit', 'liquidity') },
  ],
};

export const bankCover: Invariant = {
  invariant: 11,
  name: 'bank_covers_liquidity',
  title: 'The settlement bank covers all liquidity plus the switch’s suspense',
  checkedWhat: 'switch books',
  checkedSql: `SELECT count(*) FROM ledger.book b
    WHERE b.kind = 'switch' AND ($1 IS NULL OR b.network = $1)`,
  rules: [
    {
      name: 'not_covered',
      sql: `SELECT format('network %s', a.network),
          format('the bank has %s, owed are %s',
            coalesce(-sum(a.posted) FILTER (WHERE a.kind_name = 'settlement_bank'), 0),
            coalesce(sum(a.posted) FILTER (WHERE a.kind_name <> 'settlement_bank'), 0))
        FROM (${ACCOUNTS}) AS a
        JOIN ledger.book b ON b.id = a.book AND b.kind = 'switch'
        WHERE a.kind_name IN ('settlement_bank', 'liquidity', 'suspense')
        GROUP BY a.network HAVING sum(a.posted) > 0`,
    },
  ],
};
