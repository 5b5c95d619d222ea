import type { Network } from '@app/participants';
import { DayTally } from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/** Keeps the sums of each day, which treasurers ask for, up with the ledger. */
@Injectable()
export class TallyDuty implements Duty {
  readonly name = 'tally';

  constructor(@Inject(DayTally) private readonly tally: DayTally) {}

  async perform({ id }: Network): Promise<void> {
    await this.tally.advance(id);
  }
}
