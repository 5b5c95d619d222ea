export { BankIdentityService, type BankIdentityPorts } from './bank-identity.service.js';
export {
  CycleStatementService,
  type CycleReport,
  type CycleStatementPorts,
} from './cycle-statement.service.js';
export { DayTally } from './day-tally.js';
export type { DrillCursor, DrilledPart, DrilledTransfer, DrillFilter } from './drill-down.js';
export type { BilateralLine, SettledAmount, SettlementStatement } from './statement.js';
export {
  TreasuryService,
  type CapHold,
  type FeeLine,
  type Fees,
  type Flows,
  type TreasuryPorts,
  type TreasuryPosition,
} from './treasury.service.js';
export type { DayFlow } from './treasury.store.js';
