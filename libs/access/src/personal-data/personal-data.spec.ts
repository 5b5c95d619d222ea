import { randomBytes } from 'node:crypto';
import { newUuid } from '@app/core';
import fc from 'fast-check';
import { BoundedKeys } from './bounded-keys.js';
import { PersonalData } from './personal-data.js';

const BUDI = { fullName: 'Budi Santoso', phone: '+6281234567890', nik: '3573010101900001' };
const person = newUuid();

describe('what is known of a person', () => {
  const data = new PersonalData(randomBytes(32));

  it('opens as it was sealed', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 });
    const facts = fc.record({ fullName: text, phone: fc.option(text), nik: fc.option(text) });
    fc.assert(
      fc.property(facts, (known) => {
        const sealed = data.seal(person, known);
        expect(data.open(person, sealed, sealed.sealed)).toEqual(known);
      }),
    );
  });

  it('is never written twice alike, nor in clear', () => {
    const [one, other] = [data.seal(person, BUDI), data.seal(person, BUDI)];
    expect(one.sealed.equals(other.sealed)).toBe(false);
    expect(one.wrapped.equals(other.wrapped)).toBe(false);
    for (const part of Object.values(BUDI)) {
      expect(one.sealed.toString('latin1')).not.toContain(part);
    }
  });

  it('opens for nobody else, changed, or under another key', () => {
    const sealed = data.seal(person, BUDI);
    const stranger = newUuid();
    const changed = Buffer.from(sealed.sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const elsewhere = new PersonalData(randomBytes(32));
    expect(() => data.open(stranger, sealed, sealed.sealed)).toThrow();
    expect(() => data.open(person, sealed, changed)).toThrow();
    expect(() => data.open(person, data.seal(person, BUDI), sealed.sealed)).toThrow();
    expect(() => elsewhere.open(person, sealed, sealed.sealed)).toThrow(/not set here/);
  });

  it('is written anew under the same key, and moves with it to the next of the deployment', () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const sealed = new PersonalData(old).seal(person, BUDI);
    const both = new PersonalData(next, old);
    const moved = both.rewrap(person, sealed);
    const changed = both.reseal(person, sealed, { ...BUDI, nik: null });
    const alone = new PersonalData(next);
    expect(alone.open(person, moved, sealed.sealed)).toEqual(BUDI);
    expect(alone.open(person, moved, changed)).toEqual({ ...BUDI, nik: null });
    expect(() => alone.open(person, sealed, sealed.sealed)).toThrow(/not set here/);
  });
});

describe('keys that are remembered', () => {
  it('stay within their bound', () => {
    const keys = new BoundedKeys(2);
    for (const name of ['a', 'b', 'c']) keys.set(name, Buffer.from(name));
    expect([keys.size, keys.get('a'), keys.get('c')?.toString()]).toEqual([2, undefined, 'c']);
  });
});
