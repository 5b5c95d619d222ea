import fc from 'fast-check';
import { addressKey, RateLimit } from './rate-limit.js';

describe('a rate limit', () => {
  it('lets a key have its share in each window, and tells how long to wait', () => {
    const limit = new RateLimit({ most: 2, windowMs: 60_000, keys: 10 });
    limit.count('a', 0);
    expect(limit.waitSeconds('a', 10)).toBe(0);
    limit.count('a', 10);
    expect(limit.waitSeconds('a', 15_000)).toBe(45);
    expect(limit.waitSeconds('b', 15_000)).toBe(0);
    expect(limit.waitSeconds('a', 60_000)).toBe(0);
    limit.count('a', 60_000);
    expect(limit.waitSeconds('a', 60_001)).toBe(0);
  });

  it('remembers no more keys than it may', () => {
    const limit = new RateLimit({ most: 1, windowMs: 60_000, keys: 2 });
    for (const key of ['a', 'b', 'c']) limit.count(key, 0);
    expect(['a', 'b', 'c'].map((key) => limit.waitSeconds(key, 0))).toEqual([0, 60, 60]);
  });

  it('never lets more through than its share within one window', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 59_999 })), (times) => {
        const limit = new RateLimit({ most: 5, windowMs: 60_000, keys: 10 });
        let passed = 0;
        for (const at of times.toSorted((a, b) => a - b)) {
          if (limit.waitSeconds('a', at) > 0) continue;
          limit.count('a', at);
          passed += 1;
        }
        expect(passed).toBe(Math.min(5, times.length));
      }),
    );
  });
});

describe('the key of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:1::7', '2001:db8:0:1'],
    ['2001:0db8:0000:0001:aaaa:bbbb:cccc:dddd', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key));
});
