import { Ledger } from '@app/ledger';
import type { Network } from '@app/participants';
import { DemandKeeper } from '@app/payments';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

/** Ends payment requests whose time is over, and payments of requests that were cut short. */
@Injectable()
export class DemandsDuty implements Duty {
  readonly name = 'payment requests';
  private readonly keeper: DemandKeeper;

  constructor(@Inject(DataSource) dataSource: DataSource, @Inject(Ledger) ledger: Ledger) {
    this.keeper = DemandKeeper.on(dataSource, ledger);
  }

  perform({ id }: Network): Promise<void> {
    return this.keeper.keep(id);
  }
}
