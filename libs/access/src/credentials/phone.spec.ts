import fc from 'fast-check';
import { parsePhone } from './phone.js';

describe('phone numbers', () => {
  it.each([
    ['081234567890', '+6281234567890'],
    ['0812-3456-7890', '+6281234567890'],
    ['(0812) 3456 7890', '+6281234567890'],
    ['6281234567890', '+6281234567890'],
    ['+6281234567890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    [' 0812 3456 7890 ', '+6281234567890'],
    ['62812345678', '+62812345678'],
    ['0281 635292', '+62281635292'],
    ['+60 12-345 6789', '+60123456789'],
  ])('reads %s as people type it', (text, expected) => {
    expect(parsePhone(text)).toBe(expected);
  });

  it.each([
    '',
    'abc',
    '62',
    '0812',
    '08123456789012345',
    '+6281234567890 ext. 5',
    '+',
    '0'.repeat(33),
  ])('refuses %j', (text) => {
    expect(parsePhone(text)).toBeUndefined();
  });

  it('gives one E.164 number for every spelling, and reads its own answer back', () => {
    const digits = fc.integer({ min: 10_000_000, max: 99_999_999 });
    fc.assert(
      fc.property(digits, (rest) => {
        const expected = `+6281${rest}`;
        for (const text of [`081${rest}`, `6281${rest}`, expected]) {
          expect(parsePhone(text)).toBe(expected);
        }
      }),
    );
  });

  it('gives undefined or E.164 for any text and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const phone = parsePhone(text);
        if (phone !== undefined) expect(phone).toMatch(/^\+[1-9][0-9]{6,14}$/);
      }),
    );
  });
});
