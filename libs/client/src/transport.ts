import {
  NoAnswerError,
  ProblemError,
  problemIn,
  SimpulError,
  type ProblemCode,
} from './problem.js';
import { delayBefore, mayRepeat, retryAfterOf, type RetryPolicy } from './retry.js';
import { sleep } from './sleep.js';

/** Who asks: gives the token of a request. */
export interface Session {
  /** A token that is still good for a while; undefined for who asks without one. */
  token(): Promise<string | undefined>;
  /** Told that the switch no longer believes this token: whether there is hope for another one. */
  renew(rejected: string): boolean;
}

/** A request as it is sent, as often as need be. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Idempotency-Key. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly retry: RetryPolicy;
  /** For each time that a request is sent. */
  readonly timeoutMs: number;
  readonly language: 'id' | 'en';
}

/** A token that another one may replace. */
const REJECTED: ReadonlySet<ProblemCode> = new Set([
  'token_invalid',
  'token_expired',
  'token_revoked',
]);

/** Sends requests, and again what may be sent again: always the same bytes under the same key. */
export class Transport {
  constructor(private readonly options: TransportOptions) {}

  /**
   * @param read what is wanted of an answer that is a success
   * @throws ProblemError what the switch refused, after the last repetition
   * @throws NoAnswerError if nothing was answered, after the last repetition
   */
  async send<T>(
    request: OutgoingRequest,
    session: Session,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    let renewed = false;
    for (let sent = 1; ; sent += 1) {
      const token = await session.token();
      try {
        return await this.sendOnce(request, token, read);
      } catch (error) {
        if (!(error instanceof SimpulError)) throw error;
        if (!renewed && token !== undefined && isRejected(error) && session.renew(token)) {
          renewed = true;
          continue;
        }
        if (!mayRepeat(request, error)) throw error;
        const delay = delayBefore(this.options.retry, sent, error, Math.random());
        if (delay === undefined) throw error;
        await sleep(delay, request.signal);
      }
    }
  }

  private async sendOnce<T>(
    request: OutgoingRequest,
    token: string | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { method, url, headers, body, key, signal } = request;
    const { fetch, timeoutMs, language } = this.options;
    // Not by AbortSignal.any: Node 20 may forget a signal that is made of others while a request still listens to it.
    const ending = new AbortController();
    const end = (): void => ending.abort();
    const timer = setTimeout(end, timeoutMs);
    signal?.addEventListener('abort', end);
    try {
      signal?.throwIfAborted();
      const response = await fetch(url, {
        method,
        signal: ending.signal,
        headers: {
          'accept-language': language,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      });
      if (!response.ok) throw await problemOf(response, request);
      return await read(response);
    } catch (error) {
      if (error instanceof SimpulError) throw error;
      signal?.throwIfAborted();
      const isLate = ending.signal.aborted;
      const reason = isLate ? `no answer within ${timeoutMs} ms` : 'the connection failed';
      throw new NoAnswerError(`${method} ${url}: ${reason}`, atWorst(method), { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  }
}

async function problemOf(
  response: Response,
  { method, url }: OutgoingRequest,
): Promise<SimpulError> {
  const problem = problemIn(parsed(await response.text()));
  if (problem === undefined) {
    const said = `${method} ${url}: ${response.status} from something that is not Simpul`;
    return new NoAnswerError(said, atWorst(method));
  }
  const retryAfter = retryAfterOf(response.headers.get('retry-after'), Date.now());
  return new ProblemError(problem, isReplayed(response), retryAfter);
}

/** Whether this is the first answer given again. */
export function isReplayed(response: Response): boolean {
  return response.headers.get('idempotent-replayed') === 'true';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRejected = (error: SimpulError): boolean =>
  error instanceof ProblemError && REJECTED.has(error.code);

const atWorst = (method: string): 'no' | 'unknown' =>
  method === 'GET' || method === 'HEAD' ? 'no' : 'unknown';
