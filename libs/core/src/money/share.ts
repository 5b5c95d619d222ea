import { Decimal } from 'decimal.js';
import { invariant } from '../errors/index.js';
import type { Sen } from './sen.js';

export const ROUNDINGS = ['half_up', 'half_even', 'down', 'up'] as const;

/** Half up and up go away from zero, down goes towards it; half even goes to the even multiple. */
export type Rounding = (typeof ROUNDINGS)[number];

/** Enough digits for any plain decimal to be exact; decimal.js keeps 20 by default. */
const Exact = Decimal.clone({ precision: 80 });

/** A fraction of whole numbers, the denominator above zero. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A plain decimal of at most 9 digits before and 12 after the point: no sign, exponent or leading
 * zero.
 */
const PLAIN_DECIMAL = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,12}))?$/;

/**
 * Whether a text is a rate or a weight as schedules write them: "0.007", "40", "37.5"; never
 * negative.
 */
export function isPlainDecimal(text: string): boolean {
  return PLAIN_DECIMAL.test(text);
}

/**
 * The given rate of an amount, rounded once to a multiple of `unit`.
 *
 * In: `amount` in sen (negative allowed), `rate` as a fraction ("0.007" is 0.7 %), `unit` in sen
 * (100n = whole rupiah). Out: sen, a multiple of the unit. Throws InvariantError if the rate is not
 * a plain decimal or the unit is not positive: schedules are checked before they are used.
 */
export function applyRate(amount: Sen, rate: string, unit: Sen, rounding: Rounding): Sen {
  return applyRatio(amount, ratioOf(rate), unit, rounding);
}

/**
 * A rate as a fraction: "0.007" is 7/1000. Read once for a schedule, because reading a decimal takes
 * longer than all else that a fee takes. Throws InvariantError if it is not a plain decimal.
 */
export function ratioOf(rate: string): Ratio {
  invariant(isPlainDecimal(rate), 'rate is not a plain decimal');
  const [numerator, denominator] = new Exact(rate).toFraction();
  invariant(numerator !== undefined && denominator !== undefined, 'a fraction has two parts');
  return { numerator: BigInt(numerator.toFixed(0)), denominator: BigInt(denominator.toFixed(0)) };
}

/** {@link applyRate} with a rate that was read before. */
export function applyRatio(amount: Sen, ratio: Ratio, unit: Sen, rounding: Rounding): Sen {
  invariant(unit > 0n, 'rounding unit must be positive');
  const exact = amount * ratio.numerator;
  const divisor = ratio.denominator * unit;
  // Of bigints, division goes towards zero and the rest has the sign of what is divided.
  const units = exact / divisor;
  const rest = exact % divisor;
  if (rest === 0n || !goesAway(rest < 0n ? -rest : rest, divisor, units, rounding)) {
    return units * unit;
  }
  return (rest < 0n ? units - 1n : units + 1n) * unit;
}

/** Whether a rest above zero rounds away from zero. */
function goesAway(rest: bigint, divisor: bigint, units: bigint, rounding: Rounding): boolean {
  if (rounding === 'down') return false;
  if (rounding === 'up') return true;
  const twice = rest + rest;
  if (twice !== divisor) return twice > divisor;
  return rounding === 'half_up' || units % 2n !== 0n;
}

/**
 * Splits a total by weights so that the parts always sum to it: the largest remainder method, ties
 * by the order given.
 *
 * Each part is first the exact share rounded down to a multiple of `unit`; what is left is then
 * handed out one unit at a time to the largest remainders. If the total is no multiple of the unit,
 * its odd sen go, after the whole units, to the next in that same order; so at most one part is not
 * a multiple of the unit. A weight of zero receives nothing. A negative total is split as its
 * opposite.
 *
 * In: `total` and `unit` in sen, weights as plain decimals in any proportion. Throws InvariantError
 * if a weight is not a plain decimal, all are zero or none is given.
 */
export function allocate(total: Sen, weights: readonly string[], unit: Sen): Sen[] {
  return allocateByIntegers(total, wholeWeights(weights), unit);
}

/** {@link allocate} with whole-number weights, such as amounts to be paid pro rata. */
export function allocateByIntegers(total: Sen, weights: readonly bigint[], unit: Sen): Sen[] {
  invariant(unit > 0n, 'allocation unit must be positive');
  let sum = 0n;
  for (const weight of weights) sum += weight;
  invariant(sum > 0n, 'weights must not sum to zero');
  if (total < 0n) return allocateByIntegers(-total, weights, unit).map((part) => -part);

  const divisor = sum * unit;
  const parts: Sen[] = [];
  const remainders: { index: number; rest: bigint }[] = [];
  let left = total;
  for (const [index, weight] of weights.entries()) {
    invariant(weight >= 0n, 'a weight must not be negative');
    const share = total * weight;
    const part = (share / divisor) * unit;
    parts.push(part);
    remainders.push({ index, rest: share % divisor });
    left -= part;
  }
  if (left === 0n) return parts;
  // Sorting is stable, so equal remainders keep the order given.
  remainders.sort((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1));
  for (const { index } of remainders) {
    if (left === 0n) break;
    const extra = left < unit ? left : unit;
    parts[index] = (parts[index] ?? 0n) + extra;
    left -= extra;
  }
  // Fewer units are left than there are parts with a remainder, so one round is always enough.
  invariant(left === 0n, 'the parts must sum to the total');
  return parts;
}

/** Weights in the same proportion as whole numbers, for {@link allocateByIntegers}. */
export function wholeWeights(weights: readonly string[]): bigint[] {
  const split = weights.map((weight) => {
    const match = PLAIN_DECIMAL.exec(weight);
    invariant(match !== null, 'weight is not a plain decimal');
    return { whole: match[1] ?? '0', decimals: match[2] ?? '' };
  });
  const scale = split.reduce((most, { decimals }) => Math.max(most, decimals.length), 0);
  return split.map(({ whole, decimals }) => BigInt(whole + decimals.padEnd(scale, '0')));
}
