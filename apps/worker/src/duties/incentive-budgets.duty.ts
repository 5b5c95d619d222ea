import { AlertService } from '@app/access';
import type { Network } from '@app/participants';
import { IncentiveBudgetWatch } from '@app/payments';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

/** How often a network's budgets are looked at: nothing is lost by being told a minute later. */
const EVERY_MS = 60_000;

/** Tells sponsors whose budget for cashback is used up. */
@Injectable()
export class IncentiveBudgetsDuty implements Duty {
  readonly name = 'incentive budgets';
  private readonly watch: IncentiveBudgetWatch;
  private readonly lookedAt = new Map<number, number>();

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(AlertService) alerts: AlertService,
  ) {
    this.watch = new IncentiveBudgetWatch(dataSource, alerts);
  }

  async perform({ id }: Network): Promise<void> {
    const now = performance.now();
    const last = this.lookedAt.get(id);
    if (last !== undefined && now - last < EVERY_MS) return;
    await this.watch.look(id);
    this.lookedAt.set(id, now);
  }
}
