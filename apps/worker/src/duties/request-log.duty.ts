import { RequestLog } from '@app/access';
import type { Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

const PAUSE_MS = 30_000;

/** Forgets what programs asked long ago. */
@Injectable()
export class RequestLogDuty implements Duty {
  readonly name = 'request log';
  private readonly doneAt = new Map<number, number>();

  constructor(@Inject(RequestLog) private readonly log: RequestLog) {}

  async perform({ id }: Network): Promise<void> {
    if (performance.now() - (this.doneAt.get(id) ?? -Infinity) < PAUSE_MS) return;
    await this.log.clean(id);
    this.doneAt.set(id, performance.now());
  }
}
