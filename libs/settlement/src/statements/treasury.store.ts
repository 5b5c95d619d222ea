import {
  ACCOUNT_KINDS,
  accountKindOf,
  invariant,
  LEG_COMPONENTS,
  readLegCode,
  type AccountKind,
  type LegComponent,
  type Sen,
  type TransferType,
} from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { Cooperative } from '@app/participants';
import { select } from '../sql.js';

/** What a cooperative and a counterpart came to owe each other on a day. In sen; parties are books. */
export interface DayFlow {
  readonly counterpart: number;
  readonly owes: Sen;
  readonly isOwed: Sen;
  readonly legCount: bigint;
}

/** What a cooperative earned or paid in a month, by one account and code. In sen. */
export interface MonthFee {
  readonly kind: AccountKind;
  readonly service: TransferType;
  readonly component: LegComponent;
  readonly debit: Sen;
  readonly credit: Sen;
  readonly legCount: bigint;
}

/** Days of the network's calendar, "2026-01-31", both included. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/**
 * Batches that are not in the tally yet and touched one of these hot accounts, each with its day: found by balance
 * points, so that only what is asked for is looked at.
 */
const REST = `SELECT DISTINCT p.batch, (b.posted_at AT TIME ZONE n.time_zone)::date AS day
  FROM ledger.network n
  CROSS JOIN LATERAL (SELECT coalesce((SELECT t.last_batch FROM settlement.tally t
    WHERE t.network = n.id), n.id * 1000000000000::bigint) AS number) AS tallied
  JOIN ledger.balance_point p ON p.account = ANY ($2::integer[]) AND p.batch > tallied.number
    AND p.batch >= coalesce((SELECT d.number FROM ledger.batch d
      WHERE d.network = n.id AND d.posted_at >= $4::date::timestamp AT TIME ZONE n.time_zone
      ORDER BY d.posted_at LIMIT 1), 9223372036854775807)
  JOIN ledger.batch b ON b.number = p.batch
  WHERE n.id = $1`;

/** One statement, so one snapshot: the tally and what it lacks fit together. */
export async function readDayFlows(
  sql: SqlRunner,
  { network, book, accounts }: Cooperative,
  days: Days,
): Promise<DayFlow[]> {
  const position = ACCOUNT_KINDS.position.code;
  const rows = await select<{
    counterpart: number;
    owes: string;
    is_owed: string;
    leg_count: string;
  }>(
    sql,
    `SELECT f.counterpart, sum(f.owes)::text AS owes, sum(f.is_owed)::text AS is_owed,
       sum(f.leg_count)::text AS leg_count
     FROM (
       SELECT to_book AS counterpart, amount AS owes, 0 AS is_owed, leg_count
       FROM settlement.day_flow WHERE from_book = $3 AND day BETWEEN $4::date AND $5::date
       UNION ALL
       SELECT from_book, 0, amount, leg_count
       FROM settlement.day_flow WHERE to_book = $3 AND day BETWEEN $4::date AND $5::date
       UNION ALL
       SELECT CASE WHEN o.kind = ${position} THEN o.subject_book ELSE o.book END,
         CASE WHEN l.debit_account = $2[1] THEN l.amount ELSE 0 END,
         CASE WHEN l.debit_account = $2[1] THEN 0 ELSE l.amount END, 1
       FROM (${REST}) AS r
       JOIN ledger.leg l ON l.batch = r.batch AND $2[1] IN (l.debit_account, l.credit_account)
       JOIN ledger.account o ON o.id =
         CASE WHEN l.debit_account = $2[1] THEN l.credit_account ELSE l.debit_account END
       WHERE r.day BETWEEN $4::date AND $5::date
         AND l.code % 100 <> ${LEG_COMPONENTS.settlement}
     ) AS f
     GROUP BY f.counterpart ORDER BY f.counterpart`.replaceAll('$2[1]', '($2::integer[])[1]'),
    [network, [accounts.position], book, days.first, days.last],
  );
  return rows.map((row) => ({
    counterpart: row.counterpart,
    owes: BigInt(row.owes),
    isOwed: BigInt(row.is_owed),
    legCount: BigInt(row.leg_count),
  }));
}

/** Likewise what a cooperative earned and paid, by account and code. */
export async function readFees(
  sql: SqlRunner,
  { network, book, accounts }: Cooperative,
  days: Days,
): Promise<MonthFee[]> {
  const hot = [
    accounts.feeIncome,
    accounts.interchangeIncome,
    accounts.interchangeExpense,
    accounts.switchFeeExpense,
    accounts.incentiveExpense,
  ];
  const rows = await select<{
    kind: number;
    code: number;
    debit: string;
    credit: string;
    leg_count: string;
  }>(
    sql,
    `SELECT f.kind, f.code, sum(f.debit)::text AS debit, sum(f.credit)::text AS credit,
       sum(f.leg_count)::text AS leg_count
     FROM (
       SELECT kind, code, debit, credit, leg_count
       FROM settlement.day_fee WHERE book = $3 AND day BETWEEN $4::date AND $5::date
       UNION ALL
       SELECT a.kind, l.code, CASE WHEN a.id = l.debit_account THEN l.amount ELSE 0 END,
         CASE WHEN a.id = l.credit_account THEN l.amount ELSE 0 END, 1
       FROM (${REST}) AS r
       JOIN ledger.leg l ON l.batch = r.batch AND l.book = $3
       JOIN ledger.account a ON a.id = ANY ($2::integer[])
         AND a.id IN (l.debit_account, l.credit_account)
       WHERE r.day BETWEEN $4::date AND $5::date
     ) AS f
     GROUP BY f.kind, f.code ORDER BY f.kind, f.code`,
    [network, hot, book, days.first, days.last],
  );
  return rows.map((row) => {
    const kind = accountKindOf(row.kind);
    invariant(kind !== undefined, `unknown account kind ${row.kind}`);
    const { type, component } = readLegCode(row.code);
    return {
      kind,
      service: type,
      component,
      debit: BigInt(row.debit),
      credit: BigInt(row.credit),
      legCount: BigInt(row.leg_count),
    };
  });
}
