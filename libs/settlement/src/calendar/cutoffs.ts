import type { Calendar } from '@app/participants';
import { dayText, instantOf, localDay, weekdayOf, type DayNumber } from './local-time.js';

/**
 * How many days are looked through for one with a cut-off: a calendar has at most 1,000 holidays,
 * all of them perhaps on the one day of the week that has cut-offs.
 */
const DAYS_MAX = 7_014;

/**
 * The first cut-off later than a moment; undefined for a calendar without any. Pure: the moment
 * comes from the database, and all days and times of day are those of the calendar's zone.
 */
export function nextCutoff(calendar: Calendar, after: Date): Date | undefined {
  const today = localDay(calendar.timeZone, after);
  for (let day = today; day <= today + DAYS_MAX; day += 1) {
    const next = cutoffsOn(calendar, day).find((cutoff) => cutoff > after);
    if (next !== undefined) return next;
  }
  return undefined;
}

/**
 * The last cut-off that a moment has reached, itself included; undefined for a calendar without
 * any.
 */
export function latestCutoff(calendar: Calendar, at: Date): Date | undefined {
  const today = localDay(calendar.timeZone, at);
  for (let day = today; day >= today - DAYS_MAX; day -= 1) {
    const latest = cutoffsOn(calendar, day).findLast((cutoff) => cutoff <= at);
    if (latest !== undefined) return latest;
  }
  return undefined;
}

/** Neither a holiday nor, where the calendar says so, a Sunday. */
export function isWorkingDay(calendar: Calendar, day: DayNumber): boolean {
  return (
    !(calendar.skipSundays && weekdayOf(day) === 'sun') && !calendar.holidays.includes(dayText(day))
  );
}

/**
 * The midnight at the end of the n-th working day after the day of a moment, for deadlines: whoever
 * is given three days has three whole ones.
 */
export function endOfWorkingDays(calendar: Calendar, from: Date, days: number): Date {
  let day = localDay(calendar.timeZone, from);
  for (let left = days, tried = 0; left > 0 && tried < DAYS_MAX; tried += 1) {
    day += 1;
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return instantOf(calendar.timeZone, day + 1, '00:00');
}

/** The cut-offs of a local day, in order. */
function cutoffsOn(calendar: Calendar, day: DayNumber): Date[] {
  const times = calendar.weekdayCutoffs.get(weekdayOf(day)) ?? calendar.cutoffs;
  if (times.length === 0 || !isWorkingDay(calendar, day)) return [];
  return times
    .map((timeOfDay) => instantOf(calendar.timeZone, day, timeOfDay))
    .sort((a, b) => a.getTime() - b.getTime());
}
