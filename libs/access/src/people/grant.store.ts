import type { EntityManager } from 'typeorm';
import { invariant } from '@app/core';
import type { Role } from '../identity.js';

/** A role that a person holds, and where. */
export interface RoleGrant {
  id: string;
  role: Role;
  network: number | null;
  cooperative: string | null;
  merchant: string | null;
  member: string | null;
}

/** A role to be given, with exactly the scope that such a role has. */
export type NewGrant = { person: string } & (
  | { role: 'member'; cooperative: string; member: string }
  | { role: 'merchant_owner' | 'cashier'; cooperative: string; merchant: string }
  | { role: 'teller' | 'treasurer' | 'manager'; cooperative: string }
  | { role: 'auditor'; cooperative?: string }
  | { role: 'operator' | 'dinas' }
);

/** Whose roles end: all or one role of a person, or whatever refers to a member or merchant. */
export type GrantSelection =
  { person: string; role?: Role } | { member: string } | { merchant: string };

export interface GrantQuery {
  person: string;
  roles: readonly Role[];
  merchant?: string | undefined;
}

const COLUMNS = 'id, role, network, cooperative, merchant, member';

/** The SQL of roles. A grant is never changed, only revoked; given again, it is a new one. */
export class GrantStore {
  /**
   * The network is the person's own; one that `waits` rests until another person has agreed. False when the person already holds this very role, or doesn't
   * exist.
   */
  async insert(
    manager: EntityManager,
    id: string,
    grant: NewGrant,
    waits = false,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO access.role_grant (id, person_id, role, network, cooperative, merchant, member,
         awaits_agreement, suspended_at)
       SELECT $1, p.id, $3, p.network, $4, $5, $6, $7, CASE WHEN $7 THEN now() END FROM access.person p WHERE p.id = $2
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        id,
        grant.person,
        grant.role,
        'cooperative' in grant ? (grant.cooperative ?? null) : null,
        'merchant' in grant ? grant.merchant : null,
        'member' in grant ? grant.member : null,
        waits,
      ],
    );
    return rows.length === 1;
  }

  /** The oldest live grant among these roles; one that rests is none. */
  async findOldest(manager: EntityManager, query: GrantQuery): Promise<RoleGrant | undefined> {
    const rows = await manager.query<RoleGrant[]>(
      `SELECT ${COLUMNS} FROM access.role_grant
       WHERE person_id = $1 AND revoked_at IS NULL AND suspended_at IS NULL AND role = ANY ($2::text[])
         AND ($3::uuid IS NULL OR merchant = $3)
       ORDER BY id LIMIT 1`,
      [query.person, query.roles, query.merchant ?? null],
    );
    return rows[0];
  }

  /** Every live grant of a person, the oldest first. */
  listLive(manager: EntityManager, person: string): Promise<RoleGrant[]> {
    return manager.query<RoleGrant[]>(
      `SELECT ${COLUMNS} FROM access.role_grant
       WHERE person_id = $1 AND revoked_at IS NULL AND suspended_at IS NULL ORDER BY id`,
      [person],
    );
  }

  /** How many grants ended now. */
  async revoke(manager: EntityManager, selection: GrantSelection): Promise<number> {
    const chosen = Object.values(selection).filter((value) => value !== undefined);
    invariant(chosen.length > 0, 'a revocation must say whose roles end');
    const [, count] = await manager.query<[unknown[], number]>(
      `UPDATE access.role_grant SET revoked_at = now()
       WHERE revoked_at IS NULL AND ($1::uuid IS NULL OR person_id = $1)
         AND ($2::text IS NULL OR role = $2)
         AND ($3::uuid IS NULL OR member = $3) AND ($4::uuid IS NULL OR merchant = $4)`,
      [
        'person' in selection ? selection.person : null,
        'person' in selection ? (selection.role ?? null) : null,
        'member' in selection ? selection.member : null,
        'merchant' in selection ? selection.merchant : null,
      ],
    );
    return count;
  }

  /** The person who signs in by this name, if they are an operator now. */
  async findOperator(manager: EntityManager, username: string): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT l.person_id AS id FROM access.login l JOIN access.role_grant g USING (person_id)
       WHERE l.username = $1 AND g.role = 'operator' AND g.revoked_at IS NULL LIMIT 1`,
      [username],
    );
    return rows[0]?.id;
  }

  /** Whether there is, or ever was, an operator. */
  async hasOperator(manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM access.role_grant WHERE role = 'operator' LIMIT 1`,
    );
    return rows.length === 1;
  }
}
