export {
  AdjustmentService,
  type Adjustment,
  type AdjustmentLeg,
} from './adjustments/adjustment.service.js';
export { latestCutoff, nextCutoff } from './calendar/cutoffs.js';
export type { Cycle, NetPart, NettedCycle } from './cycles/cycle.js';
export { CycleService } from './cycles/cycle.service.js';
export { CycleTally } from './cycles/cycle-tally.js';
export * from './disputes/dispute.js';
export { DisputeService, type Claim } from './disputes/dispute.service.js';
export { FundsDesk, type FundsAnswer } from './funds/funds-desk.js';
export { FundsService, type FundsOut } from './funds/funds.service.js';
export type { Funds, FundsDirection } from './funds/funds.js';
export { BilateralCapService, type BilateralCapView } from './liquidity/bilateral-cap.service.js';
export { CapChangeService, type CapStep } from './liquidity/cap-change.service.js';
export { forecastOf, type CapForecast } from './liquidity/forecast.js';
export { LiquidityService, type CapChange, type FundsIn } from './liquidity/liquidity.service.js';
export type { Position } from './liquidity/position.store.js';
export { PositionWatch } from './liquidity/position-watch.js';
export {
  BREAK_KINDS,
  type BankBreak,
  type BankStatement,
  type BreakKind,
  type LineFault,
  type ReadLine,
  type ReadStatement,
} from './reconciliation/bank-line.js';
export { breakResolution } from './reconciliation/break-resolution.js';
export { FundsReversalService } from './reconciliation/funds-reversal.js';
export { readStatementCamt } from './reconciliation/read-camt.js';
export {
  DATE_FORMATS,
  readStatementCsv,
  type CsvMapping,
  type DateFormat,
} from './reconciliation/read-csv.js';
export {
  ReconciliationService,
  type BreakAction,
  type Imported,
} from './reconciliation/reconciliation.service.js';
export { SettlementModule } from './settlement.module.js';
export { DebtorDeadlines } from './settlements/debtor-deadlines.js';
export {
  DirectPaymentService,
  type ArrivedPayment,
  type DirectPaymentView,
} from './settlements/direct-payments.js';
export {
  SettlementByBank,
  type BankInstructions,
  type Collection,
  type DirectInstruction,
} from './settlements/settlement-by-bank.js';
export { DEADLINE_HOURS_MAX, type SettlementTerms, type SignedTerms } from './settlements/terms.js';
export { SettlementTermsService } from './settlements/terms.service.js';
export { SettlementService, type KeyedRequest } from './settlements/settlement.service.js';
export {
  SETTLEMENT_MODES,
  type DirectLine,
  type Settlement,
  type SettlementLine,
  type SettlementMode,
  type SettlementView,
} from './settlements/settlement.js';
export * from './statements/index.js';
