import { invariant } from '@app/core';
import { LedgerReads } from '@app/ledger';
import { Directory, type Network } from '@app/participants';
import { CycleService, latestCutoff } from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/**
 * Closes a network's cycle when its calendar and the network's time say so. Cut-offs that were
 * missed become one close, at the latest of them.
 */
@Injectable()
export class CutOffDuty implements Duty {
  readonly name = 'cut-off';

  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(LedgerReads) private readonly reads: LedgerReads,
    @Inject(CycleService) private readonly cycles: CycleService,
  ) {}

  async perform({ id }: Network): Promise<void> {
    // The cycle first: whoever else closes it meanwhile, this one is not closed for the next one's
    // cut-off.
    const open = await this.cycles.open(id);
    const head = await this.reads.head(id);
    invariant(head !== undefined, `network ${id} has no head`);
    const due = latestCutoff(await this.directory.calendar(id), head.now);
    if (due === undefined || due <= open.openedAt) return;
    await this.cycles.close(id, open.uid, due);
  }
}
