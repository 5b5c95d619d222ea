import type { ServiceCode } from '@app/core';
import type { Definitions } from './definition.js';

const REPEAT_SAME_KEY = {
  id: 'Ulangi permintaan yang sama dengan Idempotency-Key yang sama; uang tidak akan berpindah dua kali.',
  en: 'Repeat the same request with the same Idempotency-Key; money can not move twice.',
} as const;

export const SERVICE: Definitions<ServiceCode> = {
  method_not_allowed: {
    status: 405,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Metode tidak diperbolehkan', en: 'Method not allowed' },
    what: {
      id: 'Alamat ini tidak melayani metode itu; lihat header Allow.',
      en: 'This address does not serve that method; see the Allow header.',
    },
    next: { id: 'Pakai metode yang tersedia.', en: 'Use one of the methods it serves.' },
  },
  body_too_large: {
    status: 413,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Isi permintaan terlalu besar', en: 'The body is too large' },
    what: {
      id: 'Isi permintaan melewati 64 kB, atau berkas impor melewati 10 MB.',
      en: 'The body has more than 64 kB, or the file to import more than 10 MB.',
    },
    next: { id: 'Kirim isi yang lebih kecil.', en: 'Send a smaller body.' },
  },
  media_type_unsupported: {
    status: 415,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Jenis isi tidak didukung', en: 'The media type is not supported' },
    what: {
      id: 'Isi permintaan harus berjenis application/json; berkas impor text/csv atau XLSX.',
      en: 'The body must be of type application/json; a file to import text/csv or XLSX.',
    },
    next: { id: 'Perbaiki header Content-Type.', en: 'Correct the Content-Type header.' },
  },
  request_in_progress: {
    status: 409,
    retryable: true,
    moneyMoved: 'unknown',
    retryAfter: 1,
    title: { id: 'Permintaan masih dikerjakan', en: 'The request is still being worked on' },
    what: {
      id: 'Permintaan dengan kunci ini belum selesai.',
      en: 'The request with this key has not finished yet.',
    },
    next: REPEAT_SAME_KEY,
  },
  overloaded: {
    status: 503,
    retryable: true,
    moneyMoved: 'no',
    retryAfter: 1,
    title: { id: 'Layanan sedang penuh', en: 'The service is busy' },
    what: {
      id: 'Permintaan ini belum diterima karena antrean penuh.',
      en: 'The request was not accepted because the queue is full.',
    },
    next: REPEAT_SAME_KEY,
  },
  database_unavailable: {
    status: 503,
    retryable: true,
    moneyMoved: 'no',
    retryAfter: 2,
    title: { id: 'Basis data tidak terjangkau', en: 'The database can not be reached' },
    what: {
      id: 'Layanan sedang tidak dapat mencapai basis datanya; permintaan ini tidak dapat diselesaikan.',
      en: 'The service can not reach its database at present; the request could not be completed.',
    },
    next: {
      id: 'Coba lagi sebentar lagi, dengan Idempotency-Key yang sama bila ada.',
      en: 'Try again in a moment, with the same Idempotency-Key if there is one.',
    },
  },
  outcome_unknown: {
    status: 503,
    retryable: true,
    moneyMoved: 'unknown',
    retryAfter: 1,
    title: { id: 'Hasilnya belum pasti', en: 'The outcome is not known yet' },
    what: {
      id: 'Sambungan terputus sebelum hasilnya dipastikan.',
      en: 'The connection broke before the outcome was certain.',
    },
    next: REPEAT_SAME_KEY,
  },
  shutting_down: {
    status: 503,
    retryable: true,
    moneyMoved: 'no',
    retryAfter: 5,
    title: { id: 'Layanan sedang dihentikan', en: 'The service is shutting down' },
    what: {
      id: 'Proses ini sedang dihentikan dan tidak menerima permintaan baru.',
      en: 'This process is stopping and accepts nothing new.',
    },
    next: REPEAT_SAME_KEY,
  },
  internal_error: {
    status: 500,
    retryable: true,
    moneyMoved: 'unknown',
    title: { id: 'Kesalahan di pihak kami', en: 'A fault on our side' },
    what: {
      id: 'Terjadi kesalahan yang tidak terduga dan sudah dicatat.',
      en: 'Something unexpected happened and has been recorded.',
    },
    next: {
      id: `${REPEAT_SAME_KEY.id} Bila tetap gagal, sebutkan nomor request_id kepada kami.`,
      en: `${REPEAT_SAME_KEY.en} If it still fails, tell us the request_id.`,
    },
  },
};
