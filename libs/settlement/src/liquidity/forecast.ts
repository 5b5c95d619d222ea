import type { Sen } from '@app/core';
import type { Position } from './position.store.js';

/** When a cap will be reached if the day goes on as it went so far. */
export interface CapForecast {
  /** What the debt grows by in an hour, in sen; zero or less when it doesn't. */
  readonly pacePerHour: Sen;
  /** Now, if it is reached already; null while the debt doesn't grow, or for longer than a year. */
  readonly reachedAt: Date | null;
}

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** A pace of the first minutes of a day would say nothing. */
const LEAST_MS = HOUR_MS;

/** The pace is that of the network's day until now, over an hour at least. */
export function forecastOf(
  position: Pick<Position, 'clearing' | 'held' | 'cap' | 'today' | 'todaySeconds' | 'now'>,
): CapForecast {
  const { clearing, held, cap, today, todaySeconds, now } = position;
  const elapsed = Math.max(Math.round(todaySeconds * 1_000), LEAST_MS);
  const pacePerHour = (today * BigInt(HOUR_MS)) / BigInt(elapsed);
  const headroom = cap - clearing - held;
  if (headroom <= 0n) return { pacePerHour, reachedAt: now };
  if (today <= 0n) return { pacePerHour, reachedAt: null };
  const left = (headroom * BigInt(elapsed)) / today;
  if (left > BigInt(YEAR_MS)) return { pacePerHour, reachedAt: null };
  return { pacePerHour, reachedAt: new Date(now.getTime() + Number(left)) };
}
