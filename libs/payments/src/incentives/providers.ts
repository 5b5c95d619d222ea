import type { FactoryProvider } from '@nestjs/common';
import { ApprovalService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';

import { IncentiveBudgetService } from './incentive-budget.service.js';

/** The money that is set aside for cashback. */
export const INCENTIVE_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: IncentiveBudgetService,
    inject: [Ledger, LedgerReads, Directory, ApprovalService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      approvals: ApprovalService,
    ) => {
      const service = new IncentiveBudgetService({ ledger, reads, directory, approvals });
      for (const kind of service.kinds()) approvals.register(kind);
      return service;
    },
  },
];
