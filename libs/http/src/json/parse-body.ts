import { isUtf8 } from 'node:buffer';
import { fail, succeed, type Result } from '@app/core';
import { isReservedName } from './reserved-names.js';

/** A body as it comes out of the parser: an object whose members have all been looked at. */
export type JsonObject = Record<string, unknown>;

/** Deeper than any request of ours; keeps the walk over the tree from exhausting the stack. */
const DEPTH_MAX = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

const MALFORMED = fail('malformed_json');

/**
 * Reads a JSON body: UTF-8, one object at the top, no duplicate names at any depth, and no name that
 * every object has (`__proto__`, `constructor`, `hasOwnProperty`, …): class-validator is misled by
 * such a member, and none of ours is called so.
 *
 * Duplicates are found by counting: valid JSON has one colon outside strings for each member, and
 * the parsed tree has fewer members than that if and only if a later one replaced an earlier one of
 * the same name. That sees through escapes ("a" is "\u0061") and costs one pass over the text. An
 * empty body reads as undefined.
 */
export function parseBody(bytes: Buffer): Result<JsonObject | undefined, 'malformed_json'> {
  if (bytes.length === 0) return succeed(undefined);
  if (!isUtf8(bytes)) return MALFORMED;
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return MALFORMED;
  }
  if (!isJsonObject(value)) return MALFORMED;
  return countMembers(value, 0) === countColons(text) ? succeed(value) : MALFORMED;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isJsonObject(value: unknown): value is JsonObject {
  return isObject(value) && !Array.isArray(value);
}

/**
 * Members in a tree of parsed JSON; NaN, which equals no count, if a name is dangerous or the tree
 * too deep.
 */
function countMembers(value: object, depth: number): number {
  if (depth > DEPTH_MAX) return NaN;
  let count = 0;
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    for (const element of elements) {
      if (isObject(element)) count += countMembers(element, depth + 1);
    }
    return count;
  }
  for (const member of Object.values(value)) {
    count += 1;
    if (isObject(member)) count += countMembers(member, depth + 1);
  }
  for (const name of Object.keys(value)) if (isReservedName(name)) return NaN;
  return count;
}

/** Colons outside strings, in text that is known to be valid JSON. */
function countColons(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === COLON) count += 1;
    else if (unit === QUOTE) at = endOfString(text, at + 1);
  }
  return count;
}

function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
