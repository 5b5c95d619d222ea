import { FeeScheduleService, type Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/** Puts approved fee schedules in force when their time has come. */
@Injectable()
export class FeeScheduleDuty implements Duty {
  readonly name = 'fee schedules';

  constructor(@Inject(FeeScheduleService) private readonly feeSchedules: FeeScheduleService) {}

  perform({ id }: Network): Promise<void> {
    return this.feeSchedules.activateDue(id);
  }
}
