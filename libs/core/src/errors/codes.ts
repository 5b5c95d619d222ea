/**
 * Every way in which Simpul says no, in one list. The HTTP status and the texts for people are exhaustive
 * tables over these codes (`@app/http`), so a new code without a mapping does not compile.
 */

/** The request itself is at fault; nothing is stored and the same key may be used again. */
export const MALFORMED_CODES = [
  'malformed_json',
  'validation_failed',
  'amount_invalid',
  'amount_not_positive',
  'amount_not_whole_rupiah',
  'amount_too_large',
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'cursor_invalid',
  'qr_code_invalid',
  'qr_code_foreign',
  'qr_code_altered',
] as const;

/** What a posting batch may decide against. Stored with the transfer: a replay answers the same. */
export const REFUSAL_CODES = [
  'payer_frozen',
  'payer_closed',
  'payee_frozen',
  'payee_closed',
  'till_closed',
  'cooperative_suspended',
  'cooperative_not_active',
  'limit_exceeded',
  'act_forbidden_for_tier',
  'cap_exceeded',
  'bilateral_cap_exceeded',
  'cap_below_use',
  'insufficient_funds',
  'till_short',
  'vault_short',
  'balance_limit_exceeded',
  'balance_overflow',
  'quote_expired',
  'request_expired',
  'payment_given_up',
  'qr_code_used',
  'qr_code_expired',
  'hold_expired',
  'hold_not_open',
  'capture_exceeds_hold',
  'refund_exceeds_payment',
  'already_refunded',
  'already_reversed',
  'account_not_empty',
  'account_closed',
] as const;

/** Found before a batch is asked: nothing is stored. */
export const RULE_CODES = [
  'payer_is_payee',
  'currency_unsupported',
  'fee_exceeds_amount',
  'fee_rule_missing',
  'idempotency_key_reused',
  'reference_reused',
  'reversed_before_arrival',
  'not_refundable',
  'not_reversible',
  'reversal_too_late',
  'already_exists',
  'wrong_state',
  'request_exceeded',
  'partial_payment_not_allowed',
  'payment_in_progress',
  'qr_code_for_another_use',
  'qris_not_configured',
  'cooperative_not_empty',
  'till_in_use',
  'till_session_missing',
  'till_has_holds',
  'denominations_mismatch',
  'same_person',
  'approval_changed',
  'clock_fixed',
  'clock_backwards',
  'schedule_invalid',
  'statement_too_long',
] as const;

/** Who is asking, and whether they may. */
export const ACCESS_CODES = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'token_revoked',
  'step_up_required',
  'totp_required',
  'totp_invalid',
  'totp_not_enrolled',
  'refresh_invalid',
  'refresh_reused',
  'device_proof_invalid',
  'device_blocked',
  'credentials_invalid',
  'activation_invalid',
  'pin_too_simple',
  'pin_locked',
  'pin_wrong',
  'pin_required',
  'withdrawal_code_invalid',
  'withdrawal_code_locked',
  'role_forbidden',
  'scope_missing',
  'not_found',
  'never_arrived',
  'rate_limited',
  'plain_http_refused',
] as const;

/** The door and the house behind it. */
export const SERVICE_CODES = [
  'method_not_allowed',
  'body_too_large',
  'media_type_unsupported',
  'request_in_progress',
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
  'internal_error',
] as const;

export type MalformedCode = (typeof MALFORMED_CODES)[number];
export type RefusalCode = (typeof REFUSAL_CODES)[number];
export type RuleCode = (typeof RULE_CODES)[number];
export type AccessCode = (typeof ACCESS_CODES)[number];
export type ServiceCode = (typeof SERVICE_CODES)[number];

/** Any code that may stand in a problem document's `code`. */
export type ProblemCode = MalformedCode | RefusalCode | RuleCode | AccessCode | ServiceCode;

export const PROBLEM_CODES: readonly ProblemCode[] = [
  ...MALFORMED_CODES,
  ...REFUSAL_CODES,
  ...RULE_CODES,
  ...ACCESS_CODES,
  ...SERVICE_CODES,
];
