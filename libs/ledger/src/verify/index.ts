export type { InvariantReport, VerifyOptions, VerifyReport, Violation } from './report.js';
export { verifyLedger } from './verify-ledger.js';
