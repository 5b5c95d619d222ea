import { ProblemError, type ProblemCode, type SimpulError } from './problem.js';

/** How often and how long a request is repeated by itself. */
export interface RetryPolicy {
  /** How often a request is sent at most, the first time included. */
  readonly attempts: number;
  /** Milliseconds before the first repetition, on average twice as many before each further one. */
  readonly firstDelayMs: number;
  /** Never longer than this; if the switch asks for a longer pause, the request fails at once. */
  readonly longestDelayMs: number;
}

export const RETRY: RetryPolicy = { attempts: 5, firstDelayMs: 250, longestDelayMs: 20_000 };

/** What about a request decides whether it may be sent twice. */
export interface Repeatable {
  readonly method: string;
  readonly key?: string | undefined;
}

/** Nothing was begun: whatever it was may be sent again. */
const NOT_BEGUN: ReadonlySet<ProblemCode> = new Set([
  'rate_limited',
  'overloaded',
  'shutting_down',
]);
/** What passes within seconds. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  ...NOT_BEGUN,
  'request_in_progress',
  'database_unavailable',
  'outcome_unknown',
  'internal_error',
]);

/**
 * Whether the same request may be sent again after this, without any risk of doing it twice: what only reads, what has a key, and
 * what was turned away at the door.
 */
export function mayRepeat({ method, key }: Repeatable, error: SimpulError): boolean {
  if (error instanceof ProblemError && NOT_BEGUN.has(error.code)) return true;
  const changesOnce = method === 'GET' || method === 'HEAD' || key !== undefined;
  if (!changesOnce) return false;
  return !(error instanceof ProblemError) || PASSING.has(error.code);
}

/**
 * Milliseconds until a request is sent again; undefined if it is not.
 *
 * @param sent how often it was sent
 * @param random from 0 up to 1: half of each pause is chance, so that those who failed together don't come back together
 */
export function delayBefore(
  policy: RetryPolicy,
  sent: number,
  error: SimpulError,
  random: number,
): number | undefined {
  if (sent >= policy.attempts) return undefined;
  const backOff = Math.min(policy.firstDelayMs * 2 ** (sent - 1), policy.longestDelayMs);
  const jittered = backOff / 2 + (backOff / 2) * random;
  const asked = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1_000 : 0;
  if (asked > policy.longestDelayMs) return undefined;
  return Math.max(jittered, asked);
}

/** Seconds of a Retry-After header, which is a number or a time. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - now) / 1_000);
}
