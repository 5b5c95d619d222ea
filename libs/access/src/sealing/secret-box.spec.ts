import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { SecretBox } from './secret-box.js';

const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => Buffer.from(array));

describe('a box for secrets', () => {
  const pepper = randomBytes(32);
  const box = new SecretBox(pepper, 'tests');

  it('gives back what was sealed, to its owner, in any process with the pepper', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (content, owner) => {
        const other = new SecretBox(pepper, 'tests');
        expect(other.open(box.seal(content, owner), owner).equals(content)).toBe(true);
      }),
    );
  });

  it('does not open what was altered, moved, cut off, or sealed elsewhere', () => {
    const sealed = box.seal(Buffer.from('rahasia'), 'totp/1');
    expect(() => box.open(sealed, 'totp/2')).toThrow('altered');
    expect(() => new SecretBox(randomBytes(32), 'tests').open(sealed, 'totp/1')).toThrow('altered');
    expect(() => new SecretBox(pepper, 'else').open(sealed, 'totp/1')).toThrow('altered');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(sealed);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(() => box.open(altered, 'totp/1')).toThrow('altered');
      }),
    );
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open(sealed.subarray(0, length), 'totp/1')).toThrow('altered');
    }
  });

  it('seals the same differently each time', () => {
    const content = Buffer.from('rahasia');
    expect(box.seal(content, 'a').equals(box.seal(content, 'a'))).toBe(false);
  });
});
