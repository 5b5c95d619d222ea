/**
 * How many requests a process works on at once. One more is refused before anything of it is read, so that a crowd
 * costs those who are inside neither memory nor time.
 */
export class Capacity {
  private inside = 0;

  constructor(private readonly most: number) {}

  /** Takes a place, to be given back by {@link leave}; false when there is none. */
  enter(): boolean {
    if (this.inside >= this.most) return false;
    this.inside += 1;
    return true;
  }

  leave(): void {
    this.inside -= 1;
  }
}
