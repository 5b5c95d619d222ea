import fc from 'fast-check';
import { InvariantError } from '../errors/index.js';
import {
  formatRupiah,
  formatSen,
  LARGEST_AMOUNT,
  parseMoney,
  parsePrincipal,
  senFromInteger,
  toMoney,
} from './index.js';

const rupiah = (value: unknown): unknown => ({ value, currency: 'IDR' });

describe('reading money', () => {
  it('takes a string with no decimals or with two', () => {
    expect(parseMoney(rupiah('50000.00'))).toEqual({ ok: true, sen: 5_000_000n });
    expect(parseMoney(rupiah('50000'))).toEqual({ ok: true, sen: 5_000_000n });
    expect(parseMoney(rupiah('0.05'))).toEqual({ ok: true, sen: 5n });
    expect(parseMoney(rupiah('0'))).toEqual({ ok: true, sen: 0n });
  });

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, LARGEST_AMOUNT), (sen) => {
        expect(parseMoney(toMoney(sen))).toEqual({ ok: true, sen });
        expect(parseMoney(JSON.parse(JSON.stringify(toMoney(sen))))).toEqual({ ok: true, sen });
      }),
    );
  });

  it('writes what was read', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        fc.pre(whole < 10n ** 12n || cents === 0);
        const value = `${whole}.${cents.toString().padStart(2, '0')}`;
        const parsed = parseMoney(rupiah(value));
        expect(parsed.ok && formatSen(parsed.sen)).toBe(value);
      }),
    );
  });

  it.each([
    ['a JSON number', 50_000],
    ['a bigint', 50_000n],
    ['NaN', Number.NaN],
    ['the word NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['an exponent', '1e3'],
    ['one decimal', '1.5'],
    ['three decimals', '1.500'],
    ['a bare point', '1.'],
    ['no digit before the point', '.50'],
    ['a comma', '1,50'],
    ['a thousands separator', '50.000.00'],
    ['Devanagari digits', '०१'],
    ['full-width digits', '１００'],
    ['a plus', '+1'],
    ['a minus', '-1'],
    ['a minus zero', '-0'],
    ['a blank before', ' 1'],
    ['a blank behind', '1 '],
    ['a line end', '1\n'],
    ['a leading zero', '01'],
    ['two zeros', '00'],
    ['hexadecimal', '0x10'],
    ['a NUL', '1\u0000'],
    ['nothing', ''],
    ['null', null],
    ['undefined', undefined],
    ['a list', ['1']],
    ['an object that prints as digits', { toString: () => '1' }],
  ])('H02 refuses %s as the value', (_, value) => {
    expect(parseMoney(rupiah(value))).toEqual({ ok: false, code: 'amount_invalid' });
  });

  it.each([
    ['null', null],
    ['a string', '50000.00'],
    ['a number', 5],
    ['a list', ['50000.00', 'IDR']],
    ['no currency', { value: '1' }],
    ['no value', { currency: 'IDR' }],
    ['a currency that is no string', { value: '1', currency: 360 }],
    ['an unknown field', { value: '1', currency: 'IDR', scale: 2 }],
    ['inherited fields', Object.create({ value: '1', currency: 'IDR' })],
    ['__proto__ as a field', JSON.parse('{"value":"1","__proto__":{"currency":"IDR"}}')],
  ])('refuses %s as money', (_, input) => {
    expect(parseMoney(input)).toEqual({ ok: false, code: 'amount_invalid' });
  });

  it.each(['1000000000000.01', '9007199254740993', '9223372036854775808', '9'.repeat(100_000)])(
    'H03 refuses an amount over a million million rupiah',
    (value) => {
      expect(parseMoney(rupiah(value))).toEqual({ ok: false, code: 'amount_too_large' });
    },
  );

  it('takes exactly a million million rupiah', () => {
    expect(parseMoney(rupiah('1000000000000'))).toEqual({ ok: true, sen: LARGEST_AMOUNT });
  });

  it.each(['USD', 'idr', '', 'IDR '])('H08 refuses the currency "%s"', (currency) => {
    const input = { value: '1.00', currency };
    expect(parseMoney(input)).toEqual({ ok: false, code: 'currency_unsupported' });
  });

  it('never throws, and says yes only to what it would write itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue(), fc.anything()), (value) => {
        const parsed = parseMoney(rupiah(value));
        if (!parsed.ok) return;
        const written = formatSen(parsed.sen);
        expect([written, written.replace(/\.00$/, '')]).toContain(value);
      }),
    );
  });
});

describe('reading a principal', () => {
  it('H01 refuses zero and anything below it', () => {
    expect(parsePrincipal(rupiah('0'))).toEqual({ ok: false, code: 'amount_not_positive' });
    expect(parsePrincipal(rupiah('0.00'))).toEqual({ ok: false, code: 'amount_not_positive' });
    expect(parsePrincipal(rupiah('-1'))).toEqual({ ok: false, code: 'amount_invalid' });
  });

  it('refuses a fraction of a rupiah', () => {
    expect(parsePrincipal(rupiah('1.50'))).toEqual({ ok: false, code: 'amount_not_whole_rupiah' });
    expect(parsePrincipal(rupiah('0.01'))).toEqual({ ok: false, code: 'amount_not_whole_rupiah' });
    expect(parsePrincipal(rupiah('1.00'))).toEqual({ ok: true, sen: 100n });
  });

  it('passes on what is wrong with the money itself', () => {
    expect(parsePrincipal(rupiah(5))).toEqual({ ok: false, code: 'amount_invalid' });
    expect(parsePrincipal({ value: '1', currency: 'MYR' })).toEqual({
      ok: false,
      code: 'currency_unsupported',
    });
  });
});

describe('writing money', () => {
  it.each([
    [0n, '0.00', 'Rp0'],
    [5n, '0.05', 'Rp0,05'],
    [50n, '0.50', 'Rp0,50'],
    [5_000_000n, '50000.00', 'Rp50.000'],
    [123_456_700n, '1234567.00', 'Rp1.234.567'],
    [123_456_750n, '1234567.50', 'Rp1.234.567,50'],
    [-1n, '-0.01', '-Rp0,01'],
    [-12_345_600n, '-123456.00', '-Rp123.456'],
    [LARGEST_AMOUNT, '1000000000000.00', 'Rp1.000.000.000.000'],
  ])('writes %s sen as %s and as %s', (sen, decimal, text) => {
    expect(formatSen(sen)).toBe(decimal);
    expect(formatRupiah(sen)).toBe(text);
  });

  it('writes rupiah that say the same as the decimal string', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 16n), 10n ** 16n), (sen) => {
        const plain = formatRupiah(sen).replace('Rp', '').replaceAll('.', '').replace(',', '.');
        expect(plain.includes('.') ? plain : `${plain}.00`).toBe(formatSen(sen));
      }),
    );
  });

  it('reads integers of sen strictly', () => {
    expect(senFromInteger('-1250')).toBe(-1250n);
    for (const text of ['', '1.0', '-0', '01', ' 1', '0x1', '1n']) {
      expect(() => senFromInteger(text)).toThrow(InvariantError);
    }
  });
});
