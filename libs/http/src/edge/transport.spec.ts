import { Transport } from './transport.js';

type Ask = Parameters<Transport['admits']>[0];

function ask(
  remoteAddress: string | undefined,
  headers: Record<string, string> = {},
  method = 'POST',
): Ask {
  return { method, headers, raw: { socket: { remoteAddress } } } as unknown as Ask;
}

const transport = new Transport(['10.1.0.0/16', '2001:db8::5']);

describe('a credential over plain HTTP', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.1.200.3', true],
    ['::ffff:10.1.200.3', true],
    ['2001:db8::5', true],
    ['2001:db8::6', false],
    ['10.2.0.1', false],
    ['203.0.113.9', false],
    [undefined, false],
  ])('from %s is let in: %s', (address, admitted) => {
    expect(transport.admits(ask(address))).toBe(admitted);
    expect(transport.admits(ask(address, { authorization: 'Bearer x' }, 'GET'))).toBe(admitted);
  });

  it('is refused when the proxy says that its client came by plain HTTP', () => {
    expect(transport.admits(ask('10.1.0.1', { 'x-forwarded-proto': 'https' }))).toBe(true);
    expect(transport.admits(ask('10.1.0.1', { 'x-forwarded-proto': 'http' }))).toBe(false);
    expect(transport.admits(ask('10.1.0.1', { 'x-forwarded-proto': 'HTTP, https' }))).toBe(false);
  });

  it('is not made safe by what an unknown peer says of itself', () => {
    expect(transport.admits(ask('203.0.113.9', { 'x-forwarded-proto': 'https' }))).toBe(false);
  });

  it('does not concern who reads without any', () => {
    expect(transport.admits(ask('203.0.113.9', {}, 'GET'))).toBe(true);
  });
});
