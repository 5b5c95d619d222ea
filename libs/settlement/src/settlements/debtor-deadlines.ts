import type { AlertService, Identity } from '@app/access';
import { encodeId, formatSen } from '@app/core';
import type { CooperativeService } from '@app/participants';
import type { DataSource } from 'typeorm';
import { select } from '../sql.js';

export interface DeadlinePorts {
  readonly dataSource: DataSource;
  readonly cooperatives: Pick<CooperativeService, 'changeState'>;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

interface LateRow {
  readonly settlement: string;
  readonly cooperative: string;
  readonly state: string;
  readonly rest: string;
  readonly approved_by: string;
  readonly told: boolean;
}

interface PaidRow {
  readonly dedupe_key: string;
}

const KIND = 'debtor_late';

/**
 * Suspends debtors that have not paid all by their settlement's deadline, in the name of who approved
 * it: they signed the terms. What one pays another directly it has as long for, from the moment it may be paid. A suspended one begins nothing new; its dues are still paid as its
 * liquidity allows, and people take it back.
 */
export class DebtorDeadlines {
  constructor(private readonly ports: DeadlinePorts) {}

  /** For the worker. */
  async enforce(network: number): Promise<void> {
    const late = await select<LateRow>(
      this.ports.dataSource.manager,
      `SELECT s.uid AS settlement, c.uid AS cooperative, c.state, sum(l.rest)::text AS rest,
         s.approved_by, EXISTS (SELECT FROM access.alert a WHERE a.network = s.network
           AND a.kind = '${KIND}' AND a.dedupe_key = s.uid || ':' || c.uid) AS told
       FROM settlement.settlement s
       CROSS JOIN LATERAL (
         SELECT l.cooperative, l.due - l.paid AS rest, s.deadline_at AS until
         FROM settlement.settlement_line l WHERE l.settlement = s.uid AND l.side = 'debtor'
         UNION ALL
         SELECT d.debtor, d.due - d.confirmed, d.reserved_at + (s.deadline_at - s.approved_at)
         FROM settlement.direct_line d WHERE d.settlement = s.uid
       ) AS l
       JOIN participants.cooperative c ON c.book = l.cooperative
       WHERE s.network = $1 AND s.state IN ('APPROVED', 'SETTLING') AND l.rest > 0
         AND l.until <= ledger.network_now($1::smallint)
       GROUP BY s.uid, c.uid, c.state, s.approved_by, s.network`,
      [network],
    );
    for (const row of late) if (!row.told) await this.suspend(network, row);
    await this.clearPaid(network);
  }

  /** Once for a settlement: whom people take back although it has not paid stays back. */
  private async suspend(network: number, row: LateRow): Promise<void> {
    const { settlement, cooperative, rest } = row;
    if (row.state === 'active') {
      const caller = checkerOf(network, row);
      await this.ports.cooperatives.changeState(
        caller,
        cooperative,
        'suspended',
        'Belum melunasi penyelesaian pada tenggatnya',
      );
    }
    await this.ports.alerts.raise({
      network,
      cooperative,
      kind: KIND,
      subject: settlement,
      detail: { settlement_id: encodeId('stl', settlement), rest: formatSen(BigInt(rest)) },
      dedupeKey: `${settlement}:${cooperative}`,
    });
  }

  private async clearPaid(network: number): Promise<void> {
    const paid = await select<PaidRow>(
      this.ports.dataSource.manager,
      `SELECT a.dedupe_key FROM access.alert a
       JOIN ledger.book b ON b.uid = a.cooperative
       WHERE a.network = $1 AND a.kind = '${KIND}' AND a.cleared_at IS NULL
         AND NOT EXISTS (SELECT FROM settlement.settlement_line l
           WHERE l.settlement = a.subject AND l.cooperative = b.id AND l.paid < l.due)
         AND NOT EXISTS (SELECT FROM settlement.direct_line d
           WHERE d.settlement = a.subject AND d.debtor = b.id AND d.paid < d.due)`,
      [network],
    );
    for (const { dedupe_key: dedupeKey } of paid) {
      await this.ports.alerts.clear({ network, kind: KIND, dedupeKey });
    }
  }
}

function checkerOf(network: number, { approved_by: principal, settlement }: LateRow): Identity {
  return {
    principal,
    role: 'operator',
    network,
    cooperative: null,
    member: null,
    merchant: null,
    tokenId: settlement,
    expiresAt: 0,
  };
}
