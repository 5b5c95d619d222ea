import type { EntityManager } from 'typeorm';

export interface StoredTotp {
  readonly sealed: Buffer;
  /** Milliseconds since 1970, by the database's clock. */
  readonly now: number;
}

/** Takes the place of the one before it, whose last code stays spent. */
export async function storeTotp(tx: EntityManager, person: string, sealed: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO access.totp (person_id, sealed) VALUES ($1, $2)
     ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, enrolled_at = now()`,
    [person, sealed],
  );
}

export async function readTotp(
  manager: EntityManager,
  person: string,
): Promise<StoredTotp | undefined> {
  const rows = await manager.query<StoredTotp[]>(
    `SELECT sealed, extract(epoch FROM clock_timestamp())::float8 * 1000 AS now
     FROM access.totp WHERE person_id = $1`,
    [person],
  );
  return rows[0];
}

/** False when a code of this step or a later one has served already, whoever was first. */
export async function spendStep(
  manager: EntityManager,
  person: string,
  step: number,
): Promise<boolean> {
  const [, count] = await manager.query<[unknown[], number]>(
    'UPDATE access.totp SET last_step = $2 WHERE person_id = $1 AND last_step < $2',
    [person, step],
  );
  return count === 1;
}
