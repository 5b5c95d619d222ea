import { setTimeout as pause } from 'node:timers/promises';
import type { Network } from '@app/participants';

import type { Duty } from './duties/duty.js';

export interface RoundsLog {
  error(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

export interface RoundsOptions {
  readonly duties: readonly Duty[];
  readonly networks: () => Promise<readonly Network[]>;
  readonly log: RoundsLog;
  /** Between the end of a round and the beginning of the next. */
  readonly pauseMs: number;
}

/**
 * Performs duties for every network, round after round, one thing at a time. What fails is tried
 * again in the next round and keeps nothing else from being done; it is logged when it begins to
 * fail, when it fails in another way, and when it works again.
 */
export class Rounds {
  private readonly failing = new Map<string, string>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: RoundsOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the duty that is being performed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** One round. */
  async goRound(): Promise<void> {
    const networks = await this.attempt('networks', {}, () => this.options.networks());
    for (const network of networks ?? []) {
      for (const duty of this.options.duties) {
        if (this.stopping.signal.aborted) return;
        const facts = { duty: duty.name, network: network.id };
        await this.attempt(`${duty.name} of ${network.id}`, facts, () => duty.perform(network));
      }
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.goRound();
      await pause(this.options.pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async attempt<T>(
    what: string,
    facts: object,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const { log } = this.options;
    try {
      const result = await work();
      if (this.failing.delete(what)) log.info(facts, `worker: ${what} works again`);
      return result;
    } catch (error) {
      const kind = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (this.failing.get(what) !== kind) {
        log.error({ ...facts, err: error }, `worker: ${what} fails`);
      }
      this.failing.set(what, kind);
      return undefined;
    }
  }
}
