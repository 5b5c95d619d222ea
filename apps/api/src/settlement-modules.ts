import { SettlementModule } from '@app/settlement';

import { CyclesModule } from './cycles/cycles.module.js';
import { LiquidityModule } from './liquidity/liquidity.module.js';
import { SettlementsModule } from './settlements/settlements.module.js';

/** Cycles, settlements, liquidity and the routes about them. */
export const SETTLEMENT_MODULES = [
  SettlementModule,
  CyclesModule,
  SettlementsModule,
  LiquidityModule,
];
