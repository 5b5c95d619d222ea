import { LARGEST_AMOUNT, SEN_PER_RUPIAH, type Sen } from '@app/core';

import type { ImportFaultCode } from './import-fault.js';
import type { Cell } from './sheet.js';

export type ReadAmount =
  { readonly ok: true; readonly sen: Sen } | { readonly ok: false; readonly code: ImportFaultCode };

/** Nothing, as people write it. */
const NOTHING = /^(?:rp\.?)?\s*(?:-|0+(?:[.,]0{1,2})?|0?,-)?$/i;
const SIGN = /^(?:rp\.?\s*)?[-(]/i;
/** "Rp 1.234.567", "1.234.567,00", "1234567", "1.500.000,-"; dots stand between thousands. */
const INDONESIAN = /^([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(-|[0-9]{1,2}))?$/;
/** "1,234,567" or "1,234,567.00": with two commas or decimals there is no doubt. */
const ENGLISH = /^([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{2}))?$/;
/** As programs write it: "1234567.00". */
const PLAIN = /^([0-9]+)\.([0-9]{2})$/;
const ONE_COMMA = /^[0-9]{1,3},[0-9]{3}$/;
/** A number as a spreadsheet stores it: 1234567, 1234567.5, 1.234567E6. */
const STORED = /^(-?)([0-9]{1,20})(?:\.([0-9]{1,20}))?(?:[eE]([+-]?[0-9]{1,2}))?$/;

const DIGITS_MAX = 13;

/**
 * Reads an opening balance: zero or more, in whole rupiah. An empty cell, "-" and "Rp0" are zero. What could be read
 * in two ways is `amount_ambiguous`: "1,234" is 1.234 in Jakarta and 1,234 in London. Out: sen.
 */
export function readOpeningAmount({ text, kind }: Cell): ReadAmount {
  if (kind === 'number') return readStored(text);
  if (NOTHING.test(text)) return { ok: true, sen: 0n };
  if (SIGN.test(text)) return { ok: false, code: 'amount_negative' };
  const written = text.replace(/^rp\.?\s*/i, '');
  if (ONE_COMMA.test(written)) return { ok: false, code: 'amount_ambiguous' };
  const match = INDONESIAN.exec(written) ?? ENGLISH.exec(written) ?? PLAIN.exec(written);
  const whole = match?.[1]?.replace(/[.,]/g, '');
  if (whole === undefined) return { ok: false, code: 'amount_malformed' };
  return rupiah(whole, match?.[2] ?? '');
}

function readStored(text: string): ReadAmount {
  const match = STORED.exec(text);
  if (match === null) return { ok: false, code: 'amount_malformed' };
  const [, sign, whole = '', decimals = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + decimals;
  if (/^0+$/.test(digits)) return { ok: true, sen: 0n };
  if (sign === '-') return { ok: false, code: 'amount_negative' };
  if (point > digits.length + DIGITS_MAX) return { ok: false, code: 'amount_too_large' };
  const padded = digits.padEnd(point, '0');
  return rupiah(padded.slice(0, Math.max(point, 0)), padded.slice(Math.max(point, 0)));
}

function rupiah(whole: string, decimals: string): ReadAmount {
  if (/[1-9]/.test(decimals)) return { ok: false, code: 'amount_not_whole_rupiah' };
  const digits = whole.replace(/^0+/, '');
  if (digits.length > DIGITS_MAX) return { ok: false, code: 'amount_too_large' };
  const sen = BigInt(digits === '' ? '0' : digits) * SEN_PER_RUPIAH;
  return sen > LARGEST_AMOUNT ? { ok: false, code: 'amount_too_large' } : { ok: true, sen };
}
