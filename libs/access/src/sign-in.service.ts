import type { EntityManager } from 'typeorm';
import { fail, type Failure, type Result } from '@app/core';
import type { CredentialStore } from './credentials/credential.store.js';
import { lockedFor } from './credentials/locked-for.js';
import { parsePhone } from './credentials/phone.js';
import type { SecretHasher, SecretOwner } from './credentials/secret-hasher.js';
import { normalizeSecret, type CredentialKind } from './credentials/secret-rules.js';
import { PERSON_ROLES, PHONE_ROLES, type Role } from './identity.js';
import type { GrantStore } from './people/grant.store.js';
import { normalizeUsername } from './people/username.js';
import type { NewDevice, SessionService, SignedIn } from './sessions/session.service.js';
import { TOTP_ROLES, type TotpService } from './totp/totp.service.js';

export type PhoneRole = (typeof PHONE_ROLES)[number];

export interface PhoneSignIn {
  /** As people type it. */
  phone: string;
  pin: string;
  /** `member` unless told. */
  role?: PhoneRole | undefined;
  /** Which of an owner's merchants (uuid); the one granted first unless told. */
  merchant?: string | undefined;
  /** Number of the network; the lowest in which this phone has a PIN unless told. */
  network?: number | undefined;
  /** The phone to stay signed in with; without one there is no refresh token. */
  device?: NewDevice | undefined;
}

export interface PasswordSignIn {
  username: string;
  password: string;
  /** Of the authenticator app; needed by whoever works for a cooperative, the network or the city. */
  totp?: string | undefined;
}

export type SignInFailure =
  | 'credentials_invalid'
  | 'pin_locked'
  | 'role_forbidden'
  | 'device_blocked'
  | SecondFactorFailure
  | 'overloaded';

type SecondFactorFailure = 'totp_required' | 'totp_invalid' | 'totp_not_enrolled';

/** What a person shows at the door, whether or not anybody has that phone or name. */
interface Claim {
  kind: CredentialKind;
  /** The person meant, if there is one with such a credential. */
  person: string | undefined;
  /** What was typed as phone or name. */
  text: string;
  secret: string;
  roles: readonly Role[];
  merchant?: string | undefined;
  device?: NewDevice | undefined;
  totp?: string | undefined;
}

const STAFF_ROLES: readonly Role[] = PERSON_ROLES.filter(
  (role) => !PHONE_ROLES.some((phoneRole) => phoneRole === role),
);

/** Proves who somebody is and lets them in with one role. */
export class SignInService {
  constructor(
    private readonly manager: EntityManager,
    private readonly credentials: CredentialStore,
    private readonly grants: GrantStore,
    private readonly hasher: SecretHasher,
    private readonly sessions: SessionService,
    private readonly totp: TotpService,
  ) {}

  /**
   * By phone and PIN, or by name and password. `credentials_invalid` (detail `tries_left`) for a
   * wrong secret and for a phone or name that nobody has, in the same time; `pin_locked` (detail
   * `minutes`, `retry_after_seconds`) for 15 minutes after three wrong tries, even for the right
   * secret and for nobody's phone; `role_forbidden` when the right person doesn't hold the role
   * (any more); `device_blocked` for a device that was blocked; of staff with the right password `totp_required` without a code, which
   * counts no try, `totp_invalid` (detail `tries_left`) for one that is wrong or has served, `totp_not_enrolled` for whoever has no
   * authenticator app yet; `overloaded` when 200 others wait, with no try counted.
   */
  async signIn(request: PhoneSignIn | PasswordSignIn): Promise<Result<SignedIn, SignInFailure>> {
    const admitted = await this.hasher.admitted(async () =>
      this.check(await this.claimOf(request)),
    );
    return admitted.ok ? admitted.value : admitted;
  }

  private async claimOf(request: PhoneSignIn | PasswordSignIn): Promise<Claim> {
    if ('username' in request) {
      const text = normalizeUsername(request.username);
      const person = await this.credentials.findByUsername(text);
      const secret = normalizeSecret(request.password);
      return { kind: 'password', person, text, secret, roles: STAFF_ROLES, totp: request.totp };
    }
    const { pin, role = 'member', merchant, network, device } = request;
    const text = parsePhone(request.phone) ?? request.phone;
    const person = await this.credentials.findByPhone(this.hasher.phoneIndex(text), network);
    return { kind: 'pin', person, text, secret: pin, roles: [role], merchant, device };
  }

  private async check(claim: Claim): Promise<Result<SignedIn, SignInFailure>> {
    const { person } = claim;
    if (person === undefined) return this.refuseNobody(claim);
    const owner = { person, kind: claim.kind };
    const counted = await this.credentials.countTry(owner);
    if (counted.locked) return lockedFor(counted.seconds);
    const right = await this.hasher.verify(owner, claim.secret, counted.hash);
    if (!right) return fail('credentials_invalid', { tries_left: counted.triesLeft });
    const { roles, merchant } = claim;
    const grant = await this.grants.findOldest(this.manager, { person, roles, merchant });
    if (grant === undefined) {
      await this.credentials.forgetTries(owner);
      return fail('role_forbidden');
    }
    const withCode = TOTP_ROLES.includes(grant.role);
    if (withCode) {
      const refusal = await this.checkCode(owner, claim.totp, counted.triesLeft);
      if (refusal !== undefined) return refusal;
    }
    await this.credentials.forgetTries(owner);
    const first = claim.kind === 'pin' ? 'pin' : 'pwd';
    return this.sessions.start({
      owner,
      hash: counted.hash,
      grant,
      epoch: counted.epoch,
      pinAbove: counted.pinAbove,
      methods: withCode ? [first, 'otp'] : [first],
      device: claim.device,
    });
  }

  /** The try stays counted until the code is right too, or guessing codes would be free to whoever has the password. */
  private async checkCode(
    owner: SecretOwner,
    code: string | undefined,
    triesLeft: number,
  ): Promise<Failure<SecondFactorFailure> | undefined> {
    if (code !== undefined && (await this.totp.prove(owner.person, code))) return undefined;
    const isEnrolled = await this.totp.isEnrolled(owner.person);
    if (code !== undefined && isEnrolled) return fail('totp_invalid', { tries_left: triesLeft });
    // No code was looked at: this was no guess.
    await this.credentials.giveTryBack(owner);
    return fail(isEnrolled ? 'totp_required' : 'totp_not_enrolled');
  }

  /**
   * The same steps with a decoy, so that neither the answer, nor a lock, nor the time tells who is
   * a member.
   */
  private async refuseNobody(claim: Claim): Promise<Result<SignedIn, SignInFailure>> {
    const bucket = this.hasher.decoyBucket(claim.kind, claim.text);
    const counted = await this.credentials.countDecoyTry(bucket);
    if (counted.locked) return lockedFor(counted.seconds);
    await this.hasher.verifyNobody(claim.kind, claim.secret);
    return fail('credentials_invalid', { tries_left: counted.triesLeft });
  }
}
