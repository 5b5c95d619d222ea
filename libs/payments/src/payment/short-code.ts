import { invariant } from '@app/core';

/**
 * A payment's short code, for people to read aloud over a counter: "0007-K3M2". It is the place of the transfer in the
 * network's books (batch and item), so it is unique in the network, needs no table and can be found without a search.
 *
 * Symbols are Crockford's base32: no I, L, O, U; a reader may write them as 1, 1, 0. The last symbol is a check: a sum
 * in the field of 32 elements, weighted by powers of its generator, so that one wrong symbol and any two exchanged
 * ones are always noticed.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Batches of network n are numbered from n × 10^12 + 1. */
const BATCHES_OF_NETWORK = 1_000_000_000_000n;

/** The item in three symbols: a batch counts its transfers by a smallint. */
const ITEM_BITS = 15n;
const ITEM_LAST = 2 ** 15 - 1;
const SYMBOLS_MIN = 8;

/** 8 symbols of a batch, 3 of an item, one check. */
const SYMBOLS_MAX = 12;

/** Where a transfer stands. */
export interface PlaceInBooks {
  readonly batch: bigint;
  readonly item: number;
}

/** The short code of a transfer; the same batch and item of another network give the same code. */
export function shortCodeOf({ batch, item }: PlaceInBooks): string {
  invariant(Number.isInteger(item) && item >= 0 && item <= ITEM_LAST, 'an item of no batch');
  const values = [item >> 10, (item >> 5) & 31, item & 31];
  // Below 2^40, so plain numbers carry it exactly; bigints would take three times as long.
  let rest = Number(batch % BATCHES_OF_NETWORK);
  while (rest > 0 || values.length < SYMBOLS_MIN - 1) {
    values.unshift(rest % 32);
    rest = Math.floor(rest / 32);
  }
  let symbols = '';
  for (const value of [...values, checkOf(values)]) {
    if (symbols.length % 5 === 4) symbols += '-';
    symbols += ALPHABET.charAt(value);
  }
  return symbols;
}

/**
 * The place that a code means in this network, however it is spelt: small letters, blanks or hyphens anywhere. Undefined
 * for anything that is not the code of a place, a misheard one included.
 */
export function readShortCode(network: number, text: string): PlaceInBooks | undefined {
  const symbols = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (symbols.length < SYMBOLS_MIN || symbols.length > SYMBOLS_MAX) return undefined;
  const values = [...symbols].map((symbol) => ALPHABET.indexOf(symbol));
  if (values.includes(-1)) return undefined;
  // One code for one place: what could have been written shorter was not written by us.
  if (values.length > SYMBOLS_MIN && values[0] === 0) return undefined;
  const check = values.pop();
  if (check !== checkOf(values)) return undefined;

  const place = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
  const number = place >> ITEM_BITS;
  if (number < 1n || number >= BATCHES_OF_NETWORK) return undefined;
  return {
    batch: BigInt(network) * BATCHES_OF_NETWORK + number,
    item: Number(place & BigInt(ITEM_LAST)),
  };
}

/**
 * Σ αⁱ·vᵢ with i counted from the check symbol, whose own weight is 1. The weights of 12 places differ, as α = 2
 * generates all 31 non-zero elements.
 */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesAlpha(sum ^ value);
  return sum;
}

/** Multiplies by α in GF(2^5), modulo x⁵ + x² + 1. */
function timesAlpha(element: number): number {
  const shifted = element << 1;
  return shifted >= 32 ? shifted ^ 0b100101 : shifted;
}
