import { createParser } from 'eventsource-parser';
import type { paths } from './generated/api.js';
import type { Data } from './operations.js';
import { NoAnswerError, SimpulError } from './problem.js';
import { delayBefore, mayRepeat, type RetryPolicy } from './retry.js';
import { sleep } from './sleep.js';

/** What happened, as it is listed, streamed and sent to webhooks. */
export type SimpulEvent = Data<paths['/v1/events/{id}']['get']>;

export interface EventOptions {
  /** The cursor of the last event that was dealt with; from now on unless told. */
  readonly after?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** What a stream tells. */
export interface ToldEvent {
  /** Where to go on after this: store it with what was done about the event. */
  readonly cursor: string;
  /** Undefined once for each connection: where what was missed ends, and what comes happens now. */
  readonly event: SimpulEvent | undefined;
}

/** The switch says something every 15 seconds. */
const SILENCE_MS = 45_000;
/** A stream that ends before it told anything is not asked for again at once. */
const PAUSE_MS = 1_000;

type Connect = (
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
) => Promise<Response>;

/**
 * Events by server-sent events. A stream that ends, with its token or for any other reason, is connected to again behind the last
 * cursor, so nothing is missed or told twice within one loop.
 *
 * @param connect opens a stream
 * @throws SimpulError what the switch refuses, or the last failure of as many as the policy allows in a row
 */
export async function* eventsOf(
  connect: Connect,
  policy: RetryPolicy,
  { after, signal }: EventOptions,
): AsyncGenerator<ToldEvent, void, void> {
  const isEnded = (): boolean => signal?.aborted === true;
  let cursor = after;
  let failures = 0;
  while (!isEnded()) {
    try {
      const before = cursor;
      for await (const one of connection(connect, cursor, signal)) {
        cursor = one.cursor;
        failures = 0;
        yield one;
      }
      if (cursor === before) await sleep(PAUSE_MS, signal);
    } catch (error) {
      if (isEnded()) return;
      if (!(error instanceof SimpulError) || !mayRepeat({ method: 'GET' }, error)) throw error;
      failures += 1;
      const delay = delayBefore(policy, failures, error, Math.random());
      if (delay === undefined) throw error;
      await sleep(delay, signal).catch(() => undefined);
    }
  }
}

/** One connection, until it ends. */
async function* connection(
  connect: Connect,
  cursor: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<ToldEvent, void, void> {
  const last = cursor === undefined ? undefined : { 'last-event-id': cursor };
  const { body } = await connect({ accept: 'text/event-stream', ...last }, signal);
  if (body === null) return;
  const reader = body.getReader();
  const end = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', end);
  const watch = new Watch(end);
  const read: ToldEvent[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (id === undefined) return;
      const happened = event === 'caught_up' ? undefined : (JSON.parse(data) as SimpulEvent);
      read.push({ cursor: id, event: happened });
    },
  });
  const decoder = new TextDecoder();
  try {
    for (;;) {
      watch.wait();
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value as Uint8Array, { stream: true }));
      yield* read.splice(0);
    }
  } catch (error) {
    throw new NoAnswerError('the stream of events broke', 'no', { cause: error });
  } finally {
    signal?.removeEventListener('abort', end);
    watch.end();
    end();
  }
}

/** Notices a connection that went away without a word: it is ended, and connected to again like any that ends. */
class Watch {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onSilence: () => void) {}

  wait(): void {
    this.end();
    this.timer = setTimeout(this.onSilence, SILENCE_MS);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
