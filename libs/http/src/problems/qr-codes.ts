import type { MalformedCode, RefusalCode, RuleCode } from '@app/core';
import type { Definitions } from './definition.js';

const AT_THE_DOOR = { status: 400, retryable: false, moneyMoved: 'no' } as const;
const CONFLICT = { status: 409, retryable: false, moneyMoved: 'no' } as const;

/** What may be wrong with a code that is scanned, or that is to be shown. */
export const MALFORMED_QR_CODES: Definitions<Extract<MalformedCode, `qr_${string}`>> = {
  qr_code_invalid: {
    ...AT_THE_DOOR,
    title: { id: 'Kode QR tidak dapat dibaca', en: 'The QR code can not be read' },
    what: {
      id: 'Isinya rusak atau bukan QRIS. [Kesalahan: {fault}.] [Pada bagian {at}.]',
      en: 'What it says is damaged, or no QRIS. [Fault: {fault}.] [At {at}.]',
    },
    next: {
      id: 'Pindai sekali lagi; bila tetap gagal, minta kode baru dari penerima.',
      en: 'Scan it once more; if that fails, ask the payee for a new code.',
    },
  },
  qr_code_foreign: {
    ...AT_THE_DOOR,
    title: { id: 'Kode QR dari penyelenggara lain', en: 'The QR code is another system’s' },
    what: {
      id: 'Kode ini tidak dibuat oleh jaringan ini.',
      en: 'This code was not made by this network.',
    },
    next: {
      id: 'Minta penerima menampilkan kode dari jaringan ini, atau bayar dengan cara lain.',
      en: 'Ask the payee to show a code of this network, or pay in another way.',
    },
  },
  qr_code_altered: {
    ...AT_THE_DOOR,
    title: { id: 'Kode QR telah diubah', en: 'The QR code was altered' },
    what: {
      id: 'Isinya berbeda dari kode yang dibuat jaringan ini, misalnya jumlah atau penerimanya.',
      en: 'It says something else than the code that this network made, such as another amount or payee.',
    },
    next: {
      id: 'Jangan bayar. Minta penerima membuat kode baru dan beri tahu koperasi.',
      en: 'Do not pay. Ask the payee to make a new code, and tell the cooperative.',
    },
  },
};

export const QR_CODE_REFUSALS: Definitions<Extract<RefusalCode, `qr_${string}`>> = {
  qr_code_used: {
    ...CONFLICT,
    title: { id: 'Kode QR sudah terpakai', en: 'The QR code is used up' },
    what: {
      id: 'Kode ini sudah dibayar atau ditarik kembali oleh penerima.',
      en: 'This code was paid before, or taken back by the payee.',
    },
    next: {
      id: 'Tanyakan kepada penerima apakah sudah dibayar; bila belum, minta kode baru.',
      en: 'Ask the payee whether it was paid; if not, ask for a new code.',
    },
  },
  qr_code_expired: {
    ...CONFLICT,
    status: 410,
    title: { id: 'Kode QR sudah lewat waktu', en: 'The QR code has expired' },
    what: {
      id: 'Masa berlaku kode ini sudah habis.',
      en: 'The time in which this code could be paid is over.',
    },
    next: { id: 'Minta kode baru kepada penerima.', en: 'Ask the payee for a new code.' },
  },
};

export const QR_CODE_RULES: Definitions<Extract<RuleCode, `qr${string}`>> = {
  qr_code_for_another_use: {
    status: 422,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Kode QR untuk keperluan lain', en: 'The QR code is for another use' },
    what: {
      id: 'Kode pedagang dibayar, kode anggota dipakai untuk kirim uang atau setor tunai, sesuai pilihan anggota itu.',
      en: 'A shop’s code is paid; a member’s is for sending money or for a cash deposit, as the member chose.',
    },
    next: {
      id: 'Minta kode yang sesuai dengan keperluannya.',
      en: 'Ask for a code that fits the purpose.',
    },
  },
  qris_not_configured: {
    ...CONFLICT,
    moneyMoved: 'not_concerned',
    title: { id: 'QRIS belum diatur', en: 'QRIS is not configured' },
    what: {
      id: 'Jaringan ini belum memiliki reverse domain, NNS, dan NMID, jadi tidak boleh membuat kode.',
      en: 'This network has no reverse domain, NNS and NMID yet, so it may make no codes.',
    },
    next: {
      id: 'Minta pengelola jaringan mengisi identitas QRIS dari penyelenggara berizin.',
      en: 'Ask the operator to enter the QRIS identity of the licensed provider.',
    },
  },
};
