import { Module } from '@nestjs/common';
import { PaymentsModule } from '@app/payments';
import { BookAccess } from '../books/book-access.js';
import { BooksController } from '../books/books.controller.js';
import { VerificationsController } from '../books/verifications.controller.js';
import { Verifier } from '../books/verifier.js';
import { MyWalletController } from '../me/my-wallet.controller.js';
import { OpeningBalancesController } from '../opening-balances/opening-balances.controller.js';
import { NotificationsController } from '../notifications/notifications.controller.js';
import { IncentiveBudgetsController } from '../incentives/incentive-budgets.controller.js';
import { InvoicesController } from '../invoices/invoices.controller.js';
import { PaymentRequestsController } from '../payment-requests/payment-requests.controller.js';
import { QrCodesController } from '../qr-codes/qr-codes.controller.js';
import { QrisIdentitiesController } from '../qr-codes/qris-identities.controller.js';
import { QuotesController } from '../quotes/quotes.controller.js';
import { ReceiptsController } from '../receipts/receipts.controller.js';
import { SearchController } from '../search/search.controller.js';
import { StatementFiles } from '../statements/statement-files.js';
import { StatementsController } from '../statements/statements.controller.js';
import { PayeesController } from '../payees/payees.controller.js';
import { SentMoneyController } from '../transfers/sent-money.controller.js';
import { TransfersController } from '../transfers/transfers.controller.js';
import { PaymentsController } from './payments.controller.js';

/** Paying, and reading what was paid: routes over `@app/payments` and the ledger's reads. */
@Module({
  imports: [PaymentsModule],
  controllers: [
    PaymentsController,
    QuotesController,
    QrCodesController,
    QrisIdentitiesController,
    OpeningBalancesController,
    MyWalletController,
    SentMoneyController,
    PayeesController,
    TransfersController,
    BooksController,
    VerificationsController,
    StatementsController,
    ReceiptsController,
    NotificationsController,
    SearchController,
    PaymentRequestsController,
    InvoicesController,
    IncentiveBudgetsController,
  ],
  providers: [BookAccess, StatementFiles, Verifier],
})
export class PaymentsApiModule {}
