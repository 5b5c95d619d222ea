import { ApprovalService } from '@app/access';
import { LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CycleService } from '../cycles/cycle.service.js';
import { LiquidityService } from '../liquidity/liquidity.service.js';
import { BankIdentityService } from './bank-identity.service.js';
import { CycleStatementService } from './cycle-statement.service.js';
import { DayTally } from './day-tally.js';
import { TreasuryService } from './treasury.service.js';

/** Statements of settlement and what treasurers read. */
export const STATEMENT_PROVIDERS: FactoryProvider[] = [
  {
    provide: CycleStatementService,
    inject: [DataSource, CycleService, Directory],
    useFactory: (dataSource: DataSource, cycles: CycleService, directory: Directory) =>
      new CycleStatementService({ dataSource, cycles, directory }),
  },
  {
    provide: BankIdentityService,
    inject: [DataSource, ApprovalService, Directory],
    useFactory: (dataSource: DataSource, approvals: ApprovalService, directory: Directory) =>
      new BankIdentityService({ dataSource, approvals, directory }),
  },
  {
    provide: DayTally,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new DayTally(dataSource),
  },
  {
    provide: TreasuryService,
    inject: [DataSource, LiquidityService, LedgerReads, Directory],
    useFactory: (
      dataSource: DataSource,
      liquidity: LiquidityService,
      reads: LedgerReads,
      directory: Directory,
    ) => new TreasuryService({ dataSource, liquidity, reads, directory }),
  },
];
