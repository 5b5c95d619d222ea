import { WEEKDAYS, type Calendar } from '@app/participants';
import fc from 'fast-check';
import { latestCutoff, nextCutoff } from './cutoffs.js';

function calendarOf(fields: Partial<Calendar> = {}): Calendar {
  return {
    timeZone: 'Asia/Jakarta',
    cutoffs: ['16:00'],
    weekdayCutoffs: new Map(),
    skipSundays: true,
    holidays: [],
    ...fields,
  };
}

const next = (calendar: Calendar, after: string) =>
  nextCutoff(calendar, new Date(after))?.toISOString();
const latest = (calendar: Calendar, at: string) =>
  latestCutoff(calendar, new Date(at))?.toISOString();

describe('cut-offs of a calendar', () => {
  it.each([
    ['Asia/Jakarta', '2026-03-02T09:00:00.000Z'],
    ['Asia/Makassar', '2026-03-02T08:00:00.000Z'],
    ['Asia/Jayapura', '2026-03-02T07:00:00.000Z'],
  ])('H35 are at 16:00 of the network, which in %s is %s', (timeZone, expected) => {
    const calendar = calendarOf({ timeZone });
    expect(next(calendar, '2026-03-02T00:00:00Z')).toBe(expected);
    expect(latest(calendar, expected)).toBe(expected);
  });

  it('H35 come on 29 February where there is one, and only there', () => {
    const calendar = calendarOf({ skipSundays: false });
    expect(next(calendar, '2028-02-28T09:00:00Z')).toBe('2028-02-29T09:00:00.000Z');
    expect(next(calendar, '2028-02-29T09:00:00Z')).toBe('2028-03-01T09:00:00.000Z');
    expect(next(calendar, '2027-02-28T09:00:00Z')).toBe('2027-03-01T09:00:00.000Z');
    expect(next(calendar, '2100-02-28T09:00:00Z')).toBe('2100-03-01T09:00:00.000Z');
  });

  it('skip Sundays of the network, not those of Greenwich', () => {
    // 2026-03-01 is a Sunday. At 06:00 in Jakarta on Monday it is still Sunday in Greenwich.
    const calendar = calendarOf({ cutoffs: ['06:00'] });
    expect(next(calendar, '2026-02-27T23:00:00Z')).toBe('2026-03-01T23:00:00.000Z');
    expect(latest(calendar, '2026-03-01T22:59:59Z')).toBe('2026-02-27T23:00:00.000Z');
  });

  it('skip holidays, even a long row of them', () => {
    const holidays = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-23', '2026-03-24'];
    const calendar = calendarOf({ holidays });
    expect(next(calendar, '2026-03-18T09:00:00Z')).toBe('2026-03-25T09:00:00.000Z');
    expect(latest(calendar, '2026-03-25T08:59:59.999Z')).toBe('2026-03-18T09:00:00.000Z');
  });

  it('may be several in a day, in any order', () => {
    const calendar = calendarOf({ cutoffs: ['22:00', '10:00', '16:00'] });
    expect(next(calendar, '2026-03-02T03:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(latest(calendar, '2026-03-02T02:59:59Z')).toBe('2026-02-28T15:00:00.000Z');
  });

  it.each([
    ['Asia/Jakarta', '2026-03-06T04:00:00.000Z', '2026-03-06T09:00:00.000Z'],
    ['Asia/Makassar', '2026-03-06T03:00:00.000Z', '2026-03-06T08:00:00.000Z'],
    ['Asia/Jayapura', '2026-03-06T02:00:00.000Z', '2026-03-06T07:00:00.000Z'],
  ])('H35 are others on certain days of the week of %s', (timeZone, first, second) => {
    // 2026-03-06 is a Friday; its Saturday has none, and neither has the Sunday.
    const weekdayCutoffs = new Map([
      ['fri', ['11:00', '16:00']],
      ['sat', []],
    ] as const);
    const calendar = calendarOf({ timeZone, cutoffs: ['22:00'], weekdayCutoffs });
    const thursday = latest(calendar, '2026-03-06T00:00:00Z');
    expect(thursday?.slice(0, 10)).toBe('2026-03-05');
    expect(next(calendar, thursday ?? '')).toBe(first);
    expect(next(calendar, first)).toBe(second);
    expect(next(calendar, second)?.slice(0, 10)).toBe('2026-03-09');
    expect(latest(calendar, '2026-03-08T12:00:00Z')).toBe(second);
  });

  it('may be on one day of the week only, behind a thousand holidays on that day', () => {
    const friday = Date.UTC(2026, 2, 6);
    const holidays = Array.from({ length: 1000 }, (_, i) =>
      new Date(friday + i * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    const weekdayCutoffs = new Map([['fri', ['11:00']]] as const);
    const calendar = calendarOf({ cutoffs: [], weekdayCutoffs, holidays });
    expect(next(calendar, '2026-03-05T00:00:00Z')).toBe('2045-05-05T04:00:00.000Z');
    expect(latest(calendar, '2045-05-05T03:59:59Z')).toBe('2026-02-27T04:00:00.000Z');
  });

  it('are none where the operator alone closes cycles', () => {
    expect(next(calendarOf({ cutoffs: [] }), '2026-03-02T03:00:00Z')).toBeUndefined();
    expect(latest(calendarOf({ cutoffs: [] }), '2026-03-02T03:00:00Z')).toBeUndefined();
  });

  it('are found behind the most holidays that a calendar may have', () => {
    const start = Date.UTC(2026, 0, 1);
    const holidays = Array.from({ length: 1000 }, (_, i) =>
      new Date(start + i * 86_400_000).toISOString().slice(0, 10),
    );
    const found = nextCutoff(calendarOf({ holidays }), new Date(start));
    expect(found?.toISOString()).toBe('2028-09-27T09:00:00.000Z');
  });

  it('keep to the clock where it is set forward and back', () => {
    const berlin = calendarOf({
      timeZone: 'Europe/Berlin',
      cutoffs: ['02:30'],
      skipSundays: false,
    });
    // On 2026-03-29 clocks went from 02:00 to 03:00; on 2026-10-25 02:30 came twice.
    expect(next(berlin, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(next(berlin, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next(berlin, '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('follow one another: what is next is the latest once it is reached, and not before', () => {
    const calendars = fc.record({
      timeZone: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Asia/Kathmandu'),
      cutoffs: fc.uniqueArray(fc.constantFrom('00:00', '05:59', '10:00', '16:00', '23:59'), {
        minLength: 1,
      }),
      weekdayCutoffs: fc
        .dictionary(
          fc.constantFrom(...WEEKDAYS.slice(0, 6)),
          fc.uniqueArray(fc.constantFrom('06:30', '12:00', '23:59')),
        )
        .map((others) => new Map(WEEKDAYS.map((day) => [day, others[day] ?? ['15:00']] as const))),
      skipSundays: fc.boolean(),
      holidays: fc.subarray(['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-04']),
    });
    const times = fc.date({
      min: new Date('2028-02-20T00:00:00Z'),
      max: new Date('2028-03-10T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(calendars, times, (calendar, at) => {
        const following = nextCutoff(calendar, at);
        const before = latestCutoff(calendar, at);
        if (following === undefined || before === undefined) throw new Error('none found');
        expect(before.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(following.getTime()).toBeGreaterThan(at.getTime());
        expect(latestCutoff(calendar, following)).toEqual(following);
        expect(latestCutoff(calendar, new Date(following.getTime() - 1))).toEqual(before);
        expect(nextCutoff(calendar, before)).toEqual(following);
      }),
    );
  });
});
