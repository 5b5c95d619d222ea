import { Module } from '@nestjs/common';

import { CashiersController } from './cashiers.controller.js';
import { OwnerPinResetsController } from './owner-pin-resets.controller.js';
import { MerchantsController } from './merchants.controller.js';

@Module({ controllers: [MerchantsController, CashiersController, OwnerPinResetsController] })
export class MerchantsModule {}
