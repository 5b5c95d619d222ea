import { encodeId, toMoney, type Money } from '@app/core';
import type { MemberTier, NetworkState, TierLimits } from '@app/participants';

interface TierLimitsReply {
  per_payment: Money;
  per_day_amount: Money;
  per_day_count: number;
  per_month_amount: Money;
}

export interface NetworkReply {
  id: string;
  name: string;
  live: boolean;
  time_zone: string;
  now: string;
  limits: Record<MemberTier, TierLimitsReply>;
  calendar: {
    cutoffs: readonly string[];
    skip_sundays: boolean;
    holidays: readonly string[];
  };
}

export function presentNetwork({ network, now, limits, calendar }: NetworkState): NetworkReply {
  return {
    id: encodeId('net', network.uid),
    name: network.name,
    live: network.live,
    time_zone: network.timeZone,
    now: now.toISOString(),
    limits: {
      unregistered: presentLimits(limits.unregistered),
      registered: presentLimits(limits.registered),
    },
    calendar: {
      cutoffs: calendar.cutoffs,
      skip_sundays: calendar.skipSundays,
      holidays: calendar.holidays,
    },
  };
}

function presentLimits(limits: TierLimits): TierLimitsReply {
  return {
    per_payment: toMoney(limits.perPayment),
    per_day_amount: toMoney(limits.perDayAmount),
    per_day_count: limits.perDayCount,
    per_month_amount: toMoney(limits.perMonthAmount),
  };
}

const rupiah = (value: string): Money => ({ value, currency: 'IDR' });

export const NETWORK_EXAMPLE: NetworkReply = {
  id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  name: 'Malang Raya',
  live: false,
  time_zone: 'Asia/Jakarta',
  now: '2026-01-31T02:00:00.000Z',
  limits: {
    unregistered: {
      per_payment: rupiah('2000000.00'),
      per_day_amount: rupiah('2000000.00'),
      per_day_count: 50,
      per_month_amount: rupiah('20000000.00'),
    },
    registered: {
      per_payment: rupiah('20000000.00'),
      per_day_amount: rupiah('20000000.00'),
      per_day_count: 200,
      per_month_amount: rupiah('40000000.00'),
    },
  },
  calendar: { cutoffs: ['16:00'], skip_sundays: true, holidays: ['2026-03-20'] },
};
