import fc from 'fast-check';
import { idr, senOf } from './money.js';

describe('money of the client', () => {
  it('is written with two decimals, without ever being a number', () => {
    expect(idr(25_000_00n)).toEqual({ value: '25000.00', currency: 'IDR' });
    expect(idr(5n)).toEqual({ value: '0.05', currency: 'IDR' });
    expect(idr(-5n)).toEqual({ value: '-0.05', currency: 'IDR' });
    expect(idr(9_007_199_254_740_993_00n).value).toBe('9007199254740993.00');
  });

  it('is read back as the same sen', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (sen) => {
        expect(senOf(idr(sen))).toBe(sen);
      }),
    );
  });

  it.each(['1,50', '1.5', '1e3', '01', ' 1', '1.000', '', '+1'])('is not read of “%s”', (value) => {
    expect(() => senOf({ value, currency: 'IDR' })).toThrow(TypeError);
  });
});
