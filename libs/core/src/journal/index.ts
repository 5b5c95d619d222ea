export * from './funds.js';
export type { LegDraft } from './leg.js';
export * from './payment.js';
