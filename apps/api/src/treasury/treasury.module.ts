import { Module } from '@nestjs/common';

import { BankIdentitiesController } from './bank-identities.controller.js';
import { TreasuryController } from './treasury.controller.js';

@Module({ controllers: [TreasuryController, BankIdentitiesController] })
export class TreasuryModule {}
