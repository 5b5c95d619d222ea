/** Played dates are those of Malang: WIB, seven hours before UTC all the year. */
const WIB_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const SATURDAY = 6;

/** Days from the first payment to the market day that the day file plays, which counts as well. */
export const HISTORY_DAYS = 89;

/**
 * The calendar of the play: the day that is played is the latest Saturday before today, the first
 * payment was 89 days before it, on a Monday. So each run has its Sundays at the same places, and
 * everything comes out the same.
 */
export class PlayCalendar {
  /** Midnight of the first day as if WIB were UTC. */
  private readonly firstDay: number;

  constructor(now: Date) {
    const today = Math.floor((now.getTime() + WIB_OFFSET_MS) / DAY_MS);
    // Day 0 of the epoch was a Thursday.
    const weekday = (today + 4) % 7;
    const sinceSaturday = (weekday - SATURDAY + 7) % 7 || 7;
    this.firstDay = (today - sinceSaturday - HISTORY_DAYS) * DAY_MS;
  }

  /** The instant of a time of day, "08:30" or "08:30:15", on a day of the play; the first is 0. */
  at(day: number, time: string): Date {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    const ofDay = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
    return new Date(this.firstDay + day * DAY_MS + ofDay - WIB_OFFSET_MS);
  }

  /** "2026-11-21" */
  date(day: number): string {
    return new Date(this.firstDay + day * DAY_MS).toISOString().slice(0, 10);
  }
}

/** Sundays have no cut-off; the play begins on a Monday. */
export function isSunday(day: number): boolean {
  return day % 7 === 6;
}
