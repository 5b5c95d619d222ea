import { setImmediate as breathe } from 'node:timers/promises';
import {
  formatLocalDate,
  formatLocalTime,
  formatMonth,
  formatRupiah,
  localTimeOf,
  zoneName,
} from '@app/core';
import PdfKit from 'pdfkit';

import { ACCOUNT_WORDS, wordsOfEntry } from './entry-words.js';
import { printable } from './printable.js';
import { paperBalance, type Letterhead } from './statement-paper.js';
import type { StatementLine, WholeStatement } from './statement.service.js';

type Document = InstanceType<typeof PdfKit>;

/** Points; an A4 page is 595 by 842. */
const LEFT = 40;
const RIGHT = 555;
const TOP = 40;
const FOOTER = 800;
const HEAD_HEIGHT = 178;
const TABLE_HEAD_HEIGHT = 20;
const ROW_HEIGHT = 24;
const SUMMARY_HEIGHT = 74;

const ROWS_OF_FIRST = Math.floor(
  (FOOTER - 10 - TOP - HEAD_HEIGHT - TABLE_HEAD_HEIGHT) / ROW_HEIGHT,
);
const ROWS_OF_NEXT = Math.floor((FOOTER - 10 - TOP - TABLE_HEAD_HEIGHT) / ROW_HEIGHT);

const COLUMNS = [
  { title: 'Tanggal', x: LEFT, width: 82, align: 'left' },
  { title: 'Keterangan', x: 126, width: 180, align: 'left' },
  { title: 'Debit', x: 310, width: 78, align: 'right' },
  { title: 'Kredit', x: 392, width: 78, align: 'right' },
  { title: 'Saldo', x: 474, width: 81, align: 'right' },
] as const;

const REGULAR = 'Helvetica';
const BOLD = 'Helvetica-Bold';
const INK = '#1a1a1a';
const PALE = '#6b6b6b';
const LINE = '#c9c9c9';
const BAND = '#eef2f0';

/** Other requests are served between so many rows. */
const ROWS_AT_ONCE = 40;

/**
 * A statement on paper, as a stream of PDF: A4, its fonts the reader's own (none is fetched or embedded), every page
 * numbered "Halaman 1 dari 3".
 *
 * @param withReferences the payer's own reference is no business of a merchant
 */
export function statementPdf(
  statement: WholeStatement,
  letterhead: Letterhead,
  withReferences: boolean,
): Document {
  const { issuedAt, month } = statement;
  const title = `Rekening koran ${formatMonth(month)}`;
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'id-ID',
    info: { Title: title, Author: printable(letterhead.institution), CreationDate: issuedAt },
  });
  draw(doc, statement, letterhead, withReferences).catch((error: unknown) => {
    doc.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return doc;
}

/** How many pages so many lines take, the summary included. */
export function pagesOf(lines: number): number {
  const summaryRows = Math.ceil(SUMMARY_HEIGHT / ROW_HEIGHT);
  // The opening balance is a row as well.
  const rows = lines + 1 + summaryRows;
  return rows <= ROWS_OF_FIRST ? 1 : 1 + Math.ceil((rows - ROWS_OF_FIRST) / ROWS_OF_NEXT);
}

async function draw(
  doc: Document,
  statement: WholeStatement,
  letterhead: Letterhead,
  withReferences: boolean,
): Promise<void> {
  const { lines } = statement;
  const sheets = { page: 0, of: pagesOf(lines.length), left: 0, y: 0 };
  const nextPage = (): void => {
    doc.addPage();
    sheets.page += 1;
    drawFooter(doc, statement, `Halaman ${sheets.page} dari ${sheets.of}`);
    const y = sheets.page === 1 ? drawHead(doc, statement, letterhead) : TOP;
    sheets.left = sheets.page === 1 ? ROWS_OF_FIRST : ROWS_OF_NEXT;
    sheets.y = drawTableHead(doc, y);
  };
  const place = (): number => {
    if (sheets.left === 0) nextPage();
    sheets.left -= 1;
    sheets.y += ROW_HEIGHT;
    return sheets.y - ROW_HEIGHT;
  };
  drawOpening(doc, statement, place());
  for (const [at, line] of lines.entries()) {
    drawLine(doc, statement, line, withReferences, place());
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breathe();
  }
  const summaryRows = Math.ceil(SUMMARY_HEIGHT / ROW_HEIGHT);
  if (sheets.left < summaryRows) nextPage();
  drawSummary(doc, statement, sheets.y);
  doc.end();
}

function drawHead(doc: Document, statement: WholeStatement, letterhead: Letterhead): number {
  const { month, timeZone, account, issuedAt } = statement;
  doc.font(BOLD).fontSize(15).fillColor(INK);
  put(doc, letterhead.institution, LEFT, TOP, 340);
  doc.font(REGULAR).fontSize(9).fillColor(PALE);
  if (letterhead.place !== null) put(doc, letterhead.place, LEFT, TOP + 20, 340);
  doc.font(BOLD).fontSize(13).fillColor(INK);
  put(doc, 'REKENING KORAN', 395, TOP, 160, 'right');
  doc.font(REGULAR).fontSize(9).fillColor(PALE);
  put(doc, formatMonth(month), 395, TOP + 20, 160, 'right');
  rule(doc, TOP + 40, INK);
  const lastDay = new Date(month.to.getTime() - 1);
  const facts: [string, string | null][] = [
    ['Nama', letterhead.holder],
    ['Nomor anggota', letterhead.memberNumber],
    ['Jenis rekening', ACCOUNT_WORDS[account.kind]],
    ['Nomor rekening', letterhead.accountId],
    ['Periode', `${formatLocalDate(month.from, timeZone)} – ${formatLocalDate(lastDay, timeZone)}`],
    ['Dicetak', formatLocalTime(issuedAt, timeZone)],
    ['Mata uang', 'Rupiah (IDR)'],
  ];
  let y = TOP + 52;
  for (const [label, value] of facts) {
    if (value === null) continue;
    doc.font(REGULAR).fontSize(9).fillColor(PALE);
    put(doc, label, LEFT, y, 90);
    doc.fillColor(INK);
    put(doc, value, LEFT + 95, y, 400);
    y += 15;
  }
  return TOP + HEAD_HEIGHT;
}

function drawTableHead(doc: Document, y: number): number {
  doc.rect(LEFT, y, RIGHT - LEFT, TABLE_HEAD_HEIGHT).fill(BAND);
  doc.font(BOLD).fontSize(9).fillColor(INK);
  for (const { title, x, width, align } of COLUMNS) {
    const inset = align === 'left' ? 4 : -4;
    put(doc, title, x + inset, y + 6, width, align);
  }
  return y + TABLE_HEAD_HEIGHT;
}

function drawOpening(doc: Document, statement: WholeStatement, y: number): void {
  const [, words, , , balance] = COLUMNS;
  doc.font(BOLD).fontSize(8.5).fillColor(INK);
  put(doc, 'Saldo awal', words.x + 4, y + 8, words.width);
  put(
    doc,
    paperBalance(statement, statement.opening),
    balance.x - 4,
    y + 8,
    balance.width,
    'right',
  );
  rule(doc, y + ROW_HEIGHT, LINE);
}

function drawLine(
  doc: Document,
  statement: WholeStatement,
  line: StatementLine,
  withReferences: boolean,
  y: number,
): void {
  const [date, words, debit, credit, balance] = COLUMNS;
  const { timeZone } = statement;
  const at = new Date(line.postedAt);
  const { hour, minute } = localTimeOf(at, timeZone);
  const clock = `${two(hour)}.${two(minute)} ${zoneName(timeZone)}`;
  const note = [line.shortCode, withReferences ? line.reference : null, line.description];
  doc.font(REGULAR).fontSize(8.5).fillColor(INK);
  put(doc, formatLocalDate(at, timeZone), date.x + 4, y + 3, date.width);
  put(doc, wordsOfEntry(line.type, line.component), words.x + 4, y + 3, words.width);
  const side = line.direction === 'debit' ? debit : credit;
  put(doc, formatRupiah(line.amount), side.x - 4, y + 3, side.width, 'right');
  put(doc, paperBalance(statement, line.balance), balance.x - 4, y + 3, balance.width, 'right');
  doc.fontSize(7).fillColor(PALE);
  put(doc, clock, date.x + 4, y + 13.5, date.width);
  put(doc, note.filter((one) => one !== null).join(' · '), words.x + 4, y + 13.5, words.width);
  rule(doc, y + ROW_HEIGHT, LINE);
}

function drawSummary(doc: Document, statement: WholeStatement, y: number): void {
  const { opening, debits, credits, closing, issuedAt, month } = statement;
  const closed = issuedAt >= month.to;
  const rows: [string, string][] = [
    ['Saldo awal', paperBalance(statement, opening)],
    ['Jumlah debit', formatRupiah(debits)],
    ['Jumlah kredit', formatRupiah(credits)],
    [closed ? 'Saldo akhir' : 'Saldo sementara', paperBalance(statement, closing)],
  ];
  let at = y + 8;
  for (const [label, value] of rows) {
    doc
      .font(label.startsWith('Jumlah') ? REGULAR : BOLD)
      .fontSize(9)
      .fillColor(INK);
    put(doc, label, 310, at, 110);
    put(doc, value, 420, at, RIGHT - 424, 'right');
    at += 15;
  }
}

function drawFooter(doc: Document, { month }: WholeStatement, page: string): void {
  rule(doc, FOOTER, LINE);
  doc.font(REGULAR).fontSize(7.5).fillColor(PALE);
  put(
    doc,
    `Rekening koran ${formatMonth(month)} – dicetak otomatis, sah tanpa tanda tangan`,
    LEFT,
    FOOTER + 8,
    400,
  );
  put(doc, page, 400, FOOTER + 8, RIGHT - 400, 'right');
}

function rule(doc: Document, y: number, color: string): void {
  doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).strokeColor(color).stroke();
}

/** One line of text in the font that is set; what is too long ends in "…". */
function put(
  doc: Document,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'right' = 'left',
): void {
  const shown = fitted(doc, printable(text), width);
  const from = align === 'left' ? x : x + width - doc.widthOfString(shown);
  doc.text(shown, from, y, { lineBreak: false });
}

function fitted(doc: Document, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  let shown = text;
  while (shown !== '' && doc.widthOfString(`${shown}…`) > width) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}
