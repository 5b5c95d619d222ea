import { readFileSync } from 'node:fs';
import { MALFORMED_CODES, PROBLEM_CODES } from '@app/core';
import { DAY_FILE, readDayFile } from './day-file.js';
import { generateDay } from './generate-day.js';
import { SILENT } from '../world/cooperatives.js';
import { ACTS } from './row.js';

const rows = readDayFile(DAY_FILE);

describe('the committed market day', () => {
  it('is what the generator writes, to the letter', () => {
    expect(readFileSync(DAY_FILE, 'utf8')).toBe(generateDay());
  });

  it('has at least two thousand acts, of every kind', () => {
    expect(rows.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(rows.map(({ act }) => act))).toEqual(new Set(ACTS));
  });

  it('knows more than forty ways to be refused, and several to send what can’t be read', () => {
    const codes = PROBLEM_CODES.filter((code) => rows.some(({ expected }) => expected === code));
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => MALFORMED_CODES.some((one) => one === code)).length).toBe(7);
  });

  it('lets nobody pay twice at one moment, so that no order among them is needed', () => {
    const seen = new Set<string>();
    for (const { time, actor, act, expected } of rows) {
      if (act !== 'pay' || expected !== 'posted') continue;
      expect(seen).not.toContain(`${time} ${actor}`);
      seen.add(`${time} ${actor}`);
    }
  });

  it('is about earlier moments only', () => {
    for (const { about, time } of rows) {
      if (about === '') continue;
      const first = rows.find(({ key }) => key === about);
      expect(first?.time.localeCompare(time)).toBe(-1);
    }
  });

  it('repeats only what was asked before, at an earlier moment', () => {
    for (const { act, key, time } of rows) {
      if (act !== 'replay') continue;
      const first = rows.find((row) => row.act === 'pay' && row.key === key);
      expect(first?.time.localeCompare(time)).toBe(-1);
    }
  });

  it('hears nothing of the silent cooperative', () => {
    for (const { cooperative, counterpart } of rows) {
      expect(`${cooperative} ${counterpart}`).not.toContain(SILENT);
    }
  });
});
