import {
  ACCOUNT_STATUSES,
  accountKindOf,
  invariant,
  type AccountKind,
  type AccountStatus,
  type Sen,
} from '@app/core';
import { available } from '../accounts/accounts.js';
import { select, selectPrepared, type Queryable } from './queryable.js';

/** An account with what it holds. Amounts in sen; `posted` = credits − debits. */
export interface Balance {
  readonly account: number;
  readonly uid: string;
  readonly book: number;
  readonly kind: AccountKind;
  readonly status: AccountStatus;
  /** The member or merchant whose wallet it is, the till's teller. */
  readonly owner: string | null;
  /** The cooperative's book that a position or liquidity mirrors. */
  readonly subjectBook: number | null;
  readonly posted: Sen;
  readonly heldDebits: Sen;
  readonly heldCredits: Sen;
  readonly minimum: Sen | null;
  readonly maximum: Sen | null;
  /** What may still be debited; null when nothing bounds it from below. */
  readonly available: Sen | null;
}

interface AccountRow {
  readonly id: number;
  readonly uid: string;
  readonly book: number;
  readonly kind: number;
  readonly status: number;
  readonly owner: string | null;
  readonly subject_book: number | null;
  readonly posted: string;
  readonly held_debits: string;
  readonly held_credits: string;
  readonly minimum: string | null;
  readonly maximum: string | null;
}

const SELECT_ACCOUNT = `SELECT id, uid, book, kind, status, owner, subject_book, posted,
    held_debits,
  held_credits, minimum, maximum FROM ledger.account`;

/** Accounts in the order of `ids`; undefined for one that isn't there. */
export async function readBalances(
  sql: Queryable,
  ids: readonly number[],
): Promise<(Balance | undefined)[]> {
  const rows = await selectPrepared<AccountRow>(sql, {
    name: 'balances',
    text: `${SELECT_ACCOUNT} WHERE id = ANY ($1::integer[])`,
    values: [ids],
  });
  const found = new Map(rows.map((row) => [row.id, balanceOf(row)]));
  return ids.map((id) => found.get(id));
}

export async function readByUid(sql: Queryable, uid: string): Promise<Balance | undefined> {
  return first(sql, `${SELECT_ACCOUNT} WHERE uid = $1`, [uid]);
}

export async function readByOwner(sql: Queryable, owner: string): Promise<Balance | undefined> {
  return first(sql, `${SELECT_ACCOUNT} WHERE owner = $1 ORDER BY id LIMIT 1`, [owner]);
}

/** By the unique index on a book's own accounts, whatever the number of wallets. */
export async function readAccountsOf(sql: Queryable, book: number): Promise<Balance[]> {
  const text = `${SELECT_ACCOUNT} WHERE book = $1 AND owner IS NULL ORDER BY kind, subject_book`;
  const rows = await select<AccountRow>(sql, text, [book]);
  return rows.map(balanceOf);
}

async function first(
  sql: Queryable,
  text: string,
  parameters: unknown[],
): Promise<Balance | undefined> {
  const [row] = await select<AccountRow>(sql, text, parameters);
  return row === undefined ? undefined : balanceOf(row);
}

function balanceOf(row: AccountRow): Balance {
  const bounds = {
    posted: BigInt(row.posted),
    heldDebits: BigInt(row.held_debits),
    minimum: row.minimum === null ? null : BigInt(row.minimum),
  };
  return {
    account: row.id,
    uid: row.uid,
    book: row.book,
    kind: kindOf(row.kind),
    status: statusOf(row.status),
    owner: row.owner,
    subjectBook: row.subject_book,
    ...bounds,
    heldCredits: BigInt(row.held_credits),
    maximum: row.maximum === null ? null : BigInt(row.maximum),
    available: available(bounds),
  };
}

/** The kind that a row's code means; throws InvariantError for a code of a newer release. */
export function kindOf(code: number): AccountKind {
  const kind = accountKindOf(code);
  invariant(kind !== undefined, `unknown account kind code ${code}`);
  return kind;
}

function statusOf(code: number): AccountStatus {
  const status = ACCOUNT_STATUSES[code - 1];
  invariant(status !== undefined, `unknown account status code ${code}`);
  return status;
}
