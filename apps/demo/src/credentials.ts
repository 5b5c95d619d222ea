import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/**
 * What everybody of the demo world signs in with. Known to the whole world and therefore worth
 * nothing: they open invented people's wallets in a network that is not live.
 */
export const DEMO_PIN = '482917';
export const WRONG_PIN = '739164';
export const DEMO_PASSWORD = 'malang-raya-2026';

export const OPERATORS = [
  { name: 'Dewi Lestari', username: 'dewi.operator' },
  { name: 'Arif Hidayat', username: 'arif.operator' },
] as const;

/** Asks; the other one approves. */
export const MAKER = OPERATORS[0].username;
export const CHECKER = OPERATORS[1].username;

/** Fixed for each name, in base32, so that anybody may set an authenticator app up for the demo's staff. */
export function demoTotpSecret(username: string): string {
  const bytes = createHash('sha256').update(`simpul demo ${username}`).digest().subarray(0, 20);
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

/** The code of now. */
export function demoTotpCode(username: string): string {
  return new TOTP({ secret: Secret.fromBase32(demoTotpSecret(username)) }).generate();
}
