import { invariant } from '@app/core';
import type { EntityManager } from 'typeorm';

import type { CashierLimits } from '../directory/directory-types.js';
import { pageClause, type UidPage } from '../uid-page.js';

/** Somebody who stands, or stood, at the till of a shop. */
export interface CashierRow {
  /** Of the role that was given. */
  readonly uid: string;
  readonly person: string;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
  readonly usernames: string[];
  readonly limits: CashierLimits['limits'];
}

interface Selected extends Omit<CashierRow, 'limits'> {
  readonly perAct: string | null;
  readonly perDayAmount: string | null;
  readonly perDayCount: number | null;
}

const CASHIERS = `
SELECT g.id AS uid, g.person_id AS person, g.granted_at AS "grantedAt", g.revoked_at AS "endedAt",
  ARRAY(SELECT l.username FROM access.login l WHERE l.person_id = g.person_id
    ORDER BY l.username) AS usernames,
  c.per_act::text AS "perAct", c.per_day_amount::text AS "perDayAmount",
  c.per_day_count AS "perDayCount"
FROM access.role_grant g LEFT JOIN participants.cashier_limit c ON c.cashier = g.id
WHERE g.role = 'cashier' AND g.merchant = $1`;

/** In the order in which they were taken on, former ones too. */
export async function listCashiers(
  sql: EntityManager,
  merchant: string,
  page: UidPage,
): Promise<CashierRow[]> {
  const rows = await sql.query<Selected[]>(`${CASHIERS} ${pageClause(page, 'g.id', 2)}`, [
    merchant,
    page.after ?? page.before ?? null,
    page.limit,
  ]);
  return rows.map(toCashier);
}

/** Locked, so that nobody is given a limit while they go. */
export async function lockCashier(
  tx: EntityManager,
  merchant: string,
  uid: string,
): Promise<CashierRow | undefined> {
  const rows = await tx.query<Selected[]>(`${CASHIERS} AND g.id = $2 FOR UPDATE OF g`, [
    merchant,
    uid,
  ]);
  return rows[0] && toCashier(rows[0]);
}

/** The first limits of a cashier give them their number in this shop; two cashiers at once get theirs one after the other. */
export async function writeCashierLimits(
  tx: EntityManager,
  merchant: string,
  { uid, person }: Pick<CashierRow, 'uid' | 'person'>,
  limits: CashierLimits['limits'],
): Promise<void> {
  const locked = await tx.query<unknown[]>(
    'SELECT FROM participants.merchant WHERE uid = $1 FOR UPDATE',
    [merchant],
  );
  invariant(locked.length === 1, 'a shop is never deleted');
  await tx.query(
    `INSERT INTO participants.cashier_limit (cashier, merchant, person, number, per_act,
       per_day_amount, per_day_count)
     SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6
     FROM participants.cashier_limit WHERE merchant = $2
     ON CONFLICT (cashier) DO UPDATE SET per_act = excluded.per_act,
       per_day_amount = excluded.per_day_amount, per_day_count = excluded.per_day_count`,
    [
      uid,
      merchant,
      person,
      limits.perAct?.toString() ?? null,
      limits.perDayAmount?.toString() ?? null,
      limits.perDayCount ?? null,
    ],
  );
}

function toCashier({ perAct, perDayAmount, perDayCount, ...row }: Selected): CashierRow {
  return {
    ...row,
    limits: {
      perAct: perAct === null ? undefined : BigInt(perAct),
      perDayAmount: perDayAmount === null ? undefined : BigInt(perDayAmount),
      perDayCount: perDayCount ?? undefined,
    },
  };
}
