import { hash } from 'node:crypto';
import { canonicalJson } from '../json/canonical-json.js';

/** Hex digits of a request hash: the first 16 bytes of SHA-256. */
const HASH_DIGITS = 32;

/**
 * What a request is, in 32 hex digits: method, path without query, and the body whatever its
 * spelling. A key that comes again with another hash is not a repetition.
 */
export function requestHash(method: string, path: string, body: unknown): string {
  const content = body === undefined ? '' : canonicalJson(body);
  return hash('sha256', `${method}\n${path}\n${content}`, 'hex').slice(0, HASH_DIGITS);
}
