import { Module } from '@nestjs/common';

import { BilateralCapsController } from './bilateral-caps.controller.js';
import { FundsController } from './funds.controller.js';
import { LiquidityController } from './liquidity.controller.js';
import { PositionsController } from './positions.controller.js';

@Module({
  controllers: [BilateralCapsController, FundsController, LiquidityController, PositionsController],
})
export class LiquidityModule {}
