/** Every case that any service may answer, by HTTP status and number, in the words of the standard. */
const CASES = {
  successful: [200, 0, 'Successful'],
  in_progress: [202, 0, 'Request In Progress'],
  bad_request: [400, 0, 'Bad Request'],
  invalid_field_format: [400, 1, 'Invalid Field Format'],
  invalid_mandatory_field: [400, 2, 'Invalid Mandatory Field'],
  unauthorized: [401, 0, 'Unauthorized.'],
  invalid_token: [401, 1, 'Invalid Token (B2B)'],
  invalid_customer_token: [401, 2, 'Invalid Customer Token'],
  token_not_found: [401, 3, 'Token Not Found (B2B)'],
  customer_token_not_found: [401, 4, 'Customer Token Not Found'],
  transaction_expired: [403, 0, 'Transaction Expired'],
  feature_not_allowed: [403, 1, 'Feature Not Allowed'],
  exceeds_amount_limit: [403, 2, 'Exceeds Transaction Amount Limit'],
  suspected_fraud: [403, 3, 'Suspected Fraud'],
  activity_count_exceeded: [403, 4, 'Activity Count Limit Exceeded'],
  do_not_honor: [403, 5, 'Do Not Honor'],
  feature_not_allowed_now: [403, 6, 'Feature Not Allowed At This Time'],
  card_blocked: [403, 7, 'Card Blocked'],
  card_expired: [403, 8, 'Card Expired'],
  dormant_account: [403, 9, 'Dormant Account'],
  need_token_limit: [403, 10, 'Need To Set Token Limit'],
  otp_blocked: [403, 11, 'OTP Blocked'],
  otp_lifetime_expired: [403, 12, 'OTP Lifetime Expired'],
  otp_sent: [403, 13, 'OTP Sent To Cardholder'],
  insufficient_funds: [403, 14, 'Insufficient Funds'],
  transaction_not_permitted: [403, 15, 'Transaction Not Permitted'],
  suspend_transaction: [403, 16, 'Suspend Transaction'],
  token_limit_exceeded: [403, 17, 'Token Limit Exceeded'],
  inactive_account: [403, 18, 'Inactive Card/Account/Customer'],
  merchant_blacklisted: [403, 19, 'Merchant Blacklisted'],
  merchant_limit_exceeded: [403, 20, 'Merchant Limit Exceed'],
  set_limit_not_allowed: [403, 21, 'Set Limit Not Allowed'],
  token_limit_invalid: [403, 22, 'Token Limit Invalid'],
  account_limit_exceeded: [403, 23, 'Account Limit Exceed'],
  invalid_transaction_status: [404, 0, 'Invalid Transaction Status'],
  transaction_not_found: [404, 1, 'Transaction Not Found'],
  invalid_routing: [404, 2, 'Invalid Routing'],
  bank_not_supported: [404, 3, 'Bank Not Supported By Switch'],
  transaction_cancelled: [404, 4, 'Transaction Cancelled'],
  merchant_not_registered: [404, 5, 'Merchant Is Not Registered For Card Registration Services'],
  need_otp: [404, 6, 'Need To Request OTP'],
  journey_not_found: [404, 7, 'Journey Not Found'],
  invalid_merchant: [404, 8, 'Invalid Merchant'],
  no_issuer: [404, 9, 'No Issuer'],
  invalid_api_transition: [404, 10, 'Invalid API Transition'],
  invalid_account: [404, 11, 'Invalid Card/Account/Customer/Virtual Account'],
  invalid_bill: [404, 12, 'Invalid Bill/Virtual Account'],
  invalid_amount: [404, 13, 'Invalid Amount'],
  paid_bill: [404, 14, 'Paid Bill'],
  invalid_otp: [404, 15, 'Invalid OTP'],
  partner_not_found: [404, 16, 'Partner Not Found'],
  invalid_terminal: [404, 17, 'Invalid Terminal'],
  inconsistent_request: [404, 18, 'Inconsistent Request'],
  expired_bill: [404, 19, 'Invalid Bill/Virtual Account'],
  function_not_supported: [405, 0, 'Requested Function Is Not Supported'],
  operation_not_allowed: [405, 1, 'Requested Operation Is Not Allowed'],
  conflict: [409, 0, 'Conflict'],
  duplicate_reference: [409, 1, 'Duplicate partnerReferenceNo'],
  too_many_requests: [429, 0, 'Too Many Requests'],
  general_error: [500, 0, 'General Error'],
  internal_error: [500, 1, 'Internal Server Error'],
  external_error: [500, 2, 'External Server Error'],
  timeout: [504, 0, 'Timeout'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type SnapCase = keyof typeof CASES;
export const SNAP_CASES = Object.keys(CASES) as SnapCase[];

/** What an answer begins with, and the HTTP status that it has. */
export interface SnapOutcome {
  readonly status: number;
  /** HTTP status, service and case: seven digits. */
  readonly responseCode: string;
  /** At most 150 characters. */
  readonly responseMessage: string;
}

const MESSAGE_MAX = 150;

/**
 * The outcome of a service's request. `service` is its two digits ("47"); `about` is the field that is wrong, or the reason
 * of an `unauthorized`: it follows the standard's words.
 */
export function snapOutcome(service: string, name: SnapCase, about?: string): SnapOutcome {
  const [status, number, words] = CASES[name];
  const message = about === undefined ? words : `${words} ${about}`;
  return {
    status,
    responseCode: `${status}${service}${number.toString().padStart(2, '0')}`,
    responseMessage: message.slice(0, MESSAGE_MAX),
  };
}
