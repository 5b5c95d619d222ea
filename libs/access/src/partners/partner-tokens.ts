import { fail, succeed, type Failure, type Result, type Success } from '@app/core';
import type { Revocations } from '../tokens/revocations.js';
import type { SignedTokens, TokenFailure } from '../tokens/signed-tokens.js';
import { VerifiedTokens } from '../tokens/verified-tokens.js';

/** Lifetime of a partner's own token (B2B), in seconds; from the standard. */
export const PARTNER_TOKEN_SECONDS = 900;
/** Lifetime of a token that a member's consent stands behind (B2B2C), in seconds; from the standard. */
export const CUSTOMER_TOKEN_SECONDS = 15 * 86_400;

const CACHE_CAPACITY = 50_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INVALID: Failure<TokenFailure> = fail('token_invalid');
const EXPIRED: Failure<TokenFailure> = fail('token_expired');

/** Whom a token of a partner was given to. Uuids. */
export interface PartnerToken {
  readonly client: string;
  /** Of a customer's token: the consent that it stands for. */
  readonly consent: string | undefined;
  /** Unix time in seconds. */
  readonly expiresAt: number;
}

type Verified = Success<PartnerToken>;

/**
 * Tokens of SNAP BI: a partner's own, and those for which a member has agreed. They are of types of their own, so that
 * neither passes for the other, nor for one of a person. Whether the client and the consent still stand is asked
 * beside.
 */
export class PartnerTokens {
  private readonly known = {
    client: new VerifiedTokens<Verified>(CACHE_CAPACITY),
    customer: new VerifiedTokens<Verified>(CACHE_CAPACITY),
  };

  constructor(
    private readonly types: { readonly client: SignedTokens; readonly customer: SignedTokens },
    private readonly revocations: Pick<Revocations, 'now' | 'refreshed'>,
  ) {}

  /** Milliseconds since 1970 by the database's clock; waits only where this process has not asked it for a while. */
  async now(): Promise<number> {
    const waiting = this.revocations.refreshed();
    if (waiting !== undefined) await waiting;
    return this.revocations.now();
  }

  /** A token of {@link PARTNER_TOKEN_SECONDS}. */
  issue(client: string): { readonly token: string; readonly expiresAt: number } {
    return this.sign(this.types.client, { sub: client }, PARTNER_TOKEN_SECONDS);
  }

  /** A token of {@link CUSTOMER_TOKEN_SECONDS}. */
  issueFor(
    client: string,
    consent: string,
  ): { readonly token: string; readonly expiresAt: number } {
    return this.sign(this.types.customer, { sub: client, cns: consent }, CUSTOMER_TOKEN_SECONDS);
  }

  /** A partner's own token. `token_invalid` for whatever we didn't sign as one, `token_expired`. */
  verify(token: string): Result<PartnerToken, TokenFailure> {
    return this.open('client', token);
  }

  /** A customer's token; failures as those of {@link verify}. */
  verifyCustomer(token: string): Result<PartnerToken, TokenFailure> {
    return this.open('customer', token);
  }

  private sign(type: SignedTokens, claims: object, seconds: number) {
    const issuedAt = Math.floor(this.revocations.now() / 1_000);
    const expiresAt = issuedAt + seconds;
    return { token: type.sign({ ...claims, iat: issuedAt, exp: expiresAt }), expiresAt };
  }

  private open(kind: 'client' | 'customer', token: string): Result<PartnerToken, TokenFailure> {
    const known = this.known[kind].get(token);
    if (known !== undefined) {
      if (known.value.expiresAt * 1_000 > this.revocations.now()) return known;
      this.known[kind].delete(token);
      return EXPIRED;
    }
    const opened = this.types[kind].open(token);
    if (!opened.ok) return opened;
    const { sub, cns, exp } = opened.value;
    const isCustomers = kind === 'customer';
    if (!isUuid(sub) || typeof exp !== 'number' || isUuid(cns) !== isCustomers) return INVALID;
    const consent = isUuid(cns) ? cns : undefined;
    const verified = succeed({ client: sub, consent, expiresAt: exp });
    this.known[kind].set(token, verified);
    return verified;
  }
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
