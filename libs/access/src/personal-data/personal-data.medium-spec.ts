import { randomBytes } from 'node:crypto';
import { newUuid } from '@app/core';
import { accessWorld, aPhone, type AccessWorld } from '@app/testing';
import { createAccess } from '../access.js';
import { ERASED_NAME } from '../people/person.store.js';
import { sealPeople } from './seal-people.js';

let world: AccessWorld;

beforeAll(async () => {
  world = await accessWorld();
}, 60_000);

afterAll(() => world.close());

const aPerson = () => ({
  id: newUuid(),
  network: 1,
  fullName: 'Sri Wahyuni',
  phone: aPhone(),
  nik: '3573014101900007',
});

/** Everything that the database holds of a person, as text. */
async function stored(id: string): Promise<string> {
  const rows = await world.dataSource.query<{ text: string }[]>(
    `SELECT p::text || encode(p.sealed, 'escape') || coalesce(k::text, '') AS text
     FROM access.person p LEFT JOIN access.person_key k ON k.person_id = p.id WHERE p.id = $1`,
    [id],
  );
  return rows[0]?.text ?? '';
}

describe('people in the database', () => {
  it('stand there encrypted, and are found by their phone', async () => {
    const { people, dataSource } = world;
    const person = aPerson();
    expect(await people.insert(dataSource.manager, person)).toBe(true);
    const text = await stored(person.id);
    for (const part of [person.fullName, person.phone, person.phone.slice(3), person.nik]) {
      expect(text).not.toContain(part);
    }
    expect(await people.findByPhone(dataSource.manager, 1, person.phone)).toEqual(person);
    expect(await people.findByPhone(dataSource.manager, 2, person.phone)).toBeUndefined();
    const again = { ...person, id: newUuid() };
    expect(await people.insert(dataSource.manager, again)).toBe(false);
    expect(await people.read(dataSource.manager, again.id)).toBeUndefined();
  });

  it('learn one NIK and keep it', async () => {
    const { people, dataSource } = world;
    const person = { ...aPerson(), nik: null };
    await people.insert(dataSource.manager, person);
    expect(await people.learnNik(dataSource.manager, person.id, '3573010101900001')).toBe(true);
    expect(await people.learnNik(dataSource.manager, person.id, '3573010101900001')).toBe(true);
    expect(await people.learnNik(dataSource.manager, person.id, '3573010101900002')).toBe(false);
    const read = await people.read(dataSource.manager, person.id);
    expect(read).toEqual({ ...person, nik: '3573010101900001' });
  });

  it('are read by the thousand without being waited for', async () => {
    const { people, dataSource } = world;
    const many = Array.from({ length: 1_000 }, aPerson);
    expect(await people.insertMany(dataSource.manager, many)).toBe(true);
    const ids = many.map(({ id }) => id);
    await people.readMany(dataSource.manager, ids);
    const began = performance.now();
    const read = await people.readMany(dataSource.manager, ids);
    const took = performance.now() - began;
    expect(many.map(({ id }) => read.get(id))).toEqual(many);
    // Some 15 ms on a machine at rest.
    expect(took).toBeLessThan(500);
  });

  it('are unreadable once erased, in every process, and their phone is free', async () => {
    const { people, dataSource, secrets } = world;
    const { manager } = dataSource;
    const other = createAccess(dataSource, { secrets, issuer: 'https://simpul.test' }).people;
    const person = aPerson();
    await people.insert(manager, person);
    expect(await other.read(manager, person.id)).toEqual(person);
    expect(await people.erase(manager, person.id)).toBe(true);
    expect(await people.erase(manager, person.id)).toBe(false);
    for (const reader of [people, other]) {
      expect(await reader.read(manager, person.id)).toEqual({
        id: person.id,
        network: 1,
        fullName: ERASED_NAME,
        phone: null,
        nik: null,
      });
    }
    expect(await people.findByPhone(manager, 1, person.phone)).toBeUndefined();
    expect(await people.insert(manager, { ...person, id: newUuid() })).toBe(true);
  });

  it('whom an earlier release left in clear are sealed at the start, by two processes at once', async () => {
    const { people, dataSource, secrets } = world;
    const many = Array.from({ length: 1_200 }, aPerson);
    await dataSource.query(
      `INSERT INTO access.person (id, network, full_name, phone, nik)
       SELECT id, 1, $2, phone, $3 FROM unnest($1::uuid[], $4::text[]) AS p(id, phone)`,
      [many.map(({ id }) => id), 'Sri Wahyuni', many[0]?.nik, many.map(({ phone }) => phone)],
    );
    const done = await Promise.all([
      sealPeople(dataSource, secrets),
      sealPeople(dataSource, secrets),
    ]);
    expect(done.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(1_200);
    const [clear] = await dataSource.query<{ count: string }[]>(
      `SELECT count(*) FROM access.person WHERE full_name IS NOT NULL OR phone IS NOT NULL
         OR nik IS NOT NULL OR sealed IS NULL`,
    );
    expect(clear?.count).toBe('0');
    const [some] = many;
    expect(await people.findByPhone(dataSource.manager, 1, some?.phone ?? '')).toEqual(some);
  });

  it('move to the next key of the deployment, after which the former is not needed', async () => {
    const { people, dataSource, secrets } = world;
    const person = aPerson();
    await people.insert(dataSource.manager, person);
    const current = randomBytes(32);
    const both = { ...secrets, personalData: { current, previous: secrets.personalData.current } };
    expect((await sealPeople(dataSource, both)).rewrapped).toBeGreaterThan(2_000);
    expect((await sealPeople(dataSource, both)).rewrapped).toBe(0);
    const alone = createAccess(dataSource, {
      secrets: { ...secrets, personalData: { current } },
      issuer: 'https://simpul.test',
    });
    expect(await alone.people.read(dataSource.manager, person.id)).toEqual(person);
  });
});
