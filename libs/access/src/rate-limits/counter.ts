/** One key in one window. */
export interface Counter {
  readonly key: string;
  /** End of its window, in milliseconds since 1970. */
  readonly endsAt: number;
  /** What all processes have counted, as of this process's last flush. */
  shared: number;
  /** What this process has counted since. */
  pending: number;
}

/** Counters by key, at most so many; when there are more, the one opened first is forgotten. */
export class CounterMap {
  private readonly counters = new Map<string, Counter>();
  private readonly changed = new Set<Counter>();

  /** @param quiet up to so much of a key is nobody else's business: it is not among those that are drained */
  constructor(
    private readonly most: number,
    private readonly quiet: number,
  ) {}

  get(key: string): Counter | undefined {
    return this.counters.get(key);
  }

  /** A counter at zero in place of whatever the key had. */
  open(key: string, endsAt: number): Counter {
    const counter = { key, endsAt, shared: 0, pending: 0 };
    this.counters.delete(key);
    this.counters.set(key, counter);
    if (this.counters.size > this.most) {
      const [oldest] = this.counters.keys();
      if (oldest !== undefined) this.counters.delete(oldest);
    }
    return counter;
  }

  add(counter: Counter): void {
    counter.pending += 1;
    if (counter.shared > 0 || counter.pending > this.quiet) this.changed.add(counter);
  }

  /** Counters, but for quiet ones, that were added to since they were last drained. */
  drain(most: number): Counter[] {
    const drained: Counter[] = [];
    for (const counter of this.changed) {
      if (drained.length >= most) break;
      this.changed.delete(counter);
      drained.push(counter);
    }
    return drained;
  }

  /** Takes back what could not be told to the others. */
  restore(counters: readonly Counter[]): void {
    for (const counter of counters) this.changed.add(counter);
  }

  sweep(now: number): void {
    for (const counter of this.counters.values()) {
      if (counter.endsAt <= now) this.counters.delete(counter.key);
    }
  }
}
