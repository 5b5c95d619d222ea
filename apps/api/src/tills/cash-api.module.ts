import { PaymentsModule } from '@app/payments';
import { Module } from '@nestjs/common';
import { DepositsController } from '../deposits/deposits.controller.js';
import { WithdrawalCodesController } from '../withdrawal-codes/withdrawal-codes.controller.js';
import { WithdrawalsController } from '../withdrawals/withdrawals.controller.js';
import { CashTransfersController } from './cash-transfers.controller.js';
import { TillSessionsController } from './till-sessions.controller.js';
import { TillsController } from './tills.controller.js';

/** Cash at the counters: tills, what is paid in and out at them, and codes for it. */
@Module({
  imports: [PaymentsModule],
  controllers: [
    TillsController,
    TillSessionsController,
    CashTransfersController,
    DepositsController,
    WithdrawalCodesController,
    WithdrawalsController,
  ],
})
export class CashApiModule {}
