import type { MalformedCode } from '@app/core';
import type { Definitions } from './definition.js';
import { MALFORMED_QR_CODES } from './qr-codes.js';

const REFUSED_AT_THE_DOOR = { status: 400, retryable: false, moneyMoved: 'no' } as const;

export const MALFORMED: Definitions<MalformedCode> = {
  ...MALFORMED_QR_CODES,
  malformed_json: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Isi permintaan bukan JSON yang sah', en: 'The body is not valid JSON' },
    what: {
      id: 'Isi permintaan harus berupa satu objek JSON dalam UTF-8, tanpa nama yang berulang.',
      en: 'The body must be one JSON object in UTF-8, without duplicate names.',
    },
    next: { id: 'Perbaiki isinya lalu kirim lagi.', en: 'Correct the body and send it again.' },
  },
  validation_failed: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Ada isian yang salah', en: 'Some fields are wrong' },
    what: {
      id: 'Satu atau beberapa isian tidak dapat diterima; lihat daftar `errors`.',
      en: 'One or more fields can not be accepted; see the list in `errors`.',
    },
    next: {
      id: 'Perbaiki isian itu lalu kirim lagi.',
      en: 'Correct them and send the request again.',
    },
  },
  amount_invalid: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Penulisan jumlah uang salah', en: 'The amount is not written correctly' },
    what: {
      id: 'Jumlah uang ditulis sebagai teks angka, misalnya {"value":"50000.00","currency":"IDR"}.',
      en: 'Amounts are written as decimal strings, such as {"value":"50000.00","currency":"IDR"}.',
    },
    next: {
      id: 'Perbaiki jumlahnya lalu kirim lagi.',
      en: 'Correct the amount and send it again.',
    },
  },
  amount_not_positive: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Jumlah harus lebih dari nol', en: 'The amount must be more than zero' },
    what: { id: 'Jumlah yang diminta nol.', en: 'The amount asked for is zero.' },
    next: { id: 'Isi jumlah mulai dari Rp1.', en: 'Enter an amount of at least Rp1.' },
  },
  amount_not_whole_rupiah: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Jumlah harus rupiah bulat', en: 'The amount must be whole rupiah' },
    what: { id: 'Jumlah itu memuat pecahan rupiah.', en: 'The amount has a fraction of a rupiah.' },
    next: {
      id: 'Bulatkan ke rupiah penuh lalu kirim lagi.',
      en: 'Send an amount of whole rupiah.',
    },
  },
  amount_too_large: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Jumlah terlalu besar', en: 'The amount is too large' },
    what: {
      id: 'Jumlah paling besar adalah satu triliun rupiah.',
      en: 'The largest amount is 1,000,000,000,000 rupiah.',
    },
    next: { id: 'Periksa kembali banyaknya angka nol.', en: 'Check the number of zeros.' },
  },
  idempotency_key_missing: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Header Idempotency-Key tidak ada', en: 'The Idempotency-Key header is missing' },
    what: {
      id: 'Permintaan ini memindahkan uang, jadi memerlukan header Idempotency-Key.',
      en: 'This request moves money and needs the header Idempotency-Key.',
    },
    next: {
      id: 'Kirim lagi dengan satu UUID baru; pakai UUID yang sama bila mengulang.',
      en: 'Send it with a new UUID, and with the same UUID whenever you repeat it.',
    },
  },
  idempotency_key_invalid: {
    ...REFUSED_AT_THE_DOOR,
    title: { id: 'Idempotency-Key tidak sah', en: 'The Idempotency-Key is not valid' },
    what: {
      id: 'Idempotency-Key terdiri dari 1 sampai 255 karakter ASCII yang terlihat.',
      en: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
    },
    next: { id: 'Pakai UUID sebagai kunci.', en: 'Use a UUID as the key.' },
  },
  cursor_invalid: {
    ...REFUSED_AT_THE_DOOR,
    moneyMoved: 'not_concerned',
    title: { id: 'Penanda halaman tidak sah', en: 'The cursor is not valid' },
    what: {
      id: 'Nilai `after` atau `before` bukan penanda dari daftar ini.',
      en: 'The value of `after` or `before` is not a cursor of this list.',
    },
    next: {
      id: 'Mulai lagi dari halaman pertama, tanpa penanda.',
      en: 'Start again at the first page, without a cursor.',
    },
  },
};
