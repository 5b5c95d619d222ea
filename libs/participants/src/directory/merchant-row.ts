import { invariant } from '@app/core';

import { merchantLimitsOf, type FlowRow } from '../limits/limits.store.js';
import {
  MERCHANT_CRITERIA,
  type CashierLimits,
  type Merchant,
  type MerchantCriterion,
} from './directory-types.js';

export interface MerchantRow {
  uid: string;
  cooperative: string;
  book: number;
  network: number;
  owner_person: string;
  name: string;
  criterion: string;
  wallet: number;
  wallet_uid: string;
  /** null: none of its own. */
  limits: FlowRow[] | null;
  /** null: none has any. */
  cashiers: CashierLimitsRow[] | null;
}

interface CashierLimitsRow extends Pick<FlowRow, 'per_act' | 'per_day_amount' | 'per_day_count'> {
  person: string;
  number: number;
}

/** Amounts come as text, because a number of JSON would not hold every one of them. */
export const MERCHANT_COLUMNS = `m.uid, m.cooperative, c.book, c.network, m.owner_person, m.name,
  m.criterion, m.wallet, m.wallet_uid,
  (SELECT jsonb_agg(jsonb_build_object('flow', f.flow, 'per_act', f.per_act::text,
       'per_day_amount', f.per_day_amount::text, 'per_day_count', f.per_day_count,
       'per_month_amount', f.per_month_amount::text, 'per_month_count', f.per_month_count))
     FROM participants.flow_limit f WHERE f.merchant = m.uid) AS limits,
  (SELECT jsonb_agg(jsonb_build_object('person', l.person, 'number', l.number,
       'per_act', l.per_act::text, 'per_day_amount', l.per_day_amount::text,
       'per_day_count', l.per_day_count))
     FROM participants.cashier_limit l WHERE l.merchant = m.uid) AS cashiers`;

export function toMerchant(row: MerchantRow): Merchant {
  return {
    uid: row.uid,
    cooperative: row.cooperative,
    book: row.book,
    network: row.network,
    ownerPerson: row.owner_person,
    name: row.name,
    criterion: criterionOf(row.criterion),
    wallet: row.wallet,
    walletUid: row.wallet_uid,
    ...limitsOf(row.limits),
    ...(row.cashiers !== null && { cashiers: row.cashiers.map(toCashierLimits) }),
  };
}

function limitsOf(rows: FlowRow[] | null): Pick<Merchant, 'limits'> {
  const limits = rows === null ? undefined : merchantLimitsOf(rows);
  return limits === undefined ? {} : { limits };
}

function toCashierLimits({ person, number, ...row }: CashierLimitsRow): CashierLimits {
  return {
    person,
    number,
    limits: {
      perAct: row.per_act === null ? undefined : BigInt(row.per_act),
      perDayAmount: row.per_day_amount === null ? undefined : BigInt(row.per_day_amount),
      perDayCount: row.per_day_count ?? undefined,
    },
  };
}

function criterionOf(text: string): MerchantCriterion {
  const criterion = MERCHANT_CRITERIA.find((one) => one === text);
  invariant(criterion !== undefined, `unknown criterion ${text}`);
  return criterion;
}
