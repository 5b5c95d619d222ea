import type { components } from './generated/api.js';

/** An amount as the API writes it: a decimal string beside its currency, never a number. */
export type Money = components['schemas']['Money'];

const WRITTEN = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{2}))?$/;

/**
 * An amount to send.
 *
 * @param sen hundredths of a rupiah: 25_000_00n is Rp25,000
 */
export function idr(sen: bigint): Money {
  const [sign, digits] = sen < 0n ? ['-', String(-sen)] : ['', String(sen)];
  const padded = digits.padStart(3, '0');
  return { value: `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`, currency: 'IDR' };
}

/**
 * An amount that was answered, in sen (1/100 rupiah), to add and compare.
 *
 * @throws TypeError if it is not written as the API writes amounts
 */
export function senOf({ value, currency }: Money): bigint {
  const [, sign, whole, fraction] = WRITTEN.exec(value) ?? [];
  if (whole === undefined || currency !== 'IDR') {
    throw new TypeError(`not an amount in rupiah: ${value} ${currency}`);
  }
  const sen = BigInt(whole) * 100n + BigInt(fraction ?? 0);
  return sign === '-' ? -sen : sen;
}
