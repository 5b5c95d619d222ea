import { setTimeout as wait } from 'node:timers/promises';
import { DemoError } from '../demo-error.js';

export interface RestRequest {
  readonly token?: string | undefined;
  readonly body?: object | undefined;
  /** A spreadsheet instead of a body. */
  readonly csv?: string | undefined;
  /** Idempotency-Key. */
  readonly key?: string | undefined;
}

/** An answer of the server, whatever it says. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly replayed: boolean,
  ) {}

  get ok(): boolean {
    return this.status < 400;
  }

  /** The problem code of a refusal, "http_…" for an error that is no problem document. */
  get code(): string {
    const code = this.at('code');
    return typeof code === 'string' ? code : `http_${this.status}`;
  }

  /** What people should read of a refusal. */
  get detail(): string {
    const detail = this.at('detail');
    return typeof detail === 'string' ? detail : '';
  }

  /** The member at a path such as "payer.member_id"; undefined if there is none. */
  at(path: string): unknown {
    return memberAt(this.body, path);
  }

  text(path: string): string {
    return textAt(this.body, path);
  }

  list(path: string): readonly unknown[] {
    const value = this.at(path);
    if (!Array.isArray(value)) throw new Error(`the answer has no list "${path}"`);
    return value;
  }
}

export function memberAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** @throws Error if there is no text at that path */
export function textAt(body: unknown, path: string): string {
  const value = memberAt(body, path);
  if (typeof value !== 'string') throw new Error(`the answer has no text "${path}"`);
  return value;
}

const TRIES_MAX = 6;
const TIMEOUT_MS = 30_000;

/**
 * Speaks to the server as any client would. An answer that asks to come back is asked again, with
 * the same key; every other answer is given back as it is.
 */
export class RestClient {
  constructor(readonly url: string) {}

  async send(method: string, path: string, request: RestRequest = {}): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const { reply, retryAfter } = await this.sendOnce(method, path, request);
      if (reply.status !== 503 || tries === TRIES_MAX) return reply;
      await wait(retryAfter * 1_000);
    }
  }

  /** As {@link send}. @throws DemoError if the server refuses */
  async must(method: string, path: string, request: RestRequest = {}): Promise<Reply> {
    const reply = await this.send(method, path, request);
    if (reply.ok) return reply;
    throw new DemoError(
      `${method} ${path} was answered ${reply.status} ${reply.code}. ${reply.detail}`,
    );
  }

  private async sendOnce(method: string, path: string, request: RestRequest) {
    const { token, body, csv, key } = request;
    const response = await fetch(this.url + path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'accept-language': 'en',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(csv !== undefined && { 'content-type': 'text/csv' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(csv !== undefined && { body: csv }),
    });
    const text = await response.text();
    return {
      reply: new Reply(
        response.status,
        parseJson(text),
        response.headers.get('idempotent-replayed') === 'true',
      ),
      retryAfter: Number(response.headers.get('retry-after') ?? 1),
    };
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
