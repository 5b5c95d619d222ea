import { fail, succeed, type Result } from '@app/core';

/** The kinds of secret that a person may hold: members a PIN, staff a password. */
export type CredentialKind = 'pin' | 'password';

const PIN = /^[0-9]{6}$/;
const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 128;

/**
 * Whether a new PIN or password may be set; gives it in the form that is hashed.
 * `validation_failed` for a wrong form, `pin_too_simple` for a PIN that a stranger tries first: one
 * digit, a pair or a triple repeated, a run up or down, and the mirror of three digits.
 */
export function checkNewSecret(
  kind: CredentialKind,
  secret: string,
): Result<string, 'validation_failed' | 'pin_too_simple'> {
  if (kind === 'pin') {
    if (!PIN.test(secret)) return fail('validation_failed', { field: 'pin' });
    return isSimplePin(secret) ? fail('pin_too_simple') : succeed(secret);
  }
  const normal = normalizeSecret(secret);
  const length = [...normal].length;
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) {
    return fail('validation_failed', { field: 'password' });
  }
  return new Set(normal).size < 5
    ? fail('validation_failed', { field: 'password' })
    : succeed(normal);
}

/** Two keyboards may write one letter in two ways; both must open the same door. */
export function normalizeSecret(secret: string): string {
  return secret.normalize('NFC');
}

function isSimplePin(pin: string): boolean {
  if (/^(\d{1,3})\1+$/.test(pin)) return true;
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10);
  const first = steps[0];
  if ((first === 1 || first === 9) && steps.every((step) => step === first)) return true;
  return pin === [...pin].reverse().join('');
}
