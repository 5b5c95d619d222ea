import { randomInt } from 'node:crypto';
import { newUuid } from '@app/core';
import type { EntityManager } from 'typeorm';
import { CODE_DAYS } from './credentials/activation.store.js';
import type { SecretHasher } from './credentials/secret-hasher.js';
import type { NewGrant } from './people/grant.store.js';
import type { Person, PersonStore } from './people/person.store.js';

const CODE_DIGITS = 8;

/** A one-time code, to be handed to the person and stored nowhere. */
export interface IssuedCode {
  /** Uuid. */
  readonly person: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/**
 * What {@link Onboarding} does for one person, for thousands in one statement each. What it is given has been
 * checked: names, phones in E.164 and NIK as the tables want them.
 */
export class BulkOnboarding {
  constructor(
    private readonly hasher: SecretHasher,
    private readonly people: PersonStore,
  ) {}

  /** False, and the transaction has to end, when the network has come to know one of the phones meanwhile. */
  registerPeople(tx: EntityManager, people: readonly Person[]): Promise<boolean> {
    return this.people.insertMany(tx, people);
  }

  /** Gives roles in the people's own networks. Who holds such a role already keeps it. */
  async grantRoles(tx: EntityManager, grants: readonly NewGrant[]): Promise<void> {
    await tx.query(
      `INSERT INTO access.role_grant (id, person_id, role, network, cooperative, merchant, member)
       SELECT g.id, p.id, g.role, p.network, g.cooperative, g.merchant, g.member
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[])
         AS g(id, person, role, cooperative, merchant, member)
       JOIN access.person p ON p.id = g.person
       ON CONFLICT DO NOTHING`,
      [
        grants.map(() => newUuid()),
        grants.map(({ person }) => person),
        grants.map(({ role }) => role),
        grants.map((grant) => ('cooperative' in grant ? (grant.cooperative ?? null) : null)),
        grants.map((grant) => ('merchant' in grant ? grant.merchant : null)),
        grants.map((grant) => ('member' in grant ? grant.member : null)),
      ],
    );
  }

  /**
   * One-time codes to choose a PIN with, for those of these people who have none: valid as single ones are, in place
   * of earlier ones.
   */
  async issueActivations(tx: EntityManager, people: readonly string[]): Promise<IssuedCode[]> {
    const waiting = await tx.query<{ id: string }[]>(
      `SELECT p.id FROM access.person p WHERE p.id = ANY ($1::uuid[]) AND NOT EXISTS
         (SELECT 1 FROM access.credential c WHERE c.person_id = p.id AND c.kind = 'pin')
       ORDER BY p.id`,
      [people],
    );
    const codes = waiting.map(({ id }) => ({
      person: id,
      code: String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0'),
    }));
    const rows = await tx.query<{ person_id: string; expires_at: Date }[]>(
      `INSERT INTO access.activation (person_id, kind, code_hash, expires_at)
       SELECT c.person, 'pin', c.hash, now() + interval '${CODE_DAYS} days'
       FROM unnest($1::uuid[], $2::bytea[]) AS c(person, hash)
       ON CONFLICT (person_id, kind) DO UPDATE SET code_hash = excluded.code_hash,
         issued_at = excluded.issued_at, expires_at = excluded.expires_at,
         tries = 0, used_at = NULL, approval = NULL
       RETURNING person_id, expires_at`,
      [
        codes.map(({ person }) => person),
        codes.map(({ person, code }) => this.hasher.codeHash({ person, kind: 'pin' }, code)),
      ],
    );
    const ends = new Map(rows.map((row) => [row.person_id, row.expires_at]));
    return codes.flatMap((issued) => {
      const expiresAt = ends.get(issued.person);
      return expiresAt === undefined ? [] : [{ ...issued, expiresAt }];
    });
  }
}
