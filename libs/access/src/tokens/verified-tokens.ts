/**
 * A bounded memory of two generations: what is used moves to the young one; when that is full, the
 * old one is forgotten whole. It behaves like a least-recently-used cache, but a hit costs one map
 * look-up and no bookkeeping.
 */
export class VerifiedTokens<T> {
  private young = new Map<string, T>();
  private old = new Map<string, T>();

  /** Remembers at most `capacity` entries, at least half of them the most recently used. */
  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  get(token: string): T | undefined {
    const hit = this.young.get(token);
    if (hit !== undefined) return hit;
    const aged = this.old.get(token);
    if (aged !== undefined) {
      this.old.delete(token);
      this.set(token, aged);
    }
    return aged;
  }

  set(token: string, value: T): void {
    if (this.young.size >= Math.floor(this.capacity / 2)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(token, value);
  }

  delete(token: string): void {
    this.young.delete(token);
    this.old.delete(token);
  }
}
