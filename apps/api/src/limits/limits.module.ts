import { PaymentsModule } from '@app/payments';
import { Module } from '@nestjs/common';

import { LargeCashController } from './large-cash.controller.js';
import { MerchantLimitsController } from './merchant-limits.controller.js';

@Module({
  imports: [PaymentsModule],
  controllers: [MerchantLimitsController, LargeCashController],
})
export class LimitsModule {}
