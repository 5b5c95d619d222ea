import type { Network } from '@app/participants';
import {
  DebtorDeadlines,
  DisputeService,
  FundsDesk,
  PositionWatch,
  ReconciliationService,
} from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/** Brings movements at the settlement bank to their end that a crash cut short. */
@Injectable()
export class FundsDuty implements Duty {
  readonly name = 'funds';

  constructor(@Inject(FundsDesk) private readonly desk: FundsDesk) {}

  perform({ id }: Network): Promise<void> {
    return this.desk.continueAll(id);
  }
}

/** Suspends debtors that are past their deadline. */
@Injectable()
export class DeadlineDuty implements Duty {
  readonly name = 'settlement deadlines';

  constructor(@Inject(DebtorDeadlines) private readonly deadlines: DebtorDeadlines) {}

  perform({ id }: Network): Promise<void> {
    return this.deadlines.enforce(id);
  }
}

/** Tells people of caps that are nearly used, money in suspense, breaks with the bank and late disputes. */
@Injectable()
export class WatchDuty implements Duty {
  readonly name = 'watch';

  constructor(
    @Inject(PositionWatch) private readonly positions: PositionWatch,
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(DisputeService) private readonly disputes: DisputeService,
  ) {}

  async perform({ id }: Network): Promise<void> {
    await this.positions.watch(id);
    await this.reconciliation.watch(id);
    await this.disputes.watch(id);
  }
}
