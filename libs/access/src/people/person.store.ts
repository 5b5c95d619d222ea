import { invariant } from '@app/core';
import type { EntityManager } from 'typeorm';
import type { SecretHasher } from '../credentials/secret-hasher.js';
import type { PersonalData } from '../personal-data/personal-data.js';

/** A human being as Simpul knows them. Nowhere else is there a name, a phone number or a NIK. */
export interface Person {
  id: string;
  /** null: an operator of the whole deployment. */
  network: number | null;
  fullName: string;
  /** E.164. */
  phone: string | null;
  nik: string | null;
}

/** In place of the name of somebody whose data were erased. */
export const ERASED_NAME = '(data dihapus)';

interface SealedRow {
  id: string;
  network: number | null;
  sealed: Buffer | null;
  wrapped: Buffer | null;
  wrapped_by: Buffer | null;
}

const SELECT = `SELECT p.id, p.network, p.sealed, k.wrapped, k.wrapped_by
  FROM access.person p LEFT JOIN access.person_key k ON k.person_id = p.id`;

/**
 * The one door to personal data, which stand encrypted behind it. Every call takes the caller's manager, in a
 * transaction or not.
 */
export class PersonStore {
  constructor(
    private readonly data: PersonalData,
    private readonly hasher: Pick<SecretHasher, 'phoneIndex' | 'nikIndex'>,
  ) {}

  /** False when the network already has a person with this phone. */
  insert(manager: EntityManager, person: Person): Promise<boolean> {
    return this.insertMany(manager, [person]);
  }

  /** In one statement; false, with some of them written, when the network already has one of the phones. */
  async insertMany(manager: EntityManager, people: readonly Person[]): Promise<boolean> {
    const sealed = people.map((person) => this.data.seal(person.id, person));
    const [row] = await manager.query<{ count: number }[]>(
      `WITH s AS (SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[],
             $7::bytea[])
           AS s(id, network, sealed, phone_index, wrapped, wrapped_by, nik_index)),
         made AS (INSERT INTO access.person (id, network, sealed, phone_index, nik_index)
           SELECT id, network, sealed, phone_index, nik_index FROM s ON CONFLICT DO NOTHING RETURNING id),
         keys AS (INSERT INTO access.person_key (person_id, wrapped, wrapped_by)
           SELECT s.id, s.wrapped, s.wrapped_by FROM s JOIN made ON made.id = s.id)
       SELECT count(*)::integer AS count FROM made`,
      [
        people.map(({ id }) => id),
        people.map(({ network }) => network),
        sealed.map((one) => one.sealed),
        people.map(({ phone }) => (phone === null ? null : this.hasher.phoneIndex(phone))),
        sealed.map((one) => one.wrapped),
        sealed.map((one) => one.wrappedBy),
        people.map(({ nik }) => (nik === null ? null : this.hasher.nikIndex(nik))),
      ],
    );
    return row?.count === people.length;
  }

  async read(manager: EntityManager, id: string): Promise<Person | undefined> {
    return (await this.readMany(manager, [id])).get(id);
  }

  /**
   * People by id; who doesn't exist is missing from the map. Of whom was erased it knows {@link ERASED_NAME} and nothing
   * else.
   */
  async readMany(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.query<SealedRow[]>(`${SELECT} WHERE p.id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, this.open(row)]));
  }

  /** By what a phone in E.164 is found in the column `phone_index`. */
  phoneIndex(phone: string): Buffer {
    return this.hasher.phoneIndex(phone);
  }

  /** `phone` in E.164 (see parsePhone). */
  async findByPhone(
    manager: EntityManager,
    network: number | null,
    phone: string,
  ): Promise<Person | undefined> {
    const rows = await manager.query<SealedRow[]>(
      `${SELECT} WHERE p.phone_index = $1 AND p.network IS NOT DISTINCT FROM $2::smallint`,
      [this.hasher.phoneIndex(phone), network],
    );
    return rows[0] && this.open(rows[0]);
  }

  /** People of a network by phone; phones in E.164 that nobody has are missing from the map. */
  async findByPhones(
    manager: EntityManager,
    network: number,
    phones: readonly string[],
  ): Promise<Map<string, Person>> {
    if (phones.length === 0) return new Map();
    const rows = await manager.query<SealedRow[]>(
      `${SELECT} WHERE p.phone_index = ANY ($1::bytea[]) AND p.network = $2`,
      [phones.map((phone) => this.hasher.phoneIndex(phone)), network],
    );
    return new Map(rows.map((row) => this.open(row)).map((person) => [person.phone ?? '', person]));
  }

  /** False when somebody has this name already. */
  async insertLogin(manager: EntityManager, username: string, person: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO access.login (username, person_id) VALUES ($1, $2)
       ON CONFLICT DO NOTHING RETURNING username`,
      [username, person],
    );
    return rows.length === 1;
  }

  /** Writes down a NIK of 16 digits; false when another one is known already, or the person was erased. */
  async learnNik(manager: EntityManager, id: string, nik: string): Promise<boolean> {
    const [row] = await manager.query<SealedRow[]>(`${SELECT} WHERE p.id = $1 FOR UPDATE OF p`, [
      id,
    ]);
    const key = row && keyOf(row);
    if (row === undefined || key === undefined) return false;
    const known = this.open(row);
    if (known.nik !== null) return known.nik === nik;
    await manager.query('UPDATE access.person SET sealed = $2, nik_index = $3 WHERE id = $1', [
      id,
      this.data.reseal(id, key, { ...known, nik }),
      this.hasher.nikIndex(nik),
    ]);
    return true;
  }

  /**
   * Destroys a person's key: nobody can read what was written of them, here or in a copy without that key. The books know
   * people by uuid and stay as they are. False when it was done before.
   */
  async erase(manager: EntityManager, id: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      'DELETE FROM access.person_key WHERE person_id = $1',
      [id],
    );
    await manager.query(
      `UPDATE access.person SET phone_index = NULL, nik_index = NULL, erased_at = now()
       WHERE id = $1 AND erased_at IS NULL`,
      [id],
    );
    return count === 1;
  }

  /** The names that a person signs in with. */
  async loginsOf(manager: EntityManager, person: string): Promise<string[]> {
    const rows = await manager.query<{ username: string }[]>(
      'SELECT username FROM access.login WHERE person_id = $1 ORDER BY username',
      [person],
    );
    return rows.map((row) => row.username);
  }

  private open(row: SealedRow): Person {
    const { id, network, sealed } = row;
    invariant(sealed !== null, 'people are sealed before the application serves');
    const key = keyOf(row);
    if (key === undefined) return { id, network, fullName: ERASED_NAME, phone: null, nik: null };
    return { id, network, ...this.data.open(id, key, sealed) };
  }
}

function keyOf({ wrapped, wrapped_by: wrappedBy }: SealedRow) {
  return wrapped === null || wrappedBy === null ? undefined : { wrapped, wrappedBy };
}
