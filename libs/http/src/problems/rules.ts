import type { RuleCode } from '@app/core';
import type { Definitions } from './definition.js';
import { QR_CODE_RULES } from './qr-codes.js';

const CONFLICT = { status: 409, retryable: false, moneyMoved: 'no' } as const;
const UNPROCESSABLE = { status: 422, retryable: false, moneyMoved: 'no' } as const;

export const RULES: Definitions<RuleCode> = {
  ...QR_CODE_RULES,
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
  reversed_before_arrival: {
    ...CONFLICT,
    title: { id: 'Sudah dibatalkan sebelum tiba', en: 'Reversed before it arrived' },
    what: {
      id: 'Terminal Anda telah membatalkan referensi ini sebelum permintaannya tiba.',
      en: 'Your terminal reversed this reference before the request arrived.',
    },
    next: {
      id: 'Jika masih diinginkan, mulai lagi dengan referensi baru.',
      en: 'If it is still wanted, start again with a new reference.',
    },
  },
  not_refundable: {
    ...UNPROCESSABLE,
    title: { id: 'Tidak dapat dikembalikan', en: 'Not something that can be refunded' },
    what: {
      id: 'Hanya pembayaran yang sudah dibukukan yang dapat dikembalikan. [Ini: {act|words}.]',
      en: 'Only a payment that was posted can be refunded. [This is: {act|words}.]',
    },
    next: {
      id: 'Pakai id pembayaran aslinya.',
      en: 'Name the payment itself by its id.',
    },
  },
  not_reversible: {
    ...UNPROCESSABLE,
    title: { id: 'Tidak dapat dibatalkan', en: 'Not something that can be reversed' },
    what: {
      id: 'Jenis transaksi ini tidak dapat dibatalkan dengan referensinya. [Ini: {act|words}.]',
      en: 'An act of this kind can not be reversed by its reference. [This is: {act|words}.]',
    },
    next: {
      id: 'Lihat keadaannya, lalu bukukan transaksi baru untuk membetulkannya.',
      en: 'Read its state, and put it right by a new act.',
    },
  },
  reversal_too_late: {
    ...CONFLICT,
    title: { id: 'Terlambat untuk dibatalkan', en: 'Too late to reverse it' },
    what: {
      id: 'Masa pembatalan transaksi ini sudah lewat; transaksinya tetap berlaku.',
      en: 'The time in which this act could be reversed is over; it stands.',
    },
    next: {
      id: 'Minta pengembalian dana kepada penerima.',
      en: 'Ask the payee for a refund instead.',
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
  request_exceeded: {
    ...UNPROCESSABLE,
    title: { id: 'Melebihi yang diminta', en: 'More than what is asked' },
    what: {
      id: 'Jumlah ini lebih dari sisa yang belum dibayar. [Sisanya {left|rupiah}.]',
      en: 'This amount is more than what is left to pay. [Left: {left|rupiah}.]',
    },
    next: { id: 'Bayar paling banyak sisanya.', en: 'Pay what is left at most.' },
  },
  partial_payment_not_allowed: {
    ...UNPROCESSABLE,
    title: { id: 'Harus dibayar sekaligus', en: 'To be paid in one go' },
    what: {
      id: 'Tagihan ini tidak boleh dibayar sebagian. [Jumlahnya {left|rupiah}.]',
      en: 'This can not be paid in parts. [The amount: {left|rupiah}.]',
    },
    next: { id: 'Bayar seluruh jumlahnya.', en: 'Pay the whole amount.' },
  },
  payment_in_progress: {
    ...CONFLICT,
    retryable: true,
    title: { id: 'Ada pembayaran yang belum selesai', en: 'Another payment is under way' },
    what: {
      id: 'Pembayaran lain atas tagihan ini belum diputuskan.',
      en: 'Another payment of this is not decided yet.',
    },
    next: {
      id: 'Tunggu sebentar, lihat sisanya, lalu ulangi.',
      en: 'Wait a moment, read what is left, then repeat.',
    },
  },
  cooperative_not_empty: {
    ...CONFLICT,
    title: { id: 'Koperasi belum selesai', en: 'The cooperative is not even yet' },
    what: {
      id: 'Koperasi dapat keluar setelah kewajibannya lunas dan semua rekening kosong. [Rekening yang belum kosong: {wallets}.] [Posisinya {clearing|rupiah}.] [Dana di bank penyelesaian {liquidity|rupiah}.] [Titipan yang belum diserahkan {suspense|rupiah}.]',
      en: 'A cooperative may leave once its debts are settled and every wallet is empty. [Wallets that are not empty: {wallets}.] [Its position: {clearing|rupiah}.] [Its money at the settlement bank: {liquidity|rupiah}.] [Kept for somebody: {suspense|rupiah}.]',
    },
    next: {
      id: 'Selesaikan kewajibannya, pindahkan saldo anggota dan pedagang, lalu ulangi.',
      en: 'Settle what is owed, move what members and merchants have, then repeat.',
    },
  },
  till_in_use: {
    ...CONFLICT,
    title: {
      id: 'Laci kas atau teller sedang bertugas',
      en: 'The till or teller is at work already',
    },
    what: {
      id: 'Satu laci kas dipegang satu teller, dan satu teller memegang satu laci kas. [Sesi yang masih berjalan: {session}.]',
      en: 'A till has one teller at a time, and a teller one till. [The session that is still open: {session}.]',
    },
    next: {
      id: 'Tutup dulu sesi yang masih berjalan, atau pakai laci kas lain.',
      en: 'Close the session that is still open first, or use another till.',
    },
  },
  till_session_missing: {
    ...CONFLICT,
    title: { id: 'Anda belum membuka laci kas', en: 'You have no till open' },
    what: {
      id: 'Uang tunai hanya dapat diterima atau dikeluarkan dari laci kas yang Anda buka sendiri.',
      en: 'Cash is taken in and paid out only at a till that you have opened yourself.',
    },
    next: {
      id: 'Jangan terima atau serahkan uang tunai. Buka laci kas dengan modal awal yang dihitung, lalu ulangi.',
      en: 'Take or hand out no cash. Open a till with a counted float, then repeat.',
    },
  },
  till_has_holds: {
    ...CONFLICT,
    title: { id: 'Masih ada penarikan yang belum selesai', en: 'A withdrawal is still under way' },
    what: {
      id: 'Laci kas masih menahan uang untuk penarikan tunai yang belum diserahkan. [Tertahan {held|rupiah}.]',
      en: 'The till still holds cash for withdrawals that are not handed out. [Held: {held|rupiah}.]',
    },
    next: {
      id: 'Selesaikan atau batalkan penarikan itu dulu, lalu tutup laci kas dengan kunci baru.',
      en: 'Confirm or cancel those withdrawals first, then close the till with a new key.',
    },
  },
  denominations_mismatch: {
    ...UNPROCESSABLE,
    title: { id: 'Hitungan pecahan tidak sama', en: 'The denominations do not add up' },
    what: {
      id: 'Jumlah pecahan tidak sama dengan jumlah yang disebut. [Disebut {amount|rupiah}.] [Pecahannya {sum|rupiah}.]',
      en: 'The denominations do not sum to the amount that was named. [Named: {amount|rupiah}.] [They sum to {sum|rupiah}.]',
    },
    next: { id: 'Hitung lagi uangnya, lalu kirim ulang.', en: 'Count again, then send it again.' },
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
  approval_changed: {
    ...CONFLICT,
    title: { id: 'Permintaan sudah berubah', en: 'The request is not what you read' },
    what: {
      id: 'Isi permintaan ini bukan yang Anda periksa; tidak ada yang dijalankan.',
      en: 'What this request asks is not what you checked; nothing was done.',
    },
    next: {
      id: 'Baca lagi permintaannya, lalu putuskan dengan `payload_hash` yang baru.',
      en: 'Read the request again, then decide with its present `payload_hash`.',
    },
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
  statement_too_long: {
    status: 422,
    retryable: false,
    moneyMoved: 'not_concerned',
    title: { id: 'Rekening koran terlalu panjang', en: 'The statement is too long' },
    what: {
      id: 'Bulan itu memuat terlalu banyak mutasi untuk JSON atau PDF. [Paling banyak {maximum} baris.]',
      en: 'That month has too many entries for JSON or PDF. [At most {maximum} lines.]',
    },
    next: {
      id: 'Minta dalam CSV (`format=csv`), yang tidak dibatasi.',
      en: 'Ask for CSV (`format=csv`), which has no bound.',
    },
  },
};
