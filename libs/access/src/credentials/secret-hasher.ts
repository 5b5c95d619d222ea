import { createHmac, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { fail, succeed, type Result } from '@app/core';
import type { CredentialKind } from './secret-rules.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane (about 13 ms and 20 MB each). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const RUNNING_MAX = 2;
const WAITING_MAX = 200;

/**
 * Made once from random bytes with the parameters above: what the secret of nobody is compared
 * with.
 */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$/Jx8so3FHX92TfPZkHqRWg' +
  '$1MoJE7jcUa9RKGQcrh7UyzvAr0KoVxVqnJq+jtDUfPU';

export interface SecretOwner {
  person: string;
  kind: CredentialKind;
}

/**
 * Hashes PINs and passwords by argon2id over an HMAC with the pepper, two at once, so that neither
 * a crowd at the door nor an attacker takes the processor away from payments.
 */
export class SecretHasher {
  private admittedNow = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** `limits` only for tests. */
  constructor(
    private readonly pepper: Buffer,
    private readonly limits = { running: RUNNING_MAX, waiting: WAITING_MAX },
  ) {}

  /**
   * Does `work`, which may hash or verify, if there is room for one more; else `overloaded` before
   * anything was done. Asked before a try is counted, so that a full house costs nobody a try.
   */
  async admitted<T>(work: () => Promise<T>): Promise<Result<T, 'overloaded'>> {
    if (this.admittedNow >= this.limits.running + this.limits.waiting) return fail('overloaded');
    this.admittedNow += 1;
    try {
      return succeed(await work());
    } finally {
      this.admittedNow -= 1;
    }
  }

  /** The text to store. Bound to its owner: moved to another person's row it opens nothing. */
  hash(owner: SecretOwner, secret: string): Promise<string> {
    return this.inTurn(() => hash(this.peppered(owner, secret), ARGON2));
  }

  verify(owner: SecretOwner, secret: string, stored: string): Promise<boolean> {
    return this.inTurn(() => verify(stored, this.peppered(owner, secret)));
  }

  /** Takes as long as {@link verify} and always says no. */
  async verifyNobody(kind: CredentialKind, secret: string): Promise<false> {
    await this.verify({ person: 'nobody', kind }, secret, DUMMY_HASH);
    return false;
  }

  /**
   * A one-time code's fingerprint: HMAC only. Codes are random, short-lived and void after five
   * tries, and are issued in hundreds inside other people's transactions, where argon2 would be in
   * the way.
   */
  codeHash(owner: SecretOwner, code: string): Buffer {
    return this.hmac('code', owner.kind, owner.person, code);
  }

  isCode(owner: SecretOwner, code: string, stored: Buffer): boolean {
    return timingSafeEqual(this.codeHash(owner, code), stored);
  }

  /** The fingerprint of a code by which somebody agrees to one act at a counter, as {@link codeHash}. */
  consentHash(network: number, holder: string, code: string): Buffer {
    return this.hmac('consent', String(network), holder, code);
  }

  /** What tells that a refresh token was made here, whether or not it is still good. */
  refreshTag(content: Buffer): Buffer {
    return this.hmac('refresh', content.toString('base64url'));
  }

  /**
   * By what a phone in E.164 is found where it is stored: the same for the same phone, and nothing to whoever lacks the
   * pepper.
   */
  phoneIndex(phone: string): Buffer {
    return this.hmac('phone', phone);
  }

  /** By what two people are known to be one human being: as {@link phoneIndex}, of a NIK of 16 digits. */
  nikIndex(nik: string): Buffer {
    return this.hmac('nik', nik);
  }

  /** Which of 65,536 decoy counters stands for a phone or name that nobody has. */
  decoyBucket(kind: CredentialKind, text: string): number {
    return this.hmac('decoy', kind, text).readUInt16BE(0);
  }

  private peppered(owner: SecretOwner, secret: string): string {
    return this.hmac('secret', owner.kind, owner.person, secret).toString('base64url');
  }

  private hmac(...parts: string[]): Buffer {
    return createHmac('sha256', this.pepper).update(JSON.stringify(parts)).digest();
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.running) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      // The turn passes to whoever waits longest, without the count ever falling below the truth.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
