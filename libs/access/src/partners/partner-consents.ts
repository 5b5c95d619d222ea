import { createHash, randomBytes } from 'node:crypto';
import { fail, succeed, type Result } from '@app/core';
import { asSwitch } from '@app/database';
import type { ConsentService, PinFailure } from '../consent.service.js';
import type { Consent, ConsentQuestion, ConsentStore } from './consent.store.js';
import type { PartnerTokens } from './partner-tokens.js';

const SECRET_BYTES = 32;

/** What a partner holds of a consent. */
export interface CustomerTokens {
  readonly consent: Consent;
  readonly accessToken: string;
  /** Unix time in seconds. */
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
}

/**
 * What members let partners' programs do in their name. The partner asks, the member approves by PIN in their own app, and the
 * partner changes a code for tokens. It is between a partner and a member of any cooperative, so it is read in the
 * switch's name.
 */
export class PartnerConsents {
  constructor(
    private readonly store: ConsentStore,
    private readonly pins: Pick<ConsentService, 'checkPin'>,
    private readonly tokens: Pick<PartnerTokens, 'issueFor'>,
  ) {}

  /** The partner's question as it stands; `idempotency_key_reused` if its `state` was used for another member. */
  async ask(question: ConsentQuestion): Promise<Result<Consent, 'idempotency_key_reused'>> {
    const consent = await asSwitch(() => this.store.ask(question));
    return consent.member === question.member ? succeed(consent) : fail('idempotency_key_reused');
  }

  /** A code for an approved question, in place of any before; undefined if it isn't approved, or has its tokens. */
  async newCode({ uid }: Consent): Promise<string | undefined> {
    const code = newSecret();
    const laid = await asSwitch(() => this.store.setCode(uid, hashOf(code)));
    return laid ? code : undefined;
  }

  /** Tokens for a code, once. `token_invalid` for one that is used, over, or another client's. */
  async exchange(client: string, code: string): Promise<Result<CustomerTokens, 'token_invalid'>> {
    const refreshToken = newSecret();
    const consent = await asSwitch(() =>
      this.store.useCode(client, hashOf(code), hashOf(refreshToken)),
    );
    return consent === undefined ? fail('token_invalid') : this.hand(consent, refreshToken);
  }

  /**
   * New tokens for a refresh token, which is spent then. `token_invalid`; one that was spent before ends the consent, since two
   * have it.
   */
  async refresh(client: string, token: string): Promise<Result<CustomerTokens, 'token_invalid'>> {
    const refreshToken = newSecret();
    return asSwitch(async () => {
      const hash = hashOf(token);
      const consent = await this.store.refresh(client, hash, hashOf(refreshToken));
      if (consent !== undefined) return this.hand(consent, refreshToken);
      const former = await this.store.ofFormer(client, hash);
      if (former !== undefined) await this.store.end(former.uid, 'token_reused');
      return fail('token_invalid');
    });
  }

  /** Newest first. */
  list(member: string): Promise<Consent[]> {
    return this.store.list(member);
  }

  /**
   * The member agrees, by PIN. Failures: `not_found` (also for another's), `wrong_state`, and those of
   * `ConsentService.checkPin`.
   */
  async approve(
    member: string,
    uid: string,
    pin: string,
  ): Promise<Result<Consent, 'not_found' | 'wrong_state' | PinFailure>> {
    const asked = await this.read(member, uid);
    if (!asked.ok) return asked;
    const { status, person } = asked.value;
    if (status !== 'asked') return fail('wrong_state', { state: status });
    const checked = await this.pins.checkPin(person, pin);
    if (!checked.ok) return checked;
    const approved = await this.store.approve(uid);
    const after = await this.read(member, uid);
    if (!after.ok || approved) return after;
    return fail('wrong_state', { state: after.value.status });
  }

  /** The member doesn't agree, or no longer; done again, it answers the same. `not_found`. */
  async end(member: string, uid: string): Promise<Result<Consent, 'not_found'>> {
    const consent = await this.read(member, uid);
    if (!consent.ok) return consent;
    const wasAsked = consent.value.status === 'asked';
    await this.store.end(uid, wasAsked ? 'declined' : 'ended_by_member');
    return this.read(member, uid);
  }

  private async read(member: string, uid: string): Promise<Result<Consent, 'not_found'>> {
    const consent = await this.store.find(uid);
    return consent?.member === member ? succeed(consent) : fail('not_found');
  }

  private hand(consent: Consent, refreshToken: string): Result<CustomerTokens, never> {
    const { token, expiresAt } = this.tokens.issueFor(consent.client, consent.uid);
    return succeed({
      consent,
      accessToken: token,
      accessExpiresAt: expiresAt,
      refreshToken,
    });
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** The secrets are random: there is nothing to guess. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
