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
export {
  TRANSFER_PURPOSES,
  type AccountInformation,
  type AdditionalData,
  type MerchantCode,
  type NationalMerchant,
  type OtherData,
  type Tip,
  type TransferPurpose,
} from './qris/merchant-code.js';
export { dataObject } from './qris/data-objects.js';
export { buildMerchantCode } from './qris/build-merchant-code.js';
export { parseMerchantCode } from './qris/parse-merchant-code.js';
export {
  buildCustomerCode,
  parseCustomerCode,
  QRIS_AID,
  QRIS_LABEL,
  type CustomerCode,
} from './qris/customer-code.js';
export type { QrisFault, QrisFaultCode, QrisResult } from './qris/fault.js';
export {
  readCamt053,
  type BankMovement,
  type EntryFault,
  type ReadCamt053,
} from './iso20022/read-camt053.js';
export { SNAP_CASES, snapOutcome, type SnapCase, type SnapOutcome } from './snap/response-code.js';
export {
  requestStringToSign,
  signAsymmetric,
  signSymmetric,
  tokenStringToSign,
  verifyAsymmetric,
  verifyRequest,
  verifySymmetric,
  type ClientSecret,
  type SignedRequest,
  type Verified,
} from './snap/signature.js';
export {
  NO_SERVICE,
  SNAP_NOTIFICATIONS,
  SNAP_SERVICES,
  snapServiceAt,
  type SnapNotificationCode,
  type SnapServiceCode,
} from './snap/services.js';
export { SNAP_STATUS, statusFields, statusOfPaid, type SnapStatus } from './snap/status.js';
export { externalIdDay, isTimely, readTimestamp, writeTimestamp } from './snap/timestamp.js';
