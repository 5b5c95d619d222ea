import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { InvariantError } from '@app/core';
import { StartupError } from '@app/database';

/** A public key as RFC 7517 writes it, with the members that ES256 needs. */
export interface PublicJwk {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  use: 'sig';
  alg: 'ES256';
}

/** The key that signs, and every key that is still believed. */
export interface SigningKeys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** By kid: the current key, and during a rotation the one before it or the one after it. */
  readonly verifying: ReadonlyMap<string, KeyObject>;
  readonly jwks: readonly PublicJwk[];
}

/** Public keys (PEM) that are believed beside the one that signs. */
export interface OverlappingKeys {
  /** The one that signed before. */
  readonly previous?: string | undefined;
  /** The one that will sign, so that no process refuses what another signs already. */
  readonly next?: string | undefined;
}

/**
 * Reads the keys from PEM texts: an EC P-256 private key, and during a rotation the public keys before and after it. Throws a StartupError that names the setting at fault, never its content: a process
 * without keys must not start.
 */
export function readSigningKeys(
  privatePem: string,
  { previous, next }: OverlappingKeys = {},
): SigningKeys {
  const privateKey = readKey(privatePem, 'JWT_PRIVATE_KEY', createPrivateKey);
  const current = createPublicKey(privateKey);
  const keys = [current];
  if (previous !== undefined) {
    keys.push(readKey(previous, 'JWT_PREVIOUS_PUBLIC_KEY', createPublicKey));
  }
  if (next !== undefined) keys.push(readKey(next, 'JWT_NEXT_PUBLIC_KEY', createPublicKey));
  const verifying = new Map(keys.map((key) => [toPublicJwk(key).kid, key]));
  // A key that is named twice, as the next one is once it signs, is one key.
  const jwks = [...verifying.values()].map(toPublicJwk);
  return { kid: toPublicJwk(current).kid, privateKey, verifying, jwks };
}

function readKey(pem: string, setting: string, read: (pem: string) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    // Some platforms can't hold line breaks in a variable and write them as backslash and n.
    key = read(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new StartupError(`${setting} is not a key in PEM form`);
  }
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new StartupError(`${setting} must be an EC key on the curve P-256`);
  }
  return key;
}

function toPublicJwk(key: KeyObject): PublicJwk {
  const { x, y } = key.export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new InvariantError('an EC key has two coordinates');
  return { kty: 'EC', crv: 'P-256', x, y, kid: thumbprint(x, y), use: 'sig', alg: 'ES256' };
}

/** RFC 7638: SHA-256 of the required members in alphabetical order, without white space. */
function thumbprint(x: string, y: string): string {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(canonical).digest('base64url');
}
