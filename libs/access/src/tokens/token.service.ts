import jwt from 'jsonwebtoken';
import {
  fail,
  invariant,
  newUuid,
  succeed,
  type Failure,
  type Result,
  type Success,
} from '@app/core';
import { isClientScope, type ClientScope } from '../clients/client-scopes.js';
import { isRole, PROOF_METHODS, type Identity, type Proof, type ProofMethod } from '../identity.js';
import type { PublicJwk, SigningKeys } from './signing-keys.js';
import { ALGORITHM, SignedTokens, type TokenFailure } from './signed-tokens.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Lifetime of an access token in seconds: a bound on what a process has to remember of what was revoked. */
export const ACCESS_TOKEN_SECONDS = 600;

/** RFC 9068: marks an access token, so that no other kind of signed statement passes for one. */
const TYPE = 'at+jwt';
const CACHE_CAPACITY = 50_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface TokenOptions {
  keys: SigningKeys;
  /** `iss`: this deployment. */
  issuer: string;
  /** `aud`: the API that the tokens are for. */
  audience: string;
  /** Milliseconds since 1970: the database's clock in the application, else the process's. */
  now?: () => number;
}

/** Whom a token is issued to; id and expiry are added by {@link TokenService.issue}. */
export type TokenSubject = Omit<Identity, 'tokenId' | 'expiresAt'>;

const INVALID: Failure<TokenFailure> = fail('token_invalid');
const EXPIRED: Failure<TokenFailure> = fail('token_expired');

/** Makes and checks access tokens: JWT signed with ES256, every pinned member checked. */
export class TokenService {
  private readonly verified = new VerifiedTokens<Success<Identity>>(CACHE_CAPACITY);
  private readonly now: () => number;
  private readonly signed: SignedTokens;

  constructor(private readonly options: TokenOptions) {
    const { keys, issuer, audience, now = Date.now } = options;
    this.now = now;
    this.signed = new SignedTokens({ keys, issuer, audience, type: TYPE, now });
  }

  /** The public keys under which tokens of this process are believed, for `GET /.well-known/jwks.json`. */
  get jwks(): readonly PublicJwk[] {
    return this.options.keys.jwks;
  }

  /** This deployment, as its tokens and documents name it. */
  get issuer(): string {
    return this.options.issuer;
  }

  /**
   * Signs an access token of {@link ACCESS_TOKEN_SECONDS} for a person or program that has just proven
   * who it is.
   */
  issue(subject: TokenSubject): { token: string; identity: Identity } {
    const issuedAt = Math.floor(this.now() / 1000);
    const identity: Identity = {
      ...subject,
      tokenId: newUuid(),
      expiresAt: issuedAt + ACCESS_TOKEN_SECONDS,
    };
    const claims = {
      sub: identity.principal,
      jti: identity.tokenId,
      iat: issuedAt,
      exp: identity.expiresAt,
      role: identity.role,
      ...(identity.network !== null && { net: identity.network }),
      ...(identity.cooperative !== null && { coop: identity.cooperative }),
      ...(identity.member !== null && { mbr: identity.member }),
      ...(identity.merchant !== null && { mch: identity.merchant }),
      ...(identity.session !== undefined && { sid: identity.session }),
      ...(identity.epoch !== undefined && { epo: identity.epoch }),
      ...(identity.scopes !== undefined && { scope: identity.scopes.join(' ') }),
      ...(identity.pinAbove !== undefined && { pin_above: String(identity.pinAbove) }),
      ...(identity.proof !== undefined && {
        amr: identity.proof.methods,
        auth_time: identity.proof.at,
        ...(identity.proof.once !== undefined && { once: identity.proof.once }),
      }),
    };
    return { token: this.signed.sign(claims), identity };
  }

  /**
   * Signs what this deployment says, for whoever checks it by its public keys: a compact JWS (RFC 7515) under ES256.
   *
   * @param type of the document, in the JWS's header; never that of a token
   */
  signDocument(type: string, content: object): string {
    invariant(type !== TYPE, 'a document must not pass for an access token');
    const { kid, privateKey } = this.options.keys;
    return jwt.sign({ ...content }, privateKey, {
      algorithm: ALGORITHM,
      keyid: kid,
      header: { alg: ALGORITHM, typ: type },
      noTimestamp: true,
    });
  }

  /**
   * Who bears this token. `token_invalid` for whatever we didn't sign for this purpose,
   * `token_expired` for what we did sign but whose ten minutes are over. A token that was verified
   * before costs one map look-up.
   */
  verify(token: string): Result<Identity, TokenFailure> {
    const known = this.verified.get(token);
    if (known === undefined) return this.verifyUnknown(token);
    if (known.value.expiresAt * 1000 > this.now()) return known;
    this.verified.delete(token);
    return EXPIRED;
  }

  private verifyUnknown(token: string): Result<Identity, TokenFailure> {
    const opened = this.signed.open(token);
    if (!opened.ok) return opened;
    const identity = readClaims(opened.value);
    if (identity === undefined) return INVALID;
    const verified = succeed(identity);
    this.verified.set(token, verified);
    return verified;
  }
}

function readClaims(claims: Readonly<Record<string, unknown>>): Identity | undefined {
  const { sub, jti, exp, role } = claims;
  const network = claims['net'] ?? null;
  const cooperative = claims['coop'] ?? null;
  const member = claims['mbr'] ?? null;
  const merchant = claims['mch'] ?? null;
  if (!isUuid(sub) || !isUuid(jti) || !isRole(role)) return undefined;
  if (typeof exp !== 'number' || !Number.isSafeInteger(exp)) return undefined;
  if (!isNetworkOrNull(network) || !isUuidOrNull(cooperative)) return undefined;
  if (!isUuidOrNull(member) || !isUuidOrNull(merchant)) return undefined;
  const session = claims['sid'];
  const epoch = claims['epo'];
  const proof = readProof(claims);
  const pinAbove = claims['pin_above'];
  if (pinAbove !== undefined && !isSen(pinAbove)) return undefined;
  if (session !== undefined && !isUuid(session)) return undefined;
  if (epoch !== undefined && !isCount(epoch)) return undefined;
  if (proof === 'malformed') return undefined;
  const scopes = readScopes(claims['scope']);
  if (scopes === 'malformed' || (scopes === undefined) === (role === 'program')) return undefined;
  return {
    principal: sub,
    role,
    network,
    cooperative,
    member,
    merchant,
    tokenId: jti,
    expiresAt: exp,
    ...(session !== undefined && { session }),
    ...(epoch !== undefined && { epoch }),
    ...(pinAbove !== undefined && { pinAbove: BigInt(pinAbove) }),
    ...(proof !== undefined && { proof }),
    ...(scopes !== undefined && { scopes }),
  };
}

/** As RFC 9068 has them: words with blanks between. */
function readScopes(scope: unknown): readonly ClientScope[] | undefined | 'malformed' {
  if (scope === undefined) return undefined;
  if (typeof scope !== 'string') return 'malformed';
  const words = scope.split(' ');
  return words.every(isClientScope) ? words : 'malformed';
}

function readProof(claims: Readonly<Record<string, unknown>>): Proof | undefined | 'malformed' {
  const { amr, auth_time: at, once } = claims;
  if (amr === undefined && at === undefined) return undefined;
  if (!Array.isArray(amr) || amr.length === 0 || !amr.every(isProofMethod)) return 'malformed';
  if (!isCount(at) || (once !== undefined && !isUuid(once))) return 'malformed';
  return { methods: amr, at, ...(once !== undefined && { once }) };
}

function isProofMethod(value: unknown): value is ProofMethod {
  return PROOF_METHODS.some((method) => method === value);
}

function isSen(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9]{1,18}$/.test(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function isNetworkOrNull(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isInteger(value));
}

function isUuidOrNull(value: unknown): value is string | null {
  return value === null || isUuid(value);
}
