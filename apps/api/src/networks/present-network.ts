import { varying } from '@app/http';
import { encodeId, toMoney, type Money } from '@app/core';
import type { Calendar, NetworkState, Weekday } from '@app/participants';

import { LIMITS_EXAMPLE, presentLimits, type LimitsReply } from '../limits/present-limits.js';

export interface NetworkReply {
  id: string;
  name: string;
  live: boolean;
  sandbox: boolean;
  time_zone: string;
  now: string;
  limits: LimitsReply;
  /** Above it an approval between two cooperatives needs somebody of each; null: never. */
  joint_approval_above: Money | null;
  calendar: {
    cutoffs: readonly string[];
    /** Instead of `cutoffs` on certain days of the week. */
    weekday_cutoffs: readonly { days: readonly Weekday[]; cutoffs: readonly string[] }[];
    skip_sundays: boolean;
    holidays: readonly string[];
  };
}

export function presentNetwork({
  network,
  now,
  limits,
  calendar,
  jointApprovalAbove,
}: NetworkState): NetworkReply {
  return {
    id: encodeId('net', network.uid),
    name: network.name,
    live: network.live,
    sandbox: network.sandbox,
    time_zone: network.timeZone,
    now: now.toISOString(),
    limits: presentLimits(limits),
    joint_approval_above: jointApprovalAbove === null ? null : toMoney(jointApprovalAbove),
    calendar: {
      cutoffs: calendar.cutoffs,
      weekday_cutoffs: weekdaysOf(calendar),
      skip_sundays: calendar.skipSundays,
      holidays: calendar.holidays,
    },
  };
}

/** Days with the same cut-offs together, in order of the week. */
function weekdaysOf({ weekdayCutoffs }: Calendar): NetworkReply['calendar']['weekday_cutoffs'] {
  const daysOf = new Map<string, Weekday[]>();
  for (const [day, cutoffs] of weekdayCutoffs) {
    const times = cutoffs.join(' ');
    daysOf.set(times, [...(daysOf.get(times) ?? []), day]);
  }
  return [...daysOf.values()].map((days) => {
    const [first = 'mon'] = days;
    return { days, cutoffs: weekdayCutoffs.get(first) ?? [] };
  });
}

export const NETWORK_EXAMPLE: NetworkReply = varying(
  {
    id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    name: 'Malang Raya',
    live: false,
    sandbox: false,
    time_zone: 'Asia/Jakarta',
    now: '2026-01-31T02:00:00.000Z',
    limits: LIMITS_EXAMPLE,
    joint_approval_above: { value: '10000000.00', currency: 'IDR' },
    calendar: {
      cutoffs: ['16:00'],
      weekday_cutoffs: [{ days: ['fri'], cutoffs: ['11:00', '16:00'] }],
      skip_sundays: true,
      holidays: ['2026-03-20'],
    },
  },
  { nullable: ['joint_approval_above'] },
);
