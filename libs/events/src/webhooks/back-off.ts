const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds until the next attempt, after each that failed: some 75 hours in all, as Standard Webhooks has it. */
const DELAYS = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Of a delay, so that what failed together is not tried together again. */
const SPREAD = 0.1;

/** How often an event is sent at most. */
export const ATTEMPTS_MAX = DELAYS.length + 1;

/**
 * Seconds until an event is sent again after so many attempts that failed; undefined when there were enough.
 *
 * @param chance from 0 to 1
 */
export function delayAfter(attempts: number, chance: number): number | undefined {
  const delay = DELAYS[attempts - 1];
  return delay === undefined ? undefined : delay * (1 + SPREAD * chance);
}
