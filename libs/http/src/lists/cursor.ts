import { fail, succeed, type Result } from '@app/core';

/**
 * The values by which a list is ordered, at one row of it. Sen and other bigints go in as decimal
 * strings.
 */
export type CursorValues = readonly (string | number)[];

export type CursorShape = readonly ('string' | 'number')[];

const CURSOR_LENGTH_MAX = 512;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** An opaque text for the place of a row in its list: base64url of compact JSON. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/**
 * The values in a cursor. `cursor_invalid` if it is not one of this list, by the number and types
 * of its values.
 */
export function decodeCursor(
  text: string,
  shape: CursorShape,
): Result<CursorValues, 'cursor_invalid'> {
  const values = read(text);
  if (values === undefined || values.length !== shape.length) return fail('cursor_invalid');
  const fits = values.every((value, at) => typeof value === shape[at]);
  return fits ? succeed(values) : fail('cursor_invalid');
}

/** Whether a value looks like a cursor of some list. */
export function isCursorText(value: unknown): value is string {
  return typeof value === 'string' && read(value) !== undefined;
}

function read(text: string): CursorValues | undefined {
  if (text.length > CURSOR_LENGTH_MAX || !BASE64URL.test(text)) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isCursorValues(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isCursorValues(values: unknown): values is CursorValues {
  if (!Array.isArray(values) || values.length === 0) return false;
  return values.every((value) => typeof value === 'string' || Number.isSafeInteger(value));
}
