import { Module } from '@nestjs/common';

import { SettlementBankController } from './settlement-bank.controller.js';
import { SettlementsController } from './settlements.controller.js';

@Module({ controllers: [SettlementBankController, SettlementsController] })
export class SettlementsModule {}
