import { createHash, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** Of what a program signs to be let in: how long it may be good for, from now on. */
const LIFETIME_SECONDS_MAX = 300;
const CLOCK_TOLERANCE_SECONDS = 30;
const LENGTH_MAX = 4_096;
const ALGORITHMS = ['PS256', 'RS256'] as const;
const TYPES: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt'];
const ID = /^[!-~]{8,128}$/;

/** An assertion that is good, once. */
export interface ClientAssertion {
  /** What its `jti` comes to among the numbers of a program's signed requests. */
  readonly number: string;
  /** "2026-01-31", in UTC: the day on which it ends. */
  readonly day: string;
}

export interface AssertionRules {
  /** `iss` and `sub`: the program's id, `cli_…`. */
  readonly clientId: string;
  /** RSA. */
  readonly keys: readonly KeyObject[];
  /** `aud`: this deployment, or the address at which the token is asked for. */
  readonly audiences: readonly [string, ...string[]];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Reads what a program signed with its private key instead of sending a secret (RFC 7523, `private_key_jwt` of OpenID Connect Core §9).
 * Undefined unless every pinned member is right: algorithm, type, issuer, subject, audience, an end within five minutes, and an id.
 */
export function readAssertion(text: string, rules: AssertionRules): ClientAssertion | undefined {
  const { clientId, keys, audiences, now } = rules;
  if (text.length > LENGTH_MAX || !TYPES.includes(typeOf(text))) return undefined;
  const seconds = Math.floor(now / 1000);
  for (const key of keys) {
    const claims = claimsUnder(key, text, { clientId, audiences, seconds });
    if (claims === undefined) continue;
    const { exp, jti } = claims;
    if (exp === undefined || jti === undefined || !ID.test(jti)) return undefined;
    if (exp > seconds + LIFETIME_SECONDS_MAX + CLOCK_TOLERANCE_SECONDS) return undefined;
    return {
      number: `jti:${createHash('sha256').update(jti).digest('base64url').slice(0, 32)}`,
      day: new Date(exp * 1000).toISOString().slice(0, 10),
    };
  }
  return undefined;
}

function claimsUnder(
  key: KeyObject,
  text: string,
  of: Pick<AssertionRules, 'clientId' | 'audiences'> & { readonly seconds: number },
): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(text, key, {
      algorithms: [...ALGORITHMS],
      issuer: of.clientId,
      subject: of.clientId,
      audience: [...of.audiences] as [string, ...string[]],
      clockTimestamp: of.seconds,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return typeof claims === 'object' ? claims : undefined;
  } catch {
    return undefined;
  }
}

function typeOf(text: string): unknown {
  return jwt.decode(text, { complete: true })?.header.typ ?? undefined;
}
