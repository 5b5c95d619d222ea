import type { Role } from '@app/access';
import type { EntityManager } from 'typeorm';

import { pageClause, type UidPage } from '../uid-page.js';

/** A post that somebody has or had: uuid of the role that was given. */
export interface StaffRow {
  readonly uid: string;
  readonly person: string;
  readonly role: Role;
  /** null: an operator of the whole deployment. */
  readonly network: number | null;
  readonly cooperative: string | null;
  readonly grantedAt: Date;
  readonly suspendedAt: Date | null;
  readonly endedAt: Date | null;
  /** Nobody else has agreed to the appointment yet. */
  readonly waits: boolean;
  readonly usernames: string[];
}

const STAFF = `
SELECT g.id AS uid, g.person_id AS person, g.role, g.network, g.cooperative,
  g.granted_at AS "grantedAt", g.suspended_at AS "suspendedAt", g.revoked_at AS "endedAt",
  g.awaits_agreement AS waits,
  ARRAY(SELECT l.username FROM access.login l WHERE l.person_id = g.person_id
    ORDER BY l.username) AS usernames
FROM access.role_grant g
WHERE g.role NOT IN ('member', 'merchant_owner')`;

export async function readStaff(
  sql: EntityManager,
  uid: string,
  locked = false,
): Promise<StaffRow | undefined> {
  const rows = await sql.query<StaffRow[]>(
    `${STAFF} AND g.id = $1 ${locked ? 'FOR UPDATE OF g' : ''}`,
    [uid],
  );
  return rows[0];
}

/** Without cashiers, in the order in which they were appointed; null stands for any. */
export function listStaff(
  sql: EntityManager,
  { network, cooperative }: Pick<StaffRow, 'network' | 'cooperative'>,
  page: UidPage,
): Promise<StaffRow[]> {
  return sql.query<StaffRow[]>(
    `${STAFF} AND g.role <> 'cashier' AND ($1::smallint IS NULL OR g.network = $1)
       AND ($2::uuid IS NULL OR g.cooperative = $2) ${pageClause(page, 'g.id', 3)}`,
    [network, cooperative, page.after ?? page.before ?? null, page.limit],
  );
}

/** What becomes of a post now. The triggers of the table void every token of the person where it rests or ends. */
export async function moveStaff(
  tx: EntityManager,
  uid: string,
  to: 'suspended' | 'active' | 'ended',
  reason: string,
): Promise<void> {
  const change = {
    suspended: 'suspended_at = now()',
    active: 'suspended_at = NULL, awaits_agreement = false',
    ended: 'revoked_at = now()',
  }[to];
  await tx.query(`UPDATE access.role_grant SET ${change}, reason = $2 WHERE id = $1`, [
    uid,
    reason,
  ]);
}
