import type { FactoryProvider } from '@nestjs/common';
import { PersonStore } from '@app/access';
import { LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from './account-facts.store.js';
import { rulesKnowing } from './current-rules.js';
import { NoticeService } from './notifications/notice.service.js';
import { NoticeStore } from './notifications/notice.store.js';
import { NotificationService } from './notifications/notification.service.js';
import { ActParties } from './receipts/act-parties.js';
import { ReceiptService } from './receipts/receipt.service.js';
import { SearchService } from './search/search.service.js';
import { SearchStore } from './search/search.store.js';
import { StatementService } from './statements/statement.service.js';

/** What people read of what happened: statements, receipts, notifications; and the search over all of it. */
export const READING_PROVIDERS: FactoryProvider[] = [
  {
    provide: ActParties,
    inject: [AccountFactsStore, Directory, PersonStore, DataSource],
    useFactory: (
      facts: AccountFactsStore,
      directory: Directory,
      people: PersonStore,
      { manager }: DataSource,
    ) => new ActParties({ facts, directory, people, manager }),
  },
  {
    provide: NoticeService,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new NoticeService(dataSource),
  },
  {
    provide: NotificationService,
    inject: [LedgerReads, DataSource, ActParties],
    useFactory: (reads: LedgerReads, dataSource: DataSource, parties: ActParties) =>
      new NotificationService({ reads, notices: new NoticeStore(dataSource), parties }),
  },
  {
    provide: ReceiptService,
    inject: [LedgerReads, Directory, AccountFactsStore, ActParties],
    useFactory: (
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      parties: ActParties,
    ) =>
      new ReceiptService({
        reads,
        facts,
        parties,
        directory: {
          networks: () => directory.networks(),
          cooperatives: async (network, books) =>
            (await rulesKnowing(directory, network, books)).cooperatives,
        },
      }),
  },
  {
    provide: SearchService,
    inject: [LedgerReads, Directory, AccountFactsStore, DataSource, PersonStore],
    useFactory: (
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      dataSource: DataSource,
      people: PersonStore,
    ) => new SearchService({ reads, directory, facts, people, store: new SearchStore(dataSource) }),
  },
  {
    provide: StatementService,
    inject: [LedgerReads, Directory],
    useFactory: (reads: LedgerReads, directory: Directory) =>
      new StatementService({ reads, directory }),
  },
];
