import { parse } from 'csv-parse/sync';
import type { Sen } from '@app/core';
import {
  isReference,
  LINES_MAX,
  repetitionsIn,
  type LineFault,
  type ReadLine,
  type ReadStatement,
} from './bank-line.js';

const FAULTS_MAX = 100;

export const DATE_FORMATS = ['YYYY-MM-DD', 'DD/MM/YYYY', 'DD-MM-YYYY'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** Which columns of a bank's CSV mean what. Amounts stand in two columns, or in one with a sign. */
export interface CsvMapping {
  readonly date: string;
  readonly reference: string;
  /** What came in. */
  readonly credit?: string | undefined;
  /** What went out. */
  readonly debit?: string | undefined;
  /** Instead of both: what went out is negative. */
  readonly amount?: string | undefined;
  readonly dateFormat: DateFormat;
  readonly decimal: '.' | ',';
}

const SEPARATORS = [';', ',', '\t'] as const;

/**
 * Reads a statement, all of it or nothing. Pure. A reference that comes twice in one file is
 * `line_duplicated` if both say the same, else `line_contradicts`. Rows without any amount, as banks
 * write for balances, are left out.
 */
export function readStatementCsv(text: string, mapping: CsvMapping): ReadStatement {
  const rows = rowsOf(text);
  const [heading, ...body] = rows ?? [];
  const columns = heading && columnsOf(heading, mapping);
  if (columns === undefined || body.length > LINES_MAX) {
    return { ok: false, faults: [{ number: 1, code: 'required' }] };
  }
  const lines: ReadLine[] = [];
  const faults: LineFault[] = [];
  for (const [index, cells] of body.entries()) {
    const number = index + 2;
    const line = lineOf(number, cells, columns, mapping);
    if (line === undefined) continue;
    if (typeof line === 'string') faults.push({ number, code: line });
    else lines.push(line);
  }
  const all = [...faults, ...repetitionsIn(lines)].sort((a, b) => a.number - b.number);
  return all.length > 0 ? { ok: false, faults: all.slice(0, FAULTS_MAX) } : { ok: true, lines };
}

interface Columns {
  readonly date: number;
  readonly reference: number;
  readonly credit: number;
  readonly debit: number;
  readonly amount: number;
}

function rowsOf(text: string): string[][] | undefined {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = SEPARATORS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0];
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiter ?? ',',
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    return undefined;
  }
}

/** Undefined unless the heading has each column that the mapping names. */
function columnsOf(heading: readonly string[], mapping: CsvMapping): Columns | undefined {
  const at = (name: string | undefined) => (name === undefined ? -1 : heading.indexOf(name));
  const columns = {
    date: at(mapping.date),
    reference: at(mapping.reference),
    credit: at(mapping.credit),
    debit: at(mapping.debit),
    amount: at(mapping.amount),
  };
  const hasAmounts = columns.amount >= 0 || (columns.credit >= 0 && columns.debit >= 0);
  return columns.date >= 0 && columns.reference >= 0 && hasAmounts ? columns : undefined;
}

/** A line, its fault, or undefined for a row that moves nothing. */
function lineOf(
  number: number,
  cells: readonly string[],
  columns: Columns,
  mapping: CsvMapping,
): ReadLine | LineFault['code'] | undefined {
  const cell = (at: number) => cells[at]?.trim() ?? '';
  const signed = signedOf(cell, columns, mapping.decimal);
  if (signed === undefined) return 'amount_invalid';
  if (signed === 0n) return undefined;
  const reference = cell(columns.reference).normalize('NFC');
  if (reference === '') return 'required';
  if (!isReference(reference)) return 'text_invalid';
  const bookedOn = dayOf(cell(columns.date), mapping.dateFormat);
  if (bookedOn === undefined) return 'date_invalid';
  const direction = signed > 0n ? 'in' : 'out';
  return { number, bookedOn, direction, amount: signed > 0n ? signed : -signed, reference };
}

/** In sen, positive for what came in; undefined for what is no amount. */
function signedOf(
  cell: (at: number) => string,
  { credit, debit, amount }: Columns,
  decimal: CsvMapping['decimal'],
): Sen | undefined {
  if (amount >= 0) return senOf(cell(amount), decimal);
  const [came, went] = [senOf(cell(credit), decimal), senOf(cell(debit), decimal)];
  if (came === undefined || went === undefined) return undefined;
  // Some banks sign what went out in its own column too.
  const out = went < 0n ? -went : went;
  if (came < 0n || (came > 0n && out > 0n)) return undefined;
  return came - out;
}

/** "1.250.000,50" or "1,250,000.50" as sen; nothing is zero. */
function senOf(text: string, decimal: CsvMapping['decimal']): Sen | undefined {
  if (text === '') return 0n;
  const thousands = decimal === ',' ? '.' : ',';
  const plain = text
    .replaceAll(thousands, '')
    .replace(decimal, '.')
    .replace(/^Rp\s*/i, '');
  const parts = /^([+-]?)(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
  if (parts === null) return undefined;
  const [, sign, whole = '0', fraction = ''] = parts;
  const sen = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign === '-' ? -sen : sen;
}

/** "2026-03-31"; undefined for a day that no calendar has. */
function dayOf(text: string, format: DateFormat): string | undefined {
  const parts =
    format === 'YYYY-MM-DD'
      ? /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)/.exec(text)
      : /^(?<d>\d\d)[/-](?<m>\d\d)[/-](?<y>\d{4})/.exec(text);
  const { y, m, d } = parts?.groups ?? {};
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const day = `${y}-${m}-${d}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().startsWith(day) ? day : undefined;
}
