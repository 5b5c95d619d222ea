import { createHash } from 'node:crypto';

import {
  scheduleToJson,
  type Failure,
  type FeeSchedule,
  type FeeScheduleState,
  type ScheduleFault,
} from '@app/core';

/** A schedule before it has a version: versions are counted by the network. */
export type ScheduleDraft = Omit<FeeSchedule, 'version'>;

/** All times are the network's. */
export interface StoredSchedule {
  readonly uid: string;
  /** Number of the network. */
  readonly network: number;
  /** Given when it was drawn up, and carried by every transfer that was charged by it. */
  readonly version: number;
  readonly state: FeeScheduleState;
  readonly schedule: FeeSchedule;
  readonly createdAt: Date;
  /** Not in force before this, even when approved. */
  readonly effectiveAt: Date;
  /** Uuid of the person; null for one of the first release of which it is not known. */
  readonly draftedBy: string | null;
  /** null until somebody agreed, and for the first schedule of a network, which replaces none. */
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** All that is wrong with a schedule. */
export interface ScheduleRefusal extends Failure<'schedule_invalid'> {
  readonly faults: readonly ScheduleFault[];
}

/** What a checker of a schedule agrees to: its very rules, by their digest. */
export function digestOf(schedule: FeeSchedule): string {
  return createHash('sha256')
    .update(JSON.stringify(scheduleToJson(schedule)))
    .digest('hex');
}
