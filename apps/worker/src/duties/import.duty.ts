import { Ledger } from '@app/ledger';
import { Directory, type Network } from '@app/participants';
import { ImportPosting } from '@app/payments';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

/** How long one round works on imports, so that what else is due gets its turn. */
const ROUND_MS = 5_000;

/** Posts the opening balances of imports whose process ended, or that were too many for one request. */
@Injectable()
export class ImportDuty implements Duty {
  readonly name = 'imports';
  private readonly posting: ImportPosting;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(Ledger) ledger: Ledger,
    @Inject(Directory) directory: Directory,
  ) {
    this.posting = new ImportPosting({ dataSource, ledger, directory });
  }

  async perform({ id }: Network): Promise<void> {
    await this.posting.continueDue(id, performance.now() + ROUND_MS);
  }
}
