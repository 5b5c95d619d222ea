import { inTransaction } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import { SecretHasher } from '../credentials/secret-hasher.js';
import type { AccessSecrets } from '../secrets.js';
import { PersonalData } from './personal-data.js';

const AT_ONCE = 500;

interface ClearRow {
  id: string;
  full_name: string;
  phone: string | null;
  nik: string | null;
}

interface KeyRow {
  person_id: string;
  wrapped: Buffer;
  wrapped_by: Buffer;
}

/**
 * Brings the database's people under the current key, five hundred at a time: seals those whom an earlier release left in clear,
 * and wraps the keys of all others anew after the deployment's key has changed. Several processes share the work; nothing is
 * held up, and what is interrupted goes on at the next start.
 *
 * @returns how many people were sealed and how many keys wrapped anew
 */
export async function sealPeople(
  dataSource: DataSource,
  secrets: AccessSecrets,
): Promise<{ readonly sealed: number; readonly rewrapped: number }> {
  const { current, previous } = secrets.personalData;
  const data = new PersonalData(current, previous);
  const hasher = new SecretHasher(secrets.pepper);
  const all = async (piece: (tx: EntityManager) => Promise<number>) => {
    let count = 0;
    for (;;) {
      const done = await inTransaction(dataSource, piece);
      count += done;
      if (done === 0) return count;
    }
  };
  return {
    sealed: await all((tx) => sealSome(tx, data, hasher)),
    rewrapped: await all((tx) => rewrapSome(tx, data)),
  };
}

async function sealSome(
  tx: EntityManager,
  data: PersonalData,
  hasher: SecretHasher,
): Promise<number> {
  const rows = await tx.query<ClearRow[]>(
    `SELECT id, full_name, phone, nik FROM access.person WHERE sealed IS NULL
     ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
  );
  if (rows.length === 0) return 0;
  const sealed = rows.map(({ id, full_name: fullName, phone, nik }) =>
    data.seal(id, { fullName, phone, nik }),
  );
  await tx.query(
    `WITH s AS (SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[],
           $6::bytea[]) AS s(id, sealed, phone_index, wrapped, wrapped_by, nik_index)),
       keys AS (INSERT INTO access.person_key (person_id, wrapped, wrapped_by)
         SELECT id, wrapped, wrapped_by FROM s)
     UPDATE access.person p SET sealed = s.sealed, phone_index = s.phone_index,
       nik_index = s.nik_index, full_name = NULL, phone = NULL, nik = NULL
     FROM s WHERE p.id = s.id`,
    [
      rows.map(({ id }) => id),
      sealed.map((one) => one.sealed),
      rows.map(({ phone }) => (phone === null ? null : hasher.phoneIndex(phone))),
      sealed.map((one) => one.wrapped),
      sealed.map((one) => one.wrappedBy),
      rows.map(({ nik }) => (nik === null ? null : hasher.nikIndex(nik))),
    ],
  );
  return rows.length;
}

async function rewrapSome(tx: EntityManager, data: PersonalData): Promise<number> {
  const rows = await tx.query<KeyRow[]>(
    `SELECT person_id, wrapped, wrapped_by FROM access.person_key WHERE wrapped_by <> $1
     ORDER BY person_id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
    [data.current],
  );
  if (rows.length === 0) return 0;
  const keys = rows.map(({ person_id: person, wrapped, wrapped_by: wrappedBy }) =>
    data.rewrap(person, { wrapped, wrappedBy }),
  );
  await tx.query(
    `UPDATE access.person_key k SET wrapped = r.wrapped, wrapped_by = $3
     FROM unnest($1::uuid[], $2::bytea[]) AS r(id, wrapped) WHERE k.person_id = r.id`,
    [rows.map(({ person_id: id }) => id), keys.map(({ wrapped }) => wrapped), data.current],
  );
  return rows.length;
}
