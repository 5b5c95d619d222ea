import fc from 'fast-check';

import { readShortCode, shortCodeOf } from './short-code.js';

const BATCHES = 1_000_000_000_000n;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const network = fc.integer({ min: 1, max: 9000 });
const place = fc.record({
  number: fc.oneof(fc.bigInt({ min: 1n, max: 5000n }), fc.bigInt({ min: 1n, max: BATCHES - 1n })),
  item: fc.integer({ min: 0, max: 32_767 }),
});
const code = place.map(({ number, item }) => shortCodeOf({ batch: BATCHES + number, item }));

describe('the short code of a payment', () => {
  it('is eight symbols in two groups as long as a network is young', () => {
    expect(shortCodeOf({ batch: BATCHES + 1n, item: 0 })).toBe('0001-000G');
    expect(shortCodeOf({ batch: BATCHES + 1_048_575n, item: 32_767 })).toMatch(/^ZZZZ-ZZZ.$/);
    expect(shortCodeOf({ batch: BATCHES + 1_048_576n, item: 0 })).toMatch(/^1000-0000-.$/);
  });

  it('leads back to its batch and item, in whatever network', () => {
    fc.assert(
      fc.property(network, place, (id, { number, item }) => {
        const batch = BigInt(id) * BATCHES + number;
        expect(readShortCode(id, shortCodeOf({ batch, item }))).toEqual({ batch, item });
      }),
    );
  });

  it('is understood in small letters, without hyphens, and with O, I and L for 0 and 1', () => {
    const written = shortCodeOf({ batch: BATCHES + 33n, item: 1 });
    const expected = readShortCode(1, written);
    expect(expected).toBeDefined();
    expect(readShortCode(1, written.toLowerCase().replace('-', ' '))).toEqual(expected);
    expect(readShortCode(1, written.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual(expected);
  });

  it('notices one wrong symbol', () => {
    fc.assert(
      fc.property(code, fc.nat(), fc.constantFrom(...ALPHABET.split('')), (text, at, symbol) => {
        const places = [...text].flatMap((char, index) => (char === '-' ? [] : [index]));
        const index = places[at % places.length] ?? 0;
        const wrong = text.slice(0, index) + symbol + text.slice(index + 1);
        fc.pre(wrong !== text);
        expect(readShortCode(1, wrong)).toBeUndefined();
      }),
    );
  });

  it('notices two exchanged symbols', () => {
    fc.assert(
      fc.property(code, fc.nat(), fc.nat(), (text, one, other) => {
        const symbols = [...text.replaceAll('-', '')];
        const i = one % symbols.length;
        const j = other % symbols.length;
        const exchanged = symbols
          .with(i, symbols[j] ?? '')
          .with(j, symbols[i] ?? '')
          .join('');
        fc.pre(exchanged !== symbols.join(''));
        expect(readShortCode(1, exchanged)).toBeUndefined();
      }),
    );
  });

  it('is never read from other text', () => {
    for (const text of ['', '0000-0000', '0001-000', 'UUUU-UUUU', '०००१-०००J', '00001-000G']) {
      expect(readShortCode(1, text)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = readShortCode(1, text);
        if (found === undefined) return;
        const canonical = shortCodeOf(found).replaceAll('-', '');
        const spelt = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0');
        expect(spelt.replace(/[IL]/g, '1')).toBe(canonical);
      }),
    );
  });
});
