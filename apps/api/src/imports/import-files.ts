import { maskedPhone } from '../members/present-member.js';
import { formatLocalTime } from '@app/core';
import type { Language } from '@app/http';
import type { ImportFault } from '@app/participants';
import type { ActivationCode } from '@app/payments';
import { stringify } from 'csv-stringify/sync';

import { wordsOfFault } from './fault-words.js';

/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const REPORT_COLUMNS = {
  id: ['Baris', 'Kolom', 'Kesalahan', 'Cara membetulkan'],
  en: ['Row', 'Column', 'Problem', 'Correction'],
} as const;

const CODE_COLUMNS = {
  id: ['Nomor anggota', 'Nama', 'No. HP', 'Kode aktivasi', 'Berlaku sampai'],
  en: ['Member number', 'Name', 'Phone', 'Activation code', 'Valid until'],
} as const;

/** What is wrong with a file, for a spreadsheet. */
export function reportCsv(faults: readonly ImportFault[], language: Language): string {
  return csv(
    REPORT_COLUMNS[language],
    faults.map((fault) => {
      const { heading, problem, correction } = wordsOfFault(fault, language);
      return [fault.row === 0 ? '' : String(fault.row), heading ?? '', problem, correction];
    }),
  );
}

/** The codes to hand over, for a spreadsheet. Phones are masked, as everywhere. */
export function codesCsv(
  codes: readonly ActivationCode[],
  timeZone: string,
  language: Language,
): string {
  return csv(
    CODE_COLUMNS[language],
    codes.map(({ number, fullName, phone, code, expiresAt }) => [
      number ?? '',
      fullName,
      phone === null ? '' : maskedPhone(phone),
      code,
      formatLocalTime(expiresAt, timeZone),
    ]),
  );
}

/** Semicolons, which a spreadsheet set to Indonesia opens in columns; an apostrophe before what it would execute. */
function csv(columns: readonly string[], rows: readonly string[][]): string {
  const text = stringify([[...columns], ...rows], {
    delimiter: ';',
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
  return BYTE_ORDER_MARK + text;
}
