import { formatRupiah, parseMoney, CURRENCY } from '@app/core';

import type { NoticeDetail, NoticeKind } from './notice.service.js';

export interface BilingualText {
  readonly id: string;
  readonly en: string;
}

type Template = (detail: {
  amount: BilingualText;
  of: BilingualText;
  minutes: string;
}) => BilingualText;

const plain =
  (id: string, en: string): Template =>
  () => ({ id, en });

const TEXTS: Readonly<Record<NoticeKind, Template>> = {
  pin_locked: ({ minutes }) => ({
    id: `PIN Anda dikunci selama ${minutes} menit karena terlalu sering salah. Bila bukan Anda, hubungi koperasi.`,
    en: `Your PIN is locked for ${minutes} minutes after too many wrong tries. If that was not you, tell your cooperative.`,
  }),
  pin_activated: plain(
    'PIN Anda telah diaktifkan. Bila bukan Anda, segera hubungi koperasi.',
    'Your PIN has been activated. If that was not you, tell your cooperative at once.',
  ),
  pin_changed: plain(
    'PIN Anda telah diganti, dan ponsel lain dikeluarkan. Bila bukan Anda, segera hubungi koperasi.',
    'Your PIN has been changed, and other phones were signed out. If that was not you, tell your cooperative at once.',
  ),
  pin_reset: plain(
    'Koperasi menyetujui PIN baru untuk Anda di loket. Bila Anda tidak memintanya, segera hubungi koperasi.',
    'Your cooperative agreed at a counter that you may choose a new PIN. If you did not ask for it, tell them at once.',
  ),
  password_locked: ({ minutes }) => ({
    id: `Kata sandi Anda dikunci selama ${minutes} menit karena terlalu sering salah.`,
    en: `Your password is locked for ${minutes} minutes after too many wrong tries.`,
  }),
  password_activated: plain(
    'Kata sandi Anda telah diaktifkan. Bila bukan Anda, segera hubungi pengelola.',
    'Your password has been activated. If that was not you, tell the operator at once.',
  ),
  password_changed: plain(
    'Kata sandi Anda telah diganti. Bila bukan Anda, segera hubungi pengelola.',
    'Your password has been changed. If that was not you, tell the operator at once.',
  ),
  password_reset: plain(
    'Kata sandi baru untuk Anda telah disetujui. Bila Anda tidak memintanya, segera hubungi pengelola.',
    'A new password for you was agreed to. If you did not ask for it, tell the operator at once.',
  ),
  withdrawal_code_created: ({ amount, of }) => ({
    id: `Kode tarik tunai${amount.id}${of.id} telah dibuat. Jangan berikan kode itu kepada siapa pun selain kasir.`,
    en: `A cash withdrawal code${amount.en}${of.en} was made. Give it to nobody but the teller.`,
  }),
  withdrawal_code_used: ({ amount, of }) => ({
    id: `Kode tarik tunai${amount.id}${of.id} telah dipakai.`,
    en: `The cash withdrawal code${amount.en}${of.en} was used.`,
  }),
  withdrawal_code_locked: plain(
    'Kode tarik tunai dikunci karena terlalu sering salah. Buat kode baru bila perlu.',
    'The cash withdrawal code is locked after too many wrong tries. Make a new one if you need it.',
  ),
  withdrawal_code_expired: ({ amount }) => ({
    id: `Kode tarik tunai${amount.id} sudah lewat waktunya; uangnya tetap di saldo Anda.`,
    en: `The cash withdrawal code${amount.en} has expired; the money is still yours.`,
  }),
  payment_requested: ({ amount, of }) => ({
    id: `Ada permintaan pembayaran${amount.id}${of.id}.`,
    en: `You are asked for a payment${amount.en}${of.en}.`,
  }),
  request_declined: ({ amount }) => ({
    id: `Permintaan pembayaran${amount.id} ditolak.`,
    en: `Your payment request${amount.en} was declined.`,
  }),
  request_expired: ({ amount }) => ({
    id: `Permintaan pembayaran${amount.id} sudah lewat waktunya.`,
    en: `The payment request${amount.en} has expired.`,
  }),
  request_cancelled: ({ amount, of }) => ({
    id: `Permintaan pembayaran${amount.id}${of.id} dibatalkan.`,
    en: `The payment request${amount.en}${of.en} was cancelled.`,
  }),
  authorisation_held: ({ amount, of }) => ({
    id: `Dana${amount.id}${of.id} ditahan.`,
    en: `An amount${amount.en}${of.en} is held.`,
  }),
  authorisation_released: ({ amount, of }) => ({
    id: `Dana${amount.id}${of.id} yang ditahan telah dilepas.`,
    en: `The amount held${amount.en}${of.en} was released.`,
  }),
  wallet_frozen: plain(
    'Rekening Anda dibekukan. Hubungi koperasi Anda.',
    'Your wallet is frozen. Ask your cooperative.',
  ),
  wallet_opened: plain('Rekening Anda dapat dipakai.', 'Your wallet can be used.'),
};

/** What a notice says, in both languages. What its detail lacks is left out of the sentence. */
export function textOfNotice(kind: NoticeKind, detail: NoticeDetail): BilingualText {
  const money = parseMoney({ value: detail.amount, currency: CURRENCY });
  const amount = money.ok ? rupiahIn(money.sen) : undefined;
  const { name } = detail;
  return TEXTS[kind]({
    amount:
      amount === undefined ? { id: '', en: '' } : { id: ` ${amount.id}`, en: ` of ${amount.en}` },
    of: name === undefined ? { id: '', en: '' } : { id: ` (${name})`, en: ` (${name})` },
    minutes: String(detail.minutes ?? 15),
  });
}

/** Rp1.234.567 and Rp1,234,567. */
export function rupiahIn(sen: bigint): BilingualText {
  const id = formatRupiah(sen);
  return { id, en: id.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.')) };
}
