import { lookup, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { isPublicAddress } from './public-address.js';

/** What came of calling an endpoint. */
export interface WebhookAnswer {
  /** Of HTTP; null when there was none. */
  readonly status: number | null;
  /** Why there was none. */
  readonly error: string | null;
  /** The beginning of what was answered. */
  readonly response: string | null;
  readonly durationMs: number;
}

export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SenderOptions {
  /** Whether private addresses and plain HTTP are called: for trying things out on one machine. */
  readonly allowPrivate: boolean;
  /** For everything together, from the name to the last byte. */
  readonly timeoutMs?: number;
}

const tracer = trace.getTracer('simpul.webhooks');
const TIMEOUT_MS = 10_000;
/** Read of an answer; who sends more is cut off, and has been heard. */
const RESPONSE_BYTES_MAX = 4_096;
const RESPONSE_KEPT = 1_000;
/** Connections to one host that wait for more. */
const IDLE_SOCKETS_MAX = 4;

class AddressRefused extends Error {
  readonly code = 'address_refused';
}

/**
 * Calls endpoints that strangers name. Every address that is connected to was looked at: a name that leads to a private one, whatever
 * it led to a moment ago, is not called. Redirects are answers like any other and followed nowhere.
 */
export class WebhookSender {
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;
  private readonly timeoutMs: number;

  constructor(private readonly options: SenderOptions) {
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const kept = { keepAlive: true, maxFreeSockets: IDLE_SOCKETS_MAX, timeout: this.timeoutMs };
    this.http = new HttpAgent(kept);
    this.https = new HttpsAgent(kept);
  }

  /** Posts a body, in a trace of its own if there are any. Never rejects. */
  async send({ url, headers, body }: WebhookCall): Promise<WebhookAnswer> {
    const span = tracer.startSpan('webhook', { kind: SpanKind.CLIENT, root: true });
    const traced = { ...headers };
    propagation.inject(trace.setSpan(ROOT_CONTEXT, span), traced);
    const answer = await this.answerTo({ url, headers: traced, body });
    if (answer.status !== null) span.setAttribute('http.response.status_code', answer.status);
    if (answer.error !== null) span.setAttribute('error.type', answer.error);
    span.end();
    return answer;
  }

  private answerTo(call: WebhookCall): Promise<WebhookAnswer> {
    const began = performance.now();
    return this.call(call).then(
      ({ status, text }) => ({
        status,
        error: null,
        response: text,
        durationMs: performance.now() - began,
      }),
      (error: unknown) => ({
        status: null,
        error: wordOf(error),
        response: null,
        durationMs: performance.now() - began,
      }),
    );
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private call({ url, headers, body }: WebhookCall): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const isSecure = target.protocol === 'https:';
      if (!this.mayCall(target, isSecure)) {
        reject(new AddressRefused());
        return;
      }
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: this.lookup,
      };
      const request = isSecure
        ? httpsRequest(target, { ...options, agent: this.https })
        : httpRequest(target, { ...options, agent: this.http });
      const timer = setTimeout(() => request.destroy(timedOut()), this.timeoutMs);
      request.once('close', () => clearTimeout(timer));
      request.once('error', reject);
      request.once('response', (response) => {
        readBeginning(response).then(
          (text) => resolve({ status: response.statusCode ?? 0, text }),
          reject,
        );
      });
      request.end(body);
    });
  }

  /** An address that is written out is looked up by nobody. */
  private mayCall({ hostname }: URL, isSecure: boolean): boolean {
    if (this.options.allowPrivate) return true;
    const address = hostname.replace(/^\[|\]$/g, '');
    return isSecure && (isIP(address) === 0 || isPublicAddress(address));
  }

  /** What a name leads to at the moment of connecting: one private address among them, and none is called. */
  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const isFit = this.options.allowPrivate || addresses.every((a) => isPublicAddress(a.address));
      const [first] = addresses;
      if (!isFit || first === undefined) return callback(new AddressRefused(), '', 0);
      return options.all === true
        ? callback(null, addresses satisfies LookupAddress[])
        : callback(null, first.address, first.family);
    });
  };
}

/** An endless answer is heard as far as it matters. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= RESPONSE_BYTES_MAX) break;
  }
  response.destroy();
  const text = Buffer.concat(chunks).toString('utf8').slice(0, RESPONSE_KEPT);
  // NUL is text nowhere in the database.
  return text.replaceAll('\0', '');
}

function timedOut(): Error {
  return Object.assign(new Error('timed out'), { code: 'timed_out' });
}

/** A short word that says nothing of our own network. */
function wordOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code.toLowerCase().slice(0, 100) : 'connection_failed';
}
