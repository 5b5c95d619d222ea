import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  clientSecretHash,
  isClientSecret,
  newClientSecret,
  publicKeyPem,
  readRsaPublicKey,
} from './client-secret.js';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey;

describe('a secret of a program', () => {
  it('says what it is, holds 256 random bits, and is another each time', () => {
    const made = Array.from({ length: 50 }, () => newClientSecret('secret', true));
    expect(new Set(made).size).toBe(50);
    for (const one of made) expect(one).toMatch(/^simpul_key_live_[0-9a-f]{72}$/);
    expect(newClientSecret('signing_secret', false)).toMatch(/^simpul_sig_test_/);
    expect(made.every(isClientSecret)).toBe(true);
  });

  it('is known as none of ours when any character differs', () => {
    const secret = newClientSecret('secret', false);
    fc.assert(
      fc.property(
        fc.nat(secret.length - 1),
        fc.constantFrom('0', '7', 'a', 'f', '_', 'x'),
        (at, c) => {
          fc.pre(secret[at] !== c);
          expect(isClientSecret(secret.slice(0, at) + c + secret.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it('never throws, whatever the text is', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(isClientSecret(text)).toBe(false)));
  });

  it('is kept as 32 bytes that are always the same', () => {
    expect(clientSecretHash('simpul').toString('hex')).toBe(
      'b8c27cb8cf6ffcc2d2f8e888eb7846d84616c8a0aecee32bc4d4744960b35347',
    );
  });
});

describe('a public key of a program', () => {
  it('is RSA of 2,048 to 4,096 bits, in whatever line breaks', () => {
    const pem = publicKeyPem(rsa(2_048));
    const read = readRsaPublicKey(pem.replaceAll('\n', '\r\n'));
    expect(read && publicKeyPem(read)).toBe(pem);
  });

  it.each([
    ['a shorter one', () => publicKeyPem(rsa(1_024))],
    [
      'one on a curve',
      () => publicKeyPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    ],
    [
      'a private key',
      () =>
        generateKeyPairSync('rsa', { modulusLength: 2_048 })
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
    ],
    ['no key at all', () => '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('is not %s', (_what, pem) => {
    expect(readRsaPublicKey(pem())).toBeUndefined();
  });
});
