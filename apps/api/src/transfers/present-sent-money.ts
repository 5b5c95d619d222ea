import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from '../acts/refusal-example.js';
import { encodeId, toMoney, type FailureDetail, type Money, type RefusalCode } from '@app/core';
import type { OwnWallet, SentMoney, TransferParty } from '@app/payments';

/** One end of a sending; one of the two ids. */
export interface SentMoneyParty {
  member_id?: string;
  merchant_id?: string;
  cooperative_id: string;
}

/** A sending of money as one of its two ends sees it: the fee and the reference are the sender's. */
export interface SentMoneyReply {
  id: string;
  object: 'transfer' | 'payout';
  status: 'posted' | 'refused';
  amount: Money;
  /** The sender's fee, on top of the amount. */
  fee?: Money;
  /** What left the sender's wallet. */
  total?: Money;
  payer: SentMoneyParty;
  payee: SentMoneyParty;
  on_us: boolean;
  cycle_id: string | null;
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
  refusal?: { code: RefusalCode; detail: FailureDetail };
}

/** Derived from what never changes, so a replay gives the same bytes. */
export function presentSentMoney(
  { act, payer, payee, cycle }: SentMoney,
  own: OwnWallet,
): SentMoneyReply {
  const isSender = ('member' in own ? own.member : own.merchant) === payer.uid;
  const fee = act.fees.get('member_fee') ?? 0n;
  return {
    id: encodeId('trf', act.id),
    object: act.type === 'payout' ? 'payout' : 'transfer',
    status: act.refusal === null ? 'posted' : 'refused',
    amount: toMoney(act.amount),
    ...(isSender && { fee: toMoney(fee), total: toMoney(act.amount + fee) }),
    payer: presentParty(payer),
    payee: presentParty(payee),
    on_us: act.onUs,
    cycle_id: cycle === null ? null : encodeId('cyc', cycle),
    reference: isSender ? act.reference : null,
    description: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
    ...(act.refusal !== null && { refusal: act.refusal }),
  };
}

function presentParty({ kind, uid, cooperative }: TransferParty): SentMoneyParty {
  const cooperativeId = { cooperative_id: encodeId('coop', cooperative) };
  return kind === 'member'
    ? { member_id: encodeId('mbr', uid), ...cooperativeId }
    : { merchant_id: encodeId('mrc', uid), ...cooperativeId };
}

/** Pak Budi of Dinoyo sends Bu Ani of Bumiayu, as he sees it. */
export const SENT_MONEY_EXAMPLE: SentMoneyReply = varying(
  {
    id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'transfer',
    status: 'posted',
    amount: { value: '50000.00', currency: 'IDR' },
    fee: { value: '0.00', currency: 'IDR' },
    total: { value: '50000.00', currency: 'IDR' },
    payer: varying(
      {
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
      },
      { optional: ['member_id'], also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s' } },
    ),
    payee: varying(
      {
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6v',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
      },
      { optional: ['member_id'], also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s' } },
    ),
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    reference: 'arisan-7',
    description: 'arisan November',
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: ['cycle_id', 'reference', 'description'],
    optional: ['fee', 'total'],
    also: { refusal: REFUSAL_EXAMPLE },
  },
);

/** A shop's takings to its owner. */
export const PAYOUT_EXAMPLE: SentMoneyReply = {
  ...SENT_MONEY_EXAMPLE,
  object: 'payout',
  payer: varying(
    {
      merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6s',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    },
    { optional: ['merchant_id'], also: { member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s' } },
  ),
  description: null,
};
