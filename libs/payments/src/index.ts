export { AccountFactsStore, type AccountFacts } from './account-facts.store.js';
export { rulesKnowing, type RulesSource } from './current-rules.js';
export {
  NOTICE_KINDS,
  NoticeService,
  type NoticeDetail,
  type NoticeKind,
  type Telling,
} from './notifications/notice.service.js';
export { ClosureService, type Closure, type ClosureOrder } from './closure/closure.service.js';
export { IMPORT_STATES, type Import, type ImportState } from './imports/import.js';
export { ImportPosting, type ImportPostingPorts } from './imports/import-posting.js';
export {
  ImportService,
  type ActivationCode,
  type ImportOrder,
  type ImportPorts,
} from './imports/import.service.js';
export { admissionRefusal } from './limits/admission.js';
export { LargeCashReport, type LargeCash } from './limits/large-cash.js';
export {
  joinLimits,
  limitsFor,
  USAGE_KINDS,
  usageReturnsOf,
  type ActLimits,
  type LimitedAct,
  type LimitedParty,
} from './limits/limits-for.js';
export { OpeningBalanceService } from './opening/opening-balance.service.js';
export type { WalletHolder } from './opening/opening-request.js';
export type { OpeningOrder } from './opening/opening-order.store.js';
export { PaymentQueries, type PaymentPage } from './payment/payment-queries.js';
export { PaymentService, type PaymentOrder } from './payment/payment.service.js';
export type { Payment } from './payment/payment.js';
export { readShortCode, shortCodeOf, type PlaceInBooks } from './payment/short-code.js';
export { PartyFinder, type FoundParty, type PartyReference } from './parties/party-finder.js';
export {
  NotificationService,
  UNREAD_MAX,
  type FeedCursor,
  type Notification,
  type Reader,
} from './notifications/notification.service.js';
export { ActParties, type ActParty } from './receipts/act-parties.js';
export { ReceiptService, type OwnReceipt, type Receipt } from './receipts/receipt.service.js';
export { slipOf } from './receipts/slip.js';
export { SearchService, type SearchHit } from './search/search.service.js';
export { wordsOfAct } from './statements/entry-words.js';
export { printable } from './statements/printable.js';
export { statementCsv } from './statements/statement-csv.js';
export type { Letterhead } from './statements/statement-paper.js';
export { statementPdf } from './statements/statement-pdf.js';
export {
  StatementService,
  STATEMENT_LINES_MAX,
  type Statement,
  type WholeStatement,
} from './statements/statement.service.js';
export { PaymentDutiesModule } from './payment-duties.module.js';
export { PaymentsModule } from './payments.module.js';
export { QuoteService, type OfferedQuote } from './quote/quote.service.js';
export {
  TransferQueries,
  type OwnWallet,
  type SentMoney,
  type TransferParty,
} from './transfers/transfer-queries.js';
export {
  TransferService,
  type TransferAnswer,
  type TransferOrder,
} from './transfers/transfer.service.js';
export { actOf, type Act } from './posting/act.js';
export { ActInquiry, type ActName, type FoundAct, type InquiredParty } from './acts/act-inquiry.js';
export type { Authorisation, AuthorisationStatus } from './authorisations/authorisation.js';
export {
  AuthorisationQueries,
  type AuthorisationPage,
  type AuthorisationQuery,
} from './authorisations/authorisation-queries.js';
export {
  AuthorisationService,
  type AuthorisationAnswer,
  type AuthorisationOrder,
  type CaptureOrder,
} from './authorisations/authorisation.service.js';
export type { Refund } from './refunds/refund.js';
export { RefundQueries, type RefundPage } from './refunds/refund-queries.js';
export { RefundService, type RefundAnswer, type RefundOrder } from './refunds/refund.service.js';
export { ReturnStore, type Returns } from './refunds/return.store.js';
export { SuspenseService, type ReleaseWish } from './refunds/suspense.service.js';
export type { Reversal, ReversalResult } from './reversals/reversal.js';
export { ReversalService, type ReversalAnswer } from './reversals/reversal.service.js';
export { ReversalStore, type NewReversal } from './reversals/reversal.store.js';
export { DepositService, type Deposit, type DepositOrder } from './deposits/deposit.service.js';
export { CounterDesk, type FoundMember, type MemberReference } from './parties/counter-desk.js';
export { CounterTries } from './parties/counter-tries.js';
export { countingDayOf, usageOfHold, type HeldUsage } from './posting/held-usage.js';
export { cashPartiesOf, isAtTill, type CashParties } from './tills/cash-parties.js';
export {
  CASH_PLACES,
  CashTransferService,
  type CashPlace,
  type CashTransfer,
  type CashTransferOrder,
} from './tills/cash-transfer.service.js';
export { FACES, sumOfCash, type Denomination, type Face } from './tills/denominations.js';
export { TILL_DIFFERENCE, TillDifferences } from './tills/till-difference.js';
export {
  movementOf,
  TillQueries,
  type TillMovement,
  type TillMovementPage,
} from './tills/till-queries.js';
export type { ClosingView, CountedCash, CountView, SessionView } from './tills/till-session.js';
export { TillSessionService, type AtCounter } from './tills/till-session.service.js';
export type { TillCount, TillSession } from './tills/till-session.store.js';
export { withdrawalCodeEnds } from './tills/providers.js';
export { WithdrawalCodeEnds } from './withdrawals/withdrawal-code-ends.js';
export { WithdrawalCodeService, type CashHolder } from './withdrawals/withdrawal-code.service.js';
export { CODE_MINUTES, type WithdrawalCode } from './withdrawals/withdrawal-code.store.js';
export {
  WithdrawalQueries,
  type Withdrawal,
  type WithdrawalStatus,
} from './withdrawals/withdrawal-queries.js';
export {
  WithdrawalService,
  type Consent,
  type WithdrawalOrder,
} from './withdrawals/withdrawal.service.js';
export {
  IncentiveBudgetService,
  type BudgetOwner,
  type IncentiveBudget,
} from './incentives/incentive-budget.service.js';
export { IncentiveBudgetWatch } from './incentives/incentive-budget-watch.js';
export { InvoiceService, type InvoiceAnswer, type NewInvoice } from './invoices/invoice.service.js';
export type { Invoice, InvoiceQuery, InvoiceSide } from './invoices/invoice.store.js';
export { DemandKeeper } from './requests/demand-keeper.js';
export { DemandStore } from './requests/demand.store.js';
export {
  OPEN_REQUESTS_MAX,
  PaymentRequestService,
  REQUEST_HOURS_MAX,
  type NewPaymentRequest,
  type RequestAnswer,
  type RequestHolder,
  type RequestPayment,
  type RequestPaymentAnswer,
} from './requests/payment-request.service.js';
export type { PaymentRequest, RequestQuery, RequestSide } from './requests/request.store.js';
export {
  QR_KINDS,
  QR_PURPOSES,
  QR_STATES,
  type QrCode,
  type QrCodeView,
  type QrHolder,
  type QrKind,
  type QrPurpose,
  type QrState,
} from './qr-codes/qr-code.js';
export {
  QR_SECONDS_MAX,
  QR_SECONDS_MIN,
  QrCodeService,
  type NewQrCode,
} from './qr-codes/qr-code.service.js';
export { endOf, QrReader, type ScannedCode } from './qr-codes/qr-reader.js';
export { QrCodeStore } from './qr-codes/qr-code.store.js';
export { TEST_MARK, type QrisIdentity } from './qr-codes/write-payload.js';
export type { TargetOrder } from './payment/payment-target.js';
