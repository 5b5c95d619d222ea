import type { Identity } from '@app/access';
import { bumpEpoch, type SqlRunner } from '@app/ledger';

export interface RuleChange {
  readonly network: number;
  readonly kind:
    | 'network_created'
    | 'calendar'
    | 'limits'
    | 'fee_schedule'
    | 'cooperative_created'
    | 'cooperative_state'
    | 'cooperative_reach'
    | 'merchant'
    | 'member';
  /** Uuid of what changed. */
  readonly subject: string;
  /** What it is now, as JSON; never a name of a person. */
  readonly body: object;
  readonly reason?: string | undefined;
}

/**
 * Makes a change of rules count, in the transaction that makes it: bumps the network's epoch and writes down who
 * changed what, and why. Called last, because it takes the head that every payment of the network waits for.
 */
export async function recordRuleChange(
  tx: SqlRunner,
  caller: Pick<Identity, 'principal'>,
  change: RuleChange,
): Promise<void> {
  const epoch = await bumpEpoch(tx, change.network);
  await tx.query(
    `INSERT INTO participants.rule_change (epoch, network, kind, subject, principal, body, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      epoch.toString(),
      change.network,
      change.kind,
      change.subject,
      caller.principal,
      JSON.stringify(change.body),
      change.reason ?? null,
    ],
  );
}
