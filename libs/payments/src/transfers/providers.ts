import type { FactoryProvider } from '@nestjs/common';
import { PersonStore } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from '../account-facts.store.js';
import { PartyFinder } from '../parties/party-finder.js';
import { QrReader } from '../qr-codes/qr-reader.js';
import { TransferQueries } from './transfer-queries.js';
import { TransferService } from './transfer.service.js';

/** Sending money, and finding whom to send it to. */
export const TRANSFER_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: PartyFinder,
    inject: [DataSource, Directory, PersonStore],
    useFactory: (dataSource: DataSource, directory: Directory, people: PersonStore) =>
      new PartyFinder(dataSource, directory, people),
  },
  {
    provide: TransferService,
    inject: [Ledger, LedgerReads, Directory, AccountFactsStore, QrReader],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
      codes: QrReader,
    ) => new TransferService({ ledger, reads, directory, facts, codes }),
  },
  {
    provide: TransferQueries,
    inject: [LedgerReads, Directory, AccountFactsStore],
    useFactory: (reads: LedgerReads, directory: Directory, facts: AccountFactsStore) =>
      new TransferQueries({ reads, directory, facts }),
  },
];
