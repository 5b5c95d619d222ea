import { encodeId, presets } from '@app/core';
import type { Network, StoredSchedule } from '@app/participants';

import { presentRules, type Cooperatives } from './schedule-form.js';

export type FeeScheduleReply = ReturnType<typeof presentSchedule>;

export function presentSchedule(
  stored: StoredSchedule,
  network: Network | undefined,
  cooperatives: Cooperatives,
) {
  return {
    id: encodeId('fsc', stored.uid),
    network_id: network === undefined ? null : encodeId('net', network.uid),
    version: stored.version,
    state: stored.state,
    created_at: stored.createdAt.toISOString(),
    /** Not in force before this, even when approved. */
    effective_at: stored.effectiveAt.toISOString(),
    drafted_by: stored.draftedBy === null ? null : encodeId('per', stored.draftedBy),
    approved_by: stored.approvedBy === null ? null : encodeId('per', stored.approvedBy),
    approved_at: stored.approvedAt?.toISOString() ?? null,
    activated_at: stored.activatedAt?.toISOString() ?? null,
    retired_at: stored.retiredAt?.toISOString() ?? null,
    ...presentRules(stored.schedule, cooperatives),
  };
}

export const FEE_SCHEDULE_EXAMPLE: FeeScheduleReply = {
  id: 'fsc_01jzq3v5hfe0d9k3yx8m2n4p6r',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  version: 2,
  state: 'active',
  created_at: '2026-01-30T01:40:00.000Z',
  effective_at: '2026-01-31T17:00:00.000Z',
  drafted_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
  approved_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
  approved_at: '2026-01-30T03:15:00.000Z',
  activated_at: '2026-01-31T17:00:00.412Z',
  retired_at: null,
  ...presentRules(presets.cooperativeSimple(), new Map()),
};
