import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { fail, newUuid, succeed, type Result } from '@app/core';
import {
  CODE_MINUTES,
  RESET_CODE_MINUTES,
  type ActivationStore,
} from './credentials/activation.store.js';
import { parsePhone } from './credentials/phone.js';
import type { SecretHasher } from './credentials/secret-hasher.js';
import type { CredentialKind } from './credentials/secret-rules.js';
import type { GrantSelection, GrantStore, NewGrant } from './people/grant.store.js';
import type { PersonStore } from './people/person.store.js';
import { isUsername, normalizeUsername } from './people/username.js';

export interface NewPerson {
  /** Number of the network; null for an operator of the whole deployment. */
  network: number | null;
  fullName: string;
  /** As people type it; needed by whoever signs in with a PIN. */
  phone?: string | undefined;
  /** 16 digits. */
  nik?: string | undefined;
}

/** Shown now and stored nowhere. */
export interface ResetCode {
  readonly code: string;
  readonly expiresAt: Date;
}

const NAME_LENGTH_MAX = 120;
const CONTROL = /\p{Cc}/u;
const NIK = /^[0-9]{16}$/;
const CODE_DIGITS = 8;

/**
 * How other rooms make people known: every function writes through the caller's transaction, so
 * that a member and the member's sign-in appear together or not at all. After a failure the
 * transaction is still usable.
 */
export class Onboarding {
  constructor(
    private readonly people: PersonStore,
    private readonly grants: GrantStore,
    private readonly activations: ActivationStore,
    private readonly hasher: SecretHasher,
  ) {}

  /**
   * The new person's uuid. `validation_failed` (detail `field`) for a name, phone or NIK of the
   * wrong form, `already_exists` when somebody in the network has this phone.
   */
  async registerPerson(
    tx: EntityManager,
    person: NewPerson,
  ): Promise<Result<string, 'validation_failed' | 'already_exists'>> {
    const fullName = person.fullName.normalize('NFC').trim();
    const nameLength = [...fullName].length;
    if (nameLength < 1 || nameLength > NAME_LENGTH_MAX || CONTROL.test(fullName)) {
      return fail('validation_failed', { field: 'full_name' });
    }
    const phone = person.phone === undefined ? null : parsePhone(person.phone);
    if (phone === undefined) return fail('validation_failed', { field: 'phone' });
    const nik = person.nik ?? null;
    if (nik !== null && !NIK.test(nik)) return fail('validation_failed', { field: 'nik' });
    const id = newUuid();
    const { network } = person;
    const isNew = await this.people.insert(tx, { id, network, fullName, phone, nik });
    return isNew ? succeed(id) : fail('already_exists', { field: 'phone' });
  }

  /**
   * Gives a person a role in the person's own network, which rests until another person has agreed to it if told so; the
   * grant's uuid. `already_exists` when they
   * hold this very role, `not_found` when there is no such person.
   */
  async grantRole(
    tx: EntityManager,
    grant: NewGrant,
    when: 'now' | 'once agreed' = 'now',
  ): Promise<Result<string, 'already_exists' | 'not_found'>> {
    const id = newUuid();
    if (await this.grants.insert(tx, id, grant, when === 'once agreed')) return succeed(id);
    const person = await this.people.read(tx, grant.person);
    return fail(person === undefined ? 'not_found' : 'already_exists');
  }

  /**
   * Ends roles; gives how many. Tokens already out stay valid for their remaining minutes, but
   * there are no new ones.
   */
  revokeGrants(tx: EntityManager, selection: GrantSelection): Promise<number> {
    return this.grants.revoke(tx, selection);
  }

  /**
   * A one-time code of 8 digits, to be handed to the person and stored nowhere: valid for 7 days
   * and 5 tries. It replaces an earlier one. `pin` for phones, `password` for logins.
   */
  async issueActivation(
    tx: EntityManager,
    person: string,
    kind: CredentialKind = 'pin',
  ): Promise<string> {
    const code = newCode();
    const owner = { person, kind };
    await this.activations.issue(tx, owner, this.hasher.codeHash(owner, code));
    return code;
  }

  /**
   * What two persons agreed to (uuid of the approval): the person may choose a new PIN or password within the hour, by a
   * code that {@link renewReset} tells. Until then the former one goes on, and so does its lock.
   */
  async openReset(
    tx: EntityManager,
    person: string,
    kind: CredentialKind,
    approval: string,
  ): Promise<void> {
    const owner = { person, kind };
    await this.activations.issue(tx, owner, this.hasher.codeHash(owner, newCode()), {
      approval,
      minutes: RESET_CODE_MINUTES,
    });
  }

  /**
   * What two persons agreed to (uuid of the approval): somebody new may choose a password within a week, by a code that
   * {@link renewReset} tells.
   */
  async openAppointment(tx: EntityManager, person: string, approval: string): Promise<void> {
    const owner = { person, kind: 'password' } as const;
    const hash = this.hasher.codeHash(owner, newCode());
    await this.activations.issue(tx, owner, hash, { approval, minutes: CODE_MINUTES });
  }

  /** Takes back all that was written of somebody whose appointment nobody agreed to: the name is free, the person unreadable. */
  async withdrawNewcomer(tx: EntityManager, person: string): Promise<void> {
    await tx.query('SELECT access.free_login($1)', [person]);
    await this.people.erase(tx, person);
  }

  /**
   * The one-time code of a reset, in place of any told before: stored nowhere, valid until the hour is over or the
   * code was spent or tried five times. `wrong_state` when that is so, or another code has taken its place.
   */
  async renewReset(
    tx: EntityManager,
    person: string,
    kind: CredentialKind,
    approval: string,
  ): Promise<Result<ResetCode, 'wrong_state'>> {
    const code = newCode();
    const owner = { person, kind };
    const codeHash = this.hasher.codeHash(owner, code);
    const expiresAt = await this.activations.renew(tx, owner, codeHash, approval);
    return expiresAt === undefined ? fail('wrong_state') : succeed({ code, expiresAt });
  }

  /**
   * A name to sign in with. `validation_failed` unless it has 3 to 64 of a–z, 0–9, dot, hyphen,
   * underscore; `already_exists` when it is taken, in whatever network.
   */
  async createLogin(
    tx: EntityManager,
    username: string,
    person: string,
  ): Promise<Result<string, 'validation_failed' | 'already_exists'>> {
    const normal = normalizeUsername(username);
    if (!isUsername(normal)) return fail('validation_failed', { field: 'username' });
    const isNew = await this.people.insertLogin(tx, normal, person);
    return isNew ? succeed(normal) : fail('already_exists', { field: 'username' });
  }
}

function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}
