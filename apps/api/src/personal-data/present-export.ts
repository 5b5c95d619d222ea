import { varying } from '@app/http';
import { encodeId, type AccountStatus } from '@app/core';
import type { PersonalExport } from '@app/participants';

export interface ExportReply {
  object: 'personal_data';
  person_id: string;
  full_name: string;
  phone: string | null;
  nik: string | null;
  usernames: string[];
  roles: { role: string; cooperative_id: string | null; merchant_id: string | null }[];
  memberships: {
    member_id: string;
    cooperative_id: string;
    number: string;
    tier: string;
    status: AccountStatus;
    wallet_account_id: string;
    joined_at: string;
  }[];
}

export function presentExport({ profile, memberships }: PersonalExport): ExportReply {
  const { person, usernames, grants } = profile;
  return {
    object: 'personal_data',
    person_id: encodeId('per', person.id),
    full_name: person.fullName,
    phone: person.phone,
    nik: person.nik,
    usernames,
    roles: grants.map(({ role, cooperative, merchant }) => ({
      role,
      cooperative_id: cooperative && encodeId('coop', cooperative),
      merchant_id: merchant && encodeId('mrc', merchant),
    })),
    memberships: memberships.map((one) => ({
      member_id: encodeId('mbr', one.uid),
      cooperative_id: encodeId('coop', one.cooperative),
      number: one.number,
      tier: one.tier,
      status: one.status,
      wallet_account_id: encodeId('acc', one.wallet),
      joined_at: one.joinedAt.toISOString(),
    })),
  };
}

export const EXPORT_EXAMPLE: ExportReply = varying(
  {
    object: 'personal_data',
    person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
    full_name: 'Budi Santoso',
    phone: '+6281234567890',
    nik: '3573010101900001',
    usernames: [],
    roles: [
      varying(
        { role: 'member', cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r', merchant_id: null },
        { nullable: ['cooperative_id'] },
      ),
    ],
    memberships: [
      {
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
        number: 'D-0042',
        tier: 'registered',
        status: 'open',
        wallet_account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
        joined_at: '2026-01-31T02:00:00.000Z',
      },
    ],
  },
  { nullable: ['phone', 'nik'] },
);
