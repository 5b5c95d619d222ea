import fc from 'fast-check';
import { formatLocalDate, formatLocalTime, formatShortTime, localTimeOf } from './local-time.js';
import { maskName } from './masked-name.js';
import { formatMonth, readMonth } from './month.js';

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;
const at = new Date('2025-07-31T07:05:09.123Z');

describe('a time for people', () => {
  it.each([
    ['Asia/Jakarta', '31 Juli 2025 14.05 WIB'],
    ['Asia/Pontianak', '31 Juli 2025 14.05 WIB'],
    ['Asia/Makassar', '31 Juli 2025 15.05 WITA'],
    ['Asia/Jayapura', '31 Juli 2025 16.05 WIT'],
    ['UTC', '31 Juli 2025 07.05 UTC'],
  ])('is written as in %s', (zone, text) => {
    expect(formatLocalTime(at, zone)).toBe(text);
  });

  it('has the day of the place, not that of UTC', () => {
    const night = new Date('2024-02-28T17:00:00Z');
    expect(formatLocalDate(night, 'Asia/Jakarta')).toBe('29 Februari 2024');
    expect(formatShortTime(night, 'Asia/Jakarta')).toBe('29/02/2024 00.00');
    expect(formatShortTime(night, 'UTC')).toBe('28/02/2024 17.00');
  });
});

describe('a month', () => {
  it('H35 begins and ends at midnight of the network’s zone', () => {
    const july = readMonth('2025-07', 'Asia/Jakarta');
    expect(july?.from.toISOString()).toBe('2025-06-30T17:00:00.000Z');
    expect(july?.to.toISOString()).toBe('2025-07-31T17:00:00.000Z');
    const february = readMonth('2024-02', 'Asia/Jayapura');
    expect(february?.to.toISOString()).toBe('2024-02-29T15:00:00.000Z');
    expect(readMonth('2025-12', 'Asia/Makassar')?.to.toISOString()).toBe(
      '2025-12-31T16:00:00.000Z',
    );
  });

  it('follows a clock that is put forward and back', () => {
    const march = readMonth('2025-03', 'Europe/Amsterdam');
    expect(march?.from.toISOString()).toBe('2025-02-28T23:00:00.000Z');
    expect(march?.to.toISOString()).toBe('2025-03-31T22:00:00.000Z');
  });

  it('leaves no instant between it and the next, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2100 }),
        fc.integer({ min: 1, max: 11 }),
        fc.constantFrom(...ZONES, 'Europe/Amsterdam', 'Pacific/Apia', 'America/St_Johns'),
        (year, month, zone) => {
          const name = (n: number) => `${year}-${String(n).padStart(2, '0')}`;
          const one = readMonth(name(month), zone);
          const next = readMonth(name(month + 1), zone);
          expect(one?.to).toEqual(next?.from);
          const first = localTimeOf(one?.from ?? new Date(NaN), zone);
          expect([first.year, first.month, first.day, first.hour]).toEqual([year, month, 1, 0]);
        },
      ),
    );
  });

  it('has a name', () => {
    const july = readMonth('2025-07', 'UTC');
    expect(july && formatMonth(july)).toBe('Juli 2025');
  });

  it.each(['2025-7', '2025-00', '2025-13', '1999-12', '2025-07-01', 'Juli', '', '３０２５-07'])(
    'is not %p',
    (text) => expect(readMonth(text, 'Asia/Jakarta')).toBeUndefined(),
  );
});

describe('a masked name', () => {
  it.each([
    ['Budi Santoso', 'Bu*** Sa***'],
    ['  Siti   Aminah binti Ali ', 'Si*** Am*** bi*** Al***'],
    ['Yu', 'Y***'],
    ['Ó', 'Ó***'],
    ['', ''],
  ])('of %p is %p', (name, masked) => expect(maskName(name)).toBe(masked));

  it('shows at most two letters of a word, and its length never', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{0,20}$/), (name) => {
        const masked = maskName(name);
        expect(masked).toMatch(/^[A-Za-z]{1,2}\*{3}$/);
        expect(masked.startsWith(name.length > 2 ? name.slice(0, 2) : name.slice(0, 1))).toBe(true);
      }),
    );
  });
});
