import { ATTEMPTS_MAX, delayAfter } from './back-off.js';

describe('the back-off of webhooks', () => {
  it('rises with each attempt, over some 75 hours, and then ends', () => {
    let hours = 0;
    let last = 0;
    for (let attempts = 1; attempts < ATTEMPTS_MAX; attempts += 1) {
      const delay = delayAfter(attempts, 0) ?? NaN;
      expect(delay).toBeGreaterThan(last);
      expect(delayAfter(attempts, 1)).toBeCloseTo(delay * 1.1);
      last = delay;
      hours += delay / 3_600;
    }
    expect(hours).toBeGreaterThan(74);
    expect(hours).toBeLessThan(77);
    expect(delayAfter(ATTEMPTS_MAX, 0)).toBeUndefined();
  });
});
