import { Secret, TOTP } from 'otpauth';

/** As every authenticator app reads it (RFC 6238): SHA-1, six digits, thirty seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** One step early or late: clocks of phones differ, and people type slowly. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const BASE32 = /^[A-Z2-7]+$/;
const SECRET_BYTES_MAX = 64;

/** 160 random bits, as RFC 4226 asks. */
export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);
}

/** The secret that a hardware token came with, 20 to 64 bytes in base32; undefined for anything else. */
export function readTotpSecret(text: string): Buffer | undefined {
  if (!BASE32.test(text)) return undefined;
  const bytes = Buffer.from(Secret.fromBase32(text).bytes);
  return bytes.length >= SECRET_BYTES && bytes.length <= SECRET_BYTES_MAX ? bytes : undefined;
}

/** What an authenticator app is shown, as text and as the content of a QR code. */
export function totpEnrolment(secret: Buffer, issuer: string, username: string) {
  const totp = new TOTP({ ...FORM, issuer, label: username, secret: secretOf(secret) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step whose code this is, now or one to either side; undefined for a wrong one. `at` in milliseconds since 1970. */
export function stepOf(secret: Buffer, code: string, at: number): number | undefined {
  const totp = new TOTP({ ...FORM, secret: secretOf(secret) });
  const delta = totp.validate({ token: code, timestamp: at, window: DRIFT_STEPS });
  return delta === null ? undefined : Math.floor(at / 1000 / FORM.period) + delta;
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
