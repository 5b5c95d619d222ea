import { createHmac, generateKeyPairSync, sign as signRaw } from 'node:crypto';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import { readSigningKeys } from './signing-keys.js';
import { ACCESS_TOKEN_SECONDS, TokenService, type TokenSubject } from './token.service.js';
import { VerifiedTokens } from './verified-tokens.js';

const ISSUER = 'https://simpul.test';
const AUDIENCE = 'simpul-api';
const START = Date.UTC(2025, 6, 12, 5, 0, 0);

const budi: TokenSubject = {
  principal: '01980000-0000-7000-8000-000000000001',
  role: 'member',
  network: 1,
  cooperative: '01980000-0000-7000-8000-000000000002',
  member: '01980000-0000-7000-8000-000000000003',
  merchant: null,
};

function keyPair(namedCurve = 'P-256') {
  return generateKeyPairSync('ec', {
    namedCurve,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

function setUp() {
  const pair = keyPair();
  const clock = { now: START };
  const keys = readSigningKeys(pair.privateKey);
  const options = { keys, issuer: ISSUER, audience: AUDIENCE, now: () => clock.now };
  return { pair, keys, clock, options, tokens: new TokenService(options) };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token with any header and claims, signed with our own private key: only the pins can refuse it.
 */
function forge(privateKey: string, header: object, claims: object): string {
  const body = `${part(header)}.${part(claims)}`;
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return `${body}.${signRaw('sha256', Buffer.from(body), key).toString('base64url')}`;
}

function goodClaims() {
  const seconds = START / 1000;
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: budi.principal,
    jti: '01980000-0000-7000-8000-0000000000ff',
    iat: seconds,
    exp: seconds + 600,
    role: 'member',
  };
}

describe('access tokens', () => {
  it('say who bears them, until ten minutes are over', () => {
    const { tokens, clock } = setUp();
    const { token, identity } = tokens.issue(budi);

    expect(tokens.verify(token)).toEqual({ ok: true, value: identity });
    expect(identity).toMatchObject({ ...budi, expiresAt: START / 1000 + ACCESS_TOKEN_SECONDS });

    clock.now = START + 599_999;
    expect(tokens.verify(token).ok).toBe(true);
    clock.now = START + 600_000;
    expect(tokens.verify(token)).toEqual({ ok: false, code: 'token_expired' });
    expect(tokens.verify(token)).toEqual({ ok: false, code: 'token_expired' });
  });

  it('carry a null network for an operator of the whole deployment', () => {
    const { tokens } = setUp();
    const nobody = { network: null, cooperative: null, member: null, merchant: null };
    const { token, identity } = tokens.issue({ ...budi, ...nobody, role: 'operator' });
    expect(tokens.verify(token)).toEqual({ ok: true, value: identity });
    expect(identity.network).toBeNull();
  });

  it('H36 stay valid when the key is rotated, and end when the old key is withdrawn', () => {
    const before = setUp();
    const { token } = before.tokens.issue(budi);
    const next = keyPair();

    const overlap = readSigningKeys(next.privateKey, { previous: before.pair.publicKey });
    const during = new TokenService({ ...before.options, keys: overlap });
    expect(during.verify(token).ok).toBe(true);
    expect(during.jwks.map((jwk) => jwk.kid)).toEqual([overlap.kid, before.keys.kid]);

    const prepared = readSigningKeys(before.pair.privateKey, { next: next.publicKey });
    const stillOld = new TokenService({ ...before.options, keys: prepared });
    expect(stillOld.verify(during.issue(budi).token).ok).toBe(true);
    expect(stillOld.jwks.map((jwk) => jwk.kid)).toEqual([before.keys.kid, overlap.kid]);
    const switched = readSigningKeys(next.privateKey, { next: next.publicKey });
    expect(switched.jwks).toHaveLength(1);

    const after = new TokenService({ ...before.options, keys: readSigningKeys(next.privateKey) });
    expect(after.verify(token)).toEqual({ ok: false, code: 'token_invalid' });
  });
});

describe('H37 a token that we did not sign as we sign is invalid', () => {
  const { tokens, keys, pair } = setUp();
  const header = { alg: 'ES256', typ: 'at+jwt', kid: keys.kid };
  const seconds = START / 1000;

  it('accepts what the forger signs when nothing is wrong with it', () => {
    expect(tokens.verify(forge(pair.privateKey, header, goodClaims())).ok).toBe(true);
  });

  it('H37 refuses `none`, HS256 with the public key, and a kid that is a path', () => {
    const none = `${part({ ...header, alg: 'none' })}.${part(goodClaims())}.`;
    expect(tokens.verify(none)).toEqual({ ok: false, code: 'token_invalid' });

    const body = `${part({ ...header, alg: 'HS256' })}.${part(goodClaims())}`;
    for (const secret of [pair.publicKey, pair.publicKey.trim()]) {
      const signature = createHmac('sha256', secret).update(body).digest('base64url');
      expect(tokens.verify(`${body}.${signature}`)).toEqual({ ok: false, code: 'token_invalid' });
    }

    for (const kid of ['../..', '../../../../dev/null', '', 'constructor', '__proto__', 1, null]) {
      const token = forge(pair.privateKey, { ...header, kid }, goodClaims());
      expect(tokens.verify(token)).toEqual({ ok: false, code: 'token_invalid' });
    }
  });

  it.each([
    ['another type', { typ: 'JWT' }, {}],
    ['no type', { typ: undefined }, {}],
    ['a header that asks for more', { jku: 'https://evil.test/keys' }, {}],
    ['an embedded key', { jwk: {} }, {}],
    ['a critical extension', { crit: ['b64'], b64: false }, {}],
    ['another issuer', {}, { iss: 'https://evil.test' }],
    ['another audience', {}, { aud: 'another-api' }],
    ['no expiry', {}, { exp: undefined }],
    ['an expiry that is a text', {}, { exp: String(seconds + 600) }],
    ['no subject', {}, { sub: undefined }],
    ['a subject that is no uuid', {}, { sub: "' or 1=1" }],
    ['no token id', {}, { jti: undefined }],
    ['an unknown role', {}, { role: 'root' }],
    ['a role that every object has', {}, { role: 'constructor' }],
    ['a network that is a text', {}, { net: '1' }],
    ['an epoch below zero', {}, { epo: -1 }],
    ['a session that is no uuid', {}, { sid: 'x' }],
    ['a proof of an unknown kind', {}, { amr: ['face'], auth_time: 1 }],
    ['a proof without its time', {}, { amr: ['otp'] }],
    ['a time without a proof', {}, { auth_time: 1 }],
    ['a merchant that is no uuid', {}, { mch: 'mrc_1' }],
    ['not yet valid', {}, { nbf: seconds + 60 }],
  ])('refuses %s, though the signature is right', (_what, headerChange, claimsChange) => {
    const token = forge(
      pair.privateKey,
      { ...header, ...headerChange },
      { ...goodClaims(), ...claimsChange },
    );
    expect(tokens.verify(token)).toEqual({ ok: false, code: 'token_invalid' });
  });

  it('refuses a signature by another key under our kid, and ours moved to other claims', () => {
    const stranger = forge(keyPair().privateKey, header, goodClaims());
    expect(tokens.verify(stranger)).toEqual({ ok: false, code: 'token_invalid' });

    const [head, , signature] = forge(pair.privateKey, header, goodClaims()).split('.');
    const promoted = `${head}.${part({ ...goodClaims(), role: 'operator' })}.${signature}`;
    expect(tokens.verify(promoted)).toEqual({ ok: false, code: 'token_invalid' });
  });

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.jsonValue()), (text) => {
        const token = typeof text === 'string' ? text : JSON.stringify(text);
        expect(tokens.verify(token).ok).toBe(false);
        expect(tokens.verify(`${part(header)}.${token}.${token}`).ok).toBe(false);
      }),
    );
    expect(tokens.verify('x'.repeat(10_000_000)).ok).toBe(false);
  });
});

describe('signing keys', () => {
  it('are named by their RFC 7638 thumbprint and published without the private part', () => {
    const { keys } = setUp();
    expect(keys.jwks).toHaveLength(1);
    expect(keys.jwks[0]?.kid).toMatch(/^[\w-]{43}$/);
    expect(Object.keys(keys.jwks[0] ?? {}).sort()).toEqual(
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'].sort(),
    );
  });

  it('must be P-256, and a bad one is named without being shown', () => {
    expect(() => readSigningKeys('hunter2')).toThrow('JWT_PRIVATE_KEY is not a key in PEM form');
    expect(() => readSigningKeys(keyPair('P-384').privateKey)).toThrow('P-256');
  });

  it('may be given on one line with escaped line breaks', () => {
    const { pair, keys } = setUp();
    expect(readSigningKeys(pair.privateKey.replaceAll('\n', '\\n')).kid).toBe(keys.kid);
  });
});

describe('the memory of verified tokens', () => {
  it('stays within its bound and keeps what is used', () => {
    const memory = new VerifiedTokens<number>(100);
    memory.set('used', -1);
    for (let i = 0; i < 10_000; i++) {
      memory.set(`t${i}`, i);
      expect(memory.get('used')).toBe(-1);
      expect(memory.size).toBeLessThanOrEqual(100);
    }
    expect(memory.get('t0')).toBeUndefined();
    expect(memory.get('t9999')).toBe(9999);
  });

  it('knows a token by all of it, not by the signature that another one carries too', () => {
    const memory = new VerifiedTokens<number>(100);
    const signature = 's'.repeat(86);
    memory.set(`header.claims.${signature}`, 1);
    expect(memory.get(`header.forged.${signature}`)).toBeUndefined();
    memory.delete(`header.forged.${signature}`);
    expect(memory.get(`header.claims.${signature}`)).toBe(1);
  });

  it('remembers only what was verified, never a forgery', () => {
    const { tokens, pair, keys } = setUp();
    const header = { alg: 'ES256', typ: 'at+jwt', kid: keys.kid };
    const token = forge(pair.privateKey, header, { ...goodClaims(), role: 'root' });
    const verify = jest.spyOn(jwt, 'verify');
    tokens.verify(token);
    tokens.verify(token);
    const { token: real } = tokens.issue(budi);
    tokens.verify(real);
    tokens.verify(real);
    expect(verify).toHaveBeenCalledTimes(3);
    verify.mockRestore();
  });
});
