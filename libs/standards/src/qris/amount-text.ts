import { LARGEST_AMOUNT, SEN_PER_RUPIAH, type Sen } from '@app/core';

/** Digits, at most one point, at most two digits behind it: a third would be less than a sen. */
const AMOUNT = /^([0-9]{1,13})(?:\.([0-9]{0,2}))?$/;
const AMOUNT_LENGTH_MAX = 13;

const PERCENT = /^([0-9]{1,2})(?:\.([0-9]{0,2}))?$/;
const PERCENT_LENGTH_MAX = 5;

/** Reads "1000", "1000." or "1000.00" as sen; undefined for anything else, for nothing, and for more than is ever moved. */
export function readAmount(text: string): Sen | undefined {
  if (text.length > AMOUNT_LENGTH_MAX) return undefined;
  const match = AMOUNT.exec(text);
  const whole = match?.[1];
  if (whole === undefined) return undefined;
  const sen = BigInt(whole) * SEN_PER_RUPIAH + BigInt((match?.[2] ?? '').padEnd(2, '0'));
  return sen > 0n && sen <= LARGEST_AMOUNT ? sen : undefined;
}

/** Writes an amount without a point if it is whole rupiah; undefined if it doesn't fit 13 characters or is nothing. */
export function amountText(sen: Sen): string | undefined {
  const whole = (sen / SEN_PER_RUPIAH).toString();
  const cents = sen % SEN_PER_RUPIAH;
  const text = cents === 0n ? whole : `${whole}.${cents.toString().padStart(2, '0')}`;
  return readAmount(text) === sen ? text : undefined;
}

/** Reads a percentage from "0.01" to "99.99" as hundredths of a percent; undefined for anything else. */
export function readPercent(text: string): number | undefined {
  if (text.length > PERCENT_LENGTH_MAX) return undefined;
  const match = PERCENT.exec(text);
  const whole = match?.[1];
  if (whole === undefined) return undefined;
  const hundredths = Number(whole) * 100 + Number((match?.[2] ?? '').padEnd(2, '0'));
  return hundredths > 0 ? hundredths : undefined;
}

/** Writes hundredths of a percent; undefined if {@link readPercent} wouldn't read it so. */
export function percentText(hundredths: number): string | undefined {
  const text = (hundredths / 100).toFixed(2).replace(/\.?0+$/, '');
  return readPercent(text) === hundredths ? text : undefined;
}
