import type { FactoryProvider } from '@nestjs/common';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { NoticeService } from '../notifications/notice.service.js';
import { DemandKeeper } from './demand-keeper.js';
import { DemandStore } from './demand.store.js';
import { PaymentRequestService } from './payment-request.service.js';
import { RequestStore } from './request.store.js';

/** The rows of everything that is asked. */
export const DEMAND_STORE: FactoryProvider = {
  provide: DemandStore,
  inject: [DataSource],
  useFactory: (dataSource: DataSource) => new DemandStore(dataSource),
};

/** Asking members for money. */
export const REQUEST_PROVIDERS: readonly FactoryProvider[] = [
  DEMAND_STORE,
  {
    provide: PaymentRequestService,
    inject: [Ledger, LedgerReads, Directory, DemandStore, NoticeService, DataSource],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      demands: DemandStore,
      notices: NoticeService,
      dataSource: DataSource,
    ) => {
      const requests = new RequestStore(dataSource);
      return new PaymentRequestService({ ledger, reads, directory, demands, requests, notices });
    },
  },
  {
    provide: DemandKeeper,
    inject: [DataSource, Ledger],
    useFactory: (dataSource: DataSource, ledger: Ledger) => DemandKeeper.on(dataSource, ledger),
  },
];
