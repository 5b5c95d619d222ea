import { BulkOnboarding, PersonStore } from '@app/access';
import { Ledger } from '@app/ledger';
import { Directory } from '@app/participants';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { ImportService } from './import.service.js';

/** Files of members, merchants and opening balances. */
export const IMPORT_PROVIDERS: readonly FactoryProvider[] = [
  {
    provide: ImportService,
    inject: [DataSource, Ledger, Directory, PersonStore, BulkOnboarding],
    useFactory: (
      dataSource: DataSource,
      ledger: Ledger,
      directory: Directory,
      people: PersonStore,
      onboarding: BulkOnboarding,
    ) => new ImportService({ dataSource, ledger, directory, people, onboarding }),
  },
];
