import type { ReceivedFile } from '@app/http';
import {
  readStatementCamt,
  readStatementCsv,
  type BankStatement,
  type ReadStatement,
} from '@app/settlement';

import type { StatementQuery } from './reconciliation-requests.dto.js';

export interface FileFault {
  readonly field: string;
  readonly code: string;
}

export type FileRead =
  | {
      readonly ok: true;
      readonly format: BankStatement['format'];
      readonly lines: Extract<ReadStatement, { readonly ok: true }>['lines'];
    }
  | { readonly ok: false; readonly faults: readonly FileFault[] };

/** Reads a bank's statement as what its first character says it is: a message of ISO 20022, or a CSV. */
export function readBankStatement({ bytes }: ReceivedFile, query: StatementQuery): FileRead {
  const text = textOf(bytes);
  if (text?.trimStart().startsWith('<') === true) {
    const read = readStatementCamt(text);
    return read.ok ? { ...read, format: 'camt.053' } : faultsOf('camt.053', read.faults);
  }
  const { date_column: date, reference_column: reference } = query;
  if (date === undefined || reference === undefined) {
    const missing = date === undefined ? 'date_column' : 'reference_column';
    return { ok: false, faults: [{ field: missing, code: 'required' }] };
  }
  const read = readStatementCsv(text ?? bytes.toString('utf8'), {
    date,
    reference,
    credit: query.credit_column,
    debit: query.debit_column,
    amount: query.amount_column,
    dateFormat: query.date_format,
    decimal: query.decimal,
  });
  return read.ok ? { ...read, format: 'csv' } : faultsOf('csv', read.faults);
}

/** Faults of a file, by where it says so: lines of a CSV, entries of a message; 0 is the whole of it. */
export function faultsOf(
  format: BankStatement['format'],
  faults: Extract<ReadStatement, { readonly ok: false }>['faults'],
): FileRead & { readonly ok: false } {
  const place = format === 'csv' ? 'line' : 'entry';
  const field = (number: number) => (number === 0 ? 'statement' : `${place} ${number}`);
  return { ok: false, faults: faults.map(({ number, code }) => ({ field: field(number), code })) };
}

/** Undefined where the bytes are no UTF-8. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
