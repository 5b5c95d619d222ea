import { requestHash } from './request-hash.js';

describe('the hash of a request', () => {
  const body = { b: 1, a: { d: [1, 2], c: 'x' } };

  it('is 32 hex digits, the same for any order of members', () => {
    const hash = requestHash('POST', '/v1/payments', body);
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(requestHash('POST', '/v1/payments', { a: { c: 'x', d: [1, 2] }, b: 1 })).toBe(hash);
  });

  it('never changes from release to release: stored hashes are compared with it for ever', () => {
    expect(requestHash('POST', '/v1/payments', body)).toBe('0e6672b27de1163c216444fb538e9685');
  });

  it.each([
    ['method', requestHash('PUT', '/v1/payments', body)],
    ['path', requestHash('POST', '/v1/payments/x', body)],
    ['body', requestHash('POST', '/v1/payments', { ...body, b: 2 })],
    ['absence of a body', requestHash('POST', '/v1/payments', undefined)],
  ])('differs by %s', (_what, other) => {
    expect(other).not.toBe(requestHash('POST', '/v1/payments', body));
  });
});
