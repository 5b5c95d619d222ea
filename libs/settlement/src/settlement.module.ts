import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { Global, Module, type FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BANK_PROVIDERS } from './bank-providers.js';
import { CycleService } from './cycles/cycle.service.js';
import { CycleTally } from './cycles/cycle-tally.js';
import { LiquidityService } from './liquidity/liquidity.service.js';
import { SettlementService } from './settlements/settlement.service.js';
import { STATEMENT_PROVIDERS } from './statements/providers.js';

const SERVICES: FactoryProvider[] = [
  ...STATEMENT_PROVIDERS,
  {
    provide: CycleService,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new CycleService(dataSource),
  },
  {
    provide: CycleTally,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new CycleTally(dataSource),
  },
  {
    provide: SettlementService,
    inject: [DataSource, Ledger, LedgerReads, Directory],
    useFactory: (
      dataSource: DataSource,
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
    ) => new SettlementService({ dataSource, ledger, reads, directory }),
  },
  {
    provide: LiquidityService,
    inject: [DataSource, Ledger, Directory],
    useFactory: (dataSource: DataSource, ledger: Ledger, directory: Directory) =>
      new LiquidityService({ dataSource, ledger, directory }),
  },
  ...BANK_PROVIDERS,
];

/**
 * The room as a Nest module. Needs a global `DataSource`, Directory, ApprovalService and AlertService, and the
 * LedgerModule.
 */
@Global()
@Module({ providers: SERVICES, exports: SERVICES.map((service) => service.provide) })
export class SettlementModule {}
