import type { EntityManager } from 'typeorm';

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

const COLUMNS = 'id, network, full_name AS "fullName", phone, nik';

/**
 * The one door to personal data. Every call takes the caller's manager, in a transaction or not.
 */
export class PersonStore {
  /** False when the network already has a person with this phone. */
  async insert(manager: EntityManager, person: Person): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO access.person (id, network, full_name, phone, nik) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [person.id, person.network, person.fullName, person.phone, person.nik],
    );
    return rows.length === 1;
  }

  async read(manager: EntityManager, id: string): Promise<Person | undefined> {
    return (await this.readMany(manager, [id])).get(id);
  }

  /** People by id; who doesn't exist is missing from the map. */
  async readMany(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.query<Person[]>(
      `SELECT ${COLUMNS} FROM access.person WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((person) => [person.id, person]));
  }

  /** `phone` in E.164 (see parsePhone). */
  async findByPhone(
    manager: EntityManager,
    network: number | null,
    phone: string,
  ): Promise<Person | undefined> {
    const rows = await manager.query<Person[]>(
      `SELECT ${COLUMNS} FROM access.person
       WHERE phone = $1 AND network IS NOT DISTINCT FROM $2::smallint`,
      [phone, network],
    );
    return rows[0];
  }

  /** People of a network by phone; phones in E.164 that nobody has are missing from the map. */
  async findByPhones(
    manager: EntityManager,
    network: number,
    phones: readonly string[],
  ): Promise<Map<string, Person>> {
    if (phones.length === 0) return new Map();
    const rows = await manager.query<(Person & { phone: string })[]>(
      `SELECT ${COLUMNS} FROM access.person WHERE phone = ANY ($1::text[]) AND network = $2`,
      [phones, network],
    );
    return new Map(rows.map((person) => [person.phone, person]));
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

  /** Writes down a NIK of 16 digits; false when another one is known already. */
  async learnNik(manager: EntityManager, id: string, nik: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      'UPDATE access.person SET nik = $2 WHERE id = $1 AND (nik IS NULL OR nik = $2)',
      [id, nik],
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
}
