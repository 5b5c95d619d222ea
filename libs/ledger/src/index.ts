export * from './accounts/accounts.js';
export { keyClaim, TICKETS } from './engine/claims.js';
export * from './engine/outcome.js';
export * from './engine/request.js';
export { Ledger, type LedgerOptions } from './engine/ledger.js';
export { LedgerModule } from './ledger.module.js';
export * from './reads/index.js';
export * from './verify/index.js';
