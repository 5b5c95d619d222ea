import { Module } from '@nestjs/common';

import { CashiersController } from './cashiers.controller.js';
import { MerchantsController } from './merchants.controller.js';

@Module({ controllers: [MerchantsController, CashiersController] })
export class MerchantsModule {}
