import type { Network } from '@app/participants';
import { SettlementService } from '@app/settlement';
import { Inject, Injectable } from '@nestjs/common';

import type { Duty } from './duty.js';

/**
 * Goes on with settlements that two persons have signed: those that a crash cut short, or that
 * waited for liquidity.
 */
@Injectable()
export class SettlementDuty implements Duty {
  readonly name = 'settlement';

  constructor(@Inject(SettlementService) private readonly settlements: SettlementService) {}

  perform({ id }: Network): Promise<void> {
    return this.settlements.continueAll(id);
  }
}
