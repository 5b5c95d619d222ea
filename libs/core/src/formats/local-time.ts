import { invariant } from '../errors/index.js';

const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;

/** What people call the three zones of Indonesia; every place in one of them keeps the same hours. */
const ZONE_NAMES = new Map([
  ['Asia/Jakarta', 'WIB'],
  ['Asia/Pontianak', 'WIB'],
  ['Asia/Makassar', 'WITA'],
  ['Asia/Ujung_Pandang', 'WITA'],
  ['Asia/Jayapura', 'WIT'],
]);

/** A time as the calendar and the clock of a place show it. `month` runs from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clock show in a time zone (IANA name) at an instant. */
export function localTimeOf(at: Date, timeZone: string): LocalTime {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? NaN;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** The name of a month from 1 to 12: "Juli". */
export function monthName(month: number): string {
  const name = MONTHS[month - 1];
  invariant(name !== undefined, `there is no month ${month}`);
  return name;
}

/** The day in words, as Indonesia writes it: "31 Juli 2025". */
export function formatLocalDate(at: Date, timeZone: string): string {
  const { year, month, day } = localTimeOf(at, timeZone);
  return `${day} ${monthName(month)} ${year}`;
}

/** Day and time, as Indonesia writes them: "31 Juli 2025 14.05 WIB". */
export function formatLocalTime(at: Date, timeZone: string): string {
  const { hour, minute } = localTimeOf(at, timeZone);
  return `${formatLocalDate(at, timeZone)} ${two(hour)}.${two(minute)} ${zoneName(timeZone)}`;
}

/** Day and time in digits, for narrow columns: "31/07/2025 14.05". */
export function formatShortTime(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = localTimeOf(at, timeZone);
  return `${two(day)}/${two(month)}/${year} ${two(hour)}.${two(minute)}`;
}

/** WIB, WITA or WIT; of a zone outside Indonesia its own name. */
export function zoneName(timeZone: string): string {
  return ZONE_NAMES.get(timeZone) ?? timeZone;
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}
