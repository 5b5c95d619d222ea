import type { Calendar } from '@app/participants';
import { dayText, instantOf, isSunday, localDay, type DayNumber } from './local-time.js';

/**
 * How many days are looked through for one with a cut-off: a calendar has at most 1,000 holidays,
 * and Sundays between them.
 */
const DAYS_MAX = 1_200;

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

/** The cut-offs of a local day, in order. */
function cutoffsOn(calendar: Calendar, day: DayNumber): Date[] {
  if (calendar.skipSundays && isSunday(day)) return [];
  if (calendar.holidays.includes(dayText(day))) return [];
  return calendar.cutoffs
    .map((timeOfDay) => instantOf(calendar.timeZone, day, timeOfDay))
    .sort((a, b) => a.getTime() - b.getTime());
}
