import type { FastifyReply, FastifyRequest } from 'fastify';

/** An event of a stream; its id is where a reader goes on that was cut off. */
export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: object;
}

const HEARTBEAT_MS = 15_000;
/** What a reader tells its library to wait before it connects again. */
const RETRY_MS = 1_000;
/** Written and not taken by the reader: whoever is so far behind is cut off, and goes on from its last id. */
const BEHIND_BYTES_MAX = 1_000_000;

/**
 * An answer as server-sent events (`text/event-stream`). It no longer counts among the requests that the process works on, and ends
 * when the reader goes away, when the reader is too far behind, or by {@link end}.
 */
export class EventStream {
  private readonly raw: FastifyReply['raw'];
  private readonly heartbeat: NodeJS.Timeout;
  private isOpen = true;

  /** Takes the reply over, and writes the head. */
  constructor(request: FastifyRequest, reply: FastifyReply) {
    request.isStream = true;
    request.leaveCapacity?.();
    reply.hijack();
    this.raw = reply.raw;
    this.raw.writeHead(200, {
      ...headersOf(reply),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
      // Else proxies collect what should be told at once.
      'x-accel-buffering': 'no',
    });
    this.raw.write(`retry: ${RETRY_MS}\n\n`);
    this.heartbeat = setInterval(() => this.write(':\n\n'), HEARTBEAT_MS);
    this.heartbeat.unref();
    this.raw.once('close', () => this.close());
    this.raw.on('error', () => this.close());
  }

  get open(): boolean {
    return this.isOpen;
  }

  /** @param listener is told once that nobody reads any more */
  onEnd(listener: () => void): void {
    if (this.isOpen) this.raw.once('close', listener);
    else listener();
  }

  send({ id, event, data }: StreamedEvent): void {
    this.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Only where the reader stands: what it need not ask for again. */
  mark(id: string): void {
    this.write(`id: ${id}\nevent: caught_up\ndata: {}\n\n`);
  }

  end(): void {
    if (!this.isOpen) return;
    this.close();
    this.raw.end();
  }

  private write(text: string): void {
    if (!this.isOpen) return;
    this.raw.write(text);
    if (this.raw.writableLength > BEHIND_BYTES_MAX) this.raw.destroy();
  }

  private close(): void {
    this.isOpen = false;
    clearInterval(this.heartbeat);
  }
}

/** Those that every answer has. */
function headersOf(reply: FastifyReply): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) headers[name] = String(value);
  }
  return headers;
}
