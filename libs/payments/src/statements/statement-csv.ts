import { formatLocalTime, formatRupiah } from '@app/core';
import { stringify } from 'csv-stringify/sync';

import { wordsOfEntry } from './entry-words.js';
import { paperBalance } from './statement-paper.js';
import type { Statement, StatementLine } from './statement.service.js';

/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = [
  'Tanggal',
  'Keterangan',
  'Kode',
  'Referensi',
  'Catatan',
  'Debit',
  'Kredit',
  'Saldo',
] as const;

/**
 * A statement as CSV, in parts, whatever its length: the opening balance, each line with the balance after it, the
 * closing balance. Separated by semicolons, which is what a spreadsheet set to Indonesia opens in columns. What people
 * wrote and a spreadsheet would take for a formula gets an apostrophe before it.
 *
 * @param pages lines, oldest first
 * @param withReferences the payer's own reference is no business of a merchant
 */
export async function* statementCsv(
  statement: Statement,
  pages: AsyncIterable<readonly StatementLine[]>,
  withReferences: boolean,
): AsyncGenerator<string> {
  const { month, opening } = statement;
  const balanceRow = (at: Date, words: string, posted: bigint) => [
    timeOf(statement, at),
    words,
    '',
    '',
    '',
    '',
    '',
    paperBalance(statement, posted),
  ];
  yield (
    BYTE_ORDER_MARK + rowsOf([[...COLUMNS], balanceRow(month.from, 'Saldo awal bulan', opening)])
  );
  let closing = opening;
  for await (const lines of pages) {
    yield rowsOf(lines.map((line) => rowOf(statement, line, withReferences)));
    closing = lines.at(-1)?.balance ?? closing;
  }
  const { issuedAt } = statement;
  const words = issuedAt < month.to ? 'Saldo sementara' : 'Saldo akhir bulan';
  yield rowsOf([balanceRow(issuedAt < month.to ? issuedAt : month.to, words, closing)]);
}

function rowOf(statement: Statement, line: StatementLine, withReferences: boolean): string[] {
  const amount = formatRupiah(line.amount);
  return [
    timeOf(statement, new Date(line.postedAt)),
    wordsOfEntry(line.type, line.component),
    line.shortCode,
    (withReferences ? line.reference : null) ?? '',
    line.description ?? '',
    line.direction === 'debit' ? amount : '',
    line.direction === 'credit' ? amount : '',
    paperBalance(statement, line.balance),
  ];
}

function timeOf({ timeZone }: Statement, at: Date): string {
  return formatLocalTime(at, timeZone);
}

function rowsOf(rows: string[][]): string {
  return stringify(rows, { delimiter: ';', escape_formulas: true, record_delimiter: '\r\n' });
}
