/** What stands in one cell. Only a spreadsheet file tells a number from a text that looks like one. */
export interface Cell {
  /** Without blanks around it; of a formula, its stored value. */
  readonly text: string;
  /**
   * `number`: stored as a number, in the spelling of the file (1234567 or 1.234567E6). `no_value`: a formula whose
   * value the file lacks. `error`: a formula that failed (#N/A).
   */
  readonly kind: 'text' | 'number' | 'no_value' | 'error';
}

/** A row with something in it. */
export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Why a file as a whole can't be read. */
export type SheetFaultCode =
  | 'file_unreadable'
  | 'file_too_large_inside'
  | 'file_format_unknown'
  | 'file_empty'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'cell_too_long';

export type Sheet =
  | { readonly ok: true; readonly rows: readonly SheetRow[] }
  | { readonly ok: false; readonly code: SheetFaultCode; readonly row: number };

/** Rows of an import, beside its header. */
export const IMPORT_ROWS_MAX = 20_000;
export const SHEET_COLUMNS_MAX = 50;
export const CELL_LENGTH_MAX = 500;

export const EMPTY_CELL: Cell = { text: '', kind: 'text' };

export function sheetFault(code: SheetFaultCode, row = 0): Sheet {
  return { ok: false, code, row };
}

/** Collects the rows of a sheet within its bounds, and leaves out the empty ones. */
export class SheetRows {
  private readonly rows: SheetRow[] = [];
  private fault: Sheet | undefined;

  /** False once nothing more needs to be read: something is beyond its bounds. */
  add(number: number, cells: readonly Cell[]): boolean {
    const last = cells.findLastIndex(isFilled);
    if (this.fault !== undefined || last < 0) return this.fault === undefined;
    this.fault = faultOf(number, cells, last, this.rows.length);
    if (this.fault === undefined) this.rows.push({ number, cells: cells.slice(0, last + 1) });
    return this.fault === undefined;
  }

  sheet(): Sheet {
    if (this.fault !== undefined) return this.fault;
    return this.rows.length === 0 ? sheetFault('file_empty') : { ok: true, rows: this.rows };
  }
}

function isFilled({ text, kind }: Cell): boolean {
  return text !== '' || kind === 'no_value' || kind === 'error';
}

function faultOf(
  number: number,
  cells: readonly Cell[],
  last: number,
  rows: number,
): Sheet | undefined {
  // One more than the most, for the header.
  if (rows > IMPORT_ROWS_MAX) return sheetFault('too_many_rows', number);
  if (last >= SHEET_COLUMNS_MAX) return sheetFault('too_many_columns', number);
  const long = cells.some(({ text }) => text.length > CELL_LENGTH_MAX);
  return long ? sheetFault('cell_too_long', number) : undefined;
}
