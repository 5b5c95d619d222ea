import { readCsvSheet } from './csv-sheet.js';
import { sheetFault, type Sheet } from './sheet.js';
import { readXlsxSheet } from './xlsx-sheet.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Files of Excel before 2007, and encrypted ones. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Reads a CSV or XLSX file, told apart by their first bytes, as people's programs name either by the other's type. */
export function readSheet(bytes: Buffer): Promise<Sheet> {
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return readXlsxSheet(bytes);
  if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND)) {
    return Promise.resolve(sheetFault('file_format_unknown'));
  }
  return readCsvSheet(bytes);
}
