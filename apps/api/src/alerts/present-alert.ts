import { varying } from '@app/http';
import { alertStatusOf, alertTitle, type Alert, type AlertStatus } from '@app/access';
import { encodeId, type FailureDetail } from '@app/core';
import type { Network } from '@app/participants';

export interface AlertReply {
  id: string;
  network_id: string | null;
  /** null: a matter of the whole network. */
  cooperative_id: string | null;
  kind: string;
  /** In both languages. */
  title: { id: string; en: string } | null;
  severity: string;
  status: AlertStatus;
  detail: FailureDetail;
  /** How often the same cause was found. */
  times: number;
  raised_at: string;
  last_raised_at: string;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  /** When the cause was gone. */
  cleared_at: string | null;
}

export function presentAlert(alert: Alert, network: Network | undefined): AlertReply {
  const { cooperative, acknowledgedBy } = alert;
  return {
    id: encodeId('alr', alert.uid),
    network_id: network === undefined ? null : encodeId('net', network.uid),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
    kind: alert.kind,
    title: alertTitle(alert.kind) ?? null,
    severity: alert.severity,
    status: alertStatusOf(alert),
    detail: alert.detail,
    times: alert.times,
    raised_at: alert.raisedAt.toISOString(),
    last_raised_at: alert.lastRaisedAt.toISOString(),
    acknowledged_by: acknowledgedBy === null ? null : encodeId('per', acknowledgedBy),
    acknowledged_at: alert.acknowledgedAt?.toISOString() ?? null,
    cleared_at: alert.clearedAt?.toISOString() ?? null,
  };
}

export const ALERT_EXAMPLE: AlertReply = varying(
  {
    id: 'alr_01jzq3v5hfe0d9k3yx8m2n4p6r',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    kind: 'cash_difference',
    title: { id: 'Selisih kas saat tutup laci', en: 'A till was counted short or over' },
    severity: 'warning',
    status: 'acknowledged',
    detail: varying({ difference: '-5000.00' }, { open: true }),
    times: 1,
    raised_at: '2026-01-31T09:00:00.000Z',
    last_raised_at: '2026-01-31T09:00:00.000Z',
    acknowledged_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
    acknowledged_at: '2026-01-31T09:20:00.000Z',
    cleared_at: null,
  },
  { nullable: ['network_id', 'cooperative_id', 'title', 'acknowledged_by', 'acknowledged_at'] },
);
