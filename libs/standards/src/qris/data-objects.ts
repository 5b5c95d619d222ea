import { invariant } from '@app/core';
import { faulty, sound, type QrisResult } from './fault.js';

/** The values of one level of a payload, by two-digit id, in the order in which they stand. */
export type DataObjects = ReadonlyMap<string, string>;

/** Two code units that are one character. */
const PAIRED = /[\ud800-\udbff]/;

/** What a length of two digits can say. */
export const VALUE_MAX = 99;

/**
 * Reads data objects: two digits of id, two of length, then the value. Lengths count characters, not bytes, as EMVCo
 * counts them. In any order, since real codes are sloppy there; faults `structure` and `repeated`, with `prefix`
 * before the id.
 */
export function readDataObjects(text: string, prefix = ''): QrisResult<DataObjects> {
  const objects = new Map<string, string>();
  const isPlain = !PAIRED.test(text);
  let at = 0;
  while (at < text.length) {
    const length = twoDigits(text, at + 2);
    if (twoDigits(text, at) === undefined || length === undefined) {
      return faulty('structure', prefix);
    }
    const id = text.slice(at, at + 2);
    const from = at + 4;
    const end = isPlain ? from + length : endOf(text, from, length);
    if (end === undefined || end > text.length) return faulty('structure', prefix + id);
    if (objects.has(id)) return faulty('repeated', prefix + id);
    objects.set(id, text.slice(from, end));
    at = end;
  }
  return sound(objects);
}

/** One data object; an empty value is left out, as the standard has none. */
export function dataObject(id: string, value: string | undefined): string {
  if (value === undefined || value === '') return '';
  const length = lengthOf(value);
  invariant(length <= VALUE_MAX, `a value of ${length} characters under ${id}`);
  return id + length.toString().padStart(2, '0') + value;
}

/** Characters, where one outside the basic plane counts once. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** The number that two ASCII digits are; undefined if there aren't two. */
function twoDigits(text: string, at: number): number | undefined {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : undefined;
}

/** Where so many characters from `from` on end; undefined if there are fewer. */
function endOf(text: string, from: number, characters: number): number | undefined {
  let end = from;
  for (let left = characters; left > 0; left -= 1) {
    const point = text.codePointAt(end);
    if (point === undefined) return undefined;
    end += point > 0xffff ? 2 : 1;
  }
  return end;
}
