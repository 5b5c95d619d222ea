import type { Sen } from '@app/core';
import { select, type Queryable } from './queryable.js';

/** The SQL expression for an account's posted balance after batch `last`: its balance point then, one step into an index. */
export function balanceAfterSql(account: string, last: string): string {
  return `coalesce((SELECT p.posted FROM ledger.balance_point p
    WHERE p.account = ${account} AND p.batch <= ${last} ORDER BY p.batch DESC LIMIT 1), 0)`;
}

/** The SQL expression for the last batch of a network until a time; null when there is none. */
export function lastBatchSql(network: string, time: string, comparison: '<=' | '<'): string {
  return `(SELECT b.number FROM ledger.batch b
    WHERE b.network = ${network} AND b.posted_at ${comparison} ${time}
    ORDER BY b.posted_at DESC LIMIT 1)`;
}

/** Sen posted on the account after everything until `time`, or before it. */
export async function readBalanceAt(
  sql: Queryable,
  account: number,
  time: Date,
  comparison: '<=' | '<',
): Promise<Sen> {
  const network = `(SELECT k.network FROM ledger.account a JOIN ledger.book k ON k.id = a.book
    WHERE a.id = $1::integer)`;
  const [row] = await select<{ balance: string }>(
    sql,
    `SELECT ${balanceAfterSql('$1::integer', 'last.number')} AS balance
     FROM (SELECT ${lastBatchSql(network, '$2::timestamptz', comparison)} AS number) AS last`,
    [account, time],
  );
  return BigInt(row?.balance ?? 0);
}
