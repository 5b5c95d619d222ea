import type { ApprovalService, Identity } from '@app/access';
import type { FeeScheduleService, Network, ScheduleDraft, StoredSchedule } from '@app/participants';

import { valueOf } from './access-world.js';

/** Two operators, and the services of one process by which they agree. */
export interface ScheduleOffice {
  readonly feeSchedules: FeeScheduleService;
  readonly approvals: ApprovalService;
  readonly maker: Identity;
  readonly checker: Identity;
}

/** Draws up a schedule, has it approved by another operator, and answers it as it stands then. */
export async function scheduleInForce(
  { feeSchedules, approvals, maker, checker }: ScheduleOffice,
  network: Network,
  draft: ScheduleDraft,
  effectiveAt?: Date,
): Promise<StoredSchedule> {
  const created = valueOf(await feeSchedules.create(maker, network, draft, effectiveAt));
  if (created.state === 'draft') {
    const { uid, payloadHash } = valueOf(await feeSchedules.submit(maker, created.uid));
    const { state, outcome } = valueOf(await approvals.approve(checker, uid, { payloadHash }));
    if (state !== 'EXECUTED') throw new Error(`approval ${state}: ${JSON.stringify(outcome)}`);
  }
  return valueOf(await feeSchedules.read(maker, created.uid));
}
