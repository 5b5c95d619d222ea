import { fail, invariant, newUuid, succeed, type FailureDetail, type Result } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { Identity } from '../identity.js';
import { ALERT_KINDS, type AlertKind, type AlertSeverity } from './alert-kinds.js';

export interface NewAlert {
  /** Number of the network. */
  readonly network: number;
  /** Uuid; none: a matter of the whole network, for its operators. */
  readonly cooperative?: string | null | undefined;
  readonly kind: AlertKind;
  /** Uuid of what it is about. */
  readonly subject?: string | null | undefined;
  /** What a person needs to know: no name, phone number or NIK; amounts as text. */
  readonly detail?: FailureDetail | undefined;
  /** The same cause has the same key: while its alert is not cleared there is no second one. */
  readonly dedupeKey: string;
}

/** All ids are uuids, all times the network's. */
export interface Alert {
  readonly uid: string;
  readonly network: number;
  readonly cooperative: string | null;
  /** One of `ALERT_KINDS`, or of an older release's. */
  readonly kind: string;
  readonly severity: AlertSeverity;
  readonly subject: string | null;
  readonly detail: FailureDetail;
  /** How often it was raised. */
  readonly times: number;
  readonly raisedAt: Date;
  readonly lastRaisedAt: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly clearedAt: Date | null;
}

/** `open` nobody has looked at; `acknowledged` somebody sees to it; `cleared` the cause is gone. */
export const ALERT_STATUSES = ['open', 'acknowledged', 'cleared'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

export interface AlertQuery {
  readonly network: number;
  readonly status?: AlertStatus | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `uid, network, cooperative, kind, severity, subject, detail, times,
  raised_at AS "raisedAt", last_raised_at AS "lastRaisedAt",
  acknowledged_by AS "acknowledgedBy", acknowledged_at AS "acknowledgedAt",
  cleared_at AS "clearedAt"`;

/** What somebody has to look at: raised by whoever finds it, once for one cause. */
export class AlertService {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Raises an alert, or counts it once more while one of the same kind and key is not cleared.
   * Answers its uuid. With `tx` it is part of the caller's transaction.
   */
  async raise(alert: NewAlert, tx: EntityManager = this.manager): Promise<string> {
    const rows = await tx.query<{ uid: string }[]>(
      `INSERT INTO access.alert AS a (uid, network, cooperative, kind, severity, subject, detail,
         dedupe_key, raised_at, last_raised_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, n.now, n.now
       FROM (SELECT ledger.network_now($2::smallint) AS now) AS n
       ON CONFLICT (network, kind, dedupe_key) WHERE cleared_at IS NULL
       DO UPDATE SET times = a.times + 1, last_raised_at = excluded.last_raised_at
       RETURNING uid`,
      [
        newUuid(),
        alert.network,
        alert.cooperative ?? null,
        alert.kind,
        ALERT_KINDS[alert.kind].severity,
        alert.subject ?? null,
        JSON.stringify(alert.detail ?? {}),
        alert.dedupeKey,
      ],
    );
    const [raised] = rows;
    invariant(raised !== undefined, 'an alert is written or counted');
    return raised.uid;
  }

  /** The cause is gone; nothing happens if there is no such alert. A later cause makes another one. */
  async clear(
    alert: Pick<NewAlert, 'network' | 'kind' | 'dedupeKey'>,
    tx: EntityManager = this.manager,
  ): Promise<void> {
    await tx.query(
      `UPDATE access.alert SET cleared_at = ledger.network_now(network)
       WHERE network = $1 AND kind = $2 AND dedupe_key = $3 AND cleared_at IS NULL`,
      [alert.network, alert.kind, alert.dedupeKey],
    );
  }

  /**
   * Somebody sees to it; done again it changes nothing. `not_found` outside the caller's network or
   * cooperative.
   */
  async acknowledge(caller: Identity, uid: string): Promise<Result<Alert, 'not_found'>> {
    const alert = await this.read(caller, uid);
    if (!alert.ok) return alert;
    await this.manager.query(
      `UPDATE access.alert
       SET acknowledged_by = $2, acknowledged_at = ledger.network_now(network)
       WHERE uid = $1 AND acknowledged_by IS NULL`,
      [uid, caller.principal],
    );
    return this.read(caller, uid);
  }

  /** `not_found` outside the caller's network or cooperative. */
  async read(caller: Identity, uid: string): Promise<Result<Alert, 'not_found'>> {
    const [alert] = await this.manager.query<Alert[]>(
      `SELECT ${COLUMNS} FROM access.alert
       WHERE uid = $1 AND ($2::smallint IS NULL OR network = $2)
         AND ($3::uuid IS NULL OR cooperative = $3)`,
      [uid, caller.network, caller.cooperative],
    );
    return alert === undefined ? fail('not_found') : succeed(alert);
  }

  /** Newest first; those of the caller's cooperative, or of a whole network. */
  async list(caller: Identity, query: AlertQuery): Promise<Alert[]> {
    invariant(caller.network === null || caller.network === query.network, 'a foreign network');
    const backwards = query.before !== undefined;
    return this.manager.query<Alert[]>(
      `SELECT ${COLUMNS} FROM access.alert
       WHERE network = $1 AND ($2::uuid IS NULL OR cooperative = $2)
         AND ($3::text IS NULL OR $3 = CASE WHEN cleared_at IS NOT NULL THEN 'cleared'
           WHEN acknowledged_at IS NOT NULL THEN 'acknowledged' ELSE 'open' END)
         AND ($4::uuid IS NULL OR uid ${backwards ? '>' : '<'} $4)
       ORDER BY uid ${backwards ? 'ASC' : 'DESC'} LIMIT $5`,
      [
        query.network,
        caller.cooperative,
        query.status ?? null,
        query.after ?? query.before ?? null,
        query.limit,
      ],
    );
  }
}

/** See {@link ALERT_STATUSES}. */
export function alertStatusOf(alert: Alert): AlertStatus {
  if (alert.clearedAt !== null) return 'cleared';
  return alert.acknowledgedAt === null ? 'open' : 'acknowledged';
}
