import type { AccessCode } from '@app/core';
import type { Definitions } from './definition.js';

/** Answers about who is asking. A new token, or time, may change them; nothing was stored. */
const UNAUTHENTICATED = { status: 401, retryable: true, moneyMoved: 'not_concerned' } as const;
/** Of signing in and activating, which have nothing to do with money either. */
const OF_SECRETS = { retryable: false, moneyMoved: 'not_concerned' } as const;
/** A payment may meet these, and whoever pays wants to know that nothing moved. */
const REFUSED = { retryable: false, moneyMoved: 'no' } as const;

export const ACCESS: Definitions<AccessCode> = {
  token_missing: {
    ...UNAUTHENTICATED,
    title: { id: 'Anda belum masuk', en: 'You are not signed in' },
    what: {
      id: 'Permintaan ini memerlukan header Authorization dengan token Bearer.',
      en: 'This request needs an Authorization header with a Bearer token.',
    },
    next: { id: 'Masuk lebih dulu.', en: 'Sign in first.' },
  },
  token_invalid: {
    ...UNAUTHENTICATED,
    title: { id: 'Token tidak sah', en: 'The token is not valid' },
    what: {
      id: 'Token itu tidak berasal dari layanan ini atau sudah dicabut.',
      en: 'The token was not issued by this service or has been revoked.',
    },
    next: { id: 'Masuk lagi.', en: 'Sign in again.' },
  },
  token_expired: {
    ...UNAUTHENTICATED,
    title: { id: 'Masa berlaku token habis', en: 'The token has expired' },
    what: { id: 'Token itu sudah tidak berlaku.', en: 'The token is no longer valid.' },
    next: {
      id: 'Masuk lagi, lalu ulangi dengan kunci yang sama.',
      en: 'Sign in again and repeat with the same key.',
    },
  },
  token_revoked: {
    ...UNAUTHENTICATED,
    title: { id: 'Token sudah dicabut', en: 'The token has been revoked' },
    what: {
      id: 'Anda sudah keluar, perangkat diblokir, PIN atau kata sandi diganti, atau peran Anda berakhir.',
      en: 'You signed out, the device was blocked, the PIN or password was changed, or your role ended.',
    },
    next: {
      id: 'Perbarui token atau masuk lagi, lalu ulangi dengan kunci yang sama.',
      en: 'Refresh the token or sign in again, and repeat with the same key.',
    },
  },
  step_up_required: {
    ...UNAUTHENTICATED,
    moneyMoved: 'no',
    title: { id: 'Buktikan sekali lagi', en: 'Prove it once more' },
    what: {
      id: 'Persetujuan memerlukan kode autentikator yang dimasukkan dalam lima menit terakhir.',
      en: 'An approval needs a code of the authenticator app, entered within the last five minutes.',
    },
    next: {
      id: 'Kirim kode ke POST /v1/auth/step-up, lalu ulangi dengan token yang baru.',
      en: 'Send a code to POST /v1/auth/step-up, then repeat with the new token.',
    },
  },
  totp_required: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Kode autentikator diperlukan', en: 'A code is needed' },
    what: {
      id: 'Kata sandi benar; peran Anda juga memerlukan kode dari aplikasi autentikator.',
      en: 'The password is right; your role also needs the code of the authenticator app.',
    },
    next: {
      id: 'Masuk lagi dengan kata sandi dan kode enam angka.',
      en: 'Sign in with the password and the code of six digits.',
    },
  },
  totp_invalid: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Kode autentikator salah', en: 'The code is wrong' },
    what: {
      id: 'Kode itu salah, sudah lewat waktunya, atau sudah pernah dipakai. [Sisa percobaan: {tries_left}.]',
      en: 'The code is wrong, too old, or has been used already. [Tries left: {tries_left}.]',
    },
    next: {
      id: 'Tunggu kode berikutnya, dan periksa jam telepon Anda.',
      en: 'Wait for the next code, and check the clock of your phone.',
    },
  },
  totp_not_enrolled: {
    ...OF_SECRETS,
    status: 403,
    title: { id: 'Autentikator belum dipasang', en: 'There is no authenticator app yet' },
    what: {
      id: 'Peran Anda memerlukan aplikasi autentikator, dan Anda belum memasangnya.',
      en: 'Your role needs an authenticator app, and you have not set one up.',
    },
    next: {
      id: 'Minta kode aktivasi baru; autentikator dipasang bersama kata sandi.',
      en: 'Ask for a new activation code; the app is set up together with the password.',
    },
  },
  refresh_invalid: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Sesi sudah berakhir', en: 'The session has ended' },
    what: {
      id: 'Token penyegar itu tidak sah, atau sesinya sudah berakhir.',
      en: 'The refresh token is not valid, or its session has ended.',
    },
    next: { id: 'Masuk lagi.', en: 'Sign in again.' },
  },
  refresh_reused: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Token penyegar dipakai dua kali', en: 'The refresh token was used twice' },
    what: {
      id: 'Token penyegar itu sudah pernah dipakai. Mungkin ada yang menyalinnya, jadi sesinya diakhiri.',
      en: 'The refresh token had been used before. Somebody may have a copy, so the session was ended.',
    },
    next: {
      id: 'Masuk lagi. Jika bukan Anda yang memakainya, ganti PIN atau kata sandi Anda.',
      en: 'Sign in again. If it was not you who used it, change your PIN or password.',
    },
  },
  device_proof_invalid: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Perangkat tidak terbukti', en: 'The device did not prove itself' },
    what: {
      id: 'Token penyegar ini terikat pada perangkat, dan tanda tangan perangkat itu tidak ada atau tidak cocok.',
      en: 'This refresh token is bound to a device, whose signature is missing or does not match.',
    },
    next: {
      id: 'Tanda tangani token penyegar dengan kunci perangkat, atau masuk lagi dengan PIN.',
      en: 'Sign the refresh token with the key of the device, or sign in again with the PIN.',
    },
  },
  device_blocked: {
    ...OF_SECRETS,
    status: 403,
    title: { id: 'Perangkat diblokir', en: 'The device is blocked' },
    what: {
      id: 'Perangkat ini dilaporkan hilang dan tidak dapat dipakai untuk masuk lagi.',
      en: 'This device was reported lost and can no longer be used to sign in.',
    },
    next: {
      id: 'Masuk dengan kunci perangkat yang baru, atau hubungi koperasi Anda.',
      en: 'Sign in with a new key of the device, or ask your cooperative.',
    },
  },
  credentials_invalid: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Gagal masuk', en: 'Signing in failed' },
    what: {
      id: 'Nama, nomor telepon, PIN, kata sandi atau kode tidak cocok. [Sisa percobaan: {tries_left}.]',
      en: 'The name, phone number, PIN, password or code does not match. [Tries left: {tries_left}.]',
    },
    next: {
      id: 'Periksa kembali lalu coba lagi, atau hubungi koperasi Anda.',
      en: 'Check them and try again, or ask your cooperative.',
    },
  },
  activation_invalid: {
    ...UNAUTHENTICATED,
    retryable: false,
    title: { id: 'Kode aktivasi tidak sah', en: 'The activation code is not valid' },
    what: {
      id: 'Kode aktivasi salah, sudah dipakai atau sudah lewat waktunya.',
      en: 'The activation code is wrong, used or expired.',
    },
    next: { id: 'Minta kode baru di koperasi Anda.', en: 'Ask your cooperative for a new code.' },
  },
  pin_too_simple: {
    ...OF_SECRETS,
    status: 422,
    title: { id: 'PIN terlalu mudah ditebak', en: 'The PIN is too simple' },
    what: {
      id: 'Angka berurutan, berulang atau tanggal lahir mudah ditebak.',
      en: 'Sequences, repetitions and birthdays are easily guessed.',
    },
    next: { id: 'Pilih PIN lain.', en: 'Choose another PIN.' },
  },
  pin_locked: {
    ...OF_SECRETS,
    status: 423,
    retryable: true,
    title: { id: 'PIN terkunci', en: 'The PIN is locked' },
    what: {
      id: 'PIN dikunci karena terlalu sering salah.',
      en: 'The PIN is locked after too many wrong tries.',
    },
    next: {
      id: 'Tunggu sampai terbuka sendiri, lalu masuk lagi. [Tunggu {minutes} menit.]',
      en: 'Wait until it opens by itself, then sign in again. [Wait {minutes} minutes.]',
    },
  },
  pin_wrong: {
    ...REFUSED,
    status: 403,
    title: { id: 'PIN salah', en: 'The PIN is wrong' },
    what: {
      id: 'PIN yang dimasukkan tidak cocok; tidak ada dana yang bergerak atau ditahan. [Sisa percobaan: {tries_left}.]',
      en: 'The PIN that was given does not match; nothing was moved or held. [Tries left: {tries_left}.]',
    },
    next: {
      id: 'Masukkan PIN sekali lagi. Di loket: jangan serahkan uang tunai, dan ulangi dengan kunci baru.',
      en: 'Enter the PIN once more. At a counter: hand out no cash, and repeat with a new key.',
    },
  },
  pin_required: {
    ...UNAUTHENTICATED,
    moneyMoved: 'no',
    title: { id: 'PIN diperlukan', en: 'The PIN is needed' },
    what: {
      id: 'Ini di atas jumlah yang Anda tetapkan sendiri, atau melonggarkannya, dan memerlukan PIN.',
      en: 'This is above the amount that you have set yourself, or loosens it, and needs the PIN.',
    },
    next: {
      id: 'Kirim PIN ke POST /v1/auth/step-up, lalu ulangi pembayaran dengan token yang baru dan kunci yang sama.',
      en: 'Send the PIN to POST /v1/auth/step-up, then repeat the payment with the new token and the same key.',
    },
  },
  withdrawal_code_invalid: {
    ...REFUSED,
    status: 403,
    title: { id: 'Kode tarik tunai tidak berlaku', en: 'The withdrawal code is not valid' },
    what: {
      id: 'Kode tarik tunai salah, sudah dipakai, dibatalkan, atau lewat waktunya; tidak ada dana yang ditahan. [Sisa percobaan: {tries_left}.]',
      en: 'The withdrawal code is wrong, used, cancelled or expired; nothing was held. [Tries left: {tries_left}.]',
    },
    next: {
      id: 'Jangan serahkan uang tunai. Periksa kode dan anggotanya, atau minta anggota membuat kode baru.',
      en: 'Hand out no cash. Check the code and the member, or ask the member for a new code.',
    },
  },
  withdrawal_code_locked: {
    ...REFUSED,
    status: 423,
    title: { id: 'Kode tarik tunai terkunci', en: 'The withdrawal code is locked' },
    what: {
      id: 'Kode ini terlalu sering salah dimasukkan dan tidak dapat dipakai lagi; anggota sudah diberi tahu.',
      en: 'This code was entered wrongly too often and can not be used any more; the member has been told.',
    },
    next: {
      id: 'Jangan serahkan uang tunai. Minta anggota membuat kode baru di ponselnya.',
      en: 'Hand out no cash. Ask the member to make a new code on the own phone.',
    },
  },
  role_forbidden: {
    ...REFUSED,
    status: 403,
    title: { id: 'Tidak diizinkan', en: 'Not allowed' },
    what: {
      id: 'Peran Anda tidak memperbolehkan tindakan ini.',
      en: 'Your role does not permit this.',
    },
    next: { id: 'Masuk dengan peran yang sesuai.', en: 'Sign in with a role that does.' },
  },
  scope_missing: {
    ...REFUSED,
    status: 403,
    title: { id: 'Lingkup tidak cukup', en: 'A scope is missing' },
    what: {
      id: 'Program ini tidak diberi lingkup untuk tindakan ini.',
      en: 'This program was not given the scope for this.',
    },
    next: {
      id: 'Minta pemilik program menambahkan lingkupnya, lalu ambil token baru.',
      en: 'Have whoever runs the program add the scope, then ask for a new token.',
    },
  },
  not_found: {
    ...REFUSED,
    status: 404,
    title: { id: 'Tidak ditemukan', en: 'Not found' },
    what: {
      id: 'Alamat atau data ini tidak ada, atau bukan milik Anda.',
      en: 'There is nothing at this address, or it is not yours.',
    },
    next: { id: 'Periksa kembali alamat dan nomornya.', en: 'Check the address and the id.' },
  },
  never_arrived: {
    ...REFUSED,
    status: 404,
    title: { id: 'Tidak pernah tiba', en: 'It never arrived' },
    what: {
      id: 'Tidak ada transaksi Anda dengan referensi atau kunci ini, dan tidak ada yang sedang berjalan.',
      en: 'There is no act of yours with this reference or key, and none is under way.',
    },
    next: {
      id: 'Aman untuk mengirimnya lagi dengan kunci yang sama, atau membatalkan referensinya agar tidak pernah berlaku.',
      en: 'It is safe to send it again with the same key, or to reverse its reference so that it never takes effect.',
    },
  },
  rate_limited: {
    ...REFUSED,
    status: 429,
    retryable: true,
    retryAfter: 60,
    title: { id: 'Terlalu banyak permintaan', en: 'Too many requests' },
    what: {
      id: 'Batas banyaknya permintaan dalam satu waktu terlewati.',
      en: 'There were more requests than are allowed in this time.',
    },
    next: {
      id: 'Tunggu sebentar lalu ulangi. [Coba lagi dalam {retry_after_seconds} detik.]',
      en: 'Wait a little, then repeat. [Try again in {retry_after_seconds} seconds.]',
    },
  },
  plain_http_refused: {
    ...REFUSED,
    status: 403,
    title: { id: 'Sambungan tidak terenkripsi', en: 'The connection is not encrypted' },
    what: {
      id: 'Kredensial dikirim lewat HTTP tanpa enkripsi dan dapat dibaca orang lain di jalan.',
      en: 'A credential was sent over plain HTTP, where others could read it on its way.',
    },
    next: {
      id: 'Pakai alamat https, dan ganti PIN, kata sandi, atau kunci yang baru saja dikirim.',
      en: 'Use the https address, and change the PIN, password or key that you have just sent.',
    },
  },
};
