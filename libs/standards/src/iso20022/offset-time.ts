import { localTimeOf } from '@app/core';

const MINUTE_MS = 60_000;

/**
 * An instant as the clock of a time zone (IANA name) shows it, with milliseconds and what it is ahead of UTC:
 * "2026-01-31T16:00:00.377+07:00".
 */
export function offsetTime(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute, second } = localTimeOf(at, timeZone);
  const local = Date.UTC(year, month - 1, day, hour, minute, second, at.getUTCMilliseconds());
  const ahead = Math.round((local - at.getTime()) / MINUTE_MS);
  const minutes = Math.abs(ahead);
  const sign = ahead < 0 ? '-' : '+';
  const offset = `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${new Date(local).toISOString().slice(0, -1)}${offset}`;
}

/** The day that a time zone's calendar shows at an instant: "2026-01-31". */
export function localDate(at: Date, timeZone: string): string {
  return offsetTime(at, timeZone).slice(0, 'yyyy-mm-dd'.length);
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}
