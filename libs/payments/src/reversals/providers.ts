import type { FactoryProvider } from '@nestjs/common';
import { AlertService, ApprovalService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from '../account-facts.store.js';
import { ActInquiry } from '../acts/act-inquiry.js';
import { ReturnStore } from '../refunds/return.store.js';
import { reversalApprovals } from './reversal-approvals.js';
import { ReversalService } from './reversal.service.js';
import { ReversalStore } from './reversal.store.js';

/** What a terminal has that never learnt an outcome: asking, and undoing. */
export const REVERSAL_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: ReversalStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new ReversalStore(dataSource),
  },
  {
    provide: ReversalService,
    inject: [Ledger, LedgerReads, Directory, ReversalStore, ApprovalService, AlertService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      store: ReversalStore,
      approvals: ApprovalService,
      alerts: AlertService,
    ) => {
      const service = new ReversalService({ ledger, reads, directory, store, approvals, alerts });
      for (const kind of reversalApprovals(service, store)) approvals.register(kind);
      return service;
    },
  },
  {
    provide: ActInquiry,
    inject: [Ledger, LedgerReads, Directory, AccountFactsStore, ReturnStore, ReversalStore],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      returns: ReturnStore,
      reversals: ReversalStore,
    ) => new ActInquiry({ ledger, reads, directory, facts, returns, reversals }),
  },
];
