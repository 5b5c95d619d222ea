import { Global, Module, type FactoryProvider } from '@nestjs/common';
import { Ledger, LedgerReads } from '@app/ledger';
import { Directory, ParticipantsModule } from '@app/participants';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from './account-facts.store.js';
import { AUTHORISATION_PROVIDERS } from './authorisations/providers.js';
import { INCENTIVE_PROVIDERS } from './incentives/providers.js';
import { INVOICE_PROVIDERS } from './invoices/providers.js';
import { IMPORT_PROVIDERS } from './imports/providers.js';
import { LIMIT_PROVIDERS } from './limits/providers.js';
import { OpeningBalanceService } from './opening/opening-balance.service.js';
import { OpeningOrderStore } from './opening/opening-order.store.js';
import { PaymentQueries } from './payment/payment-queries.js';
import { PaymentService } from './payment/payment.service.js';
import { QR_CODE_PROVIDERS } from './qr-codes/providers.js';
import { QrReader } from './qr-codes/qr-reader.js';
import { QuoteService } from './quote/quote.service.js';
import { CASH_PROVIDERS } from './tills/providers.js';
import { QuoteStore } from './quote/quote.store.js';
import { READING_PROVIDERS } from './reading-providers.js';
import { REFUND_PROVIDERS } from './refunds/providers.js';
import { REQUEST_PROVIDERS } from './requests/providers.js';
import { REVERSAL_PROVIDERS } from './reversals/providers.js';
import { TRANSFER_PROVIDERS } from './transfers/providers.js';

const SERVICES: FactoryProvider[] = [
  ...AUTHORISATION_PROVIDERS,
  ...REFUND_PROVIDERS,
  ...REVERSAL_PROVIDERS,
  ...READING_PROVIDERS,
  ...LIMIT_PROVIDERS,
  ...CASH_PROVIDERS,
  ...IMPORT_PROVIDERS,
  ...TRANSFER_PROVIDERS,
  ...REQUEST_PROVIDERS,
  ...INVOICE_PROVIDERS,
  ...QR_CODE_PROVIDERS,
  ...INCENTIVE_PROVIDERS,
  {
    provide: AccountFactsStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new AccountFactsStore(dataSource),
  },
  {
    provide: PaymentService,
    inject: [Ledger, LedgerReads, Directory, QuoteStore, AccountFactsStore, QrReader],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      quotes: QuoteStore,
      facts: AccountFactsStore,
      codes: QrReader,
    ) => new PaymentService({ ledger, reads, directory, quotes, facts, codes }),
  },
  {
    provide: PaymentQueries,
    inject: [Ledger, LedgerReads, Directory, AccountFactsStore],
    useFactory: (
      ledger: Ledger,
      reads: LedgerReads,
      directory: Directory,
      facts: AccountFactsStore,
    ) => new PaymentQueries({ ledger, reads, directory, facts }),
  },
  {
    provide: QuoteService,
    inject: [Directory, QuoteStore, QrReader],
    useFactory: (directory: Directory, quotes: QuoteStore, codes: QrReader) =>
      new QuoteService({ directory, quotes, codes }),
  },
  {
    provide: OpeningBalanceService,
    inject: [Ledger, Directory, DataSource],
    useFactory: (ledger: Ledger, directory: Directory, dataSource: DataSource) =>
      new OpeningBalanceService({ ledger, directory, orders: new OpeningOrderStore(dataSource) }),
  },
];

/** The room as a Nest module. Needs a global `DataSource`, the AccessModule and the LedgerModule. */
@Global()
@Module({
  imports: [ParticipantsModule],
  providers: [
    {
      provide: QuoteStore,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new QuoteStore(dataSource),
    },
    ...SERVICES,
  ],
  exports: SERVICES.map((service) => service.provide),
})
export class PaymentsModule {}
