import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { parseBody } from './parse-body.js';

const read = (text: string) => parseBody(Buffer.from(text, 'utf8'));
const anObject = () =>
  fc.dictionary(
    fc.string().filter((name) => !(name in Object.prototype)),
    fc.jsonValue({ maxDepth: 4 }),
  );

/** Whether a name stands somewhere that every object has. */
const hasReserved = (text: string) =>
  Reflect.ownKeys(Object.prototype).some((name) => text.includes(`"${String(name)}"`));

describe('reading a body', () => {
  it('gives what JSON.parse gives for every object without duplicates', () => {
    fc.assert(
      fc.property(anObject(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!hasReserved(text));
        expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('H13 finds a duplicate name wherever it stands', () => {
    fc.assert(
      fc.property(anObject(), fc.string(), fc.jsonValue(), fc.jsonValue(), (value, name, a, b) => {
        const members = Object.entries({ ...value, '': 0 }).map(
          ([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`,
        );
        const twice = [a, b].map((v) => `${JSON.stringify(name)}:${JSON.stringify(v)}`);
        const object = `{${[twice[0], ...members, twice[1]].join(',')}}`;
        expect(read(object).ok).toBe(false);
        expect(read(`{"outer":[1,{"inner":${object}}]}`).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['colons and quotes in strings', '{"a":"x:\\"y\\":\\\\","b":":"}', true],
    ['a string that ends in a backslash', '{"a":"\\\\","b":1}', true],
    ['the same name in different objects', '{"a":{"x":1},"b":{"x":1}}', true],
    ['a member constructor', '{"constructor":1}', false],
    ['a member hasOwnProperty inside', '{"a":{"hasOwnProperty":1}}', false],
    ['a name spelt in two ways', '{"a":1,"\\u0061":1}', false],
    ['__proto__ spelt by escape', '{"__pr\\u006fto__":1}', false],
    ['__proto__ inside', '{"a":[{"__proto__":{}}]}', false],
    ['constructor.prototype', '{"constructor":{"prototype":{}}}', false],
    ['a byte order mark', '\ufeff{}', false],
    ['text after the object', '{}{}', false],
    ['an array', '[]', false],
    ['a number', '1', false],
  ])('H13 judges %s', (_name, text, ok) => {
    expect(read(text).ok).toBe(ok);
  });

  it('refuses what is nested too deeply without exhausting the stack', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(read(nested(20)).ok).toBe(true);
    expect(read(nested(30_000)).ok).toBe(false);
  });

  it('reads an empty body as none', () => {
    expect(read('')).toEqual({ ok: true, value: undefined });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseBody(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])).ok).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is the same however the members were ordered', () => {
    fc.assert(
      fc.property(anObject(), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  it('means what the value means', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps the order of arrays and tells strings from numbers', () => {
    expect(canonicalJson({ b: [2, 1], a: '1' })).toBe('{"a":"1","b":[2,1]}');
    expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: '1' }));
  });
});
