import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../demo-error.js';
import { parseDay } from './parse-day.js';
import type { DayRow } from './row.js';

/** Compiled or not, this file lies four folders below the package or its dist/. */
const PACKAGE = path.resolve(import.meta.dirname, '../../../..');
const ROOT = path.basename(PACKAGE) === 'dist' ? path.dirname(PACKAGE) : PACKAGE;

/** The day that is played unless another is named; it stands with the sources and isn't compiled. */
export const DAY_FILE = path.join(ROOT, 'apps/demo/days/market-day.csv');

/**
 * Reads a whole day file before anything is played.
 *
 * @throws DemoError with line and column of what is wrong
 */
export function readDayFile(file: string): readonly DayRow[] {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DemoError(`The day file can't be read: ${reason}`);
  }
  const parsed = parseDay(content);
  if (parsed.ok) return parsed.rows;
  const faults = parsed.faults.map(({ line, column, text }) => {
    const place = column === 0 ? `line ${line}` : `line ${line}, column ${column}`;
    return `  ${place}: ${text}`;
  });
  throw new DemoError(`The day file ${file} can't be played:\n${faults.join('\n')}`);
}
