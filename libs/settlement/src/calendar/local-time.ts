import { invariant } from '@app/core';
import { WEEKDAYS, type Weekday } from '@app/participants';

/** A day of the calendar as a count of days since 1970-01-01, whatever the time zone. */
export type DayNumber = number;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** 1970-01-01 was a Thursday; Mondays are the days n with n ≡ 4 (mod 7). */
const FIRST_MONDAY = 4;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The local day on which a moment falls in a zone. */
export function localDay(timeZone: string, at: Date): DayNumber {
  return Math.floor((at.getTime() + offsetMs(timeZone, at.getTime())) / DAY_MS);
}

export function weekdayOf(day: DayNumber): Weekday {
  const weekday = WEEKDAYS[(((day - FIRST_MONDAY) % 7) + 7) % 7];
  invariant(weekday !== undefined, 'a week has seven days');
  return weekday;
}

/** "2028-02-29". */
export function dayText(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The moment at which clocks of a zone show a time of day ("16:00"). A time that a change of clocks
 * skips counts by the offset before the change; of one that comes twice, the first is meant.
 */
export function instantOf(timeZone: string, day: DayNumber, timeOfDay: string): Date {
  const minutes = Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));
  const local = day * DAY_MS + minutes * MINUTE_MS;
  // Offsets are within a day and change once around any moment: those of a day before and after are
  // all there are.
  const before = offsetMs(timeZone, local - DAY_MS);
  const after = offsetMs(timeZone, local + DAY_MS);
  for (const offset of before >= after ? [before, after] : [after, before]) {
    if (offsetMs(timeZone, local - offset) === offset) return new Date(local - offset);
  }
  return new Date(local - before);
}

/** What local time is ahead of UTC at a moment, in milliseconds. */
function offsetMs(timeZone: string, at: number): number {
  const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) {
    if (isField(type)) fields[type] = Number(value);
  }
  const { year, month, day, hour, minute, second } = fields;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(at / 1000) * 1000;

  function isField(type: string): type is keyof typeof fields {
    return Object.hasOwn(fields, type);
  }
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
