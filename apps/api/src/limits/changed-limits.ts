import type { Money, Sen } from '@app/core';
import { senOf } from '@app/http';
import type { FlowLimits, Limits, MerchantLimits, TierLimits } from '@app/participants';

import type {
  FlowLimitsRequest,
  LimitsRequest,
  MerchantLimitsRequest,
  TierLimitsRequest,
} from './limits-request.dto.js';

/** The limits of a network after a request: what it leaves out stays, what it says null of is taken away. */
export function changedLimits(current: Limits, body: LimitsRequest): Limits {
  return {
    unregistered: changedTier(current.unregistered, body.unregistered),
    registered: changedTier(current.registered, body.registered),
    till: changed(current.till, body.till, changedFlow),
    merchant: changed(current.merchant, body.merchant, changedMerchantLimits),
    largeCash: amount(current.largeCash, body.large_cash_threshold),
  };
}

/** A merchant's own limits after a request. */
export function changedMerchantLimits(
  current: MerchantLimits | undefined,
  body: MerchantLimitsRequest,
): MerchantLimits {
  return {
    sales: changed(current?.sales, body.sales, changedFlow),
    refunds: changed(current?.refunds, body.refunds, changedFlow),
  };
}

function changedTier(current: TierLimits, body: TierLimitsRequest): TierLimits {
  return {
    perPayment: senOf(body.per_payment),
    perDayAmount: senOf(body.per_day_amount),
    perDayCount: body.per_day_count,
    perMonthAmount: senOf(body.per_month_amount),
    perMonthCount: plain(current.perMonthCount, body.per_month_count),
    minimumIntervalSeconds: plain(current.minimumIntervalSeconds, body.minimum_interval_seconds),
    coolingOff: changed(current.coolingOff, body.cooling_off, (_, { days, per_day_amount }) => ({
      days,
      perDayAmount: senOf(per_day_amount),
    })),
    forbids: plain(current.forbids, body.forbids),
    cashOut: changed(current.cashOut, body.cash_out, changedFlow),
    balanceMaximum: amount(current.balanceMaximum, body.balance_maximum),
    perMonthIncoming: amount(current.perMonthIncoming, body.per_month_incoming),
  };
}

function changedFlow(current: FlowLimits | undefined, body: FlowLimitsRequest): FlowLimits {
  return {
    perAct: amount(current?.perAct, body.per_act),
    perDayAmount: amount(current?.perDayAmount, body.per_day_amount),
    perDayCount: plain(current?.perDayCount, body.per_day_count),
    perMonthAmount: amount(current?.perMonthAmount, body.per_month_amount),
    perMonthCount: plain(current?.perMonthCount, body.per_month_count),
  };
}

function changed<T, B>(
  current: T | undefined,
  body: B | null | undefined,
  apply: (current: T | undefined, body: B) => T,
): T | undefined {
  if (body === undefined) return current;
  return body === null ? undefined : apply(current, body);
}

function amount(current: Sen | undefined, body: Money | null | undefined): Sen | undefined {
  return changed(current, body, (_, money) => senOf(money));
}

function plain<T>(current: T | undefined, body: T | null | undefined): T | undefined {
  return changed(current, body, (_, value) => value);
}
