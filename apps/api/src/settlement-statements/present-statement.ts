import { varying } from '@app/http';
import {
  encodeId,
  toMoney,
  type CycleState,
  type LegComponent,
  type Money,
  type TransferType,
} from '@app/core';
import type { Cooperative } from '@app/participants';
import type { DrilledTransfer, SettlementStatement } from '@app/settlement';
import { sideOf, type DebtSide } from '../cycles/present-cycle.js';
import { magnitude } from './statement-rows.js';

/** What a cooperative came to owe and to be owed; `side` tells which of them is more, `net` by how much. */
interface FiguresReply {
  owes: Money;
  is_owed: Money;
  side: DebtSide;
  net: Money;
}

interface PartReply extends FiguresReply {
  service: TransferType;
  component: LegComponent;
  leg_count: number;
}

interface CounterpartReply extends FiguresReply {
  /** null is the switch. */
  cooperative_id: string | null;
}

interface SettledReply {
  transfer_id: string;
  side: 'paid' | 'received';
  amount: Money;
  /** Whom it was paid to, or who paid it, from bank to bank; null: through the settlement bank. */
  counterpart_cooperative_id: string | null;
  settled_at: string;
}

export interface SettlementStatementReply extends FiguresReply {
  object: 'settlement_statement';
  network_id: string;
  cycle_id: string;
  cooperative_id: string;
  number: number;
  state: CycleState;
  opened_at: string;
  closed_at: string | null;
  /** When the last thing in it happened; as long as it stays, so does the statement. */
  as_of: string;
  leg_count: number;
  parts: PartReply[];
  counterparts: CounterpartReply[];
  settled: SettledReply[];
  /** What of the net is not paid or received yet, and which of them. */
  outstanding: Money;
  outstanding_side: DebtSide;
}

export function presentSettlementStatement(
  statement: SettlementStatement,
): SettlementStatementReply {
  const { cycle, network, cooperative } = statement;
  return {
    object: 'settlement_statement',
    network_id: encodeId('net', network.uid),
    cycle_id: encodeId('cyc', cycle.uid),
    cooperative_id: encodeId('coop', cooperative.uid),
    number: cycle.number,
    state: cycle.state,
    opened_at: cycle.openedAt.toISOString(),
    closed_at: cycle.closedAt?.toISOString() ?? null,
    as_of: statement.asOf.toISOString(),
    ...figures(statement.debit, statement.credit),
    leg_count: Number(statement.legCount),
    parts: statement.parts.map((part) => ({
      service: part.service,
      component: part.component,
      ...figures(part.debit, part.credit),
      leg_count: Number(part.legCount),
    })),
    counterparts: statement.bilateral.map((line) => ({
      cooperative_id: line.counterpart && encodeId('coop', line.counterpart.uid),
      ...figures(line.owes, line.isOwed),
    })),
    settled: statement.settled.map(({ transfer, side, amount, at, counterpart }) => ({
      transfer_id: encodeId('trf', transfer),
      side,
      amount: toMoney(amount),
      counterpart_cooperative_id: counterpart && encodeId('coop', counterpart.uid),
      settled_at: at.toISOString(),
    })),
    outstanding: toMoney(magnitude(statement.outstanding)),
    outstanding_side: sideOf(statement.outstanding),
  };
}

export function figures(owes: bigint, isOwed: bigint): FiguresReply {
  const net = owes - isOwed;
  return {
    owes: toMoney(owes),
    is_owed: toMoney(isOwed),
    side: sideOf(net),
    net: toMoney(magnitude(net)),
  };
}

interface DrilledPartReply {
  service: TransferType;
  component: LegComponent;
  side: 'owes' | 'is_owed';
  amount: Money;
  /** null is the switch. */
  counterpart_cooperative_id: string | null;
}

export interface CycleTransferReply {
  transfer_id: string;
  type: TransferType;
  amount: Money;
  created_at: string;
  parts: DrilledPartReply[];
}

export function presentCycleTransfer(
  transfer: DrilledTransfer,
  cooperatives: ReadonlyMap<number, Cooperative>,
): CycleTransferReply {
  return {
    transfer_id: encodeId('trf', transfer.id),
    type: transfer.type,
    amount: toMoney(transfer.amount),
    created_at: transfer.postedAt.toISOString(),
    parts: transfer.parts.map(({ service, component, side, amount, counterpart }) => {
      const other = cooperatives.get(counterpart);
      return {
        service,
        component,
        side: side === 'debit' ? 'owes' : 'is_owed',
        amount: toMoney(amount),
        counterpart_cooperative_id: other === undefined ? null : encodeId('coop', other.uid),
      };
    }),
  };
}

const IDR = 'IDR';
const DINOYO = 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t';
const BUMIAYU = 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v';
const idr = (value: string): Money => ({ value, currency: IDR });

/** The worked example of a payment, as the only one of its cycle, paid. */
export const STATEMENT_EXAMPLE: SettlementStatementReply = varying(
  {
    object: 'settlement_statement',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    cooperative_id: DINOYO,
    number: 31,
    state: 'SETTLED',
    opened_at: '2026-01-30T09:00:00.412Z',
    closed_at: '2026-01-31T09:00:00.377Z',
    as_of: '2026-01-31T09:05:12.004Z',
    owes: idr('100000.00'),
    is_owed: idr('280.00'),
    side: 'owes',
    net: idr('99720.00'),
    leg_count: 2,
    parts: [
      {
        service: 'payment',
        component: 'principal',
        owes: idr('100000.00'),
        is_owed: idr('0.00'),
        side: 'owes',
        net: idr('100000.00'),
        leg_count: 1,
      },
      {
        service: 'payment',
        component: 'interchange',
        owes: idr('0.00'),
        is_owed: idr('280.00'),
        side: 'is_owed',
        net: idr('280.00'),
        leg_count: 1,
      },
    ],
    counterparts: [
      varying(
        {
          cooperative_id: BUMIAYU,
          owes: idr('100000.00'),
          is_owed: idr('280.00'),
          side: 'owes',
          net: idr('99720.00'),
        },
        { nullable: ['cooperative_id'] },
      ),
    ],
    settled: [
      {
        transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6w',
        side: 'paid',
        amount: idr('99720.00'),
        counterpart_cooperative_id: null,
        settled_at: '2026-01-31T09:05:12.004Z',
      },
    ],
    outstanding: idr('0.00'),
    outstanding_side: 'even',
  },
  { nullable: ['closed_at'] },
);

export const CYCLE_TRANSFER_EXAMPLE: CycleTransferReply = {
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  type: 'payment',
  amount: idr('100000.00'),
  created_at: '2026-01-31T08:12:44.219Z',
  parts: [
    varying(
      {
        service: 'payment',
        component: 'principal',
        side: 'owes',
        amount: idr('100000.00'),
        counterpart_cooperative_id: BUMIAYU,
      },
      { nullable: ['counterpart_cooperative_id'] },
    ),
    varying(
      {
        service: 'payment',
        component: 'interchange',
        side: 'is_owed',
        amount: idr('280.00'),
        counterpart_cooperative_id: BUMIAYU,
      },
      { nullable: ['counterpart_cooperative_id'] },
    ),
  ],
};
