import type { ImportColumn } from './import-column.js';
import type { SheetFaultCode } from './sheet.js';

/** Everything that can be wrong with a row. No code is ever given another meaning: they are stored. */
export type ImportFaultCode =
  | SheetFaultCode
  | 'column_unknown'
  | 'column_twice'
  | 'column_missing'
  | 'required'
  | 'not_for_members'
  | 'not_for_merchants'
  | 'kind_unknown'
  | 'number_malformed'
  | 'name_malformed'
  | 'phone_invalid'
  | 'nik_invalid'
  | 'nik_as_number'
  | 'tier_unknown'
  | 'criterion_unknown'
  | 'business_name_malformed'
  | 'formula_without_value'
  | 'formula_failed'
  | 'amount_malformed'
  | 'amount_ambiguous'
  | 'amount_negative'
  | 'amount_not_whole_rupiah'
  | 'amount_too_large'
  | 'balance_above_limit'
  | 'number_twice'
  | 'phone_twice'
  | 'merchant_twice'
  | 'owner_name_differs'
  | 'owner_unknown'
  | 'member_differs'
  | 'merchant_differs'
  | 'opening_balance_differs'
  | 'phone_known'
  | 'interrupted'
  | 'opening_refused';

/** Something wrong with a file. It is stored, so it holds no name, phone or NIK. */
export interface ImportFault {
  /** As the spreadsheet numbers it; 0: the file as a whole. */
  readonly row: number;
  /** null: the row as a whole. */
  readonly column: ImportColumn | null;
  readonly code: ImportFaultCode;
  readonly detail?: Readonly<Record<string, string>> | undefined;
}

/** Faults that are reported; a file with more has something wrong with its columns. */
export const FAULTS_REPORTED_MAX = 1_000;
