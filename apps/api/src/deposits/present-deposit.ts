import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import type { Role } from '@app/access';
import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { CashParties, Deposit, FoundMember } from '@app/payments';
import { identityChecksFor, type IdentityCheck, type MemberTier } from '@app/participants';

/** A fee of cash at a counter, and who bears it. */
export interface CashFeeReply {
  component: 'member_fee' | 'interchange' | 'switch_fee';
  payer: 'member' | 'issuer';
  amount: Money;
}

/** Whose wallet, and at which till. */
export interface CashPartiesReply {
  member_id?: string;
  merchant_id?: string;
  home_cooperative_id: string;
  host_cooperative_id: string;
  till_id: string;
}

export interface DepositReply extends CashPartiesReply {
  id: string;
  object: 'deposit';
  status: 'posted' | 'refused';
  amount: Money;
  fees: CashFeeReply[];
  /** What the wallet has more. */
  credited: Money | null;
  on_us: boolean;
  cycle_id: string | null;
  transfer_id: string;
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

/** Derived from what never changes, so a replay gives the same bytes. */
export function presentDeposit(
  { act, parties, credited, cycle }: Deposit,
  role: Role,
): DepositReply {
  const ofHolder = isHolder(role);
  return {
    id: encodeId('dep', act.id),
    object: 'deposit',
    status: act.refusal === null ? 'posted' : 'refused',
    amount: toMoney(act.amount),
    fees: cashFees(
      {
        member: act.fees.get('member_fee') ?? 0n,
        interchange: act.fees.get('interchange') ?? 0n,
        switch: act.fees.get('switch_fee') ?? 0n,
      },
      ofHolder,
    ),
    credited: credited === null ? null : toMoney(credited),
    ...presentParties(parties),
    on_us: act.onUs,
    cycle_id: cycle === null ? null : encodeId('cyc', cycle),
    transfer_id: encodeId('trf', act.id),
    reference: ofHolder ? null : act.reference,
    description: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
    ...(act.refusal !== null && { refusal: act.refusal }),
  };
}

export function presentParties({ holder, home, host, till }: CashParties): CashPartiesReply {
  return {
    ...(holder.kind === 'member'
      ? { member_id: encodeId('mbr', holder.uid) }
      : { merchant_id: encodeId('mrc', holder.uid) }),
    home_cooperative_id: encodeId('coop', home),
    host_cooperative_id: encodeId('coop', host),
    till_id: encodeId('til', till),
  };
}

/** What cooperatives pay each other is no business of the holder of the wallet. */
export function cashFees(
  fees: { readonly member: bigint; readonly interchange: bigint; readonly switch: bigint },
  ofHolder: boolean,
): CashFeeReply[] {
  const all: CashFeeReply[] = [
    { component: 'member_fee', payer: 'member', amount: toMoney(fees.member) },
    { component: 'interchange', payer: 'issuer', amount: toMoney(fees.interchange) },
    { component: 'switch_fee', payer: 'issuer', amount: toMoney(fees.switch) },
  ];
  return all.filter(
    ({ payer, amount }) => amount.value !== '0.00' && (payer === 'member' || !ofHolder),
  );
}

/** Whose wallet it is, rather than who works at a counter. */
export function isHolder(role: Role): boolean {
  return role === 'member' || role === 'merchant_owner';
}

/** A member as a teller of any cooperative sees them. */
export interface FoundMemberReply {
  id: string;
  object: 'found_member';
  masked_name: string;
  cooperative_id: string;
  cooperative_name: string;
  tier: MemberTier;
  /** What to look at before cash changes hands. */
  identity_checks: IdentityCheck[];
}

export function presentFoundMember({
  member,
  cooperative,
  maskedName,
}: FoundMember): FoundMemberReply {
  return {
    id: encodeId('mbr', member.uid),
    object: 'found_member',
    masked_name: maskedName,
    cooperative_id: encodeId('coop', cooperative.uid),
    cooperative_name: cooperative.name,
    tier: member.tier,
    identity_checks: identityChecksFor(member).map(({ code, text }) => ({ code, text })),
  };
}

export const FOUND_MEMBER_EXAMPLE: FoundMemberReply = {
  id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
  object: 'found_member',
  masked_name: 'Bu*** Sa***',
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  cooperative_name: 'Koperasi Kelurahan Merah Putih Dinoyo',
  tier: 'registered',
  identity_checks: [
    {
      code: 'ktp_photo',
      text: {
        id: 'Foto di KTP sesuai dengan orang di depan Anda.',
        en: 'The photo on the identity card (KTP) is of the person before you.',
      },
    },
  ],
};

/** Pak Budi of Dinoyo pays in at a till of Bumiayu, as the teller sees it. */
export const DEPOSIT_EXAMPLE: DepositReply = varying(
  {
    id: 'dep_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'deposit',
    status: 'posted',
    amount: { value: '100000.00', currency: 'IDR' },
    fees: [
      { component: 'interchange', payer: 'issuer', amount: { value: '1500.00', currency: 'IDR' } },
    ],
    credited: { value: '100000.00', currency: 'IDR' },
    member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
    home_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    host_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    till_id: 'til_01jzq3v5hfe0d9k3yx8m2n4p6r',
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    reference: 'LOKET1-0042',
    description: null,
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: ['credited', 'cycle_id', 'reference'],
    optional: ['member_id'],
    also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v', refusal: REFUSAL_EXAMPLE },
  },
);
