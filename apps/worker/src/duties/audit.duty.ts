import { AuditTrail } from '@app/access';
import type { Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/** Writes down where the audit's chain stood when a day was over. */
@Injectable()
export class AuditDuty implements Duty {
  readonly name = 'audit';

  constructor(@Inject(AuditTrail) private readonly trail: AuditTrail) {}

  async perform({ id, timeZone }: Network): Promise<void> {
    await this.trail.closeDays(id, timeZone);
    // What belongs to no network has no time zone of its own.
    await this.trail.closeDays(0, 'UTC');
  }
}
