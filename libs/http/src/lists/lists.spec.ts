import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.js';
import { pageOf } from './page.js';
import { PageQuery } from './page-query.js';
import { readDto } from '../validation/request-pipe.js';

const cursorValue = () => fc.oneof(fc.string({ maxLength: 40 }), fc.maxSafeInteger());

describe('a cursor', () => {
  it('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(cursorValue(), { minLength: 1, maxLength: 3 }), (values) => {
        fc.pre(values.every((value) => typeof value === 'number' || !/\p{Cs}/u.test(value)));
        const shape = values.map((value) => (typeof value === 'string' ? 'string' : 'number'));
        const read = decodeCursor(encodeCursor(values), shape);
        // JSON does not tell −0 from 0.
        expect(read).toEqual({ ok: true, value: values.map((v) => (v === 0 ? 0 : v)) });
      }),
    );
  });

  it('of another list is invalid', () => {
    const cursor = encodeCursor(['x', 1]);
    expect(decodeCursor(cursor, ['string']).ok).toBe(false);
    expect(decodeCursor(cursor, ['number', 'string']).ok).toBe(false);
  });

  it('is never read into anything but its shape, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = decodeCursor(text, ['number']);
        expect(read.ok ? typeof read.value[0] : 'number').toBe('number');
      }),
    );
  });
});

describe('the number of rows of a page', () => {
  const read = (limit: string) => readDto(PageQuery, { limit }, true).limit;

  it('is written in digits', () => {
    expect(read('10')).toBe(10);
  });

  it.each(['1e1', '0x10', '+5', ' 5', '5.0', '-1', '101', ''])('is not %p', (limit) => {
    expect(() => read(limit)).toThrow('validation_failed');
  });
});

describe('a list read page by page', () => {
  const list = (size: number) => Array.from({ length: size }, (_, at) => at + 1);

  function page(all: readonly number[], query: PageQuery) {
    const at = (cursor: string) => {
      const read = decodeCursor(cursor, ['number']);
      return read.ok ? Number(read.value[0]) : NaN;
    };
    const { after, before, limit } = query;
    const found =
      before === undefined
        ? all.filter((number) => after === undefined || number > at(after))
        : all.filter((number) => number < at(before)).reverse();
    const rows = found.slice(0, limit + 1);
    return pageOf({ rows, query, cursor: (number) => [number], present: (number) => number });
  }

  function asking(limit: number, more: Partial<PageQuery> = {}): PageQuery {
    return Object.assign(new PageQuery(), { limit, ...more });
  }

  it('shows every row once forwards, and the same backwards', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 20 }), (size, limit) => {
        const all = list(size);
        const pages = [page(all, asking(limit))];
        for (let last = pages[0]; last?.next_cursor !== undefined; last = pages.at(-1)) {
          pages.push(page(all, asking(limit, { after: last.next_cursor })));
        }
        expect(pages.flatMap(({ data }) => data)).toEqual(all);
        expect(pages.at(-1)?.has_more).toBe(false);
        for (let at = pages.length - 1; at > 0; at -= 1) {
          const before = pages[at]?.previous_cursor;
          expect(before).toBeDefined();
          if (before === undefined) continue;
          expect(page(all, asking(limit, { before })).data).toEqual(pages[at - 1]?.data);
        }
      }),
    );
  });
});
