import type { FactoryProvider } from '@nestjs/common';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from '../account-facts.store.js';
import { NoticeService } from '../notifications/notice.service.js';
import { AuthorisationQueries } from './authorisation-queries.js';
import { AuthorisationService } from './authorisation.service.js';

/** Authorising first and capturing later. */
export const AUTHORISATION_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: AuthorisationQueries,
    inject: [LedgerReads, Directory, AccountFactsStore, DataSource],
    useFactory: (
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      sql: DataSource,
    ) => new AuthorisationQueries({ reads, directory, facts, sql }),
  },
  {
    provide: AuthorisationService,
    inject: [Ledger, LedgerReads, Directory, AuthorisationQueries, NoticeService],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      queries: AuthorisationQueries,
      notices: NoticeService,
    ) => new AuthorisationService({ ledger, reads, directory, queries, notices }),
  },
];
