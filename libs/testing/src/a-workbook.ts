import { strToU8, zipSync } from 'fflate';

/** A cell as a spreadsheet file stores it: a text, a number in the file's spelling, or a formula. */
export type WorkbookCell =
  | string
  | { readonly number: string }
  | { readonly formula: string; readonly value?: string }
  | { readonly error: string };

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** An XLSX file of one sheet, as programs write it: texts shared unless `inline`. */
export function aWorkbook(
  rows: readonly (readonly WorkbookCell[])[],
  { inline = false, more = {} }: { inline?: boolean; more?: Record<string, Uint8Array> } = {},
): Buffer {
  const shared: string[] = [];
  const cellXml = (cell: WorkbookCell, at: string): string => {
    if (typeof cell !== 'string') return valueXml(cell, at);
    if (cell === '') return '';
    if (inline) return `<c r="${at}" t="inlineStr"><is>${textXml(cell)}</is></c>`;
    return `<c r="${at}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  };
  const sheet = rows
    .map((cells, row) => {
      const xml = cells.map((cell, column) => cellXml(cell, `${letterOf(column)}${row + 1}`));
      return `<row r="${row + 1}">${xml.join('')}</row>`;
    })
    .join('');
  const parts = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Anggota" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml', [
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${shared.map((text) => `<si>${textXml(text)}</si>`).join('')}</sst>`,
  };
  const files: Record<string, Uint8Array> = {};
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(xml);
  return Buffer.from(zipSync({ ...files, ...more }, { mtime: '2026-01-31' }));
}

function valueXml(cell: Exclude<WorkbookCell, string>, at: string): string {
  if ('number' in cell) return `<c r="${at}"><v>${cell.number}</v></c>`;
  if ('error' in cell) return `<c r="${at}" t="e"><f>1/0</f><v>${cell.error}</v></c>`;
  const formula = `<f>${escaped(cell.formula)}</f>`;
  if (cell.value === undefined) return `<c r="${at}">${formula}</c>`;
  return `<c r="${at}" t="str">${formula}<v>${escaped(cell.value)}</v></c>`;
}

function textXml(text: string): string {
  return `<t xml:space="preserve">${escaped(text)}</t>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function letterOf(column: number): string {
  return String.fromCharCode(65 + column);
}

function relations(type: string, target: string, more: readonly [string, string][] = []): string {
  const all = [[type, target], ...more].map(
    ([kind, to], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${to}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

const PARTS_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PARTS_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PARTS_TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${PARTS_TYPE}.sharedStrings+xml"/></Types>`;
