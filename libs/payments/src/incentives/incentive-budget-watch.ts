import type { AlertService } from '@app/access';
import { formatSen, legCode } from '@app/core';
import type { SqlRunner } from '@app/ledger';

interface BudgetRow {
  /** Uuid of the cooperative, or of the network whose switch it is. */
  owner: string;
  cooperative: string | null;
  left: string;
  used_up: boolean;
}

/**
 * Budgets whose alert is not as it should be. One is used up when less than a hundredth of what was last set aside is
 * left: that is too little for most acts.
 */
const CHANGED = `
WITH budget AS (
  SELECT uid AS owner, uid AS cooperative, incentive_budget AS account
  FROM participants.cooperative WHERE network = $1
  UNION ALL
  SELECT uid, NULL, incentive_budget FROM participants.network WHERE id = $1
)
SELECT b.owner, b.cooperative, a.posted::text AS left, a.posted * 100 < f.amount AS used_up
FROM budget b
JOIN ledger.account a ON a.id = b.account
CROSS JOIN LATERAL (
  SELECT e.amount FROM ledger.entry e
  WHERE e.account = b.account AND NOT e.debited AND e.code = $2
  ORDER BY e.batch DESC LIMIT 1
) AS f
LEFT JOIN access.alert t ON t.network = $1 AND t.kind = 'incentive_budget_empty'
  AND t.dedupe_key = b.owner::text AND t.cleared_at IS NULL
WHERE (a.posted * 100 < f.amount) <> (t.uid IS NOT NULL)`;

const FUNDING = legCode('incentive_funding', 'budget');

/** Tells a sponsor whose budget for cashback is used up: acts go on, without cashback. For the worker. */
export class IncentiveBudgetWatch {
  constructor(
    private readonly sql: SqlRunner,
    private readonly alerts: AlertService,
  ) {}

  async look(network: number): Promise<void> {
    const rows = (await this.sql.query(CHANGED, [network, FUNDING])) as BudgetRow[];
    for (const { owner, cooperative, left, used_up: usedUp } of rows) {
      const alert = { network, kind: 'incentive_budget_empty', dedupeKey: owner } as const;
      if (!usedUp) await this.alerts.clear(alert);
      else {
        const detail = { left: formatSen(BigInt(left)) };
        await this.alerts.raise({ ...alert, cooperative, subject: owner, detail });
      }
    }
  }
}
