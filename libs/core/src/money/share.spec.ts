import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import {
  allocate,
  allocateByIntegers,
  applyRate,
  isPlainDecimal,
  LARGEST_AMOUNT,
  ROUNDINGS,
  sumSen,
} from './index.js';

const amount = fc.bigInt(-LARGEST_AMOUNT, LARGEST_AMOUNT);
const unit = fc.constantFrom(1n, 10n, 50n, 100n, 10_000n);
const decimal = fc
  .tuple(fc.nat(999), fc.nat(999_999))
  .map(([whole, part]) => `${whole}.${part.toString().padStart(6, '0')}`);
const rounding = fc.constantFrom(...ROUNDINGS);

describe('applying a rate', () => {
  it.each([
    [100n, 0n],
    [7_100n, 0n],
    [7_200n, 100n],
    [14_300n, 100n],
    [10_000_000n, 70_000n],
  ])('H04 rounds 0.7 %% of %s sen once, to %s', (of, expected) => {
    expect(applyRate(of, '0.007', 100n, 'half_up')).toBe(expected);
  });

  it.each([
    ['half_up', 50n, 100n, -100n],
    ['half_even', 50n, 0n, 0n],
    ['down', 50n, 0n, 0n],
    ['up', 50n, 100n, -100n],
    ['half_up', 150n, 200n, -200n],
    ['half_even', 150n, 200n, -200n],
    ['down', 199n, 100n, -100n],
    ['up', 101n, 200n, -200n],
  ] as const)('rounds %s, %s sen to whole rupiah', (mode, of, positive, negative) => {
    expect(applyRate(of, '1', 100n, mode)).toBe(positive);
    expect(applyRate(-of, '1', 100n, mode)).toBe(negative);
  });

  it('does not round before it rounds: a hair under one half stays under it', () => {
    // The exact product is 50000000000099.499999999999; with decimal.js's usual 20 digits it
    // would first become …99.5 and then …100.
    const product = applyRate(LARGEST_AMOUNT - 1n, '0.500000000001', 1n, 'half_up');
    expect(product).toBe(50_000_000_000_099n);
  });

  it('is within half a unit of the exact product, and a multiple of the unit', () => {
    fc.assert(
      fc.property(amount, decimal, unit, (of, rate, step) => {
        const rounded = applyRate(of, rate, step, 'half_up');
        const exact = of * BigInt(rate.replace('.', ''));
        const off = rounded * 1_000_000n - exact;
        expect(rounded % step).toBe(0n);
        expect((off < 0n ? -off : off) * 2n <= step * 1_000_000n).toBe(true);
      }),
    );
  });

  it('is what a decimal library says, to the sen, in every mode and at every tie', () => {
    const Exact = Decimal.clone({ precision: 80 });
    const modes = {
      half_up: Decimal.ROUND_HALF_UP,
      half_even: Decimal.ROUND_HALF_EVEN,
      down: Decimal.ROUND_DOWN,
      up: Decimal.ROUND_UP,
    };
    // Few digits on both sides meet ties often; the others are anything.
    const of = fc.oneof(amount, fc.bigInt(-2_000n, 2_000n));
    const rates = fc.oneof(decimal, fc.constantFrom('0', '0.5', '0.25', '0.007', '0.05', '1', '3'));
    fc.assert(
      fc.property(of, rates, unit, rounding, (sen, rate, step, mode) => {
        const units = new Exact(sen.toString()).times(rate).div(step.toString());
        const expected = BigInt(units.toFixed(0, modes[mode])) * step;
        expect(applyRate(sen, rate, step, mode)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never pays more for a smaller amount', () => {
    fc.assert(
      fc.property(amount, amount, decimal, unit, rounding, (a, b, rate, step, mode) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const lower = applyRate(small, rate, step, mode);
        expect(lower <= applyRate(large, rate, step, mode)).toBe(true);
      }),
    );
  });

  it.each(['', '-0.1', '+1', '1e-3', '0.', '.5', '01', 'NaN', 'Infinity', '0x1', ' 1', '1\n', '٠'])(
    'refuses the rate "%s"',
    (rate) => {
      expect(isPlainDecimal(rate)).toBe(false);
      expect(() => applyRate(100n, rate, 1n, 'half_up')).toThrow(InvariantError);
    },
  );
});

describe('allocating a total', () => {
  it('H06 hands the remainder to the largest remainders, ties by the order given', () => {
    expect(allocate(45_000n, ['39', '37', '18', '4', '2'], 100n)).toEqual([
      17_600n,
      16_600n,
      8_100n,
      1_800n,
      900n,
    ]);
    expect(allocate(100n, ['1', '1', '1'], 1n)).toEqual([34n, 33n, 33n]);
    expect(allocate(200n, ['1', '1', '1'], 100n)).toEqual([100n, 100n, 0n]);
    expect(allocate(100n, ['0.2', '0.5', '0.3'], 100n)).toEqual([0n, 100n, 0n]);
  });

  it('splits a total that is no multiple of the unit without losing a sen', () => {
    expect(allocate(150n, ['1', '1'], 100n)).toEqual([100n, 50n]);
    expect(allocate(99n, ['1', '2'], 100n)).toEqual([0n, 99n]);
    expect(allocate(250n, ['40', '40', '20'], 100n)).toEqual([100n, 100n, 50n]);
  });

  it('splits a debt as it splits the credit', () => {
    expect(allocate(-45_000n, ['39', '37', '18', '4', '2'], 100n)).toEqual([
      -17_600n,
      -16_600n,
      -8_100n,
      -1_800n,
      -900n,
    ]);
  });

  const weights = fc
    .array(fc.oneof(decimal, fc.constant('0'), fc.constant('1')), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => Number(weight) > 0));

  it('keeps the total, gives nothing for a weight of zero and nothing of the other sign', () => {
    fc.assert(
      fc.property(amount, weights, unit, (total, list, step) => {
        const parts = allocate(total, list, step);
        expect(sumSen(parts)).toBe(total);
        expect(parts.length).toBe(list.length);
        expect(parts.filter((part) => part % step !== 0n).length).toBeLessThanOrEqual(1);
        parts.forEach((part, index) => {
          if (Number(list[index]) === 0) expect(part).toBe(0n);
          expect(total < 0n ? part <= 0n : part >= 0n).toBe(true);
        });
      }),
    );
  });

  it('keeps each part within one unit of its exact share', () => {
    fc.assert(
      fc.property(amount, weights, unit, (total, list, step) => {
        const scaled = list.map((weight) => BigInt(Math.round(Number(weight) * 1_000_000)));
        const sum = scaled.reduce((all, weight) => all + weight, 0n);
        allocate(total, list, step).forEach((part, index) => {
          const off = part * sum - total * (scaled[index] ?? 0n);
          expect((off < 0n ? -off : off) < step * sum).toBe(true);
        });
      }),
    );
  });

  it('asks only for proportions: weights ten times as large give the same parts', () => {
    const list = fc
      .array(fc.nat(1_000), { minLength: 1, maxLength: 6 })
      .filter((w) => w.some(Boolean));
    fc.assert(
      fc.property(amount, list, unit, (total, whole, step) => {
        const tenths = whole.map((weight) => `${Math.floor(weight / 10)}.${weight % 10}`);
        const parts = allocate(total, whole.map(String), step);
        expect(allocate(total, tenths, step)).toEqual(parts);
        expect(allocateByIntegers(total, whole.map(BigInt), step)).toEqual(parts);
      }),
    );
  });

  it('refuses weights that sum to zero, that are none, or that are negative', () => {
    expect(() => allocate(100n, ['0', '0.00'], 1n)).toThrow(InvariantError);
    expect(() => allocate(100n, [], 1n)).toThrow(InvariantError);
    expect(() => allocate(100n, ['2', '-1'], 1n)).toThrow(InvariantError);
    expect(() => allocateByIntegers(100n, [2n, -1n], 1n)).toThrow(InvariantError);
    expect(() => allocate(100n, ['1'], 0n)).toThrow(InvariantError);
  });
});
