import { formatLocalTime, formatRupiah, type Sen } from '@app/core';
import { printable } from '@app/payments';
import type { SettlementStatement } from '@app/settlement';
import PdfKit from 'pdfkit';
import {
  rowsOf,
  SECTION_TITLES,
  magnitude,
  sideWords,
  type RowSection,
  type StatementRow,
} from './statement-rows.js';

type Document = InstanceType<typeof PdfKit>;

/** Points; an A4 page is 595 by 842. */
const LEFT = 40;
const RIGHT = 555;
const TOP = 40;
const BOTTOM = 785;
const FOOTER = 800;
const ROW_HEIGHT = 18;
const REGULAR = 'Helvetica';
const BOLD = 'Helvetica-Bold';
const INK = '#1a1a1a';
const PALE = '#6b6b6b';
const LINE = '#c9c9c9';
const BAND = '#eef2f0';
const SECTIONS: readonly RowSection[] = ['parts', 'counterparts', 'settled'];

interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const COLUMNS: readonly Column[] = [
  { title: 'Uraian', x: LEFT, width: 230, align: 'left' },
  { title: 'Terutang', x: 272, width: 92, align: 'right' },
  { title: 'Piutang', x: 366, width: 92, align: 'right' },
  { title: 'Selisih', x: 460, width: 95, align: 'right' },
];

/** A statement of settlement on paper: A4, in the reader's own fonts, every page numbered. */
export function settlementPdf(statement: SettlementStatement): Document {
  const { cycle, network, cooperative, asOf } = statement;
  const title = `Penyelesaian siklus ${cycle.number}`;
  const doc = new PdfKit({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'id-ID',
    info: { Title: title, Author: printable(network.name), CreationDate: asOf },
  });
  doc.addPage();
  let y = drawHead(doc, statement, title);
  const rows = rowsOf(statement);
  for (const section of SECTIONS) {
    const own = rows.filter((row) => row.section === section);
    y = drawSection(doc, SECTION_TITLES[section], own, y, network.timeZone);
  }
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    rule(doc, FOOTER, LINE);
    doc.font(REGULAR).fontSize(7.5).fillColor(PALE);
    put(doc, `${title} – ${cooperative.name}`, LEFT, FOOTER + 8, 360, 'left');
    put(doc, `Halaman ${page + 1} dari ${count}`, 400, FOOTER + 8, RIGHT - 400, 'right');
  }
  doc.end();
  return doc;
}

function drawHead(doc: Document, statement: SettlementStatement, title: string): number {
  const { cycle, network, cooperative, net, outstanding, asOf } = statement;
  doc.font(BOLD).fontSize(15).fillColor(INK);
  put(doc, cooperative.name, LEFT, TOP, 330, 'left');
  doc.fontSize(12);
  put(doc, title, 375, TOP + 2, RIGHT - 375, 'right');
  rule(doc, TOP + 26, INK);
  const time = (at: Date | null) => (at === null ? '–' : formatLocalTime(at, network.timeZone));
  const facts: [string, string][] = [
    ['Jaringan', network.name],
    ['Masa', `${time(cycle.openedAt)} – ${time(cycle.closedAt)}`],
    [sideWords(net), formatRupiah(magnitude(net))],
    ['Belum dilunasi', `${formatRupiah(magnitude(outstanding))} per ${time(asOf)}`],
  ];
  let y = TOP + 38;
  for (const [label, value] of facts) {
    doc.font(REGULAR).fontSize(9).fillColor(PALE);
    put(doc, label, LEFT, y, 90, 'left');
    doc.fillColor(INK);
    put(doc, value, LEFT + 95, y, 420, 'left');
    y += 15;
  }
  return y + 10;
}

function drawSection(
  doc: Document,
  title: string,
  rows: readonly StatementRow[],
  start: number,
  timeZone: string,
): number {
  let y = start;
  // A title is never the last thing on a page.
  if (y + 4 * ROW_HEIGHT > BOTTOM) y = nextPage(doc);
  doc.font(BOLD).fontSize(10).fillColor(INK);
  put(doc, title, LEFT, y, 400, 'left');
  y = drawTableHead(doc, y + ROW_HEIGHT);
  for (const row of rows) {
    if (y + ROW_HEIGHT > BOTTOM) y = drawTableHead(doc, nextPage(doc));
    drawRow(doc, row, y, timeZone);
    y += ROW_HEIGHT;
  }
  return y + ROW_HEIGHT;
}

function drawTableHead(doc: Document, y: number): number {
  doc.rect(LEFT, y, RIGHT - LEFT, ROW_HEIGHT).fill(BAND);
  doc.font(BOLD).fontSize(8.5).fillColor(INK);
  for (const { title, x, width, align } of COLUMNS) inColumn(doc, title, x, y, width, align);
  return y + ROW_HEIGHT;
}

function drawRow(doc: Document, row: StatementRow, y: number, timeZone: string): void {
  const { net, at } = row;
  const words = [
    row.description,
    row.component,
    row.count === undefined ? '' : `${row.count}×`,
    at === undefined ? '' : formatLocalTime(at, timeZone),
  ].filter((one) => one !== '');
  const cells = [words.join(' · '), money(row.owes), money(row.isOwed), signed(net)];
  doc
    .font(row.isTotal ? BOLD : REGULAR)
    .fontSize(8.5)
    .fillColor(INK);
  for (const [index, { x, width, align }] of COLUMNS.entries()) {
    inColumn(doc, cells[index] ?? '', x, y, width, align);
  }
  rule(doc, y + ROW_HEIGHT, LINE);
}

function inColumn(
  doc: Document,
  words: string,
  x: number,
  y: number,
  width: number,
  align: Column['align'],
): void {
  put(doc, words, align === 'left' ? x + 4 : x - 4, y + 5, width - 4, align);
}

function nextPage(doc: Document): number {
  doc.addPage();
  return TOP;
}

function money(sen: Sen | undefined): string {
  return sen === undefined || sen === 0n ? '' : formatRupiah(sen);
}

/** As bookkeepers write a side: what is owed is a debit. */
function signed(net: Sen | undefined): string {
  if (net === undefined) return '';
  if (net === 0n) return formatRupiah(0n);
  return net > 0n ? `${formatRupiah(net)} D` : `${formatRupiah(-net)} K`;
}

function rule(doc: Document, y: number, color: string): void {
  doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).strokeColor(color).stroke();
}

/** One line of text in the font that is set; what is too long ends in "…". */
function put(
  doc: Document,
  words: string,
  x: number,
  y: number,
  width: number,
  align: Column['align'],
): void {
  let shown = printable(words);
  if (doc.widthOfString(shown) > width) {
    while (shown !== '' && doc.widthOfString(`${shown}…`) > width) shown = shown.slice(0, -1);
    shown = `${shown.trimEnd()}…`;
  }
  const from = align === 'left' ? x : x + width - doc.widthOfString(shown);
  doc.text(shown, from, y, { lineBreak: false });
}
