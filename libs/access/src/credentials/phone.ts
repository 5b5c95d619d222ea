import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Longer texts are no phone number in any spelling. */
const TEXT_LENGTH_MAX = 32;

/**
 * Reads a phone number as people in Indonesia type it (`0812…`, `62812…`, `+62 812-…`, or abroad
 * `+60…`) and gives E.164 (`+62812…`), or undefined when it is no valid number.
 */
export function parsePhone(text: string): string | undefined {
  if (text.length > TEXT_LENGTH_MAX) return undefined;
  const trimmed = text.trim();
  // 62 without a plus is the country code, as SNAP writes it; a trunk number would begin with 0.
  const dialled = trimmed.startsWith('62') ? `+${trimmed}` : trimmed;
  const phone = parsePhoneNumberFromString(dialled, { defaultCountry: 'ID', extract: false });
  if (phone === undefined || phone.ext !== undefined || !phone.isValid()) return undefined;
  return phone.number;
}
