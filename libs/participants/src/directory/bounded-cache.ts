interface Entry<V> {
  readonly value: V;
  /** Since it was last put at the end. */
  asked: boolean;
}

/**
 * Remembers at most `capacity` values. One that was not asked for since all others came is forgotten
 * first. Asking only leaves a mark: moving a value to the end each time, as an exact order would
 * need, costs several times the look-up itself.
 */
export class BoundedCache<V> {
  private readonly entries = new Map<string, Entry<V>>();

  constructor(private readonly capacity: number) {}

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    entry.asked = true;
    return entry.value;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, { value, asked: false });
    if (this.entries.size > this.capacity) this.forgetOne();
  }

  clear(): void {
    this.entries.clear();
  }

  /** The oldest that has no mark; those before it lose theirs and begin anew at the end. */
  private forgetOne(): void {
    for (const [key, entry] of this.entries) {
      this.entries.delete(key);
      if (!entry.asked) return;
      entry.asked = false;
      this.entries.set(key, entry);
    }
  }
}
