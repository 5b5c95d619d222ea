export { latestCutoff, nextCutoff } from './calendar/cutoffs.js';
export type { Cycle, NetPart, NettedCycle } from './cycles/cycle.js';
export { CycleService } from './cycles/cycle.service.js';
export { LiquidityService, type CapChange, type FundsIn } from './liquidity/liquidity.service.js';
export type { Position } from './liquidity/position.store.js';
export { SettlementModule } from './settlement.module.js';
export { SettlementService, type KeyedRequest } from './settlements/settlement.service.js';
export type { Settlement, SettlementLine, SettlementView } from './settlements/settlement.js';
