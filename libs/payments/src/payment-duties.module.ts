import { Global, Module, type FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { AccountFactsStore } from './account-facts.store.js';
import { INCENTIVE_PROVIDERS } from './incentives/providers.js';
import { INVOICE_PROVIDERS } from './invoices/providers.js';
import { REFUND_PROVIDERS } from './refunds/providers.js';
import { DEMAND_STORE } from './requests/providers.js';
import { REVERSAL_PROVIDERS } from './reversals/providers.js';
import { TILL_DUTY_PROVIDERS } from './tills/providers.js';

const PROVIDERS: FactoryProvider[] = [
  {
    provide: AccountFactsStore,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new AccountFactsStore(dataSource),
  },
  ...REFUND_PROVIDERS,
  ...REVERSAL_PROVIDERS,
  ...TILL_DUTY_PROVIDERS,
  DEMAND_STORE,
  ...INVOICE_PROVIDERS,
  ...INCENTIVE_PROVIDERS,
];

/**
 * What the duties of a worker in a process of its own need of this room; in the API's process the `PaymentsModule` has
 * it all. Needs a global `DataSource`, Directory, ApprovalService and AlertService, and the LedgerModule.
 */
@Global()
@Module({ providers: PROVIDERS, exports: PROVIDERS.map(({ provide }) => provide) })
export class PaymentDutiesModule {}
