import { Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { decodeText } from './decode-text.js';
import { sheetFault, SheetRows, type Cell, type Sheet } from './sheet.js';

const SEPARATORS = [';', ',', '\t'] as const;

/** Excel's own first line that names the separator. */
const NAMED_SEPARATOR = /^sep=([;,\t])\r?\n/i;

/** Characters parsed in one turn, so that other requests get theirs in between. */
const PART_LENGTH = 64 * 1024;

/** No record of ours is as long; a quote that is never closed ends here. */
const RECORD_LENGTH_MAX = 100_000;

/**
 * Reads a CSV file. The separator is the one that the file names, else the one that stands most often in its first
 * line. Rows are numbered as a spreadsheet numbers them, empty ones counted.
 */
export async function readCsvSheet(bytes: Buffer): Promise<Sheet> {
  const text = decodeText(bytes);
  const named = NAMED_SEPARATOR.exec(text);
  const body = named === null ? text : text.slice(named[0].length);
  const rows = new SheetRows();
  // Excel hides the line that names the separator, but counts it in no row.
  let number = 0;
  const records: AsyncIterable<unknown> = Readable.from(partsOf(body)).pipe(
    parse({
      delimiter: named?.[1] ?? separatorOf(body),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: RECORD_LENGTH_MAX,
    }),
  );
  try {
    for await (const record of records) {
      number += 1;
      if (!rows.add(number, cellsOf(record))) break;
    }
  } catch (error) {
    if (error instanceof CsvError) return sheetFault('file_unreadable', number + 1);
    throw error;
  }
  return rows.sheet();
}

function* partsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PART_LENGTH) yield text.slice(at, at + PART_LENGTH);
}

function separatorOf(text: string): string {
  const [line = ''] = text.trimStart().split(/[\r\n]/, 1);
  const outside = line.replace(/"[^"]*"/g, '');
  const count = (separator: string) => outside.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

function cellsOf(record: unknown): Cell[] {
  if (!Array.isArray(record)) return [];
  const fields: readonly unknown[] = record;
  return fields.map((field) => ({
    text: typeof field === 'string' ? field.trim() : '',
    kind: 'text',
  }));
}
