import { Module } from '@nestjs/common';

import { FundsController } from './funds.controller.js';
import { LiquidityController } from './liquidity.controller.js';
import { PositionsController } from './positions.controller.js';

@Module({ controllers: [FundsController, LiquidityController, PositionsController] })
export class LiquidityModule {}
