import type { Member } from '../directory/directory-types.js';

/** What is looked at at a counter before cash changes hands or a PIN is given anew; no picture of the card is taken. */
export interface IdentityCheck {
  readonly code: string;
  readonly text: { readonly id: string; readonly en: string };
}

const KNOWN_BY_CARD: readonly IdentityCheck[] = [
  {
    code: 'ktp_photo',
    text: {
      id: 'Foto di KTP sesuai dengan orang di depan Anda.',
      en: 'The photo on the identity card (KTP) is of the person before you.',
    },
  },
  {
    code: 'ktp_name',
    text: {
      id: 'Nama di KTP cocok dengan nama tersamar.',
      en: 'The name on the KTP fits the masked name.',
    },
  },
  {
    code: 'ktp_valid',
    text: {
      id: 'KTP asli, tidak rusak dan tidak diubah; jangan difoto atau disalin.',
      en: 'The KTP is an original, not damaged or altered; take no photo or copy of it.',
    },
  },
];

const KNOWN_BY_PHONE: readonly IdentityCheck[] = [
  {
    code: 'phone_in_hand',
    text: {
      id: 'Anggota memegang ponsel dengan nomor yang terdaftar.',
      en: 'The member holds the phone with the registered number.',
    },
  },
  {
    code: 'says_name',
    text: {
      id: 'Anggota menyebut nama lengkapnya, dan cocok dengan nama tersamar.',
      en: 'The member says the full name, and it fits the masked name.',
    },
  },
];

/** The checks for the owner of a shop, whom the cooperative took on by the identity card. */
export const OWNER_CHECKS: readonly IdentityCheck[] = KNOWN_BY_CARD;

/** The checks for a member, by how well the own cooperative knows them. */
export function identityChecksFor({ tier }: Pick<Member, 'tier'>): readonly IdentityCheck[] {
  return tier === 'registered' ? KNOWN_BY_CARD : KNOWN_BY_PHONE;
}
