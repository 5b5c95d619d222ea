import { createHash, createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { minifyJson, withoutBlanks } from './minify.js';

/** What of a request is signed. */
export interface SignedRequest {
  readonly method: string;
  /** The request target as it was sent, such as "/v1.0/qr/qr-mpm-generate". */
  readonly path: string;
  /** The body as it was received; empty without one. */
  readonly body: Uint8Array;
  /** Header X-TIMESTAMP as it was sent. */
  readonly timestamp: string;
}

/** A text is taken as its UTF-8. */
export type ClientSecret = string | Uint8Array;

/** Whether a signature is right, and over which form of the body: `without_blanks` is a client's mistake that is let pass. */
export type Verified = 'minified' | 'without_blanks' | undefined;

const HEX = /^[0-9a-fA-F]{128}$/;

/** What a token request (services 73 and 74) signs. */
export function tokenStringToSign(clientKey: string, timestamp: string): string {
  return `${clientKey}|${timestamp}`;
}

/** Signs a token request or, over {@link requestStringToSign}, a request without a token: RSA-SHA256 (PKCS #1 v1.5), Base64. */
export function signAsymmetric(text: string, privateKey: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), privateKey).toString('base64');
}

/** Whether the holder of this public RSA key signed the text. Never throws, whatever the signature is. */
export function verifyAsymmetric(text: string, signature: string, publicKey: KeyObject): boolean {
  if (publicKey.type !== 'public' || publicKey.asymmetricKeyType !== 'rsa') return false;
  const bytes = fromBase64(signature);
  return verify('sha256', Buffer.from(text, 'utf8'), publicKey, bytes);
}

/**
 * What a transaction request signs: method, path, access token if it has one, SHA-256 of the minified body in lower-case
 * hexadecimal, time.
 */
export function requestStringToSign(request: SignedRequest, accessToken?: string): string {
  return stringToSign(request, minifyJson(request.body), accessToken);
}

/** Signs a transaction request that has an access token: HMAC-SHA512 under the client's secret as UTF-8, Base64. */
export function signSymmetric(
  request: SignedRequest,
  accessToken: string,
  clientSecret: ClientSecret,
): string {
  return hmac(requestStringToSign(request, accessToken), clientSecret).toString('base64');
}

/** Whether a request with an access token was signed under this secret: in Base64 or hexadecimal, compared in constant time. */
export function verifySymmetric(
  request: SignedRequest,
  accessToken: string,
  clientSecret: ClientSecret,
  signature: string,
): Verified {
  const given = HEX.test(signature) ? Buffer.from(signature, 'hex') : fromBase64(signature);
  return overEachForm(request, accessToken, (text) => {
    const expected = hmac(text, clientSecret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Whether a request without an access token, such as a notification, was signed by the holder of this public RSA key. */
export function verifyRequest(
  request: SignedRequest,
  publicKey: KeyObject,
  signature: string,
): Verified {
  return overEachForm(request, undefined, (text) => verifyAsymmetric(text, signature, publicKey));
}

function overEachForm(
  request: SignedRequest,
  accessToken: string | undefined,
  isRight: (text: string) => boolean,
): Verified {
  if (isRight(stringToSign(request, minifyJson(request.body), accessToken))) return 'minified';
  const stripped = stringToSign(request, withoutBlanks(request.body), accessToken);
  return isRight(stripped) ? 'without_blanks' : undefined;
}

function stringToSign(
  { method, path, timestamp }: SignedRequest,
  body: Uint8Array,
  accessToken: string | undefined,
): string {
  const digest = createHash('sha256').update(body).digest('hex');
  const parts = [method.toUpperCase(), path, accessToken, digest, timestamp];
  return parts.filter((part) => part !== undefined).join(':');
}

/** Nothing for what is not written as Base64 is: Node itself reads over what doesn't belong there. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : Buffer.alloc(0);
}

function hmac(text: string, secret: ClientSecret): Buffer {
  return createHmac('sha512', secret).update(text, 'utf8').digest();
}
