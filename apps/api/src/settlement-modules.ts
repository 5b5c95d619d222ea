import { SettlementModule } from '@app/settlement';

import { CyclesModule } from './cycles/cycles.module.js';
import { DisputesModule } from './disputes/disputes.module.js';
import { LiquidityModule } from './liquidity/liquidity.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { SettlementStatementsModule } from './settlement-statements/settlement-statements.module.js';
import { SettlementsModule } from './settlements/settlements.module.js';
import { TreasuryModule } from './treasury/treasury.module.js';

/** Cycles, settlements, liquidity and the routes about them. */
export const SETTLEMENT_MODULES = [
  SettlementModule,
  CyclesModule,
  SettlementsModule,
  SettlementStatementsModule,
  TreasuryModule,
  LiquidityModule,
  ReconciliationModule,
  DisputesModule,
];
