import { AlertService } from '@app/access';
import { WebhookUpkeep } from '@app/events';
import type { Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

const PAUSE_MS = 30_000;

/** Alerts of endpoints that don't answer, and tidying what was told long ago. */
@Injectable()
export class WebhooksDuty implements Duty {
  readonly name = 'webhooks';
  private readonly upkeep: WebhookUpkeep;
  private readonly doneAt = new Map<number, number>();

  constructor(
    @Inject(DataSource) { manager }: DataSource,
    @Inject(AlertService) alerts: AlertService,
  ) {
    this.upkeep = new WebhookUpkeep(manager, alerts);
  }

  async perform({ id }: Network): Promise<void> {
    if (performance.now() - (this.doneAt.get(id) ?? -Infinity) < PAUSE_MS) return;
    await this.upkeep.perform(id);
    this.doneAt.set(id, performance.now());
  }
}
