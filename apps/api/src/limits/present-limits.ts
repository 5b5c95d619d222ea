import { varying } from '@app/http';
import { toMoney, type Money, type Sen } from '@app/core';
import type {
  FlowLimits,
  ForbiddableAct,
  Limits,
  MemberTier,
  MerchantLimits,
  TierLimits,
} from '@app/participants';

/** null: there is no such bound. */
export interface FlowLimitsReply {
  per_act: Money | null;
  per_day_amount: Money | null;
  per_day_count: number | null;
  per_month_amount: Money | null;
  per_month_count: number | null;
}

export interface TierLimitsReply {
  per_payment: Money;
  per_day_amount: Money;
  per_day_count: number;
  per_month_amount: Money;
  per_month_count: number | null;
  minimum_interval_seconds: number | null;
  cooling_off: { days: number; per_day_amount: Money } | null;
  forbids: readonly ForbiddableAct[];
  cash_out: FlowLimitsReply;
  balance_maximum: Money | null;
  per_month_incoming: Money | null;
}

export interface MerchantLimitsReply {
  sales: FlowLimitsReply;
  refunds: FlowLimitsReply;
}

/** What a `PUT` takes as well, so that a client may read, change and send it back. */
export type LimitsReply = Record<MemberTier, TierLimitsReply> & {
  till: FlowLimitsReply;
  merchant: MerchantLimitsReply;
  large_cash_threshold: Money;
};

export function presentLimits(limits: Limits): LimitsReply {
  return {
    unregistered: presentTier(limits.unregistered),
    registered: presentTier(limits.registered),
    till: presentFlow(limits.till),
    merchant: presentMerchantLimits(limits.merchant),
    large_cash_threshold: toMoney(limits.largeCash ?? 0n),
  };
}

export function presentMerchantLimits(limits: MerchantLimits | undefined): MerchantLimitsReply {
  return { sales: presentFlow(limits?.sales), refunds: presentFlow(limits?.refunds) };
}

function presentTier(limits: TierLimits): TierLimitsReply {
  const { coolingOff } = limits;
  return {
    per_payment: toMoney(limits.perPayment),
    per_day_amount: toMoney(limits.perDayAmount),
    per_day_count: limits.perDayCount,
    per_month_amount: toMoney(limits.perMonthAmount),
    per_month_count: limits.perMonthCount ?? null,
    minimum_interval_seconds: limits.minimumIntervalSeconds ?? null,
    cooling_off:
      coolingOff === undefined
        ? null
        : { days: coolingOff.days, per_day_amount: toMoney(coolingOff.perDayAmount) },
    forbids: limits.forbids ?? [],
    cash_out: presentFlow(limits.cashOut),
    balance_maximum: money(limits.balanceMaximum),
    per_month_incoming: money(limits.perMonthIncoming),
  };
}

function presentFlow(limits: FlowLimits | undefined): FlowLimitsReply {
  return {
    per_act: money(limits?.perAct),
    per_day_amount: money(limits?.perDayAmount),
    per_day_count: limits?.perDayCount ?? null,
    per_month_amount: money(limits?.perMonthAmount),
    per_month_count: limits?.perMonthCount ?? null,
  };
}

function money(sen: Sen | undefined): Money | null {
  return sen === undefined ? null : toMoney(sen);
}

const rupiah = (value: string): Money => ({ value, currency: 'IDR' });

const FLOW_EXAMPLE: FlowLimitsReply = varying(
  {
    per_act: rupiah('5000000.00'),
    per_day_amount: rupiah('20000000.00'),
    per_day_count: 50,
    per_month_amount: rupiah('100000000.00'),
    per_month_count: 500,
  },
  {
    nullable: ['per_act', 'per_day_amount', 'per_day_count', 'per_month_amount', 'per_month_count'],
  },
);

export const MERCHANT_LIMITS_EXAMPLE: MerchantLimitsReply = {
  sales: FLOW_EXAMPLE,
  refunds: FLOW_EXAMPLE,
};

const REGISTERED_EXAMPLE: TierLimitsReply = varying(
  {
    per_payment: rupiah('20000000.00'),
    per_day_amount: rupiah('20000000.00'),
    per_day_count: 200,
    per_month_amount: rupiah('40000000.00'),
    per_month_count: 2000,
    minimum_interval_seconds: 5,
    cooling_off: { days: 3, per_day_amount: rupiah('1000000.00') },
    forbids: [],
    cash_out: FLOW_EXAMPLE,
    balance_maximum: rupiah('20000000.00'),
    per_month_incoming: rupiah('40000000.00'),
  },
  {
    nullable: [
      'per_month_count',
      'minimum_interval_seconds',
      'cooling_off',
      'balance_maximum',
      'per_month_incoming',
    ],
  },
);

export const LIMITS_EXAMPLE: LimitsReply = {
  unregistered: varying(
    {
      ...REGISTERED_EXAMPLE,
      per_payment: rupiah('2000000.00'),
      per_day_amount: rupiah('2000000.00'),
      per_day_count: 50,
      per_month_amount: rupiah('20000000.00'),
      forbids: ['transfer', 'withdrawal'],
      balance_maximum: rupiah('2000000.00'),
      per_month_incoming: rupiah('20000000.00'),
    },
    { nullable: ['balance_maximum', 'per_month_incoming'] },
  ),
  registered: REGISTERED_EXAMPLE,
  till: FLOW_EXAMPLE,
  merchant: MERCHANT_LIMITS_EXAMPLE,
  large_cash_threshold: rupiah('500000000.00'),
};
