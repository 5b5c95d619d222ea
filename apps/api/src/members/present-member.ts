import { varying } from '@app/http';
import type { Identity } from '@app/access';
import { encodeId, type AccountStatus } from '@app/core';
import type { MemberTier, MemberView } from '@app/participants';

export interface MemberReply {
  id: string;
  cooperative_id: string;
  number: string;
  tier: MemberTier;
  status: AccountStatus;
  /** null for whoever has no business with names. */
  full_name: string | null;
  /** Its last digits. */
  phone: string | null;
  wallet_account_id: string;
  joined_at: string;
}

export interface NewMemberReply extends MemberReply {
  /** null for whoever has a PIN already. */
  activation_code: string | null;
}

const DIGITS_SHOWN = 4;

/** A member as the caller may see them: the name is for the operator and the staff of the own cooperative. */
export function presentMember(view: MemberView, caller: Identity): MemberReply {
  const { member, person, status } = view;
  const isStaff = caller.cooperative === member.cooperative && caller.role !== 'auditor';
  return {
    id: encodeId('mbr', member.uid),
    cooperative_id: encodeId('coop', member.cooperative),
    number: member.number,
    tier: member.tier,
    status,
    full_name: isStaff || caller.role === 'operator' ? person.fullName : null,
    phone: person.phone === null ? null : maskedPhone(person.phone),
    wallet_account_id: encodeId('acc', member.walletUid),
    joined_at: member.joinedAt.toISOString(),
  };
}

/** "+6281234567890" as "**********7890", enough to tell two people apart and not to call them. */
export function maskedPhone(phone: string): string {
  return phone.slice(-DIGITS_SHOWN).padStart(phone.length, '*');
}

export const MEMBER_EXAMPLE: MemberReply = varying(
  {
    id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    number: 'D-0042',
    tier: 'registered',
    status: 'open',
    full_name: 'Budi Santoso',
    phone: '**********7890',
    wallet_account_id: 'acc_01jzq3v5hfe0d9k3yx8m2n4p6s',
    joined_at: '2026-01-31T02:00:00.000Z',
  },
  { nullable: ['full_name', 'phone'] },
);
