import { AccessTokenVerifier } from '@app/access';
import { EventHub, EventSource, type EventOwner, type LedgerEvent } from '@app/events';
import { END_OF_BATCH, type TransferCursor } from '@app/ledger';
import { EventStream, Lifecycle, LOGGER } from '@app/http';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';

import { cursorOf, streamed } from './present-event.js';

const AT_ONCE = 100;
/** How often streams are looked through for tokens that have run out or were revoked. */
const SWEEP_MS = 400;
/** Streams of this process; one more is told to come back. */
const STREAMS_MAX = 5_000;
/** Waiting for a reader who still catches up; beyond that it goes on from its last id. */
const WAITING_MAX = 10_000;

interface OpenStream {
  readonly stream: EventStream;
  readonly token: string;
}

/** Those who watch events as they happen, by streams and by long polling. */
@Injectable()
export class EventWatch implements BeforeApplicationShutdown {
  private readonly hub: EventHub;
  private readonly open = new Set<OpenStream>();
  private readonly sweeping: NodeJS.Timeout;

  constructor(
    private readonly source: EventSource,
    private readonly verifier: AccessTokenVerifier,
    lifecycle: Lifecycle,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.hub = new EventHub(source, (err) => logger.error({ err }, 'events can’t be read'));
    this.sweeping = setInterval(() => void this.sweep(), SWEEP_MS);
    this.sweeping.unref();
    lifecycle.signal.addEventListener('abort', () => this.endAll());
  }

  /** Whether there is no place for another reader. */
  get full(): boolean {
    return this.hub.listening >= STREAMS_MAX;
  }

  /** Waits until there is an event of the owner, or so many seconds. */
  async next(owner: EventOwner, after: TransferCursor, seconds: number): Promise<void> {
    let found: () => void = () => undefined;
    const coming = new Promise<void>((resolve) => (found = resolve));
    const unsubscribe = await this.hub.subscribe(owner, () => found());
    const timer = setTimeout(() => found(), seconds * 1_000);
    try {
      // It may have come between the caller's question and now.
      const { events } = await this.source.after(owner, after, 1);
      if (events.length === 0) await coming;
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
  }

  /** Tells a reader what came behind a place, or what comes from now on, and then whatever comes. */
  async follow(
    { stream, token }: OpenStream,
    owner: EventOwner,
    after: TransferCursor | undefined,
  ): Promise<void> {
    const waiting: LedgerEvent[] = [];
    let reached: TransferCursor | undefined;
    const unsubscribe = await this.hub.subscribe(owner, (event) => {
      if (reached === undefined) {
        if (waiting.push(event) > WAITING_MAX) stream.end();
        return;
      }
      // The hub may stand behind what this reader has caught up with.
      if (isBehind(event.place, reached)) stream.send(streamed(event));
    });
    const one = { stream, token };
    this.open.add(one);
    stream.onEnd(() => {
      unsubscribe();
      this.open.delete(one);
    });
    try {
      const at =
        after === undefined ? await this.now(owner) : await this.catchUp(stream, owner, after);
      stream.mark(cursorOf(at));
      for (const event of waiting.splice(0)) {
        if (isBehind(event.place, at)) stream.send(streamed(event));
      }
      reached = at;
    } catch (err) {
      // The answer has begun: the reader connects again, and is told then what is wrong.
      this.logger.error({ err }, 'a stream of events can’t be read');
      stream.end();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.sweeping);
    this.endAll();
    await this.hub.close();
  }

  private async now({ network }: EventOwner): Promise<TransferCursor> {
    const batch = (await this.source.heads()).get(network) ?? 0n;
    return { batch, item: END_OF_BATCH };
  }

  private async catchUp(
    stream: EventStream,
    owner: EventOwner,
    after: TransferCursor,
  ): Promise<TransferCursor> {
    for (let at = after; ;) {
      const { events, reached, hasMore } = await this.source.after(owner, at, AT_ONCE);
      for (const event of events) stream.send(streamed(event));
      at = reached;
      if (!hasMore || !stream.open) return at;
    }
  }

  /** A token is believed for as long as it is asked about: neither expiry nor revocation is outlived by a stream. */
  private async sweep(): Promise<void> {
    for (const { stream, token } of this.open) {
      try {
        const verified = await this.verifier.verify(token);
        if (!verified.ok) stream.end();
      } catch {
        // The database is away: nothing happens either that could be told.
      }
    }
  }

  private endAll(): void {
    for (const { stream } of this.open) stream.end();
  }
}

function isBehind(place: TransferCursor, other: TransferCursor): boolean {
  return place.batch === other.batch ? place.item > other.item : place.batch > other.batch;
}
