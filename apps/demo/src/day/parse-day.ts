import { PROBLEM_CODES } from '@app/core';
import { CsvError, parse } from 'csv-parse/sync';
import { COLUMNS, isAct, SUCCESSES, type Column, type DayRow } from './row.js';

/** What is wrong with a day file and where; lines and columns count from one. */
export interface DayFault {
  readonly line: number;
  /** 0 when the fault is the line's as a whole. */
  readonly column: number;
  readonly text: string;
}

export type ParsedDay =
  | { readonly ok: true; readonly rows: readonly DayRow[] }
  | { readonly ok: false; readonly faults: readonly DayFault[] };

/** People correct a few faults at a time. */
const FAULTS_MAX = 10;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/;
const TEXT_LENGTH_MAX = 200;
const outcomes: ReadonlySet<string> = new Set<string>([...SUCCESSES, ...PROBLEM_CODES]);

/**
 * Reads a day file: UTF-8, comma-separated, a header with exactly the columns of {@link COLUMNS}
 * in that order. Gives all rows, or the first ten faults and no row.
 */
export function parseDay(content: string): ParsedDay {
  const records = readRecords(content);
  if ('fault' in records) return { ok: false, faults: [records.fault] };
  const [header, ...rest] = records;
  const headerFault = faultOfHeader(header?.cells ?? []);
  if (headerFault !== undefined) return { ok: false, faults: [headerFault] };

  const faults: DayFault[] = [];
  const rows: DayRow[] = [];
  for (const { line, cells } of rest) {
    const row = readRow(line, cells, rows.at(-1));
    if (Array.isArray(row)) faults.push(...row);
    else rows.push(row);
  }
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, FAULTS_MAX) };
  if (rows.length === 0) {
    return { ok: false, faults: [{ line: 2, column: 0, text: 'the file has no acts' }] };
  }
  return { ok: true, rows };
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRecords(content: string): Cells[] | { fault: DayFault } {
  try {
    const parsed: unknown = parse(content, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return Array.isArray(parsed) ? parsed.map(cellsOf) : [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
    const column = typeof error['index'] === 'number' ? error['index'] + 1 : 0;
    return { fault: { line, column, text: error.message } };
  }
}

function cellsOf(entry: unknown): Cells {
  if (typeof entry !== 'object' || entry === null) throw new Error('csv-parse gave no record');
  const record: unknown = 'record' in entry ? entry.record : undefined;
  const info: unknown = 'info' in entry ? entry.info : undefined;
  const line =
    typeof info === 'object' && info !== null && 'lines' in info ? Number(info.lines) : 0;
  return { line, cells: Array.isArray(record) ? record.map(String) : [] };
}

function faultOfHeader(cells: readonly string[]): DayFault | undefined {
  const at = COLUMNS.findIndex((name, index) => cells[index] !== name);
  const column = at < 0 && cells.length > COLUMNS.length ? COLUMNS.length : at;
  if (column < 0) return undefined;
  const wanted = COLUMNS[column];
  const seen = cells[column] ?? '';
  const text =
    wanted === undefined
      ? `there is no column called "${seen}"`
      : `the column must be called "${wanted}", not "${seen}"`;
  return { line: 1, column: column + 1, text };
}

function readRow(
  line: number,
  cells: readonly string[],
  before: DayRow | undefined,
): DayRow | DayFault[] {
  if (cells.length !== COLUMNS.length) {
    const text = `the line has ${cells.length} fields, not ${COLUMNS.length}`;
    return [{ line, column: Math.min(cells.length, COLUMNS.length) + 1, text }];
  }
  const of = (column: Column): string => cells[COLUMNS.indexOf(column)] ?? '';
  const faults: DayFault[] = [];
  const fault = (column: Column, text: string): void => {
    faults.push({ line, column: COLUMNS.indexOf(column) + 1, text });
  };

  const time = of('time');
  if (!TIME.test(time)) fault('time', `"${time}" is no time such as 08:30:00`);
  else if (before !== undefined && time < before.time) {
    fault('time', `${time} is before ${before.time} of the line above`);
  }
  const act = of('act');
  if (!isAct(act)) fault('act', `"${act}" is no act`);
  if (of('actor') === '') fault('actor', 'nobody acts');
  const expected = of('expected');
  if (!expected.split('|').every((code) => outcomes.has(code))) {
    fault('expected', `"${expected}" is neither a word of success nor a problem code`);
  }
  for (const column of COLUMNS) {
    if (of(column).length > TEXT_LENGTH_MAX) fault(column, 'the text is too long');
  }
  if (faults.length > 0 || !isAct(act)) return faults;
  return {
    line,
    time,
    act,
    actor: of('actor'),
    cooperative: of('cooperative'),
    counterpart: of('counterpart'),
    amount: of('amount'),
    key: of('key'),
    about: of('about'),
    reference: of('reference'),
    expected,
    note: of('note'),
  };
}
