import { ApprovalService } from '@app/access';
import type { Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

const APPROVALS_AT_ONCE = 50;

/**
 * Writes down which requests for approval have expired, and posts those that two persons agreed to
 * and a crash cut short.
 */
@Injectable()
export class ApprovalsDuty implements Duty {
  readonly name = 'approvals';

  constructor(@Inject(ApprovalService) private readonly approvals: ApprovalService) {}

  perform({ id }: Network): Promise<void> {
    return this.approvals.continueAll(id, APPROVALS_AT_ONCE);
  }
}
