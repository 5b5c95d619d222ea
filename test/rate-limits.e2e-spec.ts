import { newUuid } from '@app/core';
import request from 'supertest';
import { startTestApp, type TestApp } from './support/app.js';
import { ProbeModule } from './support/probe.module.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp([ProbeModule], {
    TRUSTED_PROXIES: '127.0.0.1',
    RATE_LIMIT_ADDRESS: '12',
    RATE_LIMIT_PRINCIPAL: '4',
    RATE_LIMIT_SIGN_IN: '3',
  });
}, 60_000);

afterAll(() => app.close());

const from = (address: string, call: request.Test) => call.set('x-forwarded-for', address);
const signIn = (address: string) =>
  from(address, request(app.server).post('/v1/auth/token')).send({
    username: 'nobody.here',
    password: 'kopi pahit 9 sendok',
  });

/** As often as it is let in, at most `most` times; then the first answer that was not. */
async function untilRefused(most: number, ask: () => request.Test) {
  for (let passed = 0; passed <= most; passed += 1) {
    const reply = await ask();
    if (reply.status === 429) return { passed, reply };
  }
  throw new Error(`let in more than ${most} times`);
}

describe('whoever asks too often', () => {
  it('from one address is told when to come back, and other addresses are not', async () => {
    const ask = (address: string) => from(address, request(app.server).get('/v1/nowhere-at-all'));
    const jwks = (address: string) => from(address, request(app.server).get('/v1/auth/jwks'));
    // A minute may end meanwhile: then the share of the next one is let in too.
    const { passed, reply } = await untilRefused(24, () => jwks('203.0.113.1'));
    expect(passed).toBeGreaterThanOrEqual(12);
    expect(reply.body).toMatchObject({ code: 'rate_limited', retryable: true });
    const wait = Number(reply.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    await jwks('203.0.113.2').expect(200);
    await ask('203.0.113.2').expect(404);
    await from('203.0.113.1', request(app.server).get('/livez')).expect(200);
  });

  it('shares a limit with the other addresses of an IPv6 network', async () => {
    let host = 0;
    const jwks = () => {
      host += 1;
      return from(`2001:db8:1:1::${host}`, request(app.server).get('/v1/auth/jwks'));
    };
    await untilRefused(24, jwks);
    await from('2001:db8:1:2::1', request(app.server).get('/v1/auth/jwks')).expect(200);
  });

  it('as one person is limited by whatever token and address', async () => {
    const principal = newUuid();
    let address = 10;
    const me = () => {
      address += 1;
      const token = app.bearer({ role: 'member', member: newUuid(), network: 1, principal });
      return from(`203.0.113.${address}`, request(app.server).get('/v1/me')).set(
        'authorization',
        token,
      );
    };
    const { passed } = await untilRefused(8, me);
    expect(passed).toBeGreaterThanOrEqual(4);
  });

  it('to guess a password is let in three times a minute and address, to the one', async () => {
    const replies = await Promise.all(Array.from({ length: 11 }, () => signIn('203.0.113.99')));
    const refused = replies.filter(({ status }) => status === 429);
    expect(11 - refused.length).toBeGreaterThanOrEqual(3);
    expect(11 - refused.length).toBeLessThanOrEqual(6);
    expect(refused[0]?.body.code).toBe('rate_limited');
  });

  it('does not get around it by saying that somebody else asks', async () => {
    const plain = await startTestApp([], { RATE_LIMIT_ADDRESS: '5' });
    try {
      let claimed = 0;
      const { passed } = await untilRefused(10, () => {
        claimed += 1;
        return from(`198.51.100.${claimed}`, request(plain.server).get('/v1/auth/jwks'));
      });
      expect(passed).toBeLessThanOrEqual(10);
    } finally {
      await plain.close();
    }
  });
});
