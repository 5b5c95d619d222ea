import { Module, type DynamicModule } from '@nestjs/common';
import { PaymentsModule } from '@app/payments';
import { ConsentsController } from '../consents/consents.controller.js';
import { SnapAccountsController } from './accounts.controller.js';
import { SnapCashController } from './cash.controller.js';
import { CashDesk } from './cash-desk.js';
import { CustomerQrMpmController } from './customer-qr-mpm.controller.js';
import { DirectDebitController } from './direct-debit.controller.js';
import { GetAuthCodeController } from './get-auth-code.controller.js';
import { PartnerAccounts } from './partner-accounts.js';
import { PartnerActs } from './partner-acts.js';
import { PartnerShops } from './partner-shops.js';
import { QrCpmController } from './qr-cpm.controller.js';
import { ShopQrCodes } from './shop-qr-codes.js';
import { ShopQrMpmController } from './shop-qr-mpm.controller.js';
import { ShopRefunds } from './shop-refunds.js';
import { SnapTokensController } from './snap-tokens.controller.js';
import { SnapTransfersController } from './transfers.controller.js';
import { SNAP_TOLERANCE, SnapDoors } from './snap-doors.js';

/** SNAP BI, the national open API for payments, over the same use cases as our own routes. */
@Module({})
export class SnapModule {
  /** @param toleranceSeconds by which X-TIMESTAMP may differ from the database's clock */
  static register(toleranceSeconds: number): DynamicModule {
    return {
      module: SnapModule,
      imports: [PaymentsModule],
      controllers: [
        SnapTokensController,
        GetAuthCodeController,
        ShopQrMpmController,
        CustomerQrMpmController,
        SnapAccountsController,
        SnapTransfersController,
        SnapCashController,
        DirectDebitController,
        QrCpmController,
        ConsentsController,
      ],
      providers: [
        CashDesk,
        PartnerAccounts,
        PartnerActs,
        PartnerShops,
        ShopQrCodes,
        ShopRefunds,
        SnapDoors,
        { provide: SNAP_TOLERANCE, useValue: toleranceSeconds },
      ],
    };
  }
}
