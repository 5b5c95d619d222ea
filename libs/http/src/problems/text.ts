import { formatRupiah, parseMoney, CURRENCY, type FailureDetail } from '@app/core';
import type { Bilingual, Language } from './definition.js';

const OPTIONAL = / ?\[([^\]]*)\]/g;
const PLACEHOLDER = /\{([a-z_]+)(?:\|(rupiah|words))?\}/g;

/** What `{name|words}` says of values that are names in the API; any other stands as it is. */
const WORDS: Readonly<Record<string, Bilingual>> = {
  per_payment: { id: 'per pembayaran', en: 'per payment' },
  per_transfer: { id: 'per pengiriman uang', en: 'per transfer' },
  per_withdrawal: { id: 'per tarik tunai', en: 'per withdrawal' },
  per_day: { id: 'per hari', en: 'per day' },
  open_requests: { id: 'permintaan yang masih terbuka', en: 'requests that are still open' },
  per_month: { id: 'per bulan', en: 'per month' },
  new_member_per_day: { id: 'per hari untuk anggota baru', en: 'per day for a new member' },
  cash_out_per_day: { id: 'tarik tunai per hari', en: 'cash withdrawn per day' },
  cash_out_per_month: { id: 'tarik tunai per bulan', en: 'cash withdrawn per month' },
  incoming_per_month: { id: 'uang masuk per bulan', en: 'money in per month' },
  balance: { id: 'saldo paling banyak', en: 'the most that may be held' },
  till_per_pay_out: { id: 'per pengeluaran laci kas', en: 'per pay-out of the till' },
  till_per_day: { id: 'pengeluaran laci kas per hari', en: 'paid out by the till per day' },
  till_per_month: { id: 'pengeluaran laci kas per bulan', en: 'paid out by the till per month' },
  merchant_per_payment: { id: 'per pembayaran kepada pedagang', en: 'per payment to the merchant' },
  merchant_per_day: { id: 'penjualan pedagang per hari', en: 'the merchant’s sales per day' },
  merchant_per_month: { id: 'penjualan pedagang per bulan', en: 'the merchant’s sales per month' },
  merchant_per_refund: { id: 'per pengembalian oleh pedagang', en: 'per refund by the merchant' },
  merchant_refunds_per_day: {
    id: 'pengembalian oleh pedagang per hari',
    en: 'the merchant’s refunds per day',
  },
  merchant_refunds_per_month: {
    id: 'pengembalian oleh pedagang per bulan',
    en: 'the merchant’s refunds per month',
  },
  cashier_per_refund: { id: 'per pengembalian oleh kasir', en: 'per refund by the cashier' },
  cashier_refunds_per_day: {
    id: 'pengembalian oleh kasir per hari',
    en: 'the cashier’s refunds per day',
  },
  transfer: { id: 'kirim uang', en: 'a transfer' },
  withdrawal: { id: 'tarik tunai', en: 'a withdrawal' },
  minimum_interval: { id: 'jarak antara dua transaksi', en: 'the time between two transactions' },
};

/**
 * Fills a template of the problem table. A bracketed sentence whose values are not all known is
 * left out, so no placeholder ever reaches a reader.
 */
export function fillTemplate(
  template: string,
  detail: FailureDetail | undefined,
  language: Language,
): string {
  const withOptional = template.replace(OPTIONAL, (_match, sentence: string) => {
    const names = [...sentence.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
    const known = names.every((name) => detail !== undefined && Object.hasOwn(detail, name));
    return known ? ` ${sentence}` : '';
  });
  if (detail === undefined) return withOptional;
  return withOptional.replace(PLACEHOLDER, (match, name: string, kind: string | undefined) => {
    const value = detail[name];
    // A limit may be an amount, which is text, or a count, which is a number.
    if (typeof value !== 'string') return value === undefined ? match : String(value);
    if (kind === 'rupiah') return amountText(value, language);
    return kind === 'words' ? wordsOf(value, language) : value;
  });
}

function wordsOf(value: string, language: Language): string {
  return Object.hasOwn(WORDS, value) ? (WORDS[value]?.[language] ?? value) : value;
}

/** "50000.00" as people write it: Rp50.000, in English Rp50,000. Another text stays as it is. */
function amountText(value: string, language: Language): string {
  const negative = value.startsWith('-');
  const parsed = parseMoney({ value: negative ? value.slice(1) : value, currency: CURRENCY });
  if (!parsed.ok) return value;
  const text = formatRupiah(negative ? -parsed.sen : parsed.sen);
  if (language === 'id') return text;
  return text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
}
