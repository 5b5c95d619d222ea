import type { ScheduleFaultCode } from '@app/core';
import type { Bilingual } from './definition.js';

/** What may be wrong with a place in a fee schedule; templates, as in `ProblemDefinition`. */
export const SCHEDULE_FAULTS: Readonly<Record<ScheduleFaultCode, Bilingual>> = {
  version_invalid: {
    id: 'Versi harus bilangan bulat mulai dari 1.',
    en: 'The version must be a whole number from 1.',
  },
  unit_invalid: {
    id: 'Satuan pembulatan harus lebih dari nol.',
    en: 'The unit of rounding must be more than zero.',
  },
  parties_impossible: {
    id: 'Penerbit dan acquirer harus sama untuk on_us dan berbeda untuk off_us.',
    en: 'Issuer and acquirer must be one for on_us, and two for off_us.',
  },
  tier_invalid: {
    id: 'Batas bawah tidak boleh negatif, dan batas atas harus lebih besar dari batas bawah.',
    en: 'The lower bound can not be negative, and the upper one must be above the lower one.',
  },
  rules_conflict: {
    id: 'Aturan ini berlaku untuk transaksi yang sama dengan aturan lain. [Yang lain: {other}.]',
    en: 'This rule is for the same transactions as another one. [The other: {other}.]',
  },
  tiers_overlap: {
    id: 'Rentang jumlah aturan ini bertumpang-tindih dengan aturan lain. [Yang lain: {other}.]',
    en: 'The amounts of this rule overlap with those of another one. [The other: {other}.]',
  },
  gap: {
    id:
      'Ada jumlah tanpa aturan umum. [Mulai dari {from_amount|rupiah}.] ' +
      '[Sampai di bawah {to_amount|rupiah}.]',
    en:
      'No general rule covers some amounts. [They begin at {from_amount|rupiah}.] ' +
      '[They end below {to_amount|rupiah}.]',
  },
  component_repeated: {
    id: 'Komponen ini sudah ada dalam aturan yang sama.',
    en: 'The rule has this component already.',
  },
  component_misplaced: {
    id: 'Layanan ini tidak mengenal komponen itu.',
    en: 'This service does not have that component.',
  },
  payer_misplaced: {
    id: 'Komponen ini dibayar oleh pihak lain.',
    en: 'Somebody else pays this component.',
  },
  refund_misplaced: {
    id: 'Hanya aturan pembayaran yang mengenal pengembalian MDR.',
    en: 'Only rules for payments say what becomes of the MDR at a refund.',
  },
  price_missing: {
    id: 'Isi `rate`, `fixed`, atau keduanya.',
    en: 'Give `rate`, `fixed` or both.',
  },
  rate_invalid: {
    id: 'Tarif ditulis sebagai pecahan di bawah satu; 0,7 % ialah "0.007".',
    en: 'A rate is a fraction below one; 0.7 % is "0.007".',
  },
  fee_amount_invalid: {
    id: 'Biaya tidak boleh negatif dan harus kelipatan satuan pembulatan.',
    en: 'A fee can not be negative and must be a multiple of the unit of rounding.',
  },
  minimum_above_maximum: {
    id: 'Minimum lebih besar dari maksimum.',
    en: 'The minimum is above the maximum.',
  },
  weight_invalid: {
    id: 'Bobot berupa bilangan desimal biasa, misalnya "30" atau "0.5".',
    en: 'A weight is a plain decimal number, such as "30" or "0.5".',
  },
  weights_sum_to_zero: {
    id: 'Paling sedikit satu bobot harus lebih dari nol.',
    en: 'At least one weight must be more than zero.',
  },
  party_invalid: {
    id: 'Pihak ini tidak dapat ikut dalam komponen ini.',
    en: 'This party can not share in this component.',
  },
  party_repeated: {
    id: 'Pihak ini sudah ada dalam pembagian yang sama.',
    en: 'The party has a share already.',
  },
};
