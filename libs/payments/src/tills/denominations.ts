import { fail, formatSen, SEN_PER_RUPIAH, succeed, type Result, type Sen } from '@app/core';

/** The notes and coins of the rupiah that a drawer may hold, by their face value in rupiah. */
export const FACES = [
  '100000',
  '75000',
  '50000',
  '20000',
  '10000',
  '5000',
  '2000',
  '1000',
  '500',
  '200',
  '100',
  '50',
] as const;
export type Face = (typeof FACES)[number];

/** So many notes or coins of one face value. */
export interface Denomination {
  readonly face: Face;
  readonly count: number;
}

/** What they are worth, in sen. */
export function sumOfCash(denominations: readonly Denomination[]): Sen {
  let sum = 0n;
  for (const { face, count } of denominations) {
    sum += BigInt(face) * SEN_PER_RUPIAH * BigInt(count);
  }
  return sum;
}

/** `denominations_mismatch` (detail `amount`, `sum`) unless they sum to the amount, in sen. */
export function checkCash(
  amount: Sen,
  denominations: readonly Denomination[],
): Result<void, 'denominations_mismatch'> {
  const sum = sumOfCash(denominations);
  if (sum === amount) return succeed(undefined);
  return fail('denominations_mismatch', { amount: formatSen(amount), sum: formatSen(sum) });
}

/** As stored in a row of ours. */
export function readDenominations(stored: readonly StoredDenomination[]): Denomination[] {
  return stored.flatMap(({ face, count }) => {
    const known = FACES.find((one) => one === face);
    return known === undefined ? [] : [{ face: known, count }];
  });
}

export interface StoredDenomination {
  readonly face: string;
  readonly count: number;
}
