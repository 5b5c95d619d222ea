import type { SaxesTagPlain } from 'saxes';

import { EMPTY_CELL, SHEET_COLUMNS_MAX, SheetRows, type Cell, type Sheet } from './sheet.js';
import { RichText } from './xlsx-parts.js';
import type { XmlReader } from './xml-reader.js';

const LETTERS = /^([A-Z]{1,3})[0-9]+$/;
const ROW_NUMBER = /^[1-9][0-9]{0,6}$/;
const VALUE_LENGTH_MAX = 40_000;

/** Reads the rows of a worksheet. */
export class SheetReader implements XmlReader {
  private readonly rows = new SheetRows();
  private number = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = 'n';
  private hasFormula = false;
  private value = '';
  private inValue = false;
  private readonly inline = new RichText();

  constructor(private readonly shared: readonly string[]) {}

  open(name: string, { attributes }: SaxesTagPlain): void {
    this.inline.open(name);
    if (name === 'row') this.openRow(attributes['r']);
    else if (name === 'c') this.openCell(attributes['r'], attributes['t']);
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'v') this.inValue = true;
  }

  text(text: string): void {
    this.inline.text(text);
    if (this.inValue && this.value.length < VALUE_LENGTH_MAX) this.value += text;
  }

  close(name: string): boolean {
    this.inline.close(name);
    if (name === 'v') this.inValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') return this.rows.add(this.number, this.cells);
    return true;
  }

  sheet(): Sheet {
    return this.rows.sheet();
  }

  private openRow(number: string | undefined): void {
    const written = number !== undefined && ROW_NUMBER.test(number) ? Number(number) : 0;
    this.number = Math.max(this.number + 1, written);
    this.cells = [];
    this.column = -1;
  }

  private openCell(reference: string | undefined, type: string | undefined): void {
    const letters = reference === undefined ? undefined : LETTERS.exec(reference)?.[1];
    this.column = letters === undefined ? this.column + 1 : columnOf(letters);
    this.type = type ?? 'n';
    this.hasFormula = false;
    this.value = '';
    this.inline.take();
  }

  private closeCell(): void {
    const cell = this.cell();
    // Cells far to the right are held back at the first column that is too many.
    const column = Math.min(this.column, SHEET_COLUMNS_MAX);
    if (cell.text === '' && cell.kind === 'text') return;
    while (this.cells.length < column) this.cells.push(EMPTY_CELL);
    this.cells[column] = cell;
  }

  private cell(): Cell {
    const { type, value } = this;
    if (type === 'e') return { text: value.trim(), kind: 'error' };
    if (type === 'inlineStr') return { text: this.inline.take().trim(), kind: 'text' };
    if (value === '' && this.hasFormula && type !== 'str') return { text: '', kind: 'no_value' };
    if (type === 's') return { text: (this.shared[Number(value)] ?? '').trim(), kind: 'text' };
    return { text: value.trim(), kind: type === 'n' ? 'number' : 'text' };
  }
}

/** A is 0, Z is 25, AA is 26. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
