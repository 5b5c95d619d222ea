import { varying } from '@app/http';
import { encodeId, invariant, toMoney, type Money, type Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import { forecastOf, type CapStep, type Position } from '@app/settlement';

import { sideOf, type DebtSide } from '../cycles/present-cycle.js';

interface DebtReply {
  side: DebtSide;
  amount: Money;
}

export interface PositionReply {
  cooperative_id: string;
  short_name: string;
  /** What it owes the network or is owed, over all cycles that are not paid. */
  clearing: DebtReply;
  /** What of the cap is reserved for acts under way. */
  held: Money;
  /** The net debit cap: the unsecured line and the liquidity. */
  cap: Money;
  /** How much more it may come to owe. */
  headroom: Money;
  /** How much of the cap is used, in percent with two decimals, such as "74.30". */
  use_percent: string;
  unsecured_line: Money;
  liquidity: Money;
  /** What of the liquidity is reserved to be paid out. */
  liquidity_held: Money;
  /** What of `clearing` came in the open cycle. */
  open_cycle: DebtReply & { id: string; number: number };
  /** When the cap is reached if the day goes on as it went so far. */
  forecast: {
    /** What the debt grows by in an hour; negative when it shrinks. */
    pace_per_hour: Money;
    /** null: not at this pace, or not within a year. */
    cap_reached_at: string | null;
  };
}

export function presentPosition(position: Position): PositionReply {
  const { clearing, held, cap, liquidity, liquidityHeld, deposit, openCycle } = position;
  const { pacePerHour, reachedAt } = forecastOf(position);
  return {
    cooperative_id: encodeId('coop', position.cooperativeUid),
    short_name: position.shortName,
    clearing: presentDebt(clearing),
    held: toMoney(held),
    cap: toMoney(cap),
    headroom: toMoney(cap - clearing - held),
    use_percent: usePercent(clearing + held, cap),
    unsecured_line: toMoney(cap - deposit + liquidityHeld),
    liquidity: toMoney(liquidity),
    liquidity_held: toMoney(liquidityHeld),
    open_cycle: {
      id: encodeId('cyc', position.openCycleUid),
      number: position.openCycleNumber,
      ...presentDebt(openCycle),
    },
    forecast: {
      pace_per_hour: toMoney(pacePerHour),
      cap_reached_at: reachedAt?.toISOString() ?? null,
    },
  };
}

/** Rounded up, so that a cap that is nearly used never looks less used than it is. */
function usePercent(used: Sen, cap: Sen): string {
  if (used <= 0n || cap <= 0n) return '0.00';
  const hundredths = (used * 10_000n + cap - 1n) / cap;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

function presentDebt(amount: Sen): DebtReply {
  return { side: sideOf(amount), amount: toMoney(amount < 0n ? -amount : amount) };
}

export interface FundsInReply {
  id: string;
  transfer_id: string;
  cooperative_id: string;
  amount: Money;
  bank_reference: string;
  created_at: string;
}

export function presentFundsIn(transfer: TransferRecord, cooperative: string): FundsInReply {
  const { id, amount, reference, postedAt } = transfer;
  invariant(reference !== null, 'funds come in under a reference of the bank');
  return {
    id: encodeId('fnd', id),
    transfer_id: encodeId('trf', id),
    cooperative_id: encodeId('coop', cooperative),
    amount: toMoney(amount),
    bank_reference: reference,
    created_at: postedAt,
  };
}

export interface CapReply {
  /** null while another operator has to agree. */
  transfer_id: string | null;
  cooperative_id: string;
  unsecured_line: Money;
  created_at: string;
  /** What waits for another operator on a live network; null: it holds already. */
  approval_id: string | null;
}

export function presentCap(
  { transfer, approval }: CapStep,
  cooperative: string,
  unsecuredLine: Sen,
): CapReply {
  const createdAt = transfer?.postedAt ?? approval?.requestedAt.toISOString();
  invariant(createdAt !== undefined, 'a change of a cap is done or waits');
  return {
    transfer_id: transfer && encodeId('trf', transfer.id),
    cooperative_id: encodeId('coop', cooperative),
    unsecured_line: toMoney(unsecuredLine),
    created_at: createdAt,
    approval_id: approval && encodeId('apr', approval.uid),
  };
}

const IDR = 'IDR';

export const POSITION_EXAMPLE: PositionReply = {
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  short_name: 'Dinoyo',
  clearing: { side: 'owes', amount: { value: '7430000.00', currency: IDR } },
  held: { value: '0.00', currency: IDR },
  cap: { value: '10000000.00', currency: IDR },
  headroom: { value: '2570000.00', currency: IDR },
  use_percent: '74.30',
  unsecured_line: { value: '2000000.00', currency: IDR },
  liquidity: { value: '8000000.00', currency: IDR },
  liquidity_held: { value: '0.00', currency: IDR },
  open_cycle: {
    id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    number: 32,
    side: 'owes',
    amount: { value: '1180000.00', currency: IDR },
  },
  forecast: varying(
    {
      pace_per_hour: { value: '196666.66', currency: IDR },
      cap_reached_at: '2026-01-31T20:04:04.067Z',
    },
    { nullable: ['cap_reached_at'] },
  ),
};

export const FUNDS_IN_EXAMPLE: FundsInReply = {
  id: 'fnd_01jzq3v5hfe0d9k3yx8m2n4p6r',
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  amount: { value: '8000000.00', currency: IDR },
  bank_reference: 'BCA-20260131-0042',
  created_at: '2026-01-31T01:02:03.123456Z',
};

export const CAP_EXAMPLE: CapReply = varying(
  {
    transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6s',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
    unsecured_line: { value: '2000000.00', currency: IDR },
    created_at: '2026-01-31T01:02:03.123456Z',
    approval_id: null,
  },
  { nullable: ['transfer_id'] },
);
