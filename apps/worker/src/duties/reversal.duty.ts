import type { Network } from '@app/participants';
import { ReversalService, SuspenseService } from '@app/payments';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

const REVERSALS_AT_ONCE = 50;

/** Tries again the reversals that wait for funds or a cap, and those that were interrupted. */
@Injectable()
export class ReversalDuty implements Duty {
  readonly name = 'reversals';

  constructor(@Inject(ReversalService) private readonly reversals: ReversalService) {}

  async perform({ id }: Network): Promise<void> {
    await this.reversals.continueAll(id, REVERSALS_AT_ONCE);
  }
}

/** Sees to it that nothing lies in suspense without somebody being told. */
@Injectable()
export class SuspenseDuty implements Duty {
  readonly name = 'suspense';

  constructor(@Inject(SuspenseService) private readonly suspense: SuspenseService) {}

  async perform(network: Network): Promise<void> {
    await this.suspense.watch(network);
  }
}
