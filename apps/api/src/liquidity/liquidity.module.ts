import { Module } from '@nestjs/common';

import { LiquidityController } from './liquidity.controller.js';
import { PositionsController } from './positions.controller.js';

@Module({ controllers: [LiquidityController, PositionsController] })
export class LiquidityModule {}
