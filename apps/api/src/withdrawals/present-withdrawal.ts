import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import type { Role } from '@app/access';
import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { Withdrawal, WithdrawalStatus } from '@app/payments';
import {
  cashFees,
  isHolder,
  presentParties,
  type CashFeeReply,
  type CashPartiesReply,
} from '../deposits/present-deposit.js';

export interface WithdrawalReply extends CashPartiesReply {
  id: string;
  object: 'withdrawal';
  /** Cash is handed out in `posted` only. */
  status: WithdrawalStatus;
  amount: Money;
  fees: CashFeeReply[];
  /** What leaves the wallet: the amount and the holder's own fee. */
  total: Money;
  on_us: boolean;
  cycle_id: string | null;
  /** The transfer that handed the cash out. */
  transfer_id: string | null;
  reference: string | null;
  description: string | null;
  created_at: string;
  expires_at: string;
  posted_at: string | null;
  /** Of the posted withdrawal; until then of the hold. */
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

export function presentWithdrawal(withdrawal: Withdrawal, role: Role): WithdrawalReply {
  const { hold, status, parties, fees, posted, cycle } = withdrawal;
  const ofHolder = isHolder(role);
  return {
    id: encodeId('wdr', hold.id),
    object: 'withdrawal',
    status,
    amount: toMoney(hold.amount),
    fees: cashFees(fees, ofHolder),
    total: toMoney(hold.amount + fees.member),
    ...presentParties(parties),
    on_us: hold.onUs,
    cycle_id: cycle === null ? null : encodeId('cyc', cycle),
    transfer_id: posted === null ? null : encodeId('trf', posted.id),
    reference: ofHolder ? null : hold.reference,
    description: hold.description,
    created_at: hold.createdAt,
    expires_at: withdrawal.expiresAt,
    posted_at: posted?.createdAt ?? null,
    short_code: posted?.shortCode ?? hold.shortCode,
    ...(hold.refusal !== null && { refusal: hold.refusal }),
  };
}

/** Pak Budi of Dinoyo takes out cash at a till of Bumiayu, as the teller sees it. */
export const HELD_EXAMPLE: WithdrawalReply = varying(
  {
    id: 'wdr_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'withdrawal',
    status: 'held',
    amount: { value: '500000.00', currency: 'IDR' },
    fees: [
      { component: 'member_fee', payer: 'member', amount: { value: '2500.00', currency: 'IDR' } },
      { component: 'interchange', payer: 'issuer', amount: { value: '2000.00', currency: 'IDR' } },
      { component: 'switch_fee', payer: 'issuer', amount: { value: '500.00', currency: 'IDR' } },
    ],
    total: { value: '502500.00', currency: 'IDR' },
    member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
    home_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    host_cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    till_id: 'til_01jzq3v5hfe0d9k3yx8m2n4p6r',
    on_us: false,
    cycle_id: null,
    transfer_id: null,
    reference: 'LOKET1-0043',
    description: null,
    created_at: '2026-01-31T03:15:42.123456Z',
    expires_at: '2026-01-31T03:30:42.123Z',
    posted_at: null,
    short_code: '0001-000G',
  },
  {
    nullable: ['reference'],
    optional: ['member_id'],
    also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v', refusal: REFUSAL_EXAMPLE },
  },
);

export const POSTED_EXAMPLE: WithdrawalReply = varying(
  {
    ...HELD_EXAMPLE,
    status: 'posted',
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6v',
    posted_at: '2026-01-31T03:17:12.123456Z',
    short_code: '0001-100K',
  },
  { nullable: ['cycle_id', 'transfer_id', 'posted_at'] },
);
