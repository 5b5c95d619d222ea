/** Seconds may have a fraction; the zone is `Z` or an offset, with or without a colon. */
const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;

/** Western Indonesia (WIB), all year. */
const WESTERN_OFFSET_MS = 7 * 3_600_000;

/** Reads X-TIMESTAMP in the shapes that clients in use send; undefined for anything else, and for a day that doesn't exist. */
export function readTimestamp(text: string): Date | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction = '0', zone = 'Z'] = match;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const wall = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const local = new Date(`${wall}.${milliseconds}Z`);
  // JavaScript takes 31 February for 3 March.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(wall)) return undefined;
  const offset = offsetMinutes(zone);
  return offset === undefined ? undefined : new Date(local.getTime() - offset * 60_000);
}

/** Whether a request's time is at most so many seconds before or after `now`. The standard leaves the tolerance open. */
export function isTimely(timestamp: Date, now: Date, toleranceSeconds: number): boolean {
  return Math.abs(now.getTime() - timestamp.getTime()) <= toleranceSeconds * 1_000;
}

/** A time as answers have it: seconds, in western Indonesia ("2026-01-31T09:00:00+07:00"). */
export function writeTimestamp(time: Date): string {
  const wall = new Date(time.getTime() + WESTERN_OFFSET_MS).toISOString();
  return `${wall.slice(0, 19)}+07:00`;
}

/** The day, "2026-01-31", on which an X-EXTERNAL-ID has to be unique: that of western Indonesia (UTC+7). */
export function externalIdDay(now: Date): string {
  return new Date(now.getTime() + WESTERN_OFFSET_MS).toISOString().slice(0, 10);
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
