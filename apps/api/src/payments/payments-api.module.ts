import { Module } from '@nestjs/common';
import { PaymentsModule } from '@app/payments';
import { BookAccess } from '../books/book-access.js';
import { BooksController } from '../books/books.controller.js';
import { VerificationsController } from '../books/verifications.controller.js';
import { Verifier } from '../books/verifier.js';
import { MyWalletController } from '../me/my-wallet.controller.js';
import { OpeningBalancesController } from '../opening-balances/opening-balances.controller.js';
import { QuotesController } from '../quotes/quotes.controller.js';
import { TransfersController } from '../transfers/transfers.controller.js';
import { PaymentsController } from './payments.controller.js';

/** Paying, and reading what was paid: routes over `@app/payments` and the ledger's reads. */
@Module({
  imports: [PaymentsModule],
  controllers: [
    PaymentsController,
    QuotesController,
    OpeningBalancesController,
    MyWalletController,
    TransfersController,
    BooksController,
    VerificationsController,
  ],
  providers: [BookAccess, Verifier],
})
export class PaymentsApiModule {}
