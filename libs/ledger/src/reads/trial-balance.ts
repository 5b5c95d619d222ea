import type { AccountKind, Sen } from '@app/core';
import { kindOf } from './accounts.js';
import { balanceAfterSql, lastBatchSql } from './balance-at.js';
import { select, type Queryable } from './queryable.js';

/** An account's balance in the column of its side; the other column is zero. */
export interface TrialBalanceAccount {
  readonly account: number;
  readonly uid: string;
  readonly kind: AccountKind;
  readonly owner: string | null;
  readonly subjectBook: number | null;
  readonly debit: Sen;
  readonly credit: Sen;
}

/** The sums of one kind's accounts. */
export interface TrialBalanceKind {
  readonly kind: AccountKind;
  readonly accounts: number;
  readonly debit: Sen;
  readonly credit: Sen;
}

/** `debit` equals `credit` in every book that stands as it should. */
export interface TrialBalance {
  readonly book: number;
  readonly kinds: readonly TrialBalanceKind[];
  readonly accounts: readonly TrialBalanceAccount[];
  readonly debit: Sen;
  readonly credit: Sen;
}

interface Row {
  readonly id: number;
  readonly uid: string;
  readonly kind: number;
  readonly owner: string | null;
  readonly subject_book: number | null;
  readonly posted: string;
}

/**
 * Every account of a book, in the order of the chart of accounts, now or after all that was posted
 * until `at`.
 */
export async function readTrialBalance(
  sql: Queryable,
  book: number,
  at: Date | undefined,
): Promise<TrialBalance> {
  const rows =
    at === undefined
      ? await select<Row>(sql, trialBalanceSql('a.posted', ''), [book])
      : await select<Row>(
          sql,
          trialBalanceSql(
            balanceAfterSql('a.id', 'last.number'),
            `CROSS JOIN (SELECT ${lastBatchSql(
              '(SELECT k.network FROM ledger.book k WHERE k.id = $1)',
              '$2::timestamptz',
              '<=',
            )} AS number) AS last`,
          ),
          [book, at],
        );
  const accounts = rows.map(accountOf);
  return { book, kinds: sumKinds(accounts), accounts, ...sumSides(accounts) };
}

function trialBalanceSql(posted: string, from: string): string {
  return `SELECT a.id, a.uid, a.kind, a.owner, a.subject_book, ${posted} AS posted
    FROM ledger.account a ${from} WHERE a.book = $1 ORDER BY a.kind, abs(a.id)`;
}

function accountOf(row: Row): TrialBalanceAccount {
  const posted = BigInt(row.posted);
  return {
    account: row.id,
    uid: row.uid,
    kind: kindOf(row.kind),
    owner: row.owner,
    subjectBook: row.subject_book,
    debit: posted < 0n ? -posted : 0n,
    credit: posted > 0n ? posted : 0n,
  };
}

function sumKinds(accounts: readonly TrialBalanceAccount[]): TrialBalanceKind[] {
  const kinds = new Map<AccountKind, TrialBalanceAccount[]>();
  for (const account of accounts) {
    const same = kinds.get(account.kind);
    if (same === undefined) kinds.set(account.kind, [account]);
    else same.push(account);
  }
  return [...kinds].map(([kind, same]) => ({ kind, accounts: same.length, ...sumSides(same) }));
}

function sumSides(accounts: readonly TrialBalanceAccount[]): { debit: Sen; credit: Sen } {
  let debit = 0n;
  let credit = 0n;
  for (const account of accounts) {
    debit += account.debit;
    credit += account.credit;
  }
  return { debit, credit };
}
