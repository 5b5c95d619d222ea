import type { Sen } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { SecretOwner } from './secret-hasher.js';

/** After this many wrong tries in a row the credential is locked. */
export const TRIES_MAX = 3;
/** How long, in minutes, a locked credential refuses even the right secret. */
export const LOCK_MINUTES = 15;

/** A try that was counted, or why there is none: seconds until there are tries again. */
export type CountedTry<T> = ({ locked: false; triesLeft: number } & T) | LockedOut;

/** What stands beside the secret of whoever tries. */
interface Counted {
  hash: string;
  epoch: number;
  /** Sen in decimal; null for who set no amount. */
  pinAbove: string | null;
}

interface LockedOut {
  locked: true;
  seconds: number;
}

// A lock that has run out starts a new count; the try that reaches the bound sets the lock.
const NEXT_COUNT = 'CASE WHEN t.locked_until IS NULL THEN t.failed_tries + 1 ELSE 1 END';
const COUNT_ONE_MORE = `
  failed_tries = ${NEXT_COUNT},
  locked_until = CASE WHEN ${NEXT_COUNT} = ${TRIES_MAX}
    THEN now() + interval '${LOCK_MINUTES} minutes' END`;
const NOT_LOCKED = '(t.locked_until IS NULL OR t.locked_until <= now())';

/**
 * The SQL of credentials. Tries are counted by one statement that has committed before any secret
 * is looked at: parallel guesses queue for the row, and the fourth finds it locked.
 */
export class CredentialStore {
  /**
   * Takes the connection's own manager: inside a caller's transaction the count could be rolled
   * back.
   */
  constructor(private readonly manager: EntityManager) {}

  /**
   * The person whose PIN is meant: in the network named, else in the one with the lowest number.
   */
  async findByPhone(phoneIndex: Buffer, network: number | undefined): Promise<string | undefined> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT p.id FROM access.person p
       JOIN access.credential c ON c.person_id = p.id AND c.kind = 'pin'
       WHERE p.phone_index = $1 AND ($2::smallint IS NULL OR p.network = $2)
       ORDER BY p.network LIMIT 1`,
      [phoneIndex, network ?? null],
    );
    return rows[0]?.id;
  }

  /** The person whose password is meant. */
  async findByUsername(username: string): Promise<string | undefined> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT l.person_id AS id FROM access.login l
       JOIN access.credential c ON c.person_id = l.person_id AND c.kind = 'password'
       WHERE l.username = $1`,
      [username],
    );
    return rows[0]?.id;
  }

  /** What is stored of a secret; for looking at it without a try. */
  async hashOf({ person, kind }: SecretOwner): Promise<string | undefined> {
    const rows = await this.manager.query<{ hash: string }[]>(
      'SELECT hash FROM access.credential WHERE person_id = $1 AND kind = $2',
      [person, kind],
    );
    return rows[0]?.hash;
  }

  /**
   * Counts a try before it is checked, and gives the hash to check it against, and the person's epoch, which is read
   * first: whoever changes the secret meanwhile raises it.
   */
  async countTry(owner: SecretOwner): Promise<CountedTry<Counted>> {
    const [rows] = await this.manager.query<[(Counted & { tries: number })[], number]>(
      `UPDATE access.credential t SET ${COUNT_ONE_MORE}
       WHERE person_id = $1 AND kind = $2 AND ${NOT_LOCKED}
       RETURNING hash, failed_tries AS tries, pin_above::text AS "pinAbove", coalesce(
         (SELECT r.epoch FROM access.revocation r WHERE r.subject = t.person_id), 0) AS epoch`,
      [owner.person, owner.kind],
    );
    const [row] = rows;
    if (row === undefined) {
      return this.lockOf('access.credential WHERE person_id = $1 AND kind = $2', [
        owner.person,
        owner.kind,
      ]);
    }
    const { tries, ...counted } = row;
    return { locked: false, triesLeft: TRIES_MAX - tries, ...counted };
  }

  /** Counts a try on a phone or name that nobody has, so that it locks like any other. */
  async countDecoyTry(bucket: number): Promise<CountedTry<object>> {
    const rows = await this.manager.query<{ tries: number }[]>(
      `INSERT INTO access.decoy AS t (bucket, failed_tries) VALUES ($1, 1)
       ON CONFLICT (bucket) DO UPDATE SET ${COUNT_ONE_MORE} WHERE ${NOT_LOCKED}
       RETURNING failed_tries AS tries`,
      [bucket],
    );
    const [row] = rows;
    if (row === undefined) return this.lockOf('access.decoy WHERE bucket = $1', [bucket]);
    return { locked: false, triesLeft: TRIES_MAX - row.tries };
  }

  private async lockOf(row: string, parameters: (string | number)[]): Promise<LockedOut> {
    const rows = await this.manager.query<{ seconds: number | null }[]>(
      `SELECT ceil(extract(epoch FROM locked_until - now()))::int AS seconds FROM ${row}`,
      parameters,
    );
    // It may have run out, or been lifted, between the two statements.
    return { locked: true, seconds: Math.max(1, rows[0]?.seconds ?? 1) };
  }

  /**
   * Puts another hash in the place of the one that was verified. False when somebody else has changed it meanwhile.
   * The triggers of the table void every token of the person.
   */
  async change(
    tx: EntityManager,
    owner: SecretOwner,
    { from, to }: { from: string; to: string },
  ): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE access.credential SET hash = $4, failed_tries = 0, locked_until = NULL,
         updated_at = now()
       WHERE person_id = $1 AND kind = $2 AND hash = $3`,
      [owner.person, owner.kind, from, to],
    );
    return count === 1;
  }

  /** In sen; null for who set none, undefined for who has no PIN. */
  async pinAbove(person: string): Promise<Sen | null | undefined> {
    const rows = await this.manager.query<{ above: string | null }[]>(
      `SELECT pin_above::text AS above FROM access.credential WHERE person_id = $1 AND kind = 'pin'`,
      [person],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return row.above === null ? null : BigInt(row.above);
  }

  /** False when it is not what it was any more. */
  async setPinAbove(
    tx: EntityManager,
    person: string,
    { from, to }: { from: Sen | null; to: Sen | null },
  ): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE access.credential SET pin_above = $3
       WHERE person_id = $1 AND kind = 'pin' AND pin_above IS NOT DISTINCT FROM $2::bigint`,
      [person, from?.toString() ?? null, to?.toString() ?? null],
    );
    return count === 1;
  }

  /** What was counted turned out not to be a guess. */
  async giveTryBack(owner: SecretOwner): Promise<void> {
    await this.manager.query(
      `UPDATE access.credential SET failed_tries = greatest(failed_tries - 1, 0), locked_until = NULL
       WHERE person_id = $1 AND kind = $2`,
      [owner.person, owner.kind],
    );
  }

  /** The right secret was given: the count starts again. */
  async forgetTries(owner: SecretOwner): Promise<void> {
    await this.manager.query(
      `UPDATE access.credential SET failed_tries = 0, locked_until = NULL
       WHERE person_id = $1 AND kind = $2`,
      [owner.person, owner.kind],
    );
  }
}
