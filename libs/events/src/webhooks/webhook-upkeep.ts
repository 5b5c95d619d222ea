import type { AlertService } from '@app/access';
import type { EntityManager } from 'typeorm';
import { forgetEnded } from './delivery.store.js';

const STUCK_HOURS = 1;
const KEPT_DAYS = 30;
const FORGOTTEN_AT_ONCE = 2_000;
const ENDPOINTS_AT_ONCE = 100;

interface Row {
  uid: string;
  cooperative: string;
  is_stuck: boolean;
}

/** Has people look at endpoints that don't answer, and forgets deliveries of a month ago. */
export class WebhookUpkeep {
  constructor(
    private readonly manager: EntityManager,
    private readonly alerts: Pick<AlertService, 'raise' | 'clear'>,
  ) {}

  /** For one network (number). */
  async perform(network: number): Promise<void> {
    const rows = await this.manager.query<Row[]>(
      `SELECT e.uid, e.cooperative, e.failing_since IS NOT NULL AND e.status = 'active' OR e.reason = 'failing' AS is_stuck
       FROM events.webhook_endpoint e
       LEFT JOIN access.alert a ON a.network = e.network AND a.kind = 'webhook_stuck'
         AND a.dedupe_key = e.uid::text AND a.cleared_at IS NULL
       WHERE e.network = $1 AND ((a.uid IS NULL AND e.status = 'active'
           AND e.failing_since < now() - make_interval(hours => $2))
         OR (a.uid IS NOT NULL AND e.failing_since IS NULL)
         OR (a.uid IS NOT NULL AND e.status = 'disabled' AND e.reason <> 'failing'))
       LIMIT $3`,
      [network, STUCK_HOURS, ENDPOINTS_AT_ONCE],
    );
    for (const { uid, cooperative, is_stuck: isStuck } of rows) {
      const alert = { network, kind: 'webhook_stuck', dedupeKey: uid } as const;
      if (isStuck) await this.alerts.raise({ ...alert, cooperative, subject: uid });
      else await this.alerts.clear(alert);
    }
    await forgetEnded(this.manager, KEPT_DAYS, FORGOTTEN_AT_ONCE);
  }
}
