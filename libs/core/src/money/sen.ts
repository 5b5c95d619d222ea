import { invariant } from '../errors/index.js';

/**
 * An amount of money in sen, 1/100 rupiah. The only form in which money is computed or stored:
 * never a float, never a JSON number.
 */
export type Sen = bigint;

/**
 * Money on the wire: a decimal string with its currency, `{"value":"50000.00","currency":"IDR"}`.
 */
export interface Money {
  readonly value: string;
  readonly currency: string;
}

export const CURRENCY = 'IDR';
export const SEN_PER_RUPIAH = 100n;

/**
 * The largest amount that may be named: 10^12 rupiah, a thousand times under what a balance can
 * hold.
 */
export const LARGEST_AMOUNT: Sen = 1_000_000_000_000n * SEN_PER_RUPIAH;

export type MoneyFault = 'amount_invalid' | 'currency_unsupported' | 'amount_too_large';
export type PrincipalFault = MoneyFault | 'amount_not_positive' | 'amount_not_whole_rupiah';

export type ParsedMoney =
  { readonly ok: true; readonly sen: Sen } | { readonly ok: false; readonly code: MoneyFault };

export type ParsedPrincipal =
  { readonly ok: true; readonly sen: Sen } | { readonly ok: false; readonly code: PrincipalFault };

/** ASCII digits without leading zeros, then nothing or exactly two decimals. */
const AMOUNT = /^(0|[1-9][0-9]*)(?:\.([0-9]{2}))?$/;

/**
 * Digits before the point of the largest amount: anything longer is refused before it becomes a
 * bigint.
 */
const WHOLE_DIGITS_MAX = 13;

/**
 * Reads money as it comes over the wire.
 *
 * In: exactly `{ value, currency }`, the value a string such as "50000" or "50000.00". Out: sen,
 * zero or more. Failures, in the order checked: `amount_invalid` (another shape or a value not
 * written like that: a JSON number, sign, exponent, blank, leading zero, one decimal, foreign
 * digits), `currency_unsupported`, `amount_too_large` (over 10^12 rupiah).
 */
export function parseMoney(input: unknown): ParsedMoney {
  const money = readShape(input);
  if (money === undefined) return { ok: false, code: 'amount_invalid' };
  const match = AMOUNT.exec(money.value);
  const whole = match?.[1];
  if (whole === undefined) return { ok: false, code: 'amount_invalid' };
  if (money.currency !== CURRENCY) return { ok: false, code: 'currency_unsupported' };
  if (whole.length > WHOLE_DIGITS_MAX) return { ok: false, code: 'amount_too_large' };
  const sen = BigInt(whole + (match?.[2] ?? '00'));
  if (sen > LARGEST_AMOUNT) return { ok: false, code: 'amount_too_large' };
  return { ok: true, sen };
}

/**
 * Reads a principal: money that is more than zero and whole rupiah, because cents do not exist in
 * the shops.
 *
 * Failures: those of {@link parseMoney}, then `amount_not_positive`, `amount_not_whole_rupiah`.
 */
export function parsePrincipal(input: unknown): ParsedPrincipal {
  const parsed = parseMoney(input);
  if (!parsed.ok) return parsed;
  if (parsed.sen <= 0n) return { ok: false, code: 'amount_not_positive' };
  if (parsed.sen % SEN_PER_RUPIAH !== 0n) return { ok: false, code: 'amount_not_whole_rupiah' };
  return parsed;
}

/**
 * The decimal string of an amount, always with two decimals: 5000000n → "50000.00", −1n → "-0.01".
 */
export function formatSen(sen: Sen): string {
  const digits = (sen < 0n ? -sen : sen).toString().padStart(3, '0');
  return `${sen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount as it goes over the wire. */
export function toMoney(sen: Sen): Money {
  return { value: formatSen(sen), currency: CURRENCY };
}

/**
 * An amount for people, as Indonesia writes it: "Rp1.234.567", with ",50" only if there are sen.
 */
export function formatRupiah(sen: Sen): string {
  const magnitude = sen < 0n ? -sen : sen;
  const whole = (magnitude / SEN_PER_RUPIAH).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  const cents = magnitude % SEN_PER_RUPIAH;
  const decimals = cents === 0n ? '' : `,${cents.toString().padStart(2, '0')}`;
  return `${sen < 0n ? '-' : ''}Rp${whole}${decimals}`;
}

/** Adds amounts up. */
export function sumSen(amounts: Iterable<Sen>): Sen {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** The smaller of two amounts. */
export function minSen(a: Sen, b: Sen): Sen {
  return a < b ? a : b;
}

/**
 * Reads a stored or computed integer of sen such as "-1250"; throws InvariantError for anything
 * else.
 */
export function senFromInteger(text: string): Sen {
  invariant(/^(0|-?[1-9][0-9]*)$/.test(text), 'not an integer of sen');
  return BigInt(text);
}

function readShape(input: unknown): Money | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  if (Object.keys(input).length !== 2) return undefined;
  if (!Object.hasOwn(input, 'value') || !Object.hasOwn(input, 'currency')) return undefined;
  if (!('value' in input) || !('currency' in input)) return undefined;
  const { value, currency } = input;
  if (typeof value !== 'string' || typeof currency !== 'string') return undefined;
  return { value, currency };
}
