import { PROBLEM_CODES, type FailureDetail, type ProblemCode } from '@app/core';
import type { Bilingual, Language } from './definition.js';
import { SCHEDULE_FAULTS } from './schedule-faults.js';
import { PROBLEMS } from './table.js';
import { fillTemplate } from './text.js';

/** One wrong field: its path and what is wrong with it. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  /** Values that its text names. */
  readonly detail?: FailureDetail;
}

/** What may be wrong with a field, beyond the problem codes themselves: templates. */
const FIELD_TEXTS = {
  required: { id: 'Wajib diisi.', en: 'It is required.' },
  unknown_field: { id: 'Isian ini tidak dikenal.', en: 'This field is not known.' },
  text_invalid: {
    id: 'Berupa teks yang tidak kosong, tanpa karakter kendali, tidak terlalu panjang.',
    en: 'It must be text, not empty, without control characters and not too long.',
  },
  id_invalid: { id: 'Bukan nomor yang sah di sini.', en: 'It is not an id that is valid here.' },
  number_invalid: { id: 'Bilangan di luar yang boleh.', en: 'The number is not allowed here.' },
  option_invalid: { id: 'Bukan salah satu pilihan.', en: 'It is not one of the options.' },
  time_invalid: {
    id: 'Bukan waktu menurut RFC 3339, misalnya 2026-01-31T09:00:00+07:00.',
    en: 'It is not a time of RFC 3339, such as 2026-01-31T09:00:00+07:00.',
  },
  date_invalid: {
    id: 'Bukan tanggal seperti 2026-01-31.',
    en: 'It is not a date such as 2026-01-31.',
  },
  both_cursors: {
    id: 'Pakai `after` atau `before`, tidak keduanya.',
    en: 'Use `after` or `before`, not both.',
  },
  line_duplicated: {
    id: 'Baris ini sama dengan baris lain dalam berkas yang sama.',
    en: 'This line stands in the file twice.',
  },
  line_contradicts: {
    id: 'Referensi baris ini sudah ada dengan tanggal, arah atau jumlah lain.',
    en: 'Another line has this reference with another day, direction or amount.',
  },
  xml_invalid: {
    id: 'Bukan pesan camt.053.001.08 yang utuh, atau terlalu besar.',
    en: 'It is not a whole message camt.053.001.08, or it is too large.',
  },
  currency_invalid: { id: 'Mata uangnya bukan rupiah.', en: 'The currency is not the rupiah.' },
  sum_differs: {
    id: 'Saldo awal ditambah semua mutasi tidak sama dengan saldo akhir.',
    en: 'The opening balance and all entries don’t come to the closing balance.',
  },
  invalid: { id: 'Nilainya tidak sah.', en: 'The value is not valid.' },
  ...SCHEDULE_FAULTS,
} as const satisfies Record<string, Bilingual>;

export type FieldCode = keyof typeof FIELD_TEXTS;

const problemCodes: ReadonlySet<string> = new Set(PROBLEM_CODES);

export function isProblemCode(code: string): code is ProblemCode {
  return problemCodes.has(code);
}

export function isFieldCode(code: string): code is FieldCode {
  return Object.hasOwn(FIELD_TEXTS, code);
}

/** What is wrong with a field, for people. Problem codes speak with their title. */
export function fieldMessage({ code, detail }: FieldFault, language: Language): string {
  if (isFieldCode(code)) return fillTemplate(FIELD_TEXTS[code][language], detail, language);
  if (isProblemCode(code)) return `${PROBLEMS[code].title[language]}.`;
  return FIELD_TEXTS.invalid[language];
}
