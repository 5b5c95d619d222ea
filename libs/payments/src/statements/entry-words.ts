import type { AccountKind, LegComponent, TransferType } from '@app/core';

/** What an act is called on paper. */
const ACTS: Readonly<Record<TransferType, string>> = {
  payment: 'Pembayaran',
  deposit: 'Setor tunai',
  withdrawal: 'Tarik tunai',
  transfer: 'Transfer',
  invoice_payment: 'Pembayaran tagihan',
  refund: 'Pengembalian dana',
  reversal: 'Pembatalan',
  payout: 'Pencairan hasil penjualan',
  cash_transfer: 'Pemindahan kas',
  till_open: 'Buka laci kas',
  till_close: 'Tutup laci kas',
  incentive_funding: 'Dana insentif',
  suspense_release: 'Pelepasan dana titipan',
  opening_balance: 'Saldo awal',
  funds_in: 'Dana masuk',
  funds_out: 'Dana keluar',
  settlement: 'Penyelesaian kliring',
  adjustment: 'Koreksi pembukuan',
  cap_change: 'Perubahan batas',
  account_status: 'Perubahan status rekening',
  hold: 'Penahanan dana',
  capture: 'Penarikan dana tertahan',
  void: 'Pelepasan dana tertahan',
  expiry: 'Kedaluwarsa dana tertahan',
  code_cancellation: 'Penarikan kode QR',
  internal: 'Pemindahbukuan',
};

/** The same for who reads English. */
const ACTS_IN_ENGLISH: Readonly<Record<TransferType, string>> = {
  payment: 'Payment',
  deposit: 'Cash deposit',
  withdrawal: 'Cash withdrawal',
  transfer: 'Transfer',
  invoice_payment: 'Invoice payment',
  refund: 'Refund',
  reversal: 'Reversal',
  payout: 'Payout of takings',
  cash_transfer: 'Cash transfer',
  till_open: 'Till opening',
  till_close: 'Till closing',
  incentive_funding: 'Incentive funds',
  suspense_release: 'Release from suspense',
  opening_balance: 'Opening balance',
  funds_in: 'Funds in',
  funds_out: 'Funds out',
  settlement: 'Settlement',
  adjustment: 'Adjustment',
  cap_change: 'Change of cap',
  account_status: 'Change of account status',
  hold: 'Hold',
  capture: 'Capture',
  void: 'Release of a hold',
  expiry: 'Expiry of a hold',
  code_cancellation: 'QR code taken back',
  internal: 'Book transfer',
};

/** The words for an act, in both languages. */
export function wordsOfAct(type: TransferType): { readonly id: string; readonly en: string } {
  return { id: ACTS[type], en: ACTS_IN_ENGLISH[type] };
}

/** What a part beside the amount itself is for. */
const PARTS: Readonly<Record<LegComponent, string | null>> = {
  principal: null,
  interchange: 'bagian antarkoperasi',
  mdr: 'biaya merchant',
  switch_fee: 'biaya jaringan',
  member_fee: 'biaya layanan',
  incentive: 'insentif',
  opening: null,
  liquidity: null,
  settlement: null,
  cash: null,
  difference: null,
  budget: null,
  suspense: 'dana titipan',
  adjustment: null,
};

/** The words for an entry: "Pembayaran, biaya merchant". */
export function wordsOfEntry(type: TransferType, component: LegComponent): string {
  const part = PARTS[component];
  return part === null ? ACTS[type] : `${ACTS[type]}, ${part}`;
}

/** What an account is called on its statement. */
export const ACCOUNT_WORDS: Readonly<Record<AccountKind, string>> = {
  member_wallet: 'Simpanan anggota',
  merchant_wallet: 'Rekening merchant',
  till: 'Laci kas',
  vault: 'Kas besar',
  bank: 'Bank',
  clearing: 'Kliring',
  fee_income: 'Pendapatan biaya layanan',
  interchange_income: 'Pendapatan antarkoperasi',
  interchange_expense: 'Beban antarkoperasi',
  switch_fee_expense: 'Beban biaya jaringan',
  incentive_expense: 'Beban insentif',
  incentive_budget: 'Anggaran insentif',
  settlement_deposit: 'Dana penyelesaian',
  trade_payable: 'Utang dagang',
  trade_receivable: 'Piutang dagang',
  receivable: 'Piutang',
  cash_difference: 'Selisih kas',
  opening_balance: 'Saldo awal',
  suspense: 'Dana titipan',
  position: 'Posisi kliring',
  settlement_bank: 'Bank penyelesaian',
  liquidity: 'Likuiditas',
  switch_fee_income: 'Pendapatan jaringan',
  fee_payable: 'Utang biaya',
  operator_funds: 'Dana operator',
};
