/** Whether this process still takes on work. Long answers (streams) end when `signal` aborts. */
export class Lifecycle {
  private readonly controller = new AbortController();

  get draining(): boolean {
    return this.controller.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  beginDraining(): void {
    this.controller.abort();
  }
}
