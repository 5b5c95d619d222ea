export type { Balance } from './accounts.js';
export type { Entry, EntryPage } from './entries.js';
export type { LedgerHead } from './head.js';
export type { Obligation, ReturnObligation } from './holds.js';
export { LedgerReads } from './ledger-reads.js';
export type { Queryable } from './queryable.js';
export { PAGE_LIMIT, type EntryCursor, type EntryQuery } from './span.js';
export type { TransferCursor, TransferPage, TransferQuery } from './transfers.js';
export type { TrialBalance, TrialBalanceAccount, TrialBalanceKind } from './trial-balance.js';
