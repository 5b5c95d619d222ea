import { LedgerReads } from '@app/ledger';
import type { Network } from '@app/participants';
import { withdrawalCodeEnds, type WithdrawalCodeEnds } from '@app/payments';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

/** Writes down which withdrawal codes are past their time, and tells whoever made them. Only tidying. */
@Injectable()
export class WithdrawalCodeDuty implements Duty {
  readonly name = 'withdrawal codes';
  private readonly ends: WithdrawalCodeEnds;

  constructor(@Inject(DataSource) dataSource: DataSource, @Inject(LedgerReads) reads: LedgerReads) {
    this.ends = withdrawalCodeEnds(reads, dataSource);
  }

  async perform({ id }: Network): Promise<void> {
    await this.ends.expireDue(id);
  }
}
