import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import { eventsOf, type EventOptions, type ToldEvent } from './events.js';
import type { Arguments, Data, Item, ListPath, Method, Operation, PathOf } from './operations.js';
import { itemsOf, type ListOptions } from './pages.js';
import { RETRY, type RetryPolicy } from './retry.js';
import { isReplayed, Transport, type Session } from './transport.js';

/** Makes the session of somebody, who signs in through the client that asks for it. */
export type Authentication = (client: Simpul) => Session;

export interface SimpulOptions {
  /** Where the switch answers, such as `https://api.simpul.example`. */
  readonly url: string;
  /** Who asks; nobody unless told. */
  readonly auth?: Authentication;
  /** Of the texts of problems: Bahasa Indonesia unless told. */
  readonly language?: 'id' | 'en';
  readonly retry?: Partial<RetryPolicy>;
  /** Milliseconds for each time that a request is sent: 30,000 unless told. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/** An answer that is a success. */
export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  /** Whether this is the first answer given again, for its key. */
  readonly replayed: boolean;
  readonly headers: Headers;
}

/** A request whose path or body this release has no type for. */
export interface AnyRequest {
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Bytes and texts as they are, with a `contentType`; anything else as JSON. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  /** Idempotency-Key. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 30_000;

/** Who asks without a token. */
const NOBODY: Session = { token: () => Promise.resolve(undefined), renew: () => false };

/**
 * A key for a new act. Keep it beside what it stands for (an order, a bill) before the act is sent: with the same key it is done once,
 * however often it is sent.
 */
export function newKey(): string {
  return crypto.randomUUID();
}

/**
 * A client of one switch for one person or program.
 *
 * Each call resolves with a success or throws a {@link SimpulError}. What may be sent twice without harm is, by itself, when a
 * connection breaks or the switch is busy.
 */
export class Simpul {
  private readonly policy: RetryPolicy;
  private readonly transport: Transport;
  private readonly session: Session;
  private readonly toUrl: (path: string, params: AnyRequest) => string;

  constructor(private readonly options: SimpulOptions) {
    const { auth, ...others } = options;
    this.policy = { ...RETRY, ...options.retry };
    this.transport = new Transport({
      // Looked up when it is called, as a page may have put another one in its place.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      retry: this.policy,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      language: options.language ?? 'id',
    });
    this.session = auth === undefined ? NOBODY : auth(new Simpul(others));
    const baseUrl = options.url.replace(/\/+$/, '');
    const querySerializer = createQuerySerializer();
    this.toUrl = (pathname, { path = {}, query = {} }) =>
      createFinalURL(pathname, {
        baseUrl,
        params: { path, query },
        querySerializer,
        pathSerializer: defaultPathSerializer,
      });
  }

  /** The same switch, for somebody else. */
  as(auth: Authentication): Simpul {
    return new Simpul({ ...this.options, auth });
  }

  get<P extends PathOf<'get'>>(path: P, ...[options]: Arguments<Operation<'get', P>>) {
    return this.call('get', path, options);
  }

  post<P extends PathOf<'post'>>(path: P, ...[options]: Arguments<Operation<'post', P>>) {
    return this.call('post', path, options);
  }

  put<P extends PathOf<'put'>>(path: P, ...[options]: Arguments<Operation<'put', P>>) {
    return this.call('put', path, options);
  }

  patch<P extends PathOf<'patch'>>(path: P, ...[options]: Arguments<Operation<'patch', P>>) {
    return this.call('patch', path, options);
  }

  /** What a list holds, page after page, up to a limit. */
  list<P extends ListPath>(path: P, options: ListOptions<P>): AsyncGenerator<Item<P>, void, void> {
    const { limit, ...asked } = options;
    const { query }: AnyRequest = asked;
    const page = async (after: string | undefined): Promise<unknown> => {
      const request = { ...asked, query: { ...query, ...(after !== undefined && { after }) } };
      return (await this.request('GET', path, request)).data;
    };
    return itemsOf(page, limit) as AsyncGenerator<Item<P>, void, void>;
  }

  /** What happens, as it happens; what was missed while the connection was away comes first. */
  events(options: EventOptions = {}): AsyncGenerator<ToldEvent, void, void> {
    const connect = (headers: Record<string, string>, signal: AbortSignal | undefined) => {
      const url = this.toUrl('/v1/events/stream', {});
      const request = { method: 'GET', url, headers, signal };
      return this.transport.send(request, this.session, (response) => Promise.resolve(response));
    };
    return eventsOf(connect, this.policy, options);
  }

  /** Any request, also one that this release has no type for. @throws SimpulError */
  async request(method: string, path: string, asked: AnyRequest = {}): Promise<Answer<unknown>> {
    const { body, contentType, key, signal } = asked;
    const isRaw = contentType !== undefined;
    const request = {
      method: method.toUpperCase(),
      url: this.toUrl(path, asked),
      key,
      signal,
      ...(body !== undefined && {
        body: isRaw ? (body as string | Uint8Array) : JSON.stringify(body),
        headers: { 'content-type': contentType ?? 'application/json' },
      }),
    };
    return this.transport.send(request, this.session, async (response) => ({
      data: await dataOf(response),
      status: response.status,
      replayed: isReplayed(response),
      headers: response.headers,
    }));
  }

  private call<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    options: AnyRequest | undefined,
  ) {
    return this.request(method, path, options) as Promise<Answer<Data<Operation<M, P>>>>;
  }
}

/** JSON as what it says, texts as texts, anything else as bytes. */
async function dataOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (/^application\/(problem\+)?json\b/.test(type)) return response.json();
  if (/^text\/|[/+](xml|x-ndjson)\b/.test(type)) return response.text();
  return new Uint8Array(await response.arrayBuffer());
}
