import type { FactoryProvider } from '@nestjs/common';
import { AlertService, ApprovalService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from '../account-facts.store.js';
import { RefundQueries } from './refund-queries.js';
import { RefundService } from './refund.service.js';
import { ReturnStore } from './return.store.js';
import { SuspenseService } from './suspense.service.js';

/** Giving payments back, and releasing what could not reach a closed wallet. */
export const REFUND_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: ReturnStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new ReturnStore(dataSource),
  },
  {
    provide: RefundQueries,
    inject: [LedgerReads, Directory, AccountFactsStore],
    useFactory: (reads: LedgerReads, directory: Directory, facts: AccountFactsStore) =>
      new RefundQueries({ reads, directory, facts }),
  },
  {
    provide: RefundService,
    inject: [
      Ledger,
      LedgerReads,
      Directory,
      ReturnStore,
      RefundQueries,
      AlertService,
      AccountFactsStore,
    ],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      returns: ReturnStore,
      queries: RefundQueries,
      alerts: AlertService,
      facts: AccountFactsStore,
    ) => new RefundService({ ledger, reads, directory, returns, queries, alerts, facts }),
  },
  {
    provide: SuspenseService,
    inject: [
      Ledger,
      LedgerReads,
      Directory,
      AccountFactsStore,
      ApprovalService,
      AlertService,
      DataSource,
    ],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      approvals: ApprovalService,
      alerts: AlertService,
      sql: DataSource,
    ) => {
      const suspense = new SuspenseService({
        ledger,
        reads,
        directory,
        facts,
        approvals,
        alerts,
        sql,
      });
      approvals.register(suspense.kind());
      return suspense;
    },
  },
];
