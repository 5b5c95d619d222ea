import type pg from 'pg';
import { select } from '../reads/queryable.js';
import type { Violation } from './report.js';

/** Most violations of one rule that a report shows. */
export const SAMPLE = 20;

/** What one run looks at, and through what. */
export interface Scope {
  readonly client: pg.ClientBase;
  readonly network: number | undefined;
  readonly full: boolean;
}

/** What one rule, or several, found. */
export interface Finding {
  readonly violations: readonly Violation[];
  readonly count: number;
  readonly remarks?: readonly string[];
}

/**
 * A rule as one SELECT that gives `subject` and `detail` of each violation. Parameters: $1 the
 * network or null for all, $2 and $3 the first and last batch number that it may have.
 */
export interface Rule {
  readonly name: string;
  readonly sql: string;
}

export interface Invariant {
  readonly invariant: number;
  readonly name: string;
  readonly title: string;
  readonly checkedWhat: string;
  /** SELECT of how many there are, with the parameters of a rule. */
  readonly checkedSql: string;
  readonly rules: readonly Rule[];
  /** What no single SELECT can tell. */
  readonly further?: (scope: Scope) => Promise<Finding>;
}

/** Both sides of every leg, as entries of their accounts. */
export const SIDES = `SELECT l.debit_account AS account, l.batch, l.item, l.position, l.code,
    -l.amount AS delta, l.debit_balance AS balance
  FROM ledger.leg l WHERE l.batch BETWEEN $2 AND $3
  UNION ALL
  SELECT l.credit_account, l.batch, l.item, l.position, l.code, l.amount, l.credit_balance
  FROM ledger.leg l WHERE l.batch BETWEEN $2 AND $3`;

/** The accounts of the scope, with the name and the bound of their kind. */
export const ACCOUNTS = `SELECT a.*, k.name AS kind_name, k.bound, b.network
  FROM ledger.account a
  JOIN ledger.account_kind k ON k.code = a.kind
  JOIN ledger.book b ON b.id = a.book
  WHERE $1 IS NULL OR b.network = $1`;

const BATCHES_PER_NETWORK = 1_000_000_000_000n;
const LAST_BATCH = 9_223_372_036_854_775_807n;

/** Parameters $1 to $3 of every rule. */
export function scopeParameters({ network }: Scope): unknown[] {
  if (network === undefined) return [null, 0n, LAST_BATCH];
  const first = BigInt(network) * BATCHES_PER_NETWORK;
  return [network, first, first + BATCHES_PER_NETWORK - 1n];
}

/** Gives the three parameters their types, also in rules that use not all of them. */
const SCOPE = 'scope AS (SELECT $1::smallint, $2::bigint, $3::bigint)';

export async function judgeRule(scope: Scope, rule: Rule): Promise<Finding> {
  const rows = await select<{ subject: string; detail: string; total: string }>(
    scope.client,
    `WITH ${SCOPE}, violation (subject, detail) AS (${rule.sql})
     SELECT subject, detail, count(*) OVER () AS total FROM violation LIMIT ${SAMPLE}`,
    scopeParameters(scope),
  );
  return {
    violations: rows.map(({ subject, detail }) => ({ rule: rule.name, subject, detail })),
    count: Number(rows[0]?.total ?? 0),
  };
}

export async function countChecked(scope: Scope, invariant: Invariant): Promise<number> {
  const [row] = await select<{ count: string }>(
    scope.client,
    `WITH ${SCOPE} SELECT (${invariant.checkedSql}) AS count`,
    scopeParameters(scope),
  );
  return Number(row?.count ?? 0);
}
