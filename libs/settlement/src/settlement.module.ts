import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { Global, Module, type FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CycleService } from './cycles/cycle.service.js';
import { LiquidityService } from './liquidity/liquidity.service.js';
import { SettlementService } from './settlements/settlement.service.js';

const SERVICES: FactoryProvider[] = [
  {
    provide: CycleService,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new CycleService(dataSource),
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
];

/** The room as a Nest module. Needs a global `DataSource`, the LedgerModule and the Directory. */
@Global()
@Module({ providers: SERVICES, exports: SERVICES.map((service) => service.provide) })
export class SettlementModule {}
