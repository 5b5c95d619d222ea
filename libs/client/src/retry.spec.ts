import fc from 'fast-check';
import { NoAnswerError, ProblemError, type ProblemCode } from './problem.js';
import { delayBefore, mayRepeat, RETRY, retryAfterOf } from './retry.js';

function problem(code: ProblemCode, retryAfter?: number): ProblemError {
  const text = { type: '', title: '', detail: '', request_id: 'req_1' };
  return new ProblemError({ ...text, code, status: 503, retryable: true }, false, retryAfter);
}

const read = { method: 'GET' };
const keyed = { method: 'POST', key: 'k' };
const bare = { method: 'POST' };
const lost = new NoAnswerError('', 'unknown');

describe('repeating a request', () => {
  it('is for what reads and what has a key, and for the rest only if nothing was begun', () => {
    expect([read, keyed, bare].map((one) => mayRepeat(one, lost))).toEqual([true, true, false]);
    const unknown = problem('outcome_unknown');
    expect([read, keyed, bare].map((one) => mayRepeat(one, unknown))).toEqual([true, true, false]);
    const busy = problem('overloaded');
    expect([read, keyed, bare].map((one) => mayRepeat(one, busy))).toEqual([true, true, true]);
  });

  it('does not help against a refusal', () => {
    for (const code of ['insufficient_funds', 'pin_locked', 'step_up_required'] as const) {
      expect(mayRepeat(keyed, problem(code))).toBe(false);
    }
  });

  it('ends after as many times as the policy says', () => {
    expect(delayBefore(RETRY, RETRY.attempts - 1, lost, 0)).toBeDefined();
    expect(delayBefore(RETRY, RETRY.attempts, lost, 0)).toBeUndefined();
  });

  it('waits twice as long each time, never longer than told, half of it by chance', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), chance, (sent, random) => {
        const policy = { ...RETRY, attempts: 100 };
        const longest = Math.min(250 * 2 ** (sent - 1), 20_000);
        const delay = delayBefore(policy, sent, lost, random);
        expect(delay).toBeGreaterThanOrEqual(longest / 2);
        expect(delay).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it('waits as long as the switch asks, and gives up if that is too long', () => {
    expect(delayBefore(RETRY, 1, problem('rate_limited', 7), 0.5)).toBe(7_000);
    expect(delayBefore(RETRY, 1, problem('rate_limited', 0), 0)).toBe(125);
    expect(delayBefore(RETRY, 1, problem('rate_limited', 3_600), 0)).toBeUndefined();
  });

  it('reads Retry-After as seconds or as a time', () => {
    const now = Date.parse('2026-01-31T03:15:00Z');
    expect(retryAfterOf('3', now)).toBe(3);
    expect(retryAfterOf('Sat, 31 Jan 2026 03:15:10 GMT', now)).toBe(10);
    expect(retryAfterOf('Sat, 31 Jan 2026 03:14:00 GMT', now)).toBe(0);
    expect([null, '', 'soon'].map((header) => retryAfterOf(header, now))).toEqual(
      Array(3).fill(undefined),
    );
  });
});
