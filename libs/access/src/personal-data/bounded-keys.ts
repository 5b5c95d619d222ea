/** Keys by what they are stored as, at most so many; what was kept first is forgotten first. */
export class BoundedKeys {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.keys.size;
  }

  get(name: string): Buffer | undefined {
    return this.keys.get(name);
  }

  set(name: string, key: Buffer): void {
    this.keys.set(name, key);
    if (this.keys.size <= this.most) return;
    const [oldest] = this.keys.keys();
    if (oldest === undefined) return;
    this.keys.delete(oldest);
  }
}
