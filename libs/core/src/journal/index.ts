export * from './cash.js';
export * from './funds.js';
export * from './incentive.js';
export type { LegDraft } from './leg.js';
export * from './payment.js';
export * from './refund.js';
export * from './service.js';
export * from './trade.js';
