import { varying } from '@app/http';
import { encodeId, toMoney, type Money, type Sen } from '@app/core';
import type { CashierView } from '@app/participants';

/** A cashier just taken on. */
export interface CashierReply {
  id: string;
  person_id: string;
  merchant_id: string;
  username: string;
  activation_code: string;
}

/** null: there is no such bound. */
interface CashierLimitsReply {
  per_act: Money | null;
  per_day_amount: Money | null;
  per_day_count: number | null;
}

export interface KnownCashierReply {
  id: string;
  person_id: string;
  merchant_id: string;
  full_name: string;
  usernames: string[];
  state: 'active' | 'ended';
  /** Of what they give back. */
  limits: CashierLimitsReply;
  since: string;
  ended_at: string | null;
}

export function presentCashier(merchant: string, cashier: CashierView): KnownCashierReply {
  const { limits, endedAt } = cashier;
  return {
    id: encodeId('csh', cashier.uid),
    person_id: encodeId('per', cashier.person),
    merchant_id: encodeId('mrc', merchant),
    full_name: cashier.fullName,
    usernames: cashier.usernames,
    state: endedAt === null ? 'active' : 'ended',
    limits: {
      per_act: money(limits.perAct),
      per_day_amount: money(limits.perDayAmount),
      per_day_count: limits.perDayCount ?? null,
    },
    since: cashier.grantedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
  };
}

function money(sen: Sen | undefined): Money | null {
  return sen === undefined ? null : toMoney(sen);
}

export const CASHIER_EXAMPLE: CashierReply = {
  id: 'csh_01jzq3v5hfe0d9k3yx8m2n4p6s',
  person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
  merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s',
  username: 'kasir.toko.siti',
  activation_code: '30718264',
};

export const KNOWN_CASHIER_EXAMPLE: KnownCashierReply = {
  id: CASHIER_EXAMPLE.id,
  person_id: CASHIER_EXAMPLE.person_id,
  merchant_id: CASHIER_EXAMPLE.merchant_id,
  full_name: 'Wulan Safitri',
  usernames: ['kasir.toko.siti'],
  state: 'active',
  limits: varying(
    {
      per_act: { value: '100000.00', currency: 'IDR' },
      per_day_amount: { value: '500000.00', currency: 'IDR' },
      per_day_count: 10,
    },
    { nullable: ['per_act', 'per_day_amount', 'per_day_count'] },
  ),
  since: '2026-01-31T02:00:00.000Z',
  ended_at: null,
};
