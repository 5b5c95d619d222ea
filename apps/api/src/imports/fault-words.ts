import type { Bilingual, Language } from '@app/http';
import type { ImportColumn, ImportFault, ImportFaultCode } from '@app/participants';

/** What is wrong, and how to correct it. `{name}` stands for a value of the fault's detail. */
interface FaultWords {
  readonly problem: Bilingual;
  readonly correction: Bilingual;
}

/** How the columns are headed in the examples. */
export const COLUMN_HEADINGS: Readonly<Record<ImportColumn, Bilingual>> = {
  kind: { id: 'Jenis', en: 'Kind' },
  number: { id: 'Nomor anggota', en: 'Member number' },
  full_name: { id: 'Nama', en: 'Name' },
  phone: { id: 'No. HP', en: 'Phone' },
  nik: { id: 'NIK', en: 'NIK' },
  tier: { id: 'Tingkat', en: 'Tier' },
  opening_balance: { id: 'Saldo awal', en: 'Opening balance' },
  business_name: { id: 'Nama usaha', en: 'Business name' },
  criterion: { id: 'Kriteria', en: 'Criterion' },
};

const w = (
  [idProblem, idCorrection]: readonly [string, string],
  [enProblem, enCorrection]: readonly [string, string],
): FaultWords => ({
  problem: { id: idProblem, en: enProblem },
  correction: { id: idCorrection, en: enCorrection },
});

const OF_FILES = {
  file_unreadable: w(
    ['Berkas tidak dapat dibaca.', 'Simpan lagi sebagai XLSX atau CSV, lalu kirim ulang.'],
    ['The file can not be read.', 'Save it again as XLSX or CSV and send that.'],
  ),
  file_too_large_inside: w(
    ['Isi berkas XLSX terlalu besar.', 'Kirim hanya lembar dengan data, tanpa gambar.'],
    ['The XLSX file is too large inside.', 'Send only the sheet with the data, without pictures.'],
  ),
  file_format_unknown: w(
    ['Format Excel lama atau terkunci.', 'Simpan sebagai .xlsx tanpa kata sandi.'],
    ['An old or locked format of Excel.', 'Save it as .xlsx without a password.'],
  ),
  file_empty: w(
    ['Berkas tidak berisi data.', 'Isi baris di bawah judul kolom pada lembar pertama.'],
    ['The file has no rows.', 'Put the rows under the headings of the first sheet.'],
  ),
  too_many_rows: w(
    ['Berkas berisi lebih dari 20.000 baris.', 'Bagi menjadi beberapa berkas.'],
    ['The file has more than 20,000 rows.', 'Divide it into several files.'],
  ),
  too_many_columns: w(
    ['Ada lebih dari 50 kolom.', 'Hapus kolom yang tidak diperlukan.'],
    ['There are more than 50 columns.', 'Delete the columns that are not needed.'],
  ),
  cell_too_long: w(
    ['Satu sel berisi lebih dari 500 huruf.', 'Singkat isinya.'],
    ['A cell has more than 500 characters.', 'Shorten it.'],
  ),
  column_unknown: w(
    ['Judul kolom "{heading}" tidak dikenal.', 'Perbaiki judulnya, atau hapus kolom itu.'],
    ['The heading "{heading}" is not known.', 'Correct the heading, or delete the column.'],
  ),
  column_twice: w(
    ['Kolom ini ada dua kali.', 'Hapus salah satunya.'],
    ['This column is there twice.', 'Delete one of them.'],
  ),
  column_missing: w(
    ['Kolom ini tidak ada.', 'Tambahkan kolom dengan judul ini.'],
    ['This column is missing.', 'Add a column with this heading.'],
  ),
  interrupted: w(
    ['Impor terputus sebelum ada yang dibuat.', 'Kirim berkasnya lagi dengan kunci baru.'],
    ['The import was cut short before anything was made.', 'Send the file again with a new key.'],
  ),
} as const;

const OF_CELLS = {
  required: w(['Belum diisi.', 'Isi sel ini.'], ['It is empty.', 'Fill the cell in.']),
  not_for_members: w(
    ['Baris anggota tidak memakai kolom ini.', 'Tulis usahanya di baris sendiri, jenis usaha.'],
    ['A member’s row has no use for it.', 'Put the shop in a row of its own, of kind merchant.'],
  ),
  not_for_merchants: w(
    [
      'Baris usaha ini tidak memakai kolom ini.',
      'Kosongkan; pemilik cukup dengan nomor anggota, atau dengan nama dan nomor HP.',
    ],
    [
      'This row of a shop has no use for it.',
      'Leave it empty; an owner is named by member number, or by name and phone.',
    ],
  ),
  kind_unknown: w(
    ['Jenis tidak dikenal.', 'Tulis anggota atau usaha.'],
    ['The kind is not known.', 'Write member or merchant.'],
  ),
  number_malformed: w(
    ['Nomor anggota tidak sah.', 'Pakai 1–32 huruf, angka, titik, garis miring atau strip.'],
    ['It is no member number.', 'Use 1 to 32 letters, digits, dots, slashes or hyphens.'],
  ),
  name_malformed: w(
    ['Nama tidak sah.', 'Tulis 1–120 huruf dalam satu baris.'],
    ['It is no name.', 'Write 1 to 120 characters on one line.'],
  ),
  phone_invalid: w(
    ['Bukan nomor HP.', 'Tulis seperti 081234567890, dengan sel berformat teks.'],
    ['It is no phone number.', 'Write it like 081234567890, in a cell formatted as text.'],
  ),
  nik_invalid: w(
    ['NIK harus 16 angka.', 'Salin dari KTP, atau kosongkan.'],
    ['A NIK has 16 digits.', 'Copy it from the identity card, or leave it empty.'],
  ),
  nik_as_number: w(
    ['Excel membulatkan NIK ini.', 'Ubah format selnya menjadi teks, lalu ketik ulang.'],
    ['The spreadsheet has rounded this NIK.', 'Format the cell as text and type it again.'],
  ),
  tier_unknown: w(
    ['Tingkat tidak dikenal.', 'Tulis terdaftar atau belum terdaftar.'],
    ['The tier is not known.', 'Write registered or unregistered.'],
  ),
  criterion_unknown: w(
    ['Kriteria usaha tidak dikenal.', 'Tulis UMI, UKE, UME, UBE, URE, PSO atau BLU.'],
    ['The criterion is not known.', 'Write UMI, UKE, UME, UBE, URE, PSO or BLU.'],
  ),
  business_name_malformed: w(
    ['Nama usaha tidak sah.', 'Tulis 1–60 huruf dalam satu baris.'],
    ['It is no name of a business.', 'Write 1 to 60 characters on one line.'],
  ),
  formula_without_value: w(
    ['Rumus tanpa hasil.', 'Salin kolom ini, lalu tempel sebagai nilai.'],
    ['A formula without its result.', 'Copy the column and paste it as values.'],
  ),
  formula_failed: w(
    ['Rumus gagal.', 'Ganti dengan nilainya.'],
    ['A formula that failed.', 'Put the value in its place.'],
  ),
  amount_malformed: w(
    ['Bukan jumlah rupiah.', 'Tulis seperti 1.234.567 atau Rp1.234.567.'],
    ['It is no amount of rupiah.', 'Write it like 1.234.567 or Rp1.234.567.'],
  ),
  amount_ambiguous: w(
    ['Jumlah ini dapat dibaca dua cara.', 'Tulis tanpa koma: 1234 atau 1.234.'],
    ['The amount can be read in two ways.', 'Write it without a comma: 1234 or 1.234.'],
  ),
  amount_negative: w(
    ['Saldo awal tidak boleh negatif.', 'Lunasi dulu di pembukuan lama, lalu kosongkan.'],
    ['An opening balance is not below zero.', 'Settle it in the former books; leave it empty.'],
  ),
  amount_not_whole_rupiah: w(
    ['Saldo awal harus rupiah bulat.', 'Bulatkan tanpa sen.'],
    ['An opening balance is in whole rupiah.', 'Round it, without cents.'],
  ),
  amount_too_large: w(
    ['Jumlahnya terlalu besar.', 'Periksa jumlah angkanya.'],
    ['The amount is too large.', 'Check how many digits it has.'],
  ),
  balance_above_limit: w(
    ['Melebihi saldo terbanyak untuk tingkat ini.', 'Naikkan tingkatnya, atau kurangi saldo.'],
    ['More than this tier may hold.', 'Raise the tier, or reduce the balance.'],
  ),
} as const;

const OF_OTHERS = {
  number_twice: w(
    ['Nomor anggota ini juga ada di baris {other_row}.', 'Hapus salah satunya.'],
    ['Row {other_row} has this member number too.', 'Delete one of them.'],
  ),
  phone_twice: w(
    ['Nomor HP ini juga ada di baris {other_row}.', 'Setiap anggota memakai nomor sendiri.'],
    ['Row {other_row} has this phone too.', 'Each member has a number of their own.'],
  ),
  merchant_twice: w(
    ['Usaha ini juga ada di baris {other_row}.', 'Hapus salah satunya, atau bedakan namanya.'],
    ['Row {other_row} has this shop too.', 'Delete one of them, or name them differently.'],
  ),
  owner_name_differs: w(
    ['Nomor HP ini tercatat dengan nama lain.', 'Samakan namanya, atau perbaiki nomornya.'],
    ['This phone goes with another name.', 'Use the same name, or correct the number.'],
  ),
  owner_unknown: w(
    ['Tidak ada anggota dengan nomor ini.', 'Perbaiki nomornya, atau tambahkan anggotanya.'],
    ['There is no member with this number.', 'Correct the number, or add the member.'],
  ),
  member_differs: w(
    ['Anggota ini sudah tercatat dengan data lain.', 'Samakan dengan yang tercatat.'],
    ['This member is recorded with other data.', 'Write what is recorded.'],
  ),
  merchant_differs: w(
    ['Usaha ini sudah tercatat dengan data lain.', 'Samakan, atau ubah di menu usaha.'],
    [
      'This shop is recorded with other data.',
      'Write what is recorded, or change the shop itself.',
    ],
  ),
  opening_balance_differs: w(
    ['Saldo awal yang tercatat berbeda.', 'Samakan; selisih dibukukan sebagai transaksi.'],
    ['Another opening balance is recorded.', 'Write that one; a difference is posted as an act.'],
  ),
  phone_known: w(
    [
      'Nomor HP ini sudah dikenal di jaringan.',
      'Terima orangnya satu per satu, dengan id dari aplikasinya.',
    ],
    [
      'The network knows this phone already.',
      'Take the person on by the id that their own app shows.',
    ],
  ),
  opening_refused: w(
    ['Saldo awal ditolak: {refusal}.', 'Hilangkan sebabnya, lalu catat saldo awalnya sendiri.'],
    [
      'The opening balance was refused: {refusal}.',
      'Remove the cause, then record this opening balance by itself.',
    ],
  ),
} as const;

const WORDS: Readonly<Record<ImportFaultCode, FaultWords>> = {
  ...OF_FILES,
  ...OF_CELLS,
  ...OF_OTHERS,
};

/** What a fault is in words, with the heading of its column. */
export function wordsOfFault({ code, column, detail = {} }: ImportFault, language: Language) {
  const { problem, correction } = WORDS[code];
  const fill = (text: string) =>
    text.replace(/\{([a-z_]+)\}/g, (all, name: string) =>
      Object.hasOwn(detail, name) ? (detail[name] ?? all) : all,
    );
  return {
    heading: column === null ? null : COLUMN_HEADINGS[column][language],
    problem: fill(problem[language]),
    correction: correction[language],
  };
}
