/**
 * The chart of accounts. Codes are stored in the ledger and never change their meaning.
 * `posted` balances are credits − debits throughout, so an asset's balance is negative.
 */

/** Which bound an account is opened with: no credit is given, and no drawer pays what it doesn't hold. */
export type AccountBound = 'never_below_zero' | 'never_above_zero' | 'debit_cap' | 'none';

export interface AccountKindRule {
  readonly code: number;
  readonly book: 'cooperative' | 'switch' | 'either';
  readonly normalSide: 'credit' | 'debit' | 'either';
  readonly bound: AccountBound;
  /** Touched by nearly every transfer of a cooperative: its legs are found by balance points. */
  readonly hot: boolean;
}

function kind(
  code: number,
  book: AccountKindRule['book'],
  normalSide: AccountKindRule['normalSide'],
  bound: AccountBound = 'none',
  hot = false,
): AccountKindRule {
  return { code, book, normalSide, bound, hot };
}

export const ACCOUNT_KINDS = {
  member_wallet: kind(1, 'cooperative', 'credit', 'never_below_zero'),
  merchant_wallet: kind(2, 'cooperative', 'credit', 'never_below_zero'),
  till: kind(3, 'cooperative', 'debit', 'never_above_zero'),
  vault: kind(4, 'cooperative', 'debit', 'never_above_zero'),
  bank: kind(5, 'cooperative', 'debit'),
  clearing: kind(6, 'cooperative', 'either', 'debit_cap', true),
  fee_income: kind(7, 'cooperative', 'credit', 'none', true),
  interchange_income: kind(8, 'cooperative', 'credit', 'none', true),
  interchange_expense: kind(9, 'cooperative', 'debit', 'none', true),
  switch_fee_expense: kind(10, 'cooperative', 'debit', 'none', true),
  incentive_expense: kind(11, 'cooperative', 'debit', 'none', true),
  incentive_budget: kind(12, 'either', 'credit', 'never_below_zero'),
  settlement_deposit: kind(13, 'cooperative', 'debit', 'never_above_zero'),
  trade_payable: kind(14, 'cooperative', 'either'),
  trade_receivable: kind(15, 'cooperative', 'either'),
  receivable: kind(16, 'cooperative', 'either'),
  cash_difference: kind(17, 'cooperative', 'either'),
  opening_balance: kind(18, 'cooperative', 'either'),
  suspense: kind(19, 'either', 'either'),
  position: kind(30, 'switch', 'either', 'none', true),
  settlement_bank: kind(31, 'switch', 'debit'),
  liquidity: kind(32, 'switch', 'credit', 'never_below_zero'),
  switch_fee_income: kind(33, 'switch', 'credit', 'none', true),
  fee_payable: kind(34, 'switch', 'credit', 'none', true),
  operator_funds: kind(35, 'switch', 'credit'),
} as const satisfies Record<string, AccountKindRule>;

export type AccountKind = keyof typeof ACCOUNT_KINDS;

const byCode = new Map<number, AccountKind>(
  (Object.keys(ACCOUNT_KINDS) as AccountKind[]).map((name) => [ACCOUNT_KINDS[name].code, name]),
);

/** The kind that a stored code means; undefined for a code this release doesn't know. */
export function accountKindOf(code: number): AccountKind | undefined {
  return byCode.get(code);
}

/** Status of an account as stored. A frozen account takes part in nothing new; a closed one in nothing at all. */
export const ACCOUNT_STATUSES = ['open', 'frozen', 'closed'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
