import { CounterMap, type Counter } from './counter.js';

/** How often something may happen for one key. */
export interface RateRule {
  /** Lower case and underscores. */
  readonly name: string;
  /** Most of them in one window; 0: no limit. */
  readonly most: number;
  /** Length of a window. */
  readonly seconds: number;
}

/** Nearly everybody stays far below a limit: what is less than this part of it is not told to the other processes. */
const QUIET_PART = 100;

/**
 * One rule as a process applies it: by what all processes had counted a second ago and what it has counted itself since. So
 * a hit costs a look-up in memory, and several processes together pass a limit by at most what they let in within a
 * second and a hundredth of it each.
 */
export class RateLimit {
  private readonly counters: CounterMap;
  private readonly windowMs: number;

  /** @param clock the database's time in milliseconds, as this process knows it */
  constructor(
    readonly rule: RateRule,
    private readonly clock: () => number,
    keysMax: number,
  ) {
    this.counters = new CounterMap(keysMax, Math.floor(rule.most / QUIET_PART));
    this.windowMs = rule.seconds * 1_000;
  }

  /** Counts one and answers 0; or, when the key has had its share, counts nothing and answers the seconds to wait. */
  take(key: string): number {
    if (this.rule.most === 0) return 0;
    const now = this.clock();
    const counter = this.counterOf(key, now);
    if (counter.shared + counter.pending >= this.rule.most) return secondsUntil(counter, now);
    this.counters.add(counter);
    return 0;
  }

  /** Seconds to wait if the key has had its share, else 0. Counts nothing. */
  waitSeconds(key: string): number {
    if (this.rule.most === 0) return 0;
    const now = this.clock();
    const counter = this.counters.get(key);
    if (counter === undefined || counter.endsAt <= now) return 0;
    return counter.shared + counter.pending < this.rule.most ? 0 : secondsUntil(counter, now);
  }

  /** Counts one, whether or not there was room for it. */
  count(key: string): void {
    if (this.rule.most > 0) this.counters.add(this.counterOf(key, this.clock()));
  }

  /** What the other processes should hear of since it was last asked, at most `most` keys. */
  drain(most: number): Counter[] {
    return this.counters.drain(most);
  }

  /** Takes back what could not be told to the other processes. */
  restore(counters: readonly Counter[]): void {
    this.counters.restore(counters);
  }

  /** Forgets windows that are over. */
  sweep(): void {
    this.counters.sweep(this.clock());
  }

  private counterOf(key: string, now: number): Counter {
    const known = this.counters.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const endsAt = (Math.floor(now / this.windowMs) + 1) * this.windowMs;
    return this.counters.open(key, endsAt);
  }
}

function secondsUntil({ endsAt }: Counter, now: number): number {
  return Math.max(1, Math.ceil((endsAt - now) / 1_000));
}
