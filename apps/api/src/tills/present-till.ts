import {
  encodeId,
  toMoney,
  type IdPrefix,
  type Money,
  type TillSessionState,
  type TillState,
  type TransferType,
} from '@app/core';
import type { Till } from '@app/participants';
import type {
  CashPlace,
  CashTransfer,
  ClosingView,
  CountView,
  Denomination,
  SessionView,
  TillCount,
  TillMovement,
} from '@app/payments';

export interface TillReply {
  id: string;
  object: 'till';
  cooperative_id: string;
  name: string;
  state: TillState;
  account_id: string;
  created_at: string;
}

export function presentTill(till: Till): TillReply {
  return {
    id: encodeId('til', till.uid),
    object: 'till',
    cooperative_id: encodeId('coop', till.cooperative),
    name: till.name,
    state: till.state,
    account_id: encodeId('acc', till.accountUid),
    created_at: till.createdAt.toISOString(),
  };
}

export interface TillSessionReply {
  id: string;
  object: 'till_session';
  status: TillSessionState;
  till_id: string;
  till_name: string;
  cooperative_id: string;
  /** The person who has, or had, the till. */
  teller_id: string;
  float: Money;
  denominations: Denomination[];
  /** What the books say is in the drawer. */
  expected: Money;
  /** What of it is held for withdrawals under way. */
  held: Money;
  opened_at: string | null;
  closed_at: string | null;
  opening_transfer_id: string;
  closing_transfer_id: string | null;
}

export function presentSession({ session, till, expected, held }: SessionView): TillSessionReply {
  return {
    id: encodeId('tls', session.uid),
    object: 'till_session',
    status: session.state,
    till_id: encodeId('til', session.till),
    till_name: till.name,
    cooperative_id: encodeId('coop', till.cooperative),
    teller_id: encodeId('per', session.teller),
    float: toMoney(session.float),
    denominations: session.denominations.map(presentDenomination),
    expected: toMoney(expected),
    held: toMoney(held),
    opened_at: session.opened?.at.toISOString() ?? null,
    closed_at: session.closed?.at.toISOString() ?? null,
    opening_transfer_id: encodeId('trf', session.uid),
    closing_transfer_id: session.closing === null ? null : encodeId('trf', session.closing),
  };
}

function presentDenomination({ face, count }: Denomination): Denomination {
  return { face, count };
}

export interface TillCountReply {
  object: 'till_count';
  till_session_id: string;
  counted: Money;
  /** What the books said then. */
  expected: Money;
  /** counted − expected: `balanced`, `short` or `over`, and by how much. */
  result: 'balanced' | 'short' | 'over';
  difference: Money;
  denominations: Denomination[];
  /** Whether the till was to be closed with it. */
  closing: boolean;
  counted_at: string;
}

export function presentCount({ count, difference }: CountView): TillCountReply {
  return {
    object: 'till_count',
    till_session_id: encodeId('tls', count.session),
    counted: toMoney(count.counted),
    expected: toMoney(count.counted - difference),
    result: difference === 0n ? 'balanced' : difference < 0n ? 'short' : 'over',
    difference: toMoney(difference < 0n ? -difference : difference),
    denominations: count.denominations.map(presentDenomination),
    closing: count.closing,
    counted_at: count.countedAt.toISOString(),
  };
}

/** A count beside what the books said when it was made. */
export function presentStoredCount(count: TillCount): TillCountReply {
  return presentCount({ count, difference: count.counted - count.expected });
}

export interface TillClosingReply {
  session: TillSessionReply;
  count: TillCountReply;
}

export function presentClosing(view: ClosingView): TillClosingReply {
  return { session: presentSession(view), count: presentCount(view) };
}

export interface TillMovementReply {
  id: string;
  type: TransferType;
  /** What came in; what went out is negative. */
  change: Money;
  /** What was in the drawer after it. */
  balance: Money;
  short_code: string;
  created_at: string;
}

const PREFIXES: Partial<Record<TransferType, IdPrefix>> = { deposit: 'dep' };

export function presentMovement(movement: TillMovement): TillMovementReply {
  return {
    id: encodeId(PREFIXES[movement.type] ?? 'trf', movement.id),
    type: movement.type,
    change: signed(movement.change),
    balance: toMoney(movement.balance),
    short_code: movement.shortCode,
    created_at: movement.createdAt,
  };
}

/** Money with a sign, for what came and went. */
function signed(sen: bigint): Money {
  const { value, currency } = toMoney(sen < 0n ? -sen : sen);
  return { value: sen < 0n ? `-${value}` : value, currency };
}

export interface CashTransferReply {
  id: string;
  object: 'cash_transfer';
  status: 'posted';
  from: CashPlace;
  to: CashPlace;
  till_id: string | null;
  amount: Money;
  reference: string | null;
  description: string | null;
  created_at: string;
  short_code: string;
}

export function presentCashTransfer({ act, from, to, till }: CashTransfer): CashTransferReply {
  return {
    id: encodeId('trf', act.id),
    object: 'cash_transfer',
    status: 'posted',
    from,
    to,
    till_id: till === null ? null : encodeId('til', till),
    amount: toMoney(act.amount),
    reference: act.reference,
    description: act.description,
    created_at: act.createdAt,
    short_code: act.shortCode,
  };
}
