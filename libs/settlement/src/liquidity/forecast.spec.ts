import { forecastOf } from './forecast.js';

const now = new Date('2026-03-02T05:00:00Z');
/** Twelve hours into the day in Jakarta. */
const noon = { now, todaySeconds: 12 * 3_600, held: 0n };

describe('the forecast of a cap', () => {
  it('goes on as the day went', () => {
    const position = { ...noon, clearing: 600n, cap: 1_000n, today: 600n };
    expect(forecastOf(position)).toEqual({
      pacePerHour: 50n,
      reachedAt: new Date('2026-03-02T13:00:00Z'),
    });
  });

  it('counts what is held as used', () => {
    const position = { ...noon, held: 300n, clearing: 600n, cap: 1_000n, today: 600n };
    expect(forecastOf(position).reachedAt).toEqual(new Date('2026-03-02T07:00:00Z'));
  });

  it.each([
    ['does not grow', 0n],
    ['shrinks', -500n],
    ['would take years', 1n],
  ])('names no time for a debt that %s', (_how, today) => {
    const position = { ...noon, clearing: 0n, cap: 100_000_000n, today };
    expect(forecastOf(position).reachedAt).toBeNull();
  });

  it('names now for a cap that is used up', () => {
    const position = { ...noon, clearing: 1_000n, cap: 1_000n, today: -5n };
    expect(forecastOf(position).reachedAt).toEqual(now);
  });

  it('takes an hour at least for the pace of a young day', () => {
    const position = { ...noon, todaySeconds: 60, clearing: 100n, cap: 200n, today: 100n };
    expect(forecastOf(position)).toEqual({
      pacePerHour: 100n,
      reachedAt: new Date('2026-03-02T06:00:00Z'),
    });
  });
});
