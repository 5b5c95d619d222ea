import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  bearer,
  idr,
  NoAnswerError,
  person,
  ProblemError,
  program,
  Simpul,
  type Authentication,
} from './index.js';

interface Asked {
  readonly line: string;
  readonly headers: Headers;
  readonly body: string;
}

type Answering = () => Response | Promise<Response>;

/** A client and the switch that it speaks to: one that answers in turn, the last answer for ever. */
function against(answers: readonly Answering[], auth?: Authentication) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (typeof input !== 'string') throw new Error('a client asks by address');
    const url = new URL(input);
    const body = typeof init?.body === 'string' ? init.body : '';
    const line = `${init?.method} ${url.pathname}${url.search}`;
    asked.push({ line, headers: new Headers(init?.headers), body });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined) throw new Error('a switch answers');
    return answer();
  };
  const retry = { firstDelayMs: 1, attempts: 4 };
  const client = new Simpul({ url: 'http://switch.test/', retry, fetch, ...(auth && { auth }) });
  return { client, asked };
}

const json = (body: object, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
const problem = (code: string, status: number, retryable = true) =>
  json(
    { type: '', title: '', detail: `said ${code}`, request_id: 'r', code, status, retryable },
    status,
  );
const token = (name: string, refresh?: string, expires = 600) =>
  json({ access_token: name, refresh_token: refresh ?? null, expires_in: expires });
const broken: Answering = () => {
  throw new TypeError('fetch failed');
};
const bearers = (asked: readonly Asked[]) =>
  asked.map(({ headers }) => headers.get('authorization'));

const payment = { body: { merchant_id: 'mrc_1', amount: idr(100_00n) } };

describe('a client', () => {
  it('sends the same bytes under the same key until it is answered', async () => {
    const posted = () => json({ id: 'pay_1' }, 201, { 'idempotent-replayed': 'true' });
    const { client, asked } = against([broken, () => problem('outcome_unknown', 503), posted]);
    const paid = await client.post('/v1/payments', { key: 'order-1', ...payment });
    expect(paid).toMatchObject({ status: 201, replayed: true, data: { id: 'pay_1' } });
    expect(asked.map(({ line }) => line)).toEqual(Array(3).fill('POST /v1/payments'));
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
    expect(asked.map(({ headers }) => headers.get('idempotency-key'))).toEqual(
      Array(3).fill('order-1'),
    );
  });

  it('says that it does not know whether money moved when nobody ever answers', async () => {
    const { client, asked } = against([broken]);
    const failed = await client
      .post('/v1/payments', { key: 'k', ...payment })
      .catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(NoAnswerError);
    expect(failed).toMatchObject({ moneyMoved: 'unknown', remedy: 'repeat' });
    expect(asked).toHaveLength(4);
  });

  it('never sends twice what has no key once it may have arrived', async () => {
    const { client, asked } = against([broken]);
    await expect(client.post('/v1/quotes', payment)).rejects.toThrow('the connection failed');
    expect(asked).toHaveLength(1);
  });

  it('tells a refusal by its code, whether money moved and what helps', async () => {
    const { client, asked } = against([() => problem('insufficient_funds', 422, false)]);
    const refused = await client
      .post('/v1/payments', { key: 'k', ...payment })
      .catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({
      code: 'insufficient_funds',
      status: 422,
      moneyMoved: 'no',
      remedy: 'change',
      message: 'said insufficient_funds',
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['token_expired', 401, 'sign_in', 'not_concerned'],
    ['step_up_required', 401, 'prove', 'no'],
    ['outcome_unknown', 503, 'repeat', 'unknown'],
    ['of_a_later_release', 422, 'repeat', 'unknown'],
  ])('tells what helps against %s', async (code, status, remedy, moneyMoved) => {
    const { client } = against([() => problem(code, status)]);
    const refused = client.post('/v1/payments', { key: 'k', ...payment });
    await expect(refused).rejects.toMatchObject({ code, remedy, moneyMoved });
  });

  it('does not take what a proxy says for an answer', async () => {
    const page = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
    const { client, asked } = against([page, () => json({ data: [] })]);
    await client.get('/v1/payments');
    expect(asked).toHaveLength(2);
  });

  it('stops when it is told to, and says so by the caller’s own reason', async () => {
    const stopping = new AbortController();
    const { client } = against([() => problem('overloaded', 503)]);
    const asking = client.get('/v1/me', { signal: stopping.signal });
    stopping.abort(new Error('the customer left'));
    await expect(asking).rejects.toThrow('the customer left');
  });

  it('writes ids and queries into the address so that they mean nothing else there', async () => {
    const { client, asked } = against([() => json({})]);
    await client.get('/v1/payments/{id}', { path: { id: 'pay/../1?x' } });
    await client.get('/v1/merchants', { query: { name_contains: 'toko & siti' } });
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /v1/payments/pay%2F..%2F1%3Fx',
      'GET /v1/merchants?name_contains=toko%20%26%20siti',
    ]);
  });
});

describe('a list', () => {
  const page = (ids: readonly number[], next?: string) => () =>
    json({ data: ids.map((id) => ({ id })), has_more: next !== undefined, next_cursor: next });

  it('is read page after page, up to a limit', async () => {
    const { client, asked } = against([page([1, 2], 'a'), page([3, 4], 'b'), page([5])]);
    const read: unknown[] = [];
    for await (const { id } of client.list('/v1/payments', { limit: 4, query: { limit: 2 } })) {
      read.push(id);
    }
    expect(read).toEqual([1, 2, 3, 4]);
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /v1/payments?limit=2',
      'GET /v1/payments?limit=2&after=a',
    ]);
  });

  it('ends at a page that leads back to itself', async () => {
    const { client, asked } = against([page([1], 'a')]);
    const read: unknown[] = [];
    for await (const item of client.list('/v1/payments', { limit: 100 })) read.push(item);
    expect([read.length, asked.length]).toEqual([2, 2]);
  });
});

describe('a session', () => {
  it('of a program signs in once for many requests, and again before the token ends', async () => {
    const answers = [() => token('one', undefined, 20), () => json({}), () => token('two')];
    const { client, asked } = against([...answers, () => json({})], program('cli_1', 'secret'));
    await client.get('/v1/events');
    await Promise.all([client.get('/v1/events'), client.get('/v1/events')]);
    expect(bearers(asked)).toEqual([null, 'Bearer one', null, 'Bearer two', 'Bearer two']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      client_id: 'cli_1',
      client_secret: 'secret',
    });
  });

  it('gets another token once when its own is rejected, and then gives up', async () => {
    const rejected = () => problem('token_revoked', 401);
    const answers = [() => token('one'), rejected, () => token('two'), rejected];
    const { client, asked } = against(answers, program('cli_1', 'secret'));
    await expect(client.get('/v1/events')).rejects.toMatchObject({ remedy: 'sign_in' });
    expect(bearers(asked)).toEqual([null, 'Bearer one', null, 'Bearer two']);
  });

  it('sends a refresh token once, and asks for the PIN when the answer to it was lost', async () => {
    const kept: unknown[] = [];
    const auth = person(
      { phone: '0812', pin: '482917' },
      {
        tokens: { accessToken: 'old', refreshToken: 'srt_1', expiresAt: 0 },
        onTokens: ({ refreshToken }) => void kept.push(refreshToken),
      },
    );
    const { client, asked } = against([broken, () => token('new', 'srt_2'), () => json({})], auth);
    await client.get('/v1/me');
    expect(asked.map(({ line }) => line)).toEqual([
      'POST /v1/auth/refresh',
      'POST /v1/auth/token',
      'GET /v1/me',
    ]);
    expect(kept).toEqual(['srt_2']);
  });

  it('keeps a refresh token that the switch could not look at', async () => {
    const tokens = { accessToken: 'old', refreshToken: 'srt_1', expiresAt: 0 };
    const answers = [() => problem('database_unavailable', 503), () => token('new', 'srt_2')];
    const { client, asked } = against([...answers, () => json({})], person(undefined, { tokens }));
    await expect(client.get('/v1/me')).rejects.toMatchObject({ remedy: 'repeat' });
    await client.get('/v1/me');
    expect(asked.map(({ body }) => body).slice(0, 2)).toEqual(
      Array(2).fill('{"refresh_token":"srt_1"}'),
    );
  });

  it('that has ended without a PIN at hand says so and sends nothing', async () => {
    const { client, asked } = against([() => json({})], person(undefined));
    await expect(client.get('/v1/me')).rejects.toMatchObject({ remedy: 'sign_in' });
    expect(asked).toEqual([]);
  });

  it('leaves a token that somebody else looks after as it is', async () => {
    const { client, asked } = against([() => problem('token_expired', 401)], bearer('mine'));
    await expect(client.get('/v1/me')).rejects.toMatchObject({ code: 'token_expired' });
    expect(bearers(asked)).toEqual(['Bearer mine']);
  });
});

describe('the package', () => {
  it('asks for the very versions that it is tested with', () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as {
        dependencies: Record<string, string>;
      };
    const ours = read('../../../package.json').dependencies;
    const { dependencies } = read('../package.json');
    expect(Object.entries(dependencies)).toEqual(
      Object.keys(dependencies).map((name) => [name, ours[name]]),
    );
  });
});
