import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;

/**
 * An authenticator app: the first call shows the code of now, the second that of the step to come, which is good
 * already. A third would have to wait.
 *
 * @param secret base32
 */
export function authenticator(secret: string): () => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  let shown = 0;
  return () => {
    if (shown === 2) throw new Error('an authenticator shows two codes that are good now');
    shown += 1;
    return totp.generate({ timestamp: Date.now() + (shown - 1) * STEP_MS });
  };
}
