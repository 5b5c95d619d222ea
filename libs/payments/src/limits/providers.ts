import type { FactoryProvider } from '@nestjs/common';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory, MemberService } from '@app/participants';
import { DataSource } from 'typeorm';

import { ClosureService } from '../closure/closure.service.js';
import { LargeCashReport } from './large-cash.js';

/** Ending memberships, and reporting cash. */
export const LIMIT_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: ClosureService,
    inject: [Ledger, LedgerReads, Directory, MemberService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      members: MemberService,
    ) => new ClosureService({ ledger, reads, directory, members }),
  },
  {
    provide: LargeCashReport,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new LargeCashReport(dataSource),
  },
];
