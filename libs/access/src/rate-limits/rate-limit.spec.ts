import fc from 'fast-check';
import { RateLimit } from './rate-limit.js';

const MINUTE = 60_000;

function aLimit(most: number, keysMax = 10) {
  const clock = { now: 0 };
  const rule = { name: 'spec', most, seconds: 60 };
  return { clock, limit: new RateLimit(rule, () => clock.now, keysMax) };
}

describe('a rate limit', () => {
  it('lets a key have its share in each window, and tells how long to wait', () => {
    const { limit, clock } = aLimit(2);
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 0]);
    clock.now = 15_000;
    expect([limit.take('a'), limit.waitSeconds('a')]).toEqual([45, 45]);
    expect(limit.take('b')).toBe(0);
    clock.now = MINUTE;
    expect([limit.waitSeconds('a'), limit.take('a')]).toEqual([0, 0]);
  });

  it('of zero lets everything through and counts nothing', () => {
    const { limit } = aLimit(0);
    for (let time = 0; time < 100; time += 1) expect(limit.take('a')).toBe(0);
    expect(limit.drain(10)).toEqual([]);
  });

  it('remembers no more keys than it may', () => {
    const { limit } = aLimit(1, 2);
    for (const key of ['a', 'b', 'c']) limit.take(key);
    expect(['a', 'b', 'c'].map((key) => limit.waitSeconds(key))).toEqual([0, 60, 60]);
  });

  it('tells the others of a key once it has had more than a hundredth of its share', () => {
    const { limit } = aLimit(300);
    const take = (times: number) => {
      for (let time = 0; time < times; time += 1) limit.take('a');
    };
    take(3);
    expect(limit.drain(10)).toEqual([]);
    take(1);
    const [told] = limit.drain(10);
    expect(told).toMatchObject({ key: 'a', pending: 4 });
    if (told === undefined) throw new Error('nothing was told');
    Object.assign(told, { pending: 0, shared: 4 });
    take(1);
    expect(limit.drain(10)).toMatchObject([{ key: 'a', pending: 1 }]);
  });

  it('never lets more through than its share within one window', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: MINUTE - 1 })), (times) => {
        const { limit, clock } = aLimit(5);
        const passed = times
          .toSorted((a, b) => a - b)
          .filter((at) => {
            clock.now = at;
            return limit.take('a') === 0;
          });
        expect(passed).toHaveLength(Math.min(5, times.length));
      }),
    );
  });
});
