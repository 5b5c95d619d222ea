import { LOGGER } from '@app/http';
import { Directory } from '@app/participants';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';

import { CutOffDuty } from './duties/cut-off.duty.js';
import { HoldExpiryDuty } from './duties/hold-expiry.duty.js';
import { NettingDuty } from './duties/netting.duty.js';
import { SettlementDuty } from './duties/settlement.duty.js';
import { Rounds, type RoundsLog } from './rounds.js';

const PAUSE_MS = 1_000;

/**
 * Does each second what is due by the clock, and beside it, in rounds of their own, what may take
 * longer. Begins when the application is up, and ends before its connections do.
 */
@Injectable()
export class Worker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: readonly Rounds[];

  constructor(
    @Inject(Directory) directory: Directory,
    @Inject(LOGGER) log: RoundsLog,
    @Inject(CutOffDuty) cutOff: CutOffDuty,
    @Inject(HoldExpiryDuty) holdExpiry: HoldExpiryDuty,
    @Inject(NettingDuty) netting: NettingDuty,
    @Inject(SettlementDuty) settlement: SettlementDuty,
  ) {
    const networks = () => directory.networks();
    this.rounds = [
      [cutOff, holdExpiry],
      [netting, settlement],
    ].map((duties) => new Rounds({ duties, networks, log, pauseMs: PAUSE_MS }));
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.rounds) rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }
}
