import type { EntityManager } from 'typeorm';
import type { SecretOwner } from './secret-hasher.js';

/** A code is void after this many tries, right or wrong. */
export const CODE_TRIES_MAX = 5;
/** How long, in days, a person may take to come back with the code. */
export const CODE_DAYS = 7;
export const CODE_MINUTES = CODE_DAYS * 24 * 60;
/** How long, in minutes, for a code that is asked for at a counter, where the person stands. */
export const RESET_CODE_MINUTES = 60;

const ALIVE = `a.used_at IS NULL AND a.expires_at > now() AND a.tries < ${CODE_TRIES_MAX}`;

/** The SQL of one-time activation codes: one per person and kind, the latest issued. */
export class ActivationStore {
  /** Replaces whatever code was there. `agreed`: the approval of two persons to a reset or appointment, and how long its code lives. */
  async issue(
    manager: EntityManager,
    owner: SecretOwner,
    codeHash: Buffer,
    agreed?: { readonly approval: string; readonly minutes: number },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO access.activation (person_id, kind, code_hash, expires_at, approval)
       VALUES ($1, $2, $3, now() + make_interval(mins => $4), $5)
       ON CONFLICT (person_id, kind) DO UPDATE SET code_hash = excluded.code_hash,
         issued_at = excluded.issued_at, expires_at = excluded.expires_at,
         tries = 0, used_at = NULL, approval = excluded.approval`,
      [
        owner.person,
        owner.kind,
        codeHash,
        agreed?.minutes ?? CODE_MINUTES,
        agreed?.approval ?? null,
      ],
    );
  }

  /** Puts another code in the place of the one of this reset; until when it lives, or undefined if it doesn't any more. */
  async renew(
    manager: EntityManager,
    owner: SecretOwner,
    codeHash: Buffer,
    approval: string,
  ): Promise<Date | undefined> {
    const [rows] = await manager.query<[{ expires_at: Date }[], number]>(
      `UPDATE access.activation a SET code_hash = $3
       WHERE a.person_id = $1 AND a.kind = $2 AND a.approval = $4 AND ${ALIVE}
       RETURNING a.expires_at`,
      [owner.person, owner.kind, codeHash, approval],
    );
    return rows[0]?.expires_at;
  }

  /**
   * Who of this phone waits to be activated: in the network named, else in the one with the lowest
   * number.
   */
  async findByPhone(
    manager: EntityManager,
    phoneIndex: Buffer,
    network: number | undefined,
  ): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT p.id FROM access.person p
       JOIN access.activation a ON a.person_id = p.id AND a.kind = 'pin'
       WHERE p.phone_index = $1 AND ($2::smallint IS NULL OR p.network = $2) AND ${ALIVE}
       ORDER BY p.network LIMIT 1`,
      [phoneIndex, network ?? null],
    );
    return rows[0]?.id;
  }

  async findByUsername(manager: EntityManager, username: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT l.person_id AS id FROM access.login l
       JOIN access.activation a ON a.person_id = l.person_id AND a.kind = 'password'
       WHERE l.username = $1 AND ${ALIVE}`,
      [username],
    );
    return rows[0]?.id;
  }

  /**
   * Counts a try before it is checked, and gives the fingerprint to check; undefined when the code
   * is void.
   */
  async countTry(manager: EntityManager, owner: SecretOwner): Promise<Buffer | undefined> {
    const [rows] = await manager.query<[{ code_hash: Buffer }[], number]>(
      `UPDATE access.activation a SET tries = tries + 1
       WHERE a.person_id = $1 AND a.kind = $2 AND ${ALIVE} RETURNING code_hash`,
      [owner.person, owner.kind],
    );
    return rows[0]?.code_hash;
  }

  /**
   * Spends the code and sets the secret, both or neither. False when the code was spent or replaced
   * by another since it was checked.
   */
  async spend(
    manager: EntityManager,
    owner: SecretOwner,
    codeHash: Buffer,
    secretHash: string,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `WITH spent AS (
         UPDATE access.activation SET used_at = now()
         WHERE person_id = $1 AND kind = $2 AND code_hash = $3 AND used_at IS NULL
         RETURNING person_id, kind)
       INSERT INTO access.credential (person_id, kind, hash) SELECT person_id, kind, $4 FROM spent
       ON CONFLICT (person_id, kind) DO UPDATE SET hash = excluded.hash, failed_tries = 0,
         locked_until = NULL, updated_at = now()
       RETURNING person_id`,
      [owner.person, owner.kind, codeHash, secretHash],
    );
    return rows.length === 1;
  }
}
