import { invariant } from '../errors/index.js';
import { lettersOfUuid, uuidOfLetters } from './base32.js';
import type { IdPrefix } from './prefixes.js';

/**
 * 26 characters of Crockford's base32 in lower case. They hold 130 bits and a UUID has 128, so the
 * first is at most 7: otherwise two texts would mean the same row.
 */
const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * The id of a row as the API shows it, a TypeID: "pay_01h455vb4pex5vsknk084sn02q".
 *
 * In: a UUID in lower case with hyphens, as PostgreSQL writes it; anything else is an
 * InvariantError.
 */
export function encodeId(prefix: IdPrefix, uuid: string): string {
  const letters = lettersOfUuid(uuid);
  invariant(letters !== undefined, 'not a UUID as the database writes it');
  return `${prefix}_${letters}`;
}

/**
 * The UUID behind an id of this kind; undefined if the text is malformed or an id of another kind.
 */
export function decodeId(prefix: IdPrefix, text: string): string | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const suffix = text.slice(prefix.length + 1);
  if (!SUFFIX.test(suffix)) return undefined;
  return uuidOfLetters(suffix);
}
