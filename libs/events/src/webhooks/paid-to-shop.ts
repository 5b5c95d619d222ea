import type { Sen } from '@app/core';
import { TICKETS } from '@app/ledger';
import type { QrPurpose } from '@app/payments';
import type { EntityManager } from 'typeorm';

/** What somebody asked for by a number of their own. Uuids. */
export interface AskedBy {
  readonly uid: string;
  readonly createdBy: string;
  readonly key: string;
}

/** A payment that a shop received, by what it was asked for, and how much of it was given back since. */
export interface PaidToShop {
  readonly payment: string;
  /** Who sent it, and under which number. */
  readonly principal: string;
  readonly reference: string | null;
  readonly amount: Sen;
  readonly postedAt: Date;
  readonly merchant: string;
  /** Of the shop. */
  readonly cooperative: string;
  /** In sen, of all refunds. */
  readonly refunded: Sen;
  readonly isReversed: boolean;
  /** The code for one payment that it used up; a static code leaves no trace in the books. */
  readonly code: (AskedBy & { readonly purpose: QrPurpose }) | null;
  /** The payment request that it paid. */
  readonly request: AskedBy | null;
}

interface Row extends Omit<PaidToShop, 'amount' | 'refunded'> {
  readonly amount: string;
  readonly refunded: string;
}

/** Types 1, 6 and 7 are payment, refund and reversal. What captured an authorisation has an original, and is not meant. */
const PAID = `
SELECT t.id AS payment, t.principal, t.reference, t.amount::text AS amount, b.posted_at AS "postedAt",
  m.uid AS merchant, m.cooperative,
  coalesce(r.refunded, 0)::text AS refunded, coalesce(r.is_reversed, false) AS "isReversed",
  CASE WHEN q.uid IS NOT NULL THEN
    json_build_object('uid', q.uid, 'createdBy', q.created_by, 'key', q.key, 'purpose', q.purpose) END AS code,
  CASE WHEN d.uid IS NOT NULL THEN
    json_build_object('uid', d.uid, 'createdBy', d.created_by, 'key', d.key) END AS request
FROM ledger.transfer t
JOIN ledger.batch b ON b.number = t.batch
JOIN participants.merchant m ON m.wallet = t.payee
LEFT JOIN ledger.claim c ON c.transfer = t.id AND c.principal = '${TICKETS}'
LEFT JOIN payments.qr_code q ON q.uid = c.value
LEFT JOIN payments.demand_payment p ON p.uid = t.id
LEFT JOIN payments.demand d ON d.uid = p.demand AND d.kind = 'request'
LEFT JOIN LATERAL (
  SELECT sum(g.amount) FILTER (WHERE g.type = 6) AS refunded, bool_or(g.type = 7) AS is_reversed
  FROM ledger.transfer g WHERE g.original = t.id AND g.type IN (6, 7) AND g.refusal IS NULL) AS r ON true
WHERE t.id = ANY ($1::uuid[]) AND t.type = 1 AND t.original IS NULL AND t.refusal IS NULL`;

/** Those of these transfers (uuids) that paid a shop, in no order. */
export async function readPaidToShops(
  manager: EntityManager,
  transfers: readonly string[],
): Promise<PaidToShop[]> {
  if (transfers.length === 0) return [];
  const rows = await manager.query<Row[]>(PAID, [[...new Set(transfers)]]);
  return rows.map((row) => ({
    ...row,
    amount: BigInt(row.amount),
    refunded: BigInt(row.refunded),
  }));
}
