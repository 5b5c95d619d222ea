import type { FactoryProvider } from '@nestjs/common';
import { PersonStore } from '@app/access';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { DataSource } from 'typeorm';

import { QrCodeService } from './qr-code.service.js';
import { QrCodeStore } from './qr-code.store.js';
import { QrReader } from './qr-reader.js';

/** Codes that are shown and scanned. */
export const QR_CODE_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: QrCodeStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new QrCodeStore(dataSource),
  },
  {
    provide: QrReader,
    inject: [QrCodeStore],
    useFactory: (codes: QrCodeStore) => new QrReader(codes),
  },
  {
    provide: QrCodeService,
    inject: [Ledger, LedgerReads, Directory, QrCodeStore, PersonStore, DataSource],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      codes: QrCodeStore,
      people: PersonStore,
      { manager }: DataSource,
    ) => new QrCodeService({ ledger, reads, directory, codes, people, manager }),
  },
];
