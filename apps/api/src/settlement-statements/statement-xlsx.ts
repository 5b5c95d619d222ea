import { formatLocalTime, formatSen, type Sen } from '@app/core';
import type { SettlementStatement } from '@app/settlement';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { rowsOf, SECTION_TITLES, magnitude, sideWords, type RowSection } from './statement-rows.js';

type Cell = SheetData[number][number];

/** A spreadsheet keeps fifteen digits of a number: what has more stands there as text, to the sen. */
const DIGITS_OF_A_NUMBER = 15;
const MONEY_FORMAT = '#,##0.00';
const SECTIONS: readonly RowSection[] = ['parts', 'counterparts', 'settled'];
const TITLES = [
  'Uraian',
  'Komponen',
  'Terutang (Rp)',
  'Piutang (Rp)',
  'Selisih (Rp)',
  'Arah',
  'Banyaknya',
  'Waktu',
  'Rujukan',
];
const WIDTHS = [34, 22, 20, 20, 20, 16, 12, 30, 34];

/** A statement of settlement as a workbook: a sheet of facts, then one for each part of the statement. */
export async function settlementXlsx(statement: SettlementStatement): Promise<Buffer> {
  const { timeZone } = statement.network;
  const rows = rowsOf(statement);
  const columns = WIDTHS.map((width) => ({ width }));
  const sheets = SECTIONS.map((section) => ({
    sheet: SECTION_TITLES[section],
    columns,
    data: [
      TITLES.map(heading),
      ...rows
        .filter((row) => row.section === section)
        .map((row): Cell[] => [
          text(row.description, row.isTotal),
          text(row.component),
          money(row.owes),
          money(row.isOwed),
          row.net === undefined ? null : money(row.net < 0n ? -row.net : row.net),
          row.net === undefined ? null : text(sideWords(row.net)),
          row.count === undefined ? null : { value: Number(row.count), type: Number },
          row.at === undefined ? null : text(formatLocalTime(row.at, timeZone)),
          row.reference === undefined ? null : text(row.reference),
        ]),
    ],
  }));
  const facts = { sheet: 'Siklus', columns, data: factsOf(statement) };
  return writeXlsxFile([facts, ...sheets]).toBuffer();
}

function factsOf({ cycle, network, cooperative, net, outstanding }: SettlementStatement): Cell[][] {
  const time = (at: Date | null) => (at === null ? '' : formatLocalTime(at, network.timeZone));
  return [
    [heading('Koperasi'), text(cooperative.name)],
    [heading('Jaringan'), text(network.name)],
    [heading('Siklus'), { value: cycle.number, type: Number }],
    [heading('Dibuka'), text(time(cycle.openedAt))],
    [heading('Ditutup'), text(time(cycle.closedAt))],
    [heading(sideWords(net)), money(magnitude(net))],
    [heading('Belum dilunasi'), money(magnitude(outstanding))],
  ];
}

function heading(value: string): Cell {
  return { value, type: String, fontWeight: 'bold' };
}

/** Text is stored as text, so that no spreadsheet takes it for a formula. */
function text(value: string, isBold = false): Cell {
  if (value === '') return null;
  return isBold ? heading(value) : { value, type: String };
}

function money(sen: Sen | undefined): Cell {
  if (sen === undefined) return null;
  const written = formatSen(sen);
  const digits = written.length - 1;
  return digits > DIGITS_OF_A_NUMBER
    ? { value: written, type: String, align: 'right' }
    : { value: Number(written), type: Number, format: MONEY_FORMAT };
}
