import type { EntityManager } from 'typeorm';
import type { Proof, ProofMethod, Role } from '../identity.js';
import type { SecretOwner } from '../credentials/secret-hasher.js';

/** Why a session ended. */
export type SessionEnd =
  'signed_out' | 'device_blocked' | 'token_reused' | 'secret_changed' | 'too_many' | 'role_ended';

export interface NewSession {
  readonly uid: string;
  readonly person: string;
  readonly grant: string;
  /** Uuid; null for a session that no key is bound to. */
  readonly device: string | null;
  readonly tokenHash: Buffer;
  readonly proof: Proof;
  readonly idleSeconds: number;
}

/** A session as a refresh finds it, locked, with what may have ended it. */
export interface LockedSession {
  readonly person: string;
  readonly tokenHash: Buffer;
  readonly isOpen: boolean;
  readonly methods: ProofMethod[];
  /** Unix time in seconds. */
  readonly provenAt: number;
  readonly deviceKey: Buffer | null;
  readonly role: Role;
  readonly network: number | null;
  readonly cooperative: string | null;
  readonly merchant: string | null;
  readonly member: string | null;
  readonly roleEnded: boolean;
  /** Sen in decimal; null for who set no amount. */
  readonly pinAbove: string | null;
  readonly epoch: number;
}

/** A phone that a member signed in with. */
export interface Device {
  readonly uid: string;
  readonly name: string;
  readonly registeredAt: Date;
  /** When it last signed in or refreshed. */
  readonly lastSeenAt: Date;
  readonly signedIn: boolean;
  readonly blockedAt: Date | null;
}

/** Sessions of one person that may be open at once. */
export const SESSIONS_MAX = 10;
/** Devices are listed in one page: the latest of them. */
const LISTED_MAX = 50;

/** False when the secret that was verified has been changed meanwhile; holds a change of it off until the commit. */
export async function holdSecret(tx: EntityManager, owner: SecretOwner, hash: string) {
  const rows = await tx.query<unknown[]>(
    `SELECT 1 FROM access.credential WHERE person_id = $1 AND kind = $2 AND hash = $3 FOR SHARE`,
    [owner.person, owner.kind, hash],
  );
  return rows.length === 1;
}

/** The uuid of the person's device with this key, made known now if it is new; undefined when it is blocked. */
export async function rememberDevice(
  tx: EntityManager,
  device: { uid: string; person: string; name: string; publicKey: Buffer },
): Promise<string | undefined> {
  const rows = await tx.query<{ uid: string }[]>(
    `INSERT INTO access.device AS d (uid, person_id, name, public_key) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, public_key) DO UPDATE SET name = excluded.name
       WHERE d.blocked_at IS NULL RETURNING d.uid`,
    [device.uid, device.person, device.name, device.publicKey],
  );
  return rows[0]?.uid;
}

/** Also ends the oldest ones, so that {@link SESSIONS_MAX} are open. */
export async function insertSession(tx: EntityManager, session: NewSession): Promise<void> {
  await tx.query(
    `UPDATE access.session SET ended_at = now(), end_reason = 'too_many'
     WHERE uid IN (SELECT uid FROM access.session WHERE person_id = $1 AND ended_at IS NULL
       ORDER BY refreshed_at DESC OFFSET ${SESSIONS_MAX - 1} FOR UPDATE)`,
    [session.person],
  );
  await tx.query(
    `INSERT INTO access.session (uid, person_id, grant_id, device, token_hash, methods, proven_at,
       expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7), now() + make_interval(secs => $8))`,
    [
      session.uid,
      session.person,
      session.grant,
      session.device,
      session.tokenHash,
      session.proof.methods,
      session.proof.at,
      session.idleSeconds,
    ],
  );
}

export async function lockSession(
  tx: EntityManager,
  uid: string,
): Promise<LockedSession | undefined> {
  const rows = await tx.query<LockedSession[]>(
    `SELECT s.person_id AS person, s.token_hash AS "tokenHash", s.methods,
       s.ended_at IS NULL AND s.expires_at > now() AS "isOpen",
       extract(epoch FROM s.proven_at)::int AS "provenAt",
       d.public_key AS "deviceKey", g.role, g.network, g.cooperative, g.merchant, g.member,
       (g.revoked_at IS NOT NULL OR g.suspended_at IS NOT NULL) AS "roleEnded",
       (SELECT c.pin_above::text FROM access.credential c
         WHERE c.person_id = s.person_id AND c.kind = 'pin') AS "pinAbove",
       coalesce((SELECT r.epoch FROM access.revocation r WHERE r.subject = s.person_id), 0) AS epoch
     FROM access.session s
     JOIN access.role_grant g ON g.id = s.grant_id
     LEFT JOIN access.device d ON d.uid = s.device
     WHERE s.uid = $1 FOR UPDATE OF s`,
    [uid],
  );
  return rows[0];
}

/** The next token takes the place of the one that was spent, for a while from now and at most so long from the start. */
export async function rotateToken(
  tx: EntityManager,
  uid: string,
  next: { tokenHash: Buffer; idleSeconds: number; wholeSeconds: number },
): Promise<void> {
  await tx.query(
    `UPDATE access.session SET token_hash = $2, generation = generation + 1, refreshed_at = now(),
       expires_at = least(now() + make_interval(secs => $3), started_at + make_interval(secs => $4))
     WHERE uid = $1`,
    [uid, next.tokenHash, next.idleSeconds, next.wholeSeconds],
  );
}

/** So that tokens of later refreshes say it too. A session that has ended is left as it is. */
export async function recordProof(
  manager: EntityManager,
  uid: string,
  { methods, at }: Proof,
): Promise<void> {
  await manager.query(
    `UPDATE access.session SET methods = $2, proven_at = to_timestamp($3)
     WHERE uid = $1 AND ended_at IS NULL`,
    [uid, methods, at],
  );
}

/** Which sessions end: one, those of a device, or all of a person but perhaps one. */
export type SessionSelection =
  | { readonly session: string }
  | { readonly device: string }
  | { readonly person: string; readonly except?: string | undefined };

/** The triggers of the table revoke the tokens that were issued in them. Gives how many ended now. */
export async function endSessions(
  tx: EntityManager,
  selection: SessionSelection,
  reason: SessionEnd,
): Promise<number> {
  const [, count] = await tx.query<[unknown[], number]>(
    `UPDATE access.session SET ended_at = now(), end_reason = $1
     WHERE ended_at IS NULL AND ($2::uuid IS NULL OR uid = $2) AND ($3::uuid IS NULL OR device = $3)
       AND ($4::uuid IS NULL OR person_id = $4) AND ($5::uuid IS NULL OR uid <> $5)`,
    [
      reason,
      'session' in selection ? selection.session : null,
      'device' in selection ? selection.device : null,
      'person' in selection ? selection.person : null,
      'person' in selection ? (selection.except ?? null) : null,
    ],
  );
  return count;
}

/** Voids what was issued before: to a person, in a session, or one token. */
export async function revokeSubject(tx: EntityManager, subject: string): Promise<void> {
  await tx.query('SELECT access.revoke($1)', [subject]);
}

/** Under which number tokens of this person are believed; 0 while nothing was revoked. */
export async function readEpoch(sql: EntityManager, person: string): Promise<number> {
  const rows = await sql.query<{ epoch: number }[]>(
    'SELECT epoch FROM access.revocation WHERE subject = $1',
    [person],
  );
  return rows[0]?.epoch ?? 0;
}

const DEVICE = `
SELECT d.uid, d.name, d.registered_at AS "registeredAt", d.blocked_at AS "blockedAt",
  greatest(d.registered_at, (SELECT max(s.refreshed_at) FROM access.session s
    WHERE s.device = d.uid)) AS "lastSeenAt",
  EXISTS (SELECT 1 FROM access.session s WHERE s.device = d.uid AND s.ended_at IS NULL
    AND s.expires_at > now()) AS "signedIn"
FROM access.device d`;

/** The latest first. */
export function listDevices(manager: EntityManager, person: string): Promise<Device[]> {
  return manager.query<Device[]>(
    `${DEVICE} WHERE d.person_id = $1 ORDER BY "lastSeenAt" DESC, d.uid LIMIT ${LISTED_MAX}`,
    [person],
  );
}

export async function readDevice(
  manager: EntityManager,
  person: string,
  uid: string,
): Promise<Device | undefined> {
  const rows = await manager.query<Device[]>(`${DEVICE} WHERE d.person_id = $1 AND d.uid = $2`, [
    person,
    uid,
  ]);
  return rows[0];
}

/** Blocked once, it stays so. */
export async function blockDevice(tx: EntityManager, uid: string, by: string): Promise<void> {
  await tx.query(
    `UPDATE access.device SET blocked_at = now(), blocked_by = $2
     WHERE uid = $1 AND blocked_at IS NULL`,
    [uid, by],
  );
}
