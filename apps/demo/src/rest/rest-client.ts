import { bearer, ProblemError, Simpul } from '@simpul/client';
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

  /** The problem code of a refusal. */
  get code(): string {
    return this.text('code');
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

/** Speaks to the server by the client that anybody may use, and takes a refusal for an answer like any other. */
export class RestClient {
  private readonly simpul: Simpul;

  constructor(url: string) {
    this.simpul = new Simpul({ url, language: 'en' });
  }

  async send(method: string, path: string, request: RestRequest = {}): Promise<Reply> {
    const { token, body, csv, key } = request;
    const client = token === undefined ? this.simpul : this.simpul.as(bearer(token));
    const sent = csv === undefined ? { body } : { body: csv, contentType: 'text/csv' };
    try {
      const { status, data, replayed } = await client.request(method, path, { ...sent, key });
      return new Reply(status, data, replayed);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return new Reply(error.status, error.problem, error.replayed);
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
}
