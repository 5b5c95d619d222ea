import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { invariant } from '@app/core';

/** A device's public key as RFC 7517 writes it; its other half never leaves the device. */
export interface DeviceJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** 32 bytes in base64url, as `y`. */
  readonly x: string;
  readonly y: string;
}

const COORDINATE = /^[A-Za-z0-9_-]{43}$/;
const COORDINATE_BYTES = 32;
const UNCOMPRESSED = 0x04;
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;
/** Before what is signed, so that no other signature of the device can pass for it. */
const PURPOSE = 'simpul-refresh:';

/** The point as stored, 65 bytes uncompressed; undefined for what is no point of the curve. */
export function readDeviceKey({ x, y }: Pick<DeviceJwk, 'x' | 'y'>): Buffer | undefined {
  if (!COORDINATE.test(x) || !COORDINATE.test(y)) return undefined;
  const point = Buffer.concat([
    Buffer.from([UNCOMPRESSED]),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]);
  try {
    keyOf(point);
    return point;
  } catch {
    return undefined;
  }
}

/**
 * Whether the device's key made this signature (ES256 as in a JWS: r and s, 64 bytes in base64url) over
 * `simpul-refresh:` and the refresh token. The token is random and serves once, so a signature can't be used again.
 */
export function provesDevice(point: Buffer, refreshToken: string, signature: string): boolean {
  if (!SIGNATURE.test(signature)) return false;
  const key = { key: keyOf(point), dsaEncoding: 'ieee-p1363' as const };
  const content = Buffer.from(`${PURPOSE}${refreshToken}`, 'utf8');
  return verify('sha256', content, key, Buffer.from(signature, 'base64url'));
}

function keyOf(point: Buffer): KeyObject {
  invariant(point.length === 1 + 2 * COORDINATE_BYTES, 'an uncompressed point has 65 bytes');
  const x = point.subarray(1, 1 + COORDINATE_BYTES).toString('base64url');
  const y = point.subarray(1 + COORDINATE_BYTES).toString('base64url');
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}
