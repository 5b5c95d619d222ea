import { createSign, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { readAssertion } from './client-assertion.js';

const NOW = Date.parse('2026-01-31T23:58:00Z');
const SECONDS = NOW / 1000;
const CLIENT = 'cli_01jzq3v5hfe0d9k3yx8m2n4p6r';
const HERE = 'https://simpul.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

const CLAIMS = { iss: CLIENT, sub: CLIENT, aud: HERE, exp: SECONDS + 240, jti: 'b7c1-0001' };

function signed(claims: object = {}, options: jwt.SignOptions = {}, key = privateKey): string {
  return jwt.sign({ ...CLAIMS, ...claims }, key, {
    algorithm: 'RS256',
    noTimestamp: true,
    ...options,
  });
}

const read = (text: string, keys = [publicKey]) =>
  readAssertion(text, { clientId: CLIENT, keys, audiences: [HERE, `${HERE}/t`], now: NOW });

/** A JWT whose header says what libraries don't sign. */
function forged(header: object, claims: object, signature: (text: string) => string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${signature(text)}`;
}

describe('an assertion', () => {
  it.each(['RS256', 'PS256'] as const)(
    'of %s is read, and ends on the day of its end',
    (algorithm) => {
      const end = { exp: SECONDS + 180 };
      expect(read(signed(end, { algorithm }))).toEqual({
        number: expect.stringMatching(/^jti:[\w-]{32}$/),
        day: '2026-02-01',
      });
    },
  );

  it('has one number for each id', () => {
    const numbers = ['b7c1-0001', 'b7c1-0002', 'b7c1-0001'].map(
      (jti) => read(signed({ jti }))?.number,
    );
    expect(numbers[0]).toBe(numbers[2]);
    expect(numbers[0]).not.toBe(numbers[1]);
  });

  it('may be for the address at which it is shown, under the older of two keys', () => {
    expect(read(signed({ aud: [`${HERE}/t`] }), [stranger.publicKey, publicKey])).toBeDefined();
  });

  it.each([
    ['is another’s', { iss: 'cli_01jzq3v5hfe0d9k3yx8m2n4p6s' }],
    ['speaks of another', { sub: 'cli_01jzq3v5hfe0d9k3yx8m2n4p6s' }],
    ['is for somewhere else', { aud: 'https://other.example' }],
    ['is for nowhere', { aud: undefined }],
    ['is over', { exp: SECONDS - 60 }],
    ['is good for longer than five minutes', { exp: SECONDS + 400 }],
    ['never ends', { exp: undefined }],
    ['isn’t valid yet', { nbf: SECONDS + 120 }],
    ['has no id', { jti: undefined }],
    ['has an id that is too short', { jti: '1' }],
    ['has an id with a line in it', { jti: 'b7c1\r\n0001' }],
  ])('that %s is refused', (_what, claims) => {
    const kept = Object.entries({ ...CLAIMS, ...claims }).filter(
      ([, value]) => value !== undefined,
    );
    const text = jwt.sign(Object.fromEntries(kept), privateKey, {
      algorithm: 'RS256',
      noTimestamp: true,
    });
    expect(read(text)).toBeUndefined();
  });

  it('under a key that isn’t the program’s is refused, and so is one of a program without keys', () => {
    expect(read(signed({}, {}, stranger.privateKey))).toBeUndefined();
    expect(read(signed(), [])).toBeUndefined();
  });

  it('without a signature, or with its public key taken for a secret, is refused', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(read(forged({ alg: 'none', typ: 'JWT' }, CLAIMS, () => ''))).toBeUndefined();
    const confused = jwt.sign(CLAIMS, Buffer.from(pem), { algorithm: 'HS256', noTimestamp: true });
    expect(read(confused)).toBeUndefined();
    const other = forged({ alg: 'RS512', typ: 'JWT' }, CLAIMS, (text) =>
      createSign('sha512').update(text).sign(privateKey, 'base64url'),
    );
    expect(read(other)).toBeUndefined();
  });

  it('of another type is refused: no token of ours passes for one', () => {
    expect(read(signed({}, { header: { alg: 'RS256', typ: 'at+jwt' } }))).toBeUndefined();
    expect(read('x'.repeat(5_000))).toBeUndefined();
    expect(read('nonsense')).toBeUndefined();
  });
});
