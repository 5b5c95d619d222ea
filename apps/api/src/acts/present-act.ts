import { varying } from '@app/http';
import { REFUSAL_EXAMPLE } from './refusal-example.js';
import {
  encodeId,
  toMoney,
  type AccountKind,
  type FailureDetail,
  type IdPrefix,
  type LegComponent,
  type Money,
  type ProblemCode,
  type TransferType,
} from '@app/core';
import type { FoundAct, InquiredParty } from '@app/payments';
import { presentReversal } from '../reversals/present-reversal.js';

export interface ActPartyReply {
  kind: AccountKind;
  member_id?: string;
  merchant_id?: string;
  cooperative_id: string | null;
}

/** What became of an act, whatever it was. */
export interface ActReply {
  id: string;
  object: 'act';
  type: TransferType;
  /** pending: it is being worked on and ends by itself; ask again. */
  status: 'posted' | 'refused' | 'pending';
  amount: Money;
  fees: { component: LegComponent; amount: Money }[];
  /** What of it was given back since. */
  refunded: Money;
  reversed: boolean;
  payer: ActPartyReply | null;
  payee: ActPartyReply | null;
  on_us: boolean;
  cycle_id: string | null;
  transfer_id: string | null;
  original_id: string | null;
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string | null;
  refusal?: { code: ProblemCode; detail: FailureDetail };
}

/** Ids that the acts of a type have on the wire; of all others the transfer's. */
const PREFIXES: Partial<Record<TransferType, IdPrefix>> = {
  payment: 'pay',
  deposit: 'dep',
  withdrawal: 'wdr',
  refund: 'rfd',
};

export function presentAct(found: FoundAct): ActReply {
  if (found.kind === 'reversal') return presentOwnReversal(found);
  const { act, payer, payee, cycle, returns } = found;
  const { type, refusal } = act;
  const isAuthorisation = type === 'hold' && payee?.kind === 'merchant_wallet';
  const prefix = isAuthorisation ? 'aut' : (PREFIXES[type] ?? 'trf');
  return {
    id: encodeId(prefix, act.id),
    object: 'act',
    type,
    status: refusal === null ? 'posted' : 'refused',
    amount: toMoney(act.amount),
    fees: [...act.fees].map(([component, amount]) => ({ component, amount: toMoney(amount) })),
    refunded: toMoney(returns.refunded),
    reversed: returns.reversal !== null,
    payer: payer && presentParty(payer),
    payee: payee && presentParty(payee),
    on_us: act.onUs,
    cycle_id: cycle === null ? null : encodeId('cyc', cycle),
    transfer_id: encodeId('trf', act.id),
    original_id: act.original === null ? null : encodeId('trf', act.original),
    reference: act.reference,
    description: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
    ...(refusal !== null && { refusal }),
  };
}

function presentOwnReversal({ reversal }: Extract<FoundAct, { kind: 'reversal' }>): ActReply {
  const reply = presentReversal(reversal);
  const ended = reply.status === 'posted' || reply.status === 'refused' ? reply.status : 'pending';
  return {
    id: reply.id,
    object: 'act',
    type: 'reversal',
    status: ended,
    amount: toMoney(0n),
    fees: [],
    refunded: toMoney(0n),
    reversed: false,
    payer: null,
    payee: null,
    on_us: false,
    cycle_id: null,
    transfer_id: reply.transfer_id,
    original_id: reply.original_id,
    reference: reply.reference,
    description: null,
    created_at: reply.created_at,
    short_code: null,
    ...(reply.reason !== null && { refusal: reply.reason }),
  };
}

function presentParty({ kind, owner, cooperative }: InquiredParty): ActPartyReply {
  return {
    kind,
    ...(kind === 'member_wallet' && owner !== null && { member_id: encodeId('mbr', owner) }),
    ...(kind === 'merchant_wallet' && owner !== null && { merchant_id: encodeId('mrc', owner) }),
    cooperative_id: cooperative === null ? null : encodeId('coop', cooperative),
  };
}

/** What became of Pak Budi's payment, of which a quarter was given back since. */
export const ACT_EXAMPLE: ActReply = varying(
  {
    id: 'pay_01jzq3v5hfe0d9k3yx8m2n4p6r',
    object: 'act',
    type: 'payment',
    status: 'posted',
    amount: { value: '100000.00', currency: 'IDR' },
    fees: [{ component: 'mdr', amount: { value: '280.00', currency: 'IDR' } }],
    refunded: { value: '25000.00', currency: 'IDR' },
    reversed: false,
    payer: varying<ActPartyReply>(
      {
        kind: 'member_wallet',
        member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
      },
      {
        nullable: ['cooperative_id'],
        optional: ['member_id'],
        also: { merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v' },
      },
    ),
    payee: varying<ActPartyReply>(
      {
        kind: 'merchant_wallet',
        merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
      },
      {
        nullable: ['cooperative_id'],
        optional: ['merchant_id'],
        also: { member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s' },
      },
    ),
    on_us: false,
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
    original_id: null,
    reference: 'belanja-0042',
    description: 'beras dan gula',
    created_at: '2026-01-31T03:15:42.123456Z',
    short_code: '0001-000G',
  },
  {
    nullable: [
      'payer',
      'payee',
      'cycle_id',
      'transfer_id',
      'reference',
      'description',
      'short_code',
    ],
    also: { refusal: REFUSAL_EXAMPLE },
  },
);
