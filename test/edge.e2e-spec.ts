import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { Access } from '@app/http';
import request from 'supertest';
import { startTestApp, type TestApp } from './support/app.js';
import { ProbeModule } from './support/probe.module.js';

const waiting: (() => void)[] = [];

@Controller('slow')
class SlowController {
  /** Answers when the spec lets it. */
  @Get()
  @Access({ scope: 'public' })
  async wait(): Promise<string> {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return 'done';
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

let closed: TestApp;
let open: TestApp;

beforeAll(async () => {
  closed = await startTestApp([ProbeModule, SlowModule], { REQUESTS_MAX: '2' });
  open = await startTestApp([ProbeModule], {
    CORS_ORIGINS: 'https://app.simpul.example',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  // Raw sockets need a port; supertest finds a listening server and uses it as it is.
  await new Promise<void>((resolve) => closed.server.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  await closed.close();
  await open.close();
});

const api = () => request(closed.server);

function portOf({ server }: TestApp): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Sends these bytes as they are and gives what comes back until the connection ends. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(portOf(closed), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (answer += part));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('the headers of every answer', () => {
  it('tell a browser to believe, frame, run, keep and pass on nothing', async () => {
    for (const path of ['/livez', '/v1/nowhere', '/v1/%zz']) {
      const { headers } = await api().get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
    }
  });
});

describe('a page of another origin', () => {
  const asking = (app: TestApp, origin: string) =>
    request(app.server).get('/livez').set('origin', origin);

  it('reads nothing unless its origin was named', async () => {
    const own = 'https://app.simpul.example';
    const named = await asking(open, own);
    expect(named.headers['access-control-allow-origin']).toBe(own);
    for (const [app, origin] of [
      [closed, own],
      [open, 'https://app.simpul.example.evil.example'],
      [open, 'null'],
    ] as const) {
      const { headers } = await asking(app, origin);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('is told before a payment what it may send, and keeps its answers apart', async () => {
    const preflight = await request(open.server)
      .options('/probe/moves')
      .set('origin', 'https://app.simpul.example')
      .set('access-control-request-method', 'POST')
      .set('access-control-request-headers', 'idempotency-key')
      .expect(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('idempotency-key');
    const problem = await request(open.server)
      .get('/v1/nowhere')
      .set('origin', 'https://app.simpul.example')
      .expect(404);
    expect(problem.headers['vary']?.toLowerCase()).toBe('origin, accept-language');
  });
});

describe('a credential', () => {
  it('that came to the proxy over plain HTTP is refused, with the advice to change it', async () => {
    const post = (scheme: string) =>
      request(open.server)
        .post('/v1/auth/token')
        .set('x-forwarded-proto', scheme)
        .set('accept-language', 'en')
        .send({ username: 'nobody.here', password: 'kopi pahit 9 sendok' });
    const reply = await post('http').expect(403);
    expect(reply.body).toMatchObject({ code: 'plain_http_refused', retryable: false });
    expect(reply.body.detail).toContain('change the PIN, password or key');
    expect((await post('https').expect(401)).body.code).toBe('credentials_invalid');
  });
});

describe('a process with all hands full', () => {
  it('says so within 50 ms, is still watched, and lets the next in when one has left', async () => {
    const slow = [api().get('/slow'), api().get('/slow')].map((test) => test.then((r) => r.text));
    while (waiting.length < 2) await new Promise((resolve) => setImmediate(resolve));
    let fastest = Infinity;
    for (let ask = 0; ask < 5; ask += 1) {
      const began = performance.now();
      const refused = await api().get('/v1/nowhere').expect(503);
      fastest = Math.min(fastest, performance.now() - began);
      expect(refused.body).toMatchObject({ code: 'overloaded', retryable: true });
      expect(refused.headers['retry-after']).toBe('1');
    }
    expect(fastest).toBeLessThan(50);
    await api().get('/livez').expect(200);
    await api().get('/readyz').expect(200);
    for (const release of waiting) release();
    await expect(Promise.all(slow)).resolves.toEqual(['done', 'done']);
    await api().get('/v1/nowhere').expect(404);
  });

  it('gives the place of a client that went away to the next', async () => {
    waiting.length = 0;
    for (let gone = 1; gone <= 3; gone += 1) {
      const socket = connect(portOf(closed), '127.0.0.1');
      socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
      while (waiting.length < gone) await new Promise((resolve) => setImmediate(resolve));
      const left = new Promise((resolve) => socket.once('close', resolve));
      socket.destroy();
      await left;
      waiting.at(-1)?.();
    }
    await api().get('/v1/nowhere').expect(404);
  });
});

describe('what pretends to be something else', () => {
  it.each([
    ['/v1/../metrics'],
    ['/v1/%2e%2e/metrics'],
    ['/v1/me%2Fbalance'],
    ['//metrics'],
    ['/metrics;x=1'],
    ['/metrics%00'],
    ['/docs/../../package.json'],
    ['/docs/..%2f..%2fpackage.json'],
    ['/docs/%2e%2e/%2e%2e/etc/passwd'],
    ['/v1/me\\..\\metrics'],
    ['http://elsewhere.example/metrics/x'],
  ])('as a path is not found: %s', async (path) => {
    const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/location:|root:|simpul_/i);
  });

  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 20'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked'],
    ['chunks of another spelling', 'Transfer-Encoding: xchunked'],
    ['a header without a name', ': x'],
    ['a blank before the colon', 'Content-Length : 2'],
    ['a NUL in a header', 'X-Note: a\u0000b'],
  ])('a request with %s is refused', async (_name, header) => {
    const head = `POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${header}`;
    const answer = await sendRaw(`${head}\r\nConnection: close\r\n\r\n{}`);
    expect(statusOf(answer)).toBe(400);
  });

  it('a line break in a path or a header makes no header of an answer', async () => {
    const inPath = await api().get('/v1/x%0d%0aset-cookie:%20a=b').expect(404);
    expect(inPath.headers['set-cookie']).toBeUndefined();
    const inHeader = await sendRaw(
      'GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\rSet-Cookie: a=b\r\n\r\n',
    );
    expect(statusOf(inHeader)).toBe(400);
    expect(inHeader).not.toMatch(/set-cookie/i);
  });

  it.each([['limit=1&limit=100'], ['limit[]=1'], ['limit[gt]=1'], ['limit=1&__proto__=x']])(
    'H13 a parameter given as %s is refused',
    async (query) => {
      const reply = await api().get(`/probe/things?${query}`).expect(400);
      expect(reply.body.errors).not.toHaveLength(0);
    },
  );

  it('H17 two idempotency keys on one request are none', async () => {
    const body = '{}';
    const answer = await sendRaw(
      'POST /probe/moves HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n' +
        `Authorization: ${closed.bearer({ role: 'member', member: '01890000-0000-7000-8000-000000000001' })}\r\n` +
        `Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(statusOf(answer)).toBe(400);
  });

  it('a head that is too large is refused before it is looked at', async () => {
    const answer = await sendRaw(
      `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(statusOf(answer)).toBe(431);
  });
});
