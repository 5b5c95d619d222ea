import type { AlertKind, AlertService } from '@app/access';
import { encodeId, formatSen } from '@app/core';
import type { DataSource } from 'typeorm';
import { select } from '../sql.js';

export interface WatchPorts {
  readonly dataSource: DataSource;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

/** Of the cap, what debt and holds together have reached. */
const LEVELS = [
  { kind: 'cap_use_75', percent: 75n },
  { kind: 'cap_use_90', percent: 90n },
  { kind: 'cap_use_100', percent: 100n },
] as const satisfies readonly { readonly kind: AlertKind; readonly percent: bigint }[];

/** What lies in suspense, or differs from the bank, is told of again each day, so that nobody forgets it. */
export const REMINDER_HOURS = 24;

interface UseRow {
  readonly uid: string;
  readonly used: string;
  readonly cap: string;
  /** Kinds of which an alert is open. */
  readonly open: string[];
}

interface SuspenseRow {
  readonly account: string;
  readonly cooperative: string | null;
  readonly posted: string;
  readonly open: boolean;
  readonly due: boolean;
}

/** Tells people when a cap is nearly used, and of money in suspense; one alert for one cause. */
export class PositionWatch {
  constructor(private readonly ports: WatchPorts) {}

  /** For the worker: raises what is new and clears what is over. */
  async watch(network: number): Promise<void> {
    await this.watchCaps(network);
    await this.watchSuspense(network);
  }

  private async watchCaps(network: number): Promise<void> {
    const rows = await select<UseRow>(
      this.ports.dataSource.manager,
      `SELECT c.uid, (a.posted + a.held_credits)::text AS used, a.maximum AS cap,
         ARRAY(SELECT l.kind FROM access.alert l WHERE l.network = c.network
           AND l.kind = ANY ($2) AND l.dedupe_key = c.uid::text AND l.cleared_at IS NULL) AS open
       FROM participants.cooperative c JOIN ledger.account a ON a.id = c.clearing
       WHERE c.network = $1`,
      [network, LEVELS.map(({ kind }) => kind)],
    );
    for (const row of rows) {
      const [used, cap] = [BigInt(row.used), BigInt(row.cap)];
      for (const { kind, percent } of LEVELS) {
        const reached = used > 0n && used * 100n >= cap * percent;
        const isOpen = row.open.includes(kind);
        if (reached === isOpen) continue;
        const alert = { network, kind, dedupeKey: row.uid };
        if (!reached) await this.ports.alerts.clear(alert);
        else {
          const detail = { used: formatSen(used), cap: formatSen(cap) };
          const { uid: cooperative } = row;
          await this.ports.alerts.raise({ ...alert, cooperative, subject: cooperative, detail });
        }
      }
    }
  }

  private async watchSuspense(network: number): Promise<void> {
    const rows = await select<SuspenseRow>(
      this.ports.dataSource.manager,
      `SELECT a.uid AS account, c.uid AS cooperative, a.posted, l.uid IS NOT NULL AS open,
         l.last_raised_at + make_interval(hours => $2) <= ledger.network_now(c.network) AS due
       FROM (SELECT uid, network, suspense FROM participants.cooperative WHERE network = $1
         UNION ALL SELECT NULL, id, suspense FROM participants.network WHERE id = $1) AS c
       JOIN ledger.account a ON a.id = c.suspense
       LEFT JOIN access.alert l ON l.network = c.network AND l.kind = 'suspense_not_zero'
         AND l.dedupe_key = a.uid::text AND l.cleared_at IS NULL
       WHERE a.posted <> 0 OR l.uid IS NOT NULL`,
      [network, REMINDER_HOURS],
    );
    for (const { account, cooperative, posted, open, due } of rows) {
      const alert = { network, kind: 'suspense_not_zero', dedupeKey: account } as const;
      if (BigInt(posted) === 0n) await this.ports.alerts.clear(alert);
      else if (!open || due) {
        const detail = { account_id: encodeId('acc', account), amount: formatSen(BigInt(posted)) };
        await this.ports.alerts.raise({ ...alert, cooperative, subject: account, detail });
      }
    }
  }
}
