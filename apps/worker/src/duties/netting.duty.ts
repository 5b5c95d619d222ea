import type { Network } from '@app/participants';
import { CycleService } from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

const CYCLES_AT_ONCE = 5;

/** Nets the cycles that were closed, oldest first. */
@Injectable()
export class NettingDuty implements Duty {
  readonly name = 'netting';

  constructor(@Inject(CycleService) private readonly cycles: CycleService) {}

  async perform({ id }: Network): Promise<void> {
    for (const { uid } of await this.cycles.closed(id, CYCLES_AT_ONCE)) await this.cycles.net(uid);
  }
}
