interface Entry<T> {
  readonly token: string;
  readonly value: T;
}

/**
 * Characters at a token's end by which it is found: half of a signature's. Hashing all of a token
 * takes longer than comparing it once with the one that was found.
 */
const TAIL = 43;

/**
 * A bounded memory of two generations: what is used moves to the young one; when that is full, the
 * old one is forgotten whole. It behaves like a least-recently-used cache, but a hit costs one map
 * look-up and no bookkeeping.
 */
export class VerifiedTokens<T> {
  private young = new Map<string, Entry<T>>();
  private old = new Map<string, Entry<T>>();

  /** Remembers at most `capacity` entries, at least half of them the most recently used. */
  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  get(token: string): T | undefined {
    const tail = token.slice(-TAIL);
    const hit = this.young.get(tail);
    if (hit !== undefined) return hit.token === token ? hit.value : undefined;
    const aged = this.old.get(tail);
    if (aged?.token !== token) return undefined;
    this.old.delete(tail);
    this.set(token, aged.value);
    return aged.value;
  }

  set(token: string, value: T): void {
    if (this.young.size >= Math.floor(this.capacity / 2)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(token.slice(-TAIL), { token, value });
  }

  delete(token: string): void {
    const tail = token.slice(-TAIL);
    for (const generation of [this.young, this.old]) {
      if (generation.get(tail)?.token === token) generation.delete(tail);
    }
  }
}
