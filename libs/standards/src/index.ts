export {
  CLEARING_SYSTEM,
  type BankIdentity,
  type FinancialInstitution,
} from './iso20022/institution.js';
export {
  camt053,
  type AccountEntry,
  type AccountStatement,
  type EntryDetail,
} from './iso20022/camt053.js';
export { messageId } from './iso20022/message-id.js';
export { offsetTime } from './iso20022/offset-time.js';
export { pacs009, type CreditTransfer, type CreditTransfers } from './iso20022/pacs009.js';
