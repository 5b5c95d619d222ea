import jwt from 'jsonwebtoken';
import { fail, newUuid, succeed, type Failure, type Result } from '@app/core';
import type { SigningKeys } from './signing-keys.js';

/** The one algorithm of all that is signed here. */
export const ALGORITHM = 'ES256';
/** Ours have about 600 characters. Anything much longer isn't worth a look. */
const TOKEN_LENGTH_MAX = 2_048;

export type TokenFailure = 'token_invalid' | 'token_expired';

const INVALID: Failure<TokenFailure> = fail('token_invalid');
const EXPIRED: Failure<TokenFailure> = fail('token_expired');

export interface SignedTokenOptions {
  readonly keys: SigningKeys;
  /** `iss`: this deployment. */
  readonly issuer: string;
  /** `aud`: the API that the tokens are for. */
  readonly audience: string;
  /** `typ`: no other kind of signed statement passes for one. */
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** JWTs of one type, signed with ES256; every pinned member is checked. */
export class SignedTokens {
  constructor(private readonly options: SignedTokenOptions) {}

  /** `claims` have `sub`, `iat` and `exp`; who made it, for whom, and an id are added unless they are there. */
  sign(claims: object): string {
    const { keys, issuer, audience, type } = this.options;
    const whole = { iss: issuer, aud: audience, jti: newUuid(), ...claims };
    return jwt.sign(whole, keys.privateKey, {
      algorithm: ALGORITHM,
      keyid: keys.kid,
      header: { alg: ALGORITHM, typ: type },
    });
  }

  /** What a token says. `token_invalid` for whatever we didn't sign as one of this type, `token_expired`. */
  open(token: string): Result<Record<string, unknown>, TokenFailure> {
    if (token.length > TOKEN_LENGTH_MAX) return INVALID;
    try {
      const key = this.keyOf(token);
      if (key === undefined) return INVALID;
      const claims: unknown = jwt.verify(token, key, {
        algorithms: [ALGORITHM],
        issuer: this.options.issuer,
        audience: this.options.audience,
        clockTimestamp: Math.floor(this.options.now() / 1000),
      });
      return isRecord(claims) ? succeed(claims) : INVALID;
    } catch (error) {
      return error instanceof jwt.TokenExpiredError ? EXPIRED : INVALID;
    }
  }

  /** The header chooses among our keys and nothing else: no algorithm, no file, no address. */
  private keyOf(token: string) {
    const header: unknown = jwt.decode(token, { complete: true })?.header;
    if (!isRecord(header) || Object.keys(header).length !== 3) return undefined;
    if (header['alg'] !== ALGORITHM || header['typ'] !== this.options.type) return undefined;
    const kid = header['kid'];
    return typeof kid === 'string' ? this.options.keys.verifying.get(kid) : undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
