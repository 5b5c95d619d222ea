import { varying } from '@app/http';
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

const PRESET = presentRules(presets.cooperativeSimple(), new Map());
const RUPIAH = { value: '1000.00', currency: 'IDR' };
/** What a rule or a component may say beside what those of the preset say. */
const RULE_ALSO = {
  criterion: 'UMI',
  issuer_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  acquirer_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
  from_amount: RUPIAH,
  to_amount: RUPIAH,
  refund: 'in_proportion',
};
const COMPONENT_ALSO = { rate: '0.007', fixed: RUPIAH, minimum: RUPIAH, maximum: RUPIAH };

export const FEE_SCHEDULE_EXAMPLE: FeeScheduleReply = varying(
  {
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
    ...PRESET,
    rules: PRESET.rules.map((rule) => {
      const components = rule.components.map((part) =>
        varying(part, { optional: ['rate', 'fixed', 'minimum', 'maximum'], also: COMPONENT_ALSO }),
      );
      return varying(
        { ...rule, components },
        {
          optional: ['criterion', 'issuer_id', 'acquirer_id', 'from_amount', 'to_amount', 'refund'],
          also: RULE_ALSO,
        },
      );
    }),
  },
  { nullable: ['network_id', 'drafted_by', 'approved_by', 'approved_at', 'activated_at'] },
);
