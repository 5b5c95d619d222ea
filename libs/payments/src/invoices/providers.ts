import type { FactoryProvider } from '@nestjs/common';
import { ApprovalService } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { DemandStore } from '../requests/demand.store.js';
import { InvoiceService } from './invoice.service.js';
import { InvoiceStore } from './invoice.store.js';

/** Invoices between cooperatives. */
export const INVOICE_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: InvoiceService,
    inject: [Ledger, LedgerReads, Directory, DemandStore, ApprovalService, DataSource],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      demands: DemandStore,
      approvals: ApprovalService,
      dataSource: DataSource,
    ) => {
      const invoices = new InvoiceStore(dataSource);
      const ports = { ledger, reads, directory, demands, invoices, approvals };
      const service = new InvoiceService(ports);
      approvals.register(service.kind());
      return service;
    },
  },
];
