import { END_OF_BATCH, type TransferCursor } from '@app/ledger';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerEvent } from './event.js';
import { keysOf, ownerKey, type EventOwner } from './event-owner.js';
import { beginningOf, type EventSource } from './event-source.js';

const PAUSE_MS = 50;
/** After a question that failed. */
const PAUSE_AFTER_FAILURE_MS = 500;
const EVENTS_AT_ONCE = 500;

export type EventListener = (event: LedgerEvent) => void;

/** How somebody who listens stops. */
export type Unsubscribe = () => void;

/**
 * Tells those who listen in this process of what any process posts: one short question twenty times a second, however many
 * listen, and none while nobody does. The posting itself knows nothing of it.
 */
export class EventHub {
  private readonly listeners = new Map<string, Set<EventListener>>();
  private readonly reached = new Map<number, TransferCursor>();
  private count = 0;
  private running: Promise<void> | undefined;
  private started: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly source: EventSource,
    private readonly failed: (error: unknown) => void,
  ) {}

  get listening(): number {
    return this.count;
  }

  /** From when this resolves on, every event of the owner that is committed reaches the listener, in order. */
  async subscribe(owner: EventOwner, listener: EventListener): Promise<Unsubscribe> {
    await this.start();
    const key = ownerKey(owner);
    const own = this.listeners.get(key) ?? new Set<EventListener>();
    this.listeners.set(key, own.add(listener));
    this.count += 1;
    this.running ??= this.run();
    return () => {
      if (!own.delete(listener)) return;
      this.count -= 1;
      if (own.size === 0 && this.listeners.get(key) === own) this.listeners.delete(key);
    };
  }

  /** Nobody is told any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.listeners.clear();
    this.count = 0;
    await this.running;
  }

  /** What comes after this moment is new to whoever begins to listen now. */
  private async start(): Promise<void> {
    if (this.running !== undefined) return;
    this.started ??= this.startAtHeads().finally(() => (this.started = undefined));
    await this.started;
  }

  private async startAtHeads(): Promise<void> {
    const heads = await this.source.heads();
    if (this.running !== undefined) return;
    this.reached.clear();
    for (const [network, batch] of heads) this.reached.set(network, { batch, item: END_OF_BATCH });
  }

  private async run(): Promise<void> {
    let idle = false;
    while (!this.isClosed && !idle) {
      try {
        await this.readOn();
        await pause(PAUSE_MS);
      } catch (error) {
        this.failed(error);
        await pause(PAUSE_AFTER_FAILURE_MS);
      }
      idle = this.count === 0;
    }
    this.running = undefined;
  }

  private async readOn(): Promise<void> {
    for (const [network, head] of await this.source.heads()) {
      // One that is missing is younger than those who listen.
      let at = this.reached.get(network) ?? beginningOf(network);
      while (at.batch < head && !this.isClosed) {
        const span = await this.source.allAfter(network, at, { head, limit: EVENTS_AT_ONCE });
        at = span.reached;
        this.reached.set(network, at);
        for (const event of span.events) this.tell(event);
      }
    }
  }

  private tell(event: LedgerEvent): void {
    for (const key of keysOf(event)) {
      for (const listener of this.listeners.get(key) ?? []) listener(event);
    }
  }
}
