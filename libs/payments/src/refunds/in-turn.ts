/**
 * Does work about one thing in turn, and work about different things at once. Only spares this process the trouble of
 * racing with itself: that nothing is given back twice is for the ledger to see to.
 */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Begins when all earlier work about `subject` has ended, well or not. */
  async run<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(subject) ?? Promise.resolve();
    const done = before.then(work, work);
    const settled = done.catch(() => undefined);
    this.last.set(subject, settled);
    try {
      return await done;
    } finally {
      if (this.last.get(subject) === settled) this.last.delete(subject);
    }
  }
}
