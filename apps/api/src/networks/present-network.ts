import { encodeId } from '@app/core';
import type { NetworkState } from '@app/participants';

import { LIMITS_EXAMPLE, presentLimits, type LimitsReply } from '../limits/present-limits.js';

export interface NetworkReply {
  id: string;
  name: string;
  live: boolean;
  time_zone: string;
  now: string;
  limits: LimitsReply;
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
    limits: presentLimits(limits),
    calendar: {
      cutoffs: calendar.cutoffs,
      skip_sundays: calendar.skipSundays,
      holidays: calendar.holidays,
    },
  };
}

export const NETWORK_EXAMPLE: NetworkReply = {
  id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  name: 'Malang Raya',
  live: false,
  time_zone: 'Asia/Jakarta',
  now: '2026-01-31T02:00:00.000Z',
  limits: LIMITS_EXAMPLE,
  calendar: { cutoffs: ['16:00'], skip_sundays: true, holidays: ['2026-03-20'] },
};
