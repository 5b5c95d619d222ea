import { Module } from '@nestjs/common';

import { SettlementStatementsController } from './settlement-statements.controller.js';

@Module({ controllers: [SettlementStatementsController] })
export class SettlementStatementsModule {}
