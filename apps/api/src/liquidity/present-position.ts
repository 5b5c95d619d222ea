import { encodeId, invariant, toMoney, type Money, type Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Position } from '@app/settlement';

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
}

export function presentPosition(position: Position): PositionReply {
  const { clearing, held, cap, liquidity, deposit, openCycle } = position;
  return {
    cooperative_id: encodeId('coop', position.cooperativeUid),
    short_name: position.shortName,
    clearing: presentDebt(clearing),
    held: toMoney(held),
    cap: toMoney(cap),
    headroom: toMoney(cap - clearing - held),
    use_percent: usePercent(clearing + held, cap),
    unsecured_line: toMoney(cap - deposit),
    liquidity: toMoney(liquidity),
    liquidity_held: toMoney(position.liquidityHeld),
    open_cycle: {
      id: encodeId('cyc', position.openCycleUid),
      number: position.openCycleNumber,
      ...presentDebt(openCycle),
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
  transfer_id: string;
  cooperative_id: string;
  unsecured_line: Money;
  created_at: string;
}

export function presentCap(
  { id, amount, postedAt }: TransferRecord,
  cooperative: string,
): CapReply {
  return {
    transfer_id: encodeId('trf', id),
    cooperative_id: encodeId('coop', cooperative),
    unsecured_line: toMoney(amount),
    created_at: postedAt,
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
};

export const FUNDS_IN_EXAMPLE: FundsInReply = {
  id: 'fnd_01jzq3v5hfe0d9k3yx8m2n4p6r',
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  amount: { value: '8000000.00', currency: IDR },
  bank_reference: 'BCA-20260131-0042',
  created_at: '2026-01-31T01:02:03.123456Z',
};

export const CAP_EXAMPLE: CapReply = {
  transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6s',
  cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
  unsecured_line: { value: '2000000.00', currency: IDR },
  created_at: '2026-01-31T01:02:03.123456Z',
};
