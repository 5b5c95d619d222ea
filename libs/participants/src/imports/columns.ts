import { IMPORT_COLUMNS, type ImportColumn } from './import-column.js';
import type { ImportFault } from './import-fault.js';
import type { SheetRow } from './sheet.js';

/** How people head their columns, in capitals or not, with whatever signs between the words. */
const HEADINGS: Readonly<Record<ImportColumn, readonly string[]>> = {
  kind: ['jenis', 'kind', 'type'],
  number: ['nomor anggota', 'no anggota', 'nomor', 'member number', 'number'],
  full_name: ['nama', 'nama lengkap', 'nama anggota', 'name', 'full name'],
  phone: ['no hp', 'nomor hp', 'hp', 'no telepon', 'telepon', 'no wa', 'phone', 'phone number'],
  nik: ['nik', 'no ktp', 'nomor ktp'],
  tier: ['tingkat', 'tier', 'level'],
  opening_balance: ['saldo awal', 'saldo', 'opening balance'],
  business_name: ['nama usaha', 'nama toko', 'business name', 'shop name'],
  criterion: ['kriteria', 'kriteria usaha', 'criterion'],
};

const REQUIRED: readonly ImportColumn[] = ['number', 'full_name', 'phone'];

const BY_HEADING: ReadonlyMap<string, ImportColumn> = new Map(
  IMPORT_COLUMNS.flatMap((column) =>
    HEADINGS[column].map((heading): [string, ImportColumn] => [heading, column]),
  ),
);

const HEADING_SHOWN_MAX = 60;

export interface Header {
  /** Where each column stands; absent if the file lacks it. */
  readonly places: ReadonlyMap<ImportColumn, number>;
  readonly faults: readonly ImportFault[];
}

/**
 * Reads the first row. A column that isn't known is a fault, because a misspelt "saldo awal" would otherwise be
 * left out in silence.
 *
 * @param width of the widest row: a column without a heading must be empty
 */
export function readHeader({ number: row, cells }: SheetRow, width: number): Header {
  const places = new Map<ImportColumn, number>();
  const faults: ImportFault[] = [];
  for (let at = 0; at < Math.max(cells.length, width); at += 1) {
    const text = cells[at]?.text ?? '';
    const column = BY_HEADING.get(normalised(text));
    const shown = text.slice(0, HEADING_SHOWN_MAX);
    if (column === undefined) {
      faults.push({ row, column: null, code: 'column_unknown', detail: { heading: shown } });
    } else if (places.has(column)) faults.push({ row, column, code: 'column_twice' });
    else places.set(column, at);
  }
  for (const column of REQUIRED) {
    if (!places.has(column)) faults.push({ row, column, code: 'column_missing' });
  }
  return { places, faults };
}

function normalised(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
