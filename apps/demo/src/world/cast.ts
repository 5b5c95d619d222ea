import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { TRAINING } from './cooperatives.js';
import type { MemberPlan, MerchantPlan, StaffPlan } from './plans.js';

const rupiah = (amount: bigint): Sen => amount * SEN_PER_RUPIAH;

/** Who pays in the first payment, and which shop. */
export const BUDI = 'Budi Santoso';
export const SITI = 'Siti Aminah';
export const TOKO_SITI = 'Toko Siti';

/** The other people whom stories are told of. All names are invented. */
export const AGUS = 'Agus Riyanto';
export const HADI = 'Hadi Sucipto';
export const RINA = 'Rina Kusumawati';
export const SURIP = 'Surip Karyono';
export const PUTRA = 'Putra Ananda';
export const KARSO = 'Karso Wiryo';
export const TARI = 'Tari Wulansih';
export const NEWCOMER = 'Bejo Tlogowaru';

export const ANGKOT_AGUS = 'Angkot Mas Agus';
export const CLOSING_SHOP = 'Warung Pojok Sawojajar';
export const TRAINING_SHOP = 'Warung Belajar Tlogowaru';

export const CAST_MEMBERS: readonly Omit<MemberPlan, 'number' | 'phone' | 'acts'>[] = [
  member(BUDI, 'Dinoyo', 8_000_000n),
  member(SITI, 'Bumiayu', 2_500_000n),
  member(AGUS, 'Sawojajar', 3_000_000n),
  // Lives from day to day: what is left in the wallet is less than one ride on the angkot.
  member(SURIP, 'Kedungkandang', 1_500n),
  // Has not shown an identity card yet.
  { ...member(PUTRA, 'Madyopuro', 1_900_000n), tier: 'unregistered' },
  // Moves away on the day: the wallet is empty and is closed.
  member(KARSO, 'Bandungrejosari', 0n),
  // Loses the phone on the day: the wallet is frozen for an hour.
  member(TARI, 'Dinoyo', 4_000_000n),
  member(NEWCOMER, TRAINING, 250_000n),
];

export const CAST_MERCHANTS: readonly MerchantPlan[] = [
  {
    name: TOKO_SITI,
    cooperative: 'Bumiayu',
    trade: 'sembako',
    owner: { member: SITI },
    cashier: { name: 'Wulan Safitri', username: 'kasir.toko.siti' },
  },
  { name: ANGKOT_AGUS, cooperative: 'Sawojajar', trade: 'angkot', owner: { member: AGUS } },
  {
    name: 'Pupuk Tani Makmur',
    cooperative: 'Cemorokandang',
    trade: 'fertiliser',
    owner: { name: 'Tarno Wiguno', phone: '+6281220000001' },
    cashier: { name: 'Yayuk Sulistyo', username: 'kasir.pupuk' },
  },
  // Nobody ever bought anything here: it closes on the day.
  {
    name: CLOSING_SHOP,
    cooperative: 'Sawojajar',
    trade: 'sembako',
    owner: { name: 'Parmin Hadi', phone: '+6281220000002' },
  },
  {
    name: TRAINING_SHOP,
    cooperative: TRAINING,
    trade: 'sembako',
    owner: { name: 'Warsih Tlogo', phone: '+6281220000003' },
  },
];

export const CAST_STAFF: readonly StaffPlan[] = [
  { name: RINA, username: 'rina.kedungkandang', role: 'teller', cooperative: 'Kedungkandang' },
  { name: HADI, username: 'hadi.cemorokandang', role: 'treasurer', cooperative: 'Cemorokandang' },
  { name: 'Nuning Auditor', username: 'nuning.auditor', role: 'auditor', cooperative: null },
  { name: 'Ibu Dinas Koperasi', username: 'dinas.malang', role: 'dinas', cooperative: null },
];

function member(name: string, cooperative: string, opening: bigint) {
  return { name, cooperative, tier: 'registered', opening: rupiah(opening) } as const;
}
