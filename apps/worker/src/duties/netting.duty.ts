import type { Network } from '@app/participants';
import { CycleService, CycleTally } from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

const CYCLES_AT_ONCE = 5;

/** Nets the cycles that were closed, oldest first, and adds up what the open one has so far. */
@Injectable()
export class NettingDuty implements Duty {
  readonly name = 'netting';

  constructor(
    @Inject(CycleService) private readonly cycles: CycleService,
    @Inject(CycleTally) private readonly tally: CycleTally,
  ) {}

  async perform({ id }: Network): Promise<void> {
    for (const { uid } of await this.cycles.closed(id, CYCLES_AT_ONCE)) await this.cycles.net(uid);
    await this.tally.advance(id);
  }
}
