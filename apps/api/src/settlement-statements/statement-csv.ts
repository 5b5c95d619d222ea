import { formatLocalTime, formatRupiah, type Sen } from '@app/core';
import type { SettlementStatement } from '@app/settlement';
import { stringify } from 'csv-stringify/sync';
import { rowsOf, SECTION_TITLES, sideWords, type StatementRow } from './statement-rows.js';

/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = [
  'Bagian',
  'Uraian',
  'Komponen',
  'Terutang',
  'Piutang',
  'Selisih',
  'Arah',
  'Banyaknya',
  'Waktu',
  'Rujukan',
];

/**
 * A statement of settlement as CSV, by semicolons. The same facts always make the same text. What people wrote and a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export function settlementCsv(statement: SettlementStatement): string {
  const { network, cycle, cooperative } = statement;
  const time = (at: Date | null) => (at === null ? '' : formatLocalTime(at, network.timeZone));
  const head = ['Siklus', String(cycle.number), cooperative.name, '', '', '', '', ''];
  const lines = rowsOf(statement).map((row) => lineOf(row, time));
  const rows = [COLUMNS, [...head, time(cycle.closedAt), network.name], ...lines];
  const options = { delimiter: ';', escape_formulas: true, record_delimiter: '\r\n' } as const;
  return BYTE_ORDER_MARK + stringify(rows, options);
}

function lineOf(row: StatementRow, time: (at: Date | null) => string): string[] {
  const { net } = row;
  return [
    SECTION_TITLES[row.section],
    row.description,
    row.component,
    money(row.owes),
    money(row.isOwed),
    net === undefined ? '' : money(net < 0n ? -net : net),
    net === undefined ? '' : sideWords(net),
    row.count?.toString() ?? '',
    time(row.at ?? null),
    row.reference ?? '',
  ];
}

function money(sen: Sen | undefined): string {
  return sen === undefined ? '' : formatRupiah(sen);
}
