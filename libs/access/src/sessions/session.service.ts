import { fail, newUuid, succeed, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import { timingSafeEqual } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { SecretHasher, SecretOwner } from '../credentials/secret-hasher.js';
import {
  PHONE_ROLES,
  type Identity,
  type Proof,
  type ProofMethod,
  type Role,
} from '../identity.js';
import type { RoleGrant } from '../people/grant.store.js';
import type { Revocations } from '../tokens/revocations.js';
import {
  ACCESS_TOKEN_SECONDS,
  type TokenService,
  type TokenSubject,
} from '../tokens/token.service.js';
import { provesDevice } from './device-key.js';
import { newRefreshToken, refreshTokenHash, sessionOf } from './refresh-token.js';
import {
  blockDevice,
  endSessions,
  holdSecret,
  insertSession,
  listDevices,
  lockSession,
  readDevice,
  recordProof,
  rememberDevice,
  revokeSubject,
  rotateToken,
  type Device,
  type LockedSession,
} from './session.store.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** A phone that was not used for a month asks for the PIN, and so does any after half a year. */
const DEVICE_LIFE = { idleSeconds: 30 * DAY, wholeSeconds: 180 * DAY } as const;
/** Who works at a counter signs in once a shift. */
const SHIFT_LIFE = { idleSeconds: 12 * HOUR, wholeSeconds: 12 * HOUR } as const;

/** Somebody let in: what their program keeps until it asks for more. */
export interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Serves once; null where no device was named to bind it to. */
  readonly refreshToken: string | null;
  readonly identity: Identity;
}

export interface NewDevice {
  /** Make and model, such as `Redmi 12`: no name of a person. */
  readonly name: string;
  /** A point of P-256, 65 bytes uncompressed. */
  readonly publicKey: Buffer;
}

/** Somebody who has just proven who they are, and the role that they take on. */
export interface Proven {
  readonly owner: SecretOwner;
  /** Of the secret that was verified. */
  readonly hash: string;
  readonly grant: RoleGrant;
  readonly epoch: number;
  /** Sen in decimal; null for who set no amount. */
  readonly pinAbove: string | null;
  readonly methods: readonly ProofMethod[];
  readonly device?: NewDevice | undefined;
}

export type RefreshFailure = 'refresh_invalid' | 'refresh_reused' | 'device_proof_invalid';

/**
 * Sessions: chains of refresh tokens of which only the latest is good. Those of members belong to a device, whose key
 * signs every refresh, so that a token copied from a phone is worth nothing without it.
 */
export class SessionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hasher: SecretHasher,
    private readonly tokens: TokenService,
    private readonly revocations: Revocations,
  ) {}

  /**
   * Lets somebody in. Members and owners of merchants get a refresh token with a device only, cashiers and staff always. `device_blocked`;
   * `credentials_invalid` when the secret was changed since it was verified.
   */
  async start(proven: Proven): Promise<Result<SignedIn, 'device_blocked' | 'credentials_invalid'>> {
    const { owner, grant, epoch, pinAbove, methods, device } = proven;
    const proof = { methods, at: Math.floor(this.revocations.now() / 1000) };
    const subject = { ...subjectOf(owner.person, { ...grant, pinAbove }), epoch, proof };
    if (isPhoneRole(grant.role) && device === undefined) return succeed(this.issue(subject, null));
    const session = newUuid();
    const refreshToken = newRefreshToken(this.hasher, session);
    const failure = await inTransaction(this.dataSource, async (tx) => {
      if (!(await holdSecret(tx, owner, proven.hash))) return fail('credentials_invalid');
      const known = device && (await this.remember(tx, owner.person, device));
      if (device !== undefined && known === undefined) return fail('device_blocked');
      await insertSession(tx, {
        uid: session,
        person: owner.person,
        grant: grant.id,
        device: known ?? null,
        tokenHash: refreshTokenHash(refreshToken),
        proof,
        idleSeconds: lifeOf(grant.role).idleSeconds,
      });
      return undefined;
    });
    return failure ?? succeed(this.issue({ ...subject, session }, refreshToken));
  }

  /**
   * Spends a refresh token for a new one and an access token. `refresh_invalid` for whatever is none of ours, or belongs to a session
   * that has ended; `device_proof_invalid` when the device's key didn't sign it, with nothing spent; `refresh_reused` for one that was
   * spent before: somebody has a copy, so the session ends for both.
   */
  async refresh(
    refreshToken: string,
    signature: string | undefined,
  ): Promise<Result<SignedIn, RefreshFailure>> {
    const session = sessionOf(this.hasher, refreshToken);
    if (session === undefined) return fail('refresh_invalid');
    const next = newRefreshToken(this.hasher, session);
    const outcome = await inTransaction(this.dataSource, async (tx) => {
      const locked = await lockSession(tx, session);
      if (locked === undefined || !locked.isOpen) return fail('refresh_invalid');
      if (!timingSafeEqual(locked.tokenHash, refreshTokenHash(refreshToken))) {
        await endSessions(tx, { session }, 'token_reused');
        return fail('refresh_reused');
      }
      if (locked.roleEnded) {
        await endSessions(tx, { session }, 'role_ended');
        return fail('refresh_invalid');
      }
      if (!isProven(locked, refreshToken, signature)) return fail('device_proof_invalid');
      await rotateToken(tx, session, {
        tokenHash: refreshTokenHash(next),
        ...lifeOf(locked.role),
      });
      return succeed(locked);
    });
    if (!outcome.ok) {
      if (outcome.code !== 'device_proof_invalid') await this.revocations.readAnew();
      return outcome;
    }
    const { person, epoch, methods, provenAt } = outcome.value;
    const proof: Proof = { methods, at: provenAt };
    const subject = { ...subjectOf(person, outcome.value), epoch, proof, session };
    return succeed(this.issue(subject, next));
  }

  /**
   * A token of the same session whose bearer has just proven again who they are; no new refresh token.
   *
   * @param once names a proof that serves one payment
   */
  async proveAgain(
    { session, epoch, ...subject }: Identity,
    methods: readonly ProofMethod[],
    once?: string,
  ): Promise<Result<SignedIn, never>> {
    const at = Math.floor(this.revocations.now() / 1000);
    const proof = { methods, at, ...(once !== undefined && { once }) };
    if (session !== undefined) await recordProof(this.dataSource.manager, session, proof);
    return succeed(this.issue({ ...subject, session, epoch, proof }, null));
  }

  /** A token of the same session in place of one that was voided, with what is known of its bearer now. */
  issueAnew(identity: Identity): SignedIn {
    return this.issue(identity, null);
  }

  /** Ends the caller's session, or all that the caller has anywhere; no token issued before is believed any more. */
  async signOut({ principal, session, tokenId }: Identity, everywhere: boolean): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (everywhere) {
        await endSessions(tx, { person: principal }, 'signed_out');
        await revokeSubject(tx, principal);
      } else if (session === undefined) {
        await revokeSubject(tx, tokenId);
      } else {
        await endSessions(tx, { session }, 'signed_out');
      }
    });
    await this.revocations.readAnew();
  }

  /** The devices of a person (uuid), the one seen last first. */
  devices(person: string): Promise<Device[]> {
    return listDevices(this.dataSource.manager, person);
  }

  /** Ends the sessions of a person's device; it may sign in again. `not_found`. */
  async signOutDevice(person: string, device: string): Promise<Result<Device, 'not_found'>> {
    return this.onDevice(person, device, (tx) => endSessions(tx, { device }, 'signed_out'));
  }

  /** Ends the sessions of a person's device and lets its key never in again. `not_found`. */
  async blockDevice(
    person: string,
    device: string,
    by: Pick<Identity, 'principal'>,
  ): Promise<Result<Device, 'not_found'>> {
    return this.onDevice(person, device, async (tx) => {
      await blockDevice(tx, device, by.principal);
      await endSessions(tx, { device }, 'device_blocked');
    });
  }

  private async onDevice(
    person: string,
    device: string,
    work: (tx: EntityManager) => Promise<unknown>,
  ): Promise<Result<Device, 'not_found'>> {
    const changed = await inTransaction(this.dataSource, async (tx) => {
      if ((await readDevice(tx, person, device)) === undefined) return undefined;
      await work(tx);
      return readDevice(tx, person, device);
    });
    await this.revocations.readAnew();
    return changed === undefined ? fail('not_found') : succeed(changed);
  }

  private remember(tx: EntityManager, person: string, { name, publicKey }: NewDevice) {
    return rememberDevice(tx, { uid: newUuid(), person, name, publicKey });
  }

  private issue(subject: TokenSubject, refreshToken: string | null): SignedIn {
    const { token, identity } = this.tokens.issue(subject);
    return { accessToken: token, expiresIn: ACCESS_TOKEN_SECONDS, refreshToken, identity };
  }
}

function subjectOf(
  principal: string,
  grant: Pick<RoleGrant, 'role' | 'network' | 'cooperative' | 'member' | 'merchant'> & {
    readonly pinAbove: string | null;
  },
): TokenSubject {
  const { role, network, cooperative, member, merchant } = grant;
  const subject = { principal, role, network, cooperative, member, merchant };
  if (grant.pinAbove === null || !isPhoneRole(role)) return subject;
  return { ...subject, pinAbove: BigInt(grant.pinAbove) };
}

function isProven(
  { deviceKey }: LockedSession,
  refreshToken: string,
  signature: string | undefined,
): boolean {
  if (deviceKey === null) return true;
  return signature !== undefined && provesDevice(deviceKey, refreshToken, signature);
}

function lifeOf(role: Role) {
  return isPhoneRole(role) ? DEVICE_LIFE : SHIFT_LIFE;
}

function isPhoneRole(role: Role): boolean {
  return PHONE_ROLES.some((phoneRole) => phoneRole === role);
}
