import { localTimeOf, monthName } from './local-time.js';

/** A month of a calendar, cut where it begins and ends in a time zone. */
export interface Month {
  /** "2025-07". */
  readonly name: string;
  /** Its first instant. */
  readonly from: Date;
  /** The first instant of the next month. */
  readonly to: Date;
}

const MONTH = /^(20\d\d|2[1-9]\d\d)-(0[1-9]|1[0-2])$/;

/**
 * Reads a month such as "2025-07", of the years 2000 to 2999, as it runs in a time zone (IANA name). Undefined for
 * any other text.
 */
export function readMonth(text: string, timeZone: string): Month | undefined {
  const match = MONTH.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  return {
    name: text,
    from: startOfMonth(year, month, timeZone),
    to:
      month === 12 ? startOfMonth(year + 1, 1, timeZone) : startOfMonth(year, month + 1, timeZone),
  };
}

/** A month in words: "2025-07" is "Juli 2025". */
export function formatMonth({ name }: Month): string {
  const [year = '', month = ''] = name.split('-');
  return `${monthName(Number(month))} ${year}`;
}

/**
 * Midnight by the clock there: the same digits in UTC, less what the clock is ahead of UTC. Taken twice, since what it
 * is ahead may change between the two; should midnight itself be skipped, the day begins when the clock goes on.
 */
function startOfMonth(year: number, month: number, timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, 1);
  const first = wanted - aheadOfUtc(wanted, timeZone);
  return new Date(wanted - aheadOfUtc(first, timeZone));
}

function aheadOfUtc(at: number, timeZone: string): number {
  const local = localTimeOf(new Date(at), timeZone);
  const { year, month, day, hour, minute, second } = local;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}
