import { createHash, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a key of a client is for. */
export const CLIENT_KEY_KINDS = ['secret', 'signing_secret', 'public_key'] as const;
export type ClientKeyKind = (typeof CLIENT_KEY_KINDS)[number];

const RANDOM_BYTES = 32;
const FORM = /^simpul_(key|sig)_(live|test)_[0-9a-f]{72}$/;
const CHECKSUM_DIGITS = 8;
const HINT_CHARACTERS = 4;
const RSA_BITS_MIN = 2_048;
/** Larger ones only cost time. */
const RSA_BITS_MAX = 4_096;

/**
 * A new secret: a prefix that says what it is and of which kind of network, 256 random bits, and the CRC-32 of all before
 * it. So a scanner of published code finds ours, and knows a made-up one without asking us.
 */
export function newClientSecret(kind: 'secret' | 'signing_secret', isLive: boolean): string {
  const prefix = `simpul_${kind === 'secret' ? 'key' : 'sig'}_${isLive ? 'live' : 'test'}_`;
  const body = prefix + randomBytes(RANDOM_BYTES).toString('hex');
  return body + checksumOf(body);
}

/** Whether a text may be a secret of ours, by its form and its checksum. */
export function isClientSecret(text: string): boolean {
  if (!FORM.test(text)) return false;
  return text.endsWith(checksumOf(text.slice(0, -CHECKSUM_DIGITS)));
}

/** What is stored of a secret that is only compared, 32 bytes. It is random: there is nothing to guess. */
export function clientSecretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The last characters of a secret, by which its holder tells it from others: 16 bits of 256. */
export function secretHint(secret: string): string {
  return secret.slice(-HINT_CHARACTERS);
}

/** An RSA key of 2,048 to 4,096 bits out of its PEM (SubjectPublicKeyInfo); undefined for anything else. */
export function readRsaPublicKey(pem: string): KeyObject | undefined {
  if (!/^-----BEGIN PUBLIC KEY-----\s/.test(pem.trim())) return undefined;
  try {
    const key = createPublicKey({ key: pem.trim(), format: 'pem' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    const isFit = bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
    return key.asymmetricKeyType === 'rsa' && isFit ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A key as it is stored: in one spelling, whatever was sent. */
export function publicKeyPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** The first digits of the SHA-256 of a public key's DER, as `openssl pkey -pubin -outform der | sha256sum` shows them. */
export function publicKeyHint(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(CHECKSUM_DIGITS, '0');
}
