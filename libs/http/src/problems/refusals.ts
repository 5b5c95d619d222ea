import type { RefusalCode } from '@app/core';
import type { Definitions } from './definition.js';
import { QR_CODE_REFUSALS } from './qr-codes.js';

/** A batch decided: the answer is stored, so the same key will always give the same refusal. */
const FORBIDDEN = { status: 403, retryable: false, moneyMoved: 'no' } as const;
const CONFLICT = { status: 409, retryable: false, moneyMoved: 'no' } as const;
const UNPROCESSABLE = { status: 422, retryable: false, moneyMoved: 'no' } as const;

export const REFUSALS: Definitions<RefusalCode> = {
  ...QR_CODE_REFUSALS,
  payer_frozen: {
    ...FORBIDDEN,
    title: { id: 'Rekening pembayar dibekukan', en: 'The payer’s account is frozen' },
    what: {
      id: 'Uang tidak dapat keluar dari rekening ini selama dibekukan.',
      en: 'No money can leave this account while it is frozen.',
    },
    next: { id: 'Hubungi koperasi Anda.', en: 'Ask your cooperative.' },
  },
  payer_closed: {
    ...FORBIDDEN,
    title: { id: 'Rekening pembayar sudah ditutup', en: 'The payer’s account is closed' },
    what: { id: 'Rekening ini sudah ditutup.', en: 'This account is closed.' },
    next: { id: 'Hubungi koperasi Anda.', en: 'Ask your cooperative.' },
  },
  payee_frozen: {
    ...CONFLICT,
    title: { id: 'Rekening penerima dibekukan', en: 'The payee’s account is frozen' },
    what: {
      id: 'Penerima sedang tidak dapat menerima uang.',
      en: 'The payee can not receive money at present.',
    },
    next: {
      id: 'Minta penerima menghubungi koperasinya, atau bayar dengan cara lain.',
      en: 'Ask the payee to see their cooperative, or pay in another way.',
    },
  },
  payee_closed: {
    ...CONFLICT,
    title: { id: 'Rekening penerima sudah ditutup', en: 'The payee’s account is closed' },
    what: { id: 'Rekening penerima sudah ditutup.', en: 'The account of the payee is closed.' },
    next: {
      id: 'Periksa kembali penerimanya, atau bayar dengan cara lain.',
      en: 'Check whom you are paying, or pay in another way.',
    },
  },
  till_closed: {
    ...CONFLICT,
    title: { id: 'Laci kas belum dibuka', en: 'The till is not open' },
    what: {
      id: 'Laci kas ini tidak sedang dibuka oleh kasir, jadi tidak dapat menerima atau mengeluarkan uang tunai.',
      en: 'No teller has this till open at present, so it can neither take nor pay out cash.',
    },
    next: {
      id: 'Jangan serahkan uang tunai. Buka laci kas, lalu ulangi dengan kunci baru.',
      en: 'Hand out no cash. Open the till, then repeat with a new key.',
    },
  },
  cooperative_suspended: {
    ...FORBIDDEN,
    title: { id: 'Koperasi sedang ditangguhkan', en: 'The cooperative is suspended' },
    what: {
      id: 'Transaksi baru dari atau ke koperasi ini sedang dihentikan.',
      en: 'New transactions from or to this cooperative are stopped at present.',
    },
    next: {
      id: 'Saldo tetap aman; tanyakan kepada koperasi kapan layanan dibuka lagi.',
      en: 'Balances are safe; ask the cooperative when its service opens again.',
    },
  },
  cooperative_not_active: {
    ...FORBIDDEN,
    title: { id: 'Koperasi belum aktif', en: 'The cooperative is not active yet' },
    what: {
      id: 'Koperasi ini belum boleh bertransaksi di jaringan.',
      en: 'This cooperative may not yet transact in the network.',
    },
    next: {
      id: 'Minta pengelola jaringan mengaktifkan koperasi ini.',
      en: 'Ask the network operator to activate it.',
    },
  },
  limit_exceeded: {
    ...UNPROCESSABLE,
    title: { id: 'Melewati batas transaksi', en: 'Over the transaction limit' },
    what: {
      id: 'Transaksi ini melewati batas yang berlaku. [Batas yang dilewati: {limit|words}.] [Paling banyak {maximum|rupiah}.] [Sisanya {left|rupiah}.] [Tunggu {wait_seconds} detik.]',
      en: 'This transaction is over the limit that applies. [The limit: {limit|words}.] [At most {maximum|rupiah}.] [{left|rupiah} of it is left.] [Wait {wait_seconds} seconds.]',
    },
    next: {
      id: 'Kurangi jumlahnya, atau coba lagi setelah masa batas berganti dengan kunci baru.',
      en: 'Send a smaller amount, or try in the next period with a new key.',
    },
  },
  act_forbidden_for_tier: {
    ...FORBIDDEN,
    title: { id: 'Keanggotaan belum terdaftar', en: 'The membership is not registered' },
    what: {
      id: 'Anggota yang belum terdaftar hanya dapat membayar; kirim uang dan tarik tunai belum dapat dilakukan. [Yang diminta: {act|words}.]',
      en: 'A member who is not registered can pay, but neither send money nor take out cash. [Asked for: {act|words}.]',
    },
    next: {
      id: 'Daftarkan diri dengan KTP di koperasi Anda.',
      en: 'Register at your cooperative with an identity card.',
    },
  },
  cap_exceeded: {
    ...UNPROCESSABLE,
    title: {
      id: 'Batas utang koperasi tercapai',
      en: 'The cooperative’s net debit cap is reached',
    },
    what: {
      id: 'Koperasi pembayar sudah mencapai batas utangnya kepada jaringan.',
      en: 'The paying cooperative has reached its limit of debt to the network.',
    },
    next: {
      id: 'Coba lagi setelah penyelesaian berikutnya dengan kunci baru, atau pilih jumlah yang lebih kecil.',
      en: 'Try after the next settlement with a new key, or choose a smaller amount.',
    },
  },
  bilateral_cap_exceeded: {
    ...UNPROCESSABLE,
    title: {
      id: 'Batas utang antara kedua koperasi tercapai',
      en: 'The cap between the two cooperatives is reached',
    },
    what: {
      id: 'Koperasi pembayar sudah mencapai batas utangnya kepada koperasi penerima untuk siklus ini.',
      en: 'The paying cooperative has reached what it may come to owe the receiving one in this cycle.',
    },
    next: {
      id: 'Coba lagi setelah siklus berikutnya dimulai dengan kunci baru, atau pilih jumlah yang lebih kecil.',
      en: 'Try after the next cycle has begun with a new key, or choose a smaller amount.',
    },
  },
  cap_below_use: {
    ...UNPROCESSABLE,
    title: { id: 'Batas lebih rendah dari pemakaian', en: 'The cap is below its use' },
    what: {
      id: 'Batas utang tidak dapat diturunkan di bawah yang sedang terpakai.',
      en: 'A net debit cap can not be lowered below what is in use.',
    },
    next: {
      id: 'Pilih batas yang lebih tinggi, atau tangguhkan koperasinya.',
      en: 'Choose a higher cap, or suspend the cooperative instead.',
    },
  },
  insufficient_funds: {
    ...UNPROCESSABLE,
    title: { id: 'Saldo tidak cukup', en: 'Not enough funds' },
    what: {
      id: 'Saldo tidak cukup untuk jumlah ini. [Saldo tersedia {available|rupiah}.]',
      en: 'The balance does not cover this amount. [Available: {available|rupiah}.]',
    },
    next: {
      id: 'Isi saldo, lalu ulangi dengan kunci baru.',
      en: 'Add money, then repeat with a new key.',
    },
  },
  till_short: {
    ...UNPROCESSABLE,
    title: { id: 'Uang di laci kas tidak cukup', en: 'The till does not hold enough cash' },
    what: {
      id: 'Laci kas tidak berisi uang tunai sebanyak ini; saldo anggota tidak berubah. [Yang dapat dikeluarkan {available|rupiah}.]',
      en: 'The till does not hold this much cash; the member’s balance is unchanged. [It can pay out {available|rupiah}.]',
    },
    next: {
      id: 'Jangan serahkan uang tunai. Tambah uang dari brankas atau minta jumlah yang lebih kecil, dengan kunci baru.',
      en: 'Hand out no cash. Bring cash from the vault or ask for a smaller amount, with a new key.',
    },
  },
  vault_short: {
    ...UNPROCESSABLE,
    title: { id: 'Uang di brankas tidak cukup', en: 'The vault does not hold enough cash' },
    what: {
      id: 'Brankas koperasi tidak berisi uang tunai sebanyak ini. [Isinya {available|rupiah}.]',
      en: 'The cooperative’s vault does not hold this much cash. [It holds {available|rupiah}.]',
    },
    next: {
      id: 'Catat uang tunai yang masuk ke brankas lebih dulu, lalu ulangi dengan kunci baru.',
      en: 'Record the cash that came into the vault first, then repeat with a new key.',
    },
  },
  balance_limit_exceeded: {
    ...UNPROCESSABLE,
    title: { id: 'Saldo penerima melewati batas', en: 'The payee’s balance limit is exceeded' },
    what: {
      id: 'Dengan jumlah ini saldo penerima melewati batas yang boleh disimpan. [Batas yang dilewati: {limit|words}.] [Paling banyak {maximum|rupiah}.] [Sisanya {left|rupiah}.]',
      en: 'This amount would take the payee’s balance over what it may hold. [The limit: {limit|words}.] [At most {maximum|rupiah}.] [{left|rupiah} of it is left.]',
    },
    next: { id: 'Kirim jumlah yang lebih kecil.', en: 'Send a smaller amount.' },
  },
  balance_overflow: {
    ...UNPROCESSABLE,
    title: { id: 'Saldo terlalu besar', en: 'The balance would be too large' },
    what: {
      id: 'Saldo akan melewati angka terbesar yang dapat dicatat.',
      en: 'The balance would exceed the largest number that the books can hold.',
    },
    next: { id: 'Hubungi pengelola jaringan.', en: 'Contact the network operator.' },
  },
  quote_expired: {
    ...CONFLICT,
    title: { id: 'Penawaran biaya sudah lewat', en: 'The quote has expired' },
    what: {
      id: 'Biaya yang dijanjikan sudah tidak berlaku.',
      en: 'The promised fee is no longer valid.',
    },
    next: { id: 'Minta penawaran baru, lalu ulangi.', en: 'Ask for a new quote and repeat.' },
  },
  request_expired: {
    status: 410,
    retryable: false,
    moneyMoved: 'no',
    title: { id: 'Permintaan sudah lewat waktunya', en: 'The payment request has expired' },
    what: {
      id: 'Permintaan pembayaran ini sudah lewat waktunya dan tidak dapat dibayar lagi.',
      en: 'This payment request has expired and can not be paid any more.',
    },
    next: {
      id: 'Minta penagih membuat permintaan baru.',
      en: 'Ask whoever wants the money to make a new request.',
    },
  },
  payment_given_up: {
    ...CONFLICT,
    title: { id: 'Pembayaran ini tidak dilanjutkan', en: 'This payment was given up' },
    what: {
      id: 'Pembayaran dengan kunci ini terputus sebelum diputuskan dan tidak akan pernah dibukukan.',
      en: 'The payment with this key was interrupted before it was decided, and will never be posted.',
    },
    next: {
      id: 'Lihat sisa tagihannya, lalu bayar lagi dengan kunci baru.',
      en: 'Read what is left of the request, and pay again with a new key.',
    },
  },
  hold_expired: {
    ...CONFLICT,
    title: { id: 'Penahanan dana sudah lewat waktu', en: 'The hold has expired' },
    what: {
      id: 'Dana yang ditahan sudah dilepas kembali.',
      en: 'The reserved money has been released.',
    },
    next: {
      id: 'Jangan serahkan uang atau barang. Mulai lagi dengan permintaan baru.',
      en: 'Hand out no cash or goods. Start again with a new request.',
    },
  },
  hold_not_open: {
    ...CONFLICT,
    title: { id: 'Penahanan dana tidak terbuka', en: 'The hold is not open' },
    what: {
      id: 'Penahanan ini sudah dipakai atau dilepas. [Keadaannya: {state}.]',
      en: 'This hold has already been captured or released. [Its state: {state}.]',
    },
    next: { id: 'Lihat keadaannya sebelum melanjutkan.', en: 'Read its state before you go on.' },
  },
  capture_exceeds_hold: {
    ...UNPROCESSABLE,
    title: { id: 'Melebihi dana yang ditahan', en: 'More than was held' },
    what: {
      id: 'Jumlah itu lebih dari yang masih ditahan. [Masih ditahan {left|rupiah}.]',
      en: 'The amount is more than what is still held. [Still held: {left|rupiah}.]',
    },
    next: {
      id: 'Ambil paling banyak sebesar yang ditahan.',
      en: 'Capture at most what is held.',
    },
  },
  refund_exceeds_payment: {
    ...UNPROCESSABLE,
    title: { id: 'Pengembalian melebihi pembayaran', en: 'The refund exceeds the payment' },
    what: {
      id: 'Semua pengembalian bersama-sama tidak boleh melebihi yang dibayar. [Masih dapat dikembalikan {left|rupiah}.]',
      en: 'All refunds together can not be more than was paid. [Still refundable: {left|rupiah}.]',
    },
    next: { id: 'Kurangi jumlah pengembaliannya.', en: 'Refund a smaller amount.' },
  },
  already_refunded: {
    ...CONFLICT,
    title: { id: 'Sudah ada pengembalian', en: 'It was already refunded' },
    what: {
      id: 'Sebagian atau seluruh uangnya sudah dikembalikan, jadi transaksi ini tidak dapat dibatalkan lagi. [Sudah dikembalikan {returned|rupiah}.]',
      en: 'Some or all of it was given back, so it can no longer be reversed. [Given back so far: {returned|rupiah}.]',
    },
    next: {
      id: 'Kembalikan sisanya dengan pengembalian biasa.',
      en: 'Give back the rest by a refund.',
    },
  },
  already_reversed: {
    ...CONFLICT,
    title: { id: 'Transaksi sudah dibatalkan', en: 'It was already reversed' },
    what: {
      id: 'Transaksi ini sudah dibatalkan seluruhnya; tidak ada lagi yang dapat dikembalikan.',
      en: 'It was reversed as a whole; nothing of it is left to give back.',
    },
    next: {
      id: 'Lihat transaksi pembatalannya; tidak perlu diulangi.',
      en: 'Read its reversal; there is nothing to repeat.',
    },
  },
  account_not_empty: {
    ...CONFLICT,
    title: { id: 'Rekening belum kosong', en: 'The account is not empty' },
    what: {
      id: 'Rekening yang masih berisi uang atau dana tertahan tidak dapat ditutup. [Isinya {balance|rupiah}.] [Tertahan {held|rupiah}.]',
      en: 'An account with money or holds on it can not be closed. [On it: {balance|rupiah}.] [Held: {held|rupiah}.]',
    },
    next: {
      id: 'Kosongkan rekening dan selesaikan dana tertahan lebih dulu.',
      en: 'Empty the account and finish its holds first.',
    },
  },
  account_closed: {
    ...CONFLICT,
    title: { id: 'Rekening sudah ditutup', en: 'The account is closed' },
    what: { id: 'Rekening ini sudah ditutup.', en: 'This account is closed.' },
    next: { id: 'Pakai rekening lain.', en: 'Use another account.' },
  },
};
