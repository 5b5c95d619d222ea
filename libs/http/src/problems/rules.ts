import type { RuleCode } from '@app/core';
import type { Definitions } from './definition.js';

const CONFLICT = { status: 409, retryable: false, moneyMoved: 'no' } as const;
const UNPROCESSABLE = { status: 422, retryable: false, moneyMoved: 'no' } as const;

export const RULES: Definitions<RuleCode> = {
  payer_is_payee: {
    ...UNPROCESSABLE,
    title: { id: 'Pembayar dan penerima sama', en: 'Payer and payee are the same' },
    what: { id: 'Anda tidak dapat membayar diri sendiri.', en: 'You can not pay yourself.' },
    next: { id: 'Pilih penerima lain.', en: 'Choose another payee.' },
  },
  currency_unsupported: {
    ...UNPROCESSABLE,
    title: { id: 'Mata uang tidak didukung', en: 'The currency is not supported' },
    what: { id: 'Jaringan ini hanya memakai IDR.', en: 'This network uses IDR only.' },
    next: { id: 'Kirim jumlah dalam IDR.', en: 'Send the amount in IDR.' },
  },
  fee_exceeds_amount: {
    ...UNPROCESSABLE,
    title: { id: 'Biaya melebihi jumlah', en: 'The fee exceeds the amount' },
    what: {
      id: 'Biaya layanan sama dengan atau lebih dari jumlahnya.',
      en: 'The service fee is as much as the amount or more.',
    },
    next: { id: 'Kirim jumlah yang lebih besar.', en: 'Send a larger amount.' },
  },
  fee_rule_missing: {
    ...UNPROCESSABLE,
    retryable: true,
    title: { id: 'Tarif belum ditetapkan', en: 'No fee rule applies' },
    what: {
      id: 'Belum ada tarif yang berlaku untuk layanan ini.',
      en: 'No fee schedule covers this service yet.',
    },
    next: {
      id: 'Minta pengelola jaringan menetapkan tarifnya.',
      en: 'Ask the network operator to set the schedule.',
    },
  },
  idempotency_key_reused: {
    ...UNPROCESSABLE,
    title: {
      id: 'Kunci sudah dipakai untuk permintaan lain',
      en: 'The key belongs to another request',
    },
    what: {
      id: 'Idempotency-Key ini sudah dipakai dengan isi atau alamat yang berbeda.',
      en: 'This Idempotency-Key was used before with another body or path.',
    },
    next: {
      id: 'Permintaan baru memerlukan kunci baru; pengulangan harus sama persis.',
      en: 'A new request needs a new key; a repetition must be exactly the same.',
    },
  },
  reference_reused: {
    ...CONFLICT,
    title: { id: 'Referensi sudah dipakai', en: 'The reference is already in use' },
    what: {
      id: 'Referensi ini sudah dipakai untuk transaksi lain dari Anda.',
      en: 'This reference belongs to another of your transactions.',
    },
    next: {
      id: 'Cari transaksi itu dengan referensinya, atau pakai referensi baru.',
      en: 'Look that transaction up by its reference, or use a new one.',
    },
  },
  already_exists: {
    ...CONFLICT,
    title: { id: 'Sudah ada', en: 'It exists already' },
    what: {
      id: 'Data yang sama sudah tercatat.',
      en: 'The same thing has been recorded already.',
    },
    next: { id: 'Pakai yang sudah ada.', en: 'Use the one that exists.' },
  },
  wrong_state: {
    ...CONFLICT,
    title: { id: 'Tidak sesuai dengan keadaannya', en: 'Not possible in its present state' },
    what: {
      id: 'Tindakan ini tidak dapat dilakukan dalam keadaan sekarang. [Keadaannya: {state}.]',
      en: 'This can not be done in the present state. [The state: {state}.]',
    },
    next: {
      id: 'Lihat keadaan terbaru, lalu putuskan.',
      en: 'Read the present state, then decide.',
    },
  },
  same_person: {
    status: 403,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Harus orang lain', en: 'It must be another person' },
    what: {
      id: 'Yang mengajukan tidak boleh menyetujui, juga tidak dengan akun lain.',
      en: 'Whoever made the request can not approve it, by another login either.',
    },
    next: { id: 'Minta orang lain memeriksanya.', en: 'Ask somebody else to check it.' },
  },
  clock_fixed: {
    ...CONFLICT,
    title: { id: 'Jam jaringan ini tetap', en: 'The clock of this network is fixed' },
    what: {
      id: 'Jam jaringan sungguhan tidak dapat digeser.',
      en: 'The clock of a live network can not be moved.',
    },
    next: { id: 'Pakai jaringan uji coba.', en: 'Use a sandbox network.' },
  },
  clock_backwards: {
    ...UNPROCESSABLE,
    title: { id: 'Jam tidak dapat mundur', en: 'The clock can not go back' },
    what: {
      id: 'Waktu itu sebelum waktu yang sudah tercatat.',
      en: 'That time is before what has already been recorded.',
    },
    next: { id: 'Pilih waktu yang lebih kemudian.', en: 'Choose a later time.' },
  },
  schedule_invalid: {
    ...UNPROCESSABLE,
    title: { id: 'Tarif tidak dapat dipakai', en: 'The fee schedule can not be used' },
    what: {
      id: 'Susunan tarif ini bertentangan atau tidak lengkap; lihat daftar `errors`.',
      en: 'This fee schedule contradicts itself or is incomplete; see the list in `errors`.',
    },
    next: { id: 'Perbaiki aturannya lalu kirim lagi.', en: 'Correct its rules and send it again.' },
  },
};
