import { encodeId, invariant, sumSen, toMoney, type Money, type SettlementState } from '@app/core';
import type { Network } from '@app/participants';
import type { Settlement, SettlementLine, SettlementView } from '@app/settlement';

export interface SettlementReply {
  id: string;
  network_id: string;
  cycle_id: string;
  state: SettlementState;
  proposed_by: string;
  proposed_at: string;
  approved_by: string | null;
  approved_at: string | null;
  /** When it was settled or aborted. */
  ended_at: string | null;
}

interface LineReply {
  cooperative_id: string;
  side: 'debtor' | 'creditor';
  due: Money;
  paid: Money;
  /** What is not paid yet; a debtor's waits for its liquidity. */
  remaining: Money;
  transfer_ids: string[];
}

export interface SettlementLinesReply extends SettlementReply {
  lines: LineReply[];
  /** What the switch keeps, once every creditor is paid. Only for who sees all lines. */
  switch_fee: { due: Money; received: Money } | null;
}

export function presentSettlement(
  settlement: Settlement,
  network: Network | undefined,
): SettlementReply {
  invariant(network?.id === settlement.network, 'a settlement is shown with its own network');
  const { approvedBy } = settlement;
  return {
    id: encodeId('stl', settlement.uid),
    network_id: encodeId('net', network.uid),
    cycle_id: encodeId('cyc', settlement.cycleUid),
    state: settlement.state,
    proposed_by: encodeId('per', settlement.proposedBy),
    proposed_at: settlement.proposedAt.toISOString(),
    approved_by: approvedBy === null ? null : encodeId('per', approvedBy),
    approved_at: settlement.approvedAt?.toISOString() ?? null,
    ended_at: settlement.endedAt?.toISOString() ?? null,
  };
}

/** @param whole whether these are all lines, not those of one cooperative */
export function presentSettlementLines(
  { settlement, lines }: SettlementView,
  network: Network | undefined,
  whole: boolean,
): SettlementLinesReply {
  return {
    ...presentSettlement(settlement, network),
    lines: lines.map((line) => ({
      cooperative_id: encodeId('coop', line.cooperativeUid),
      side: line.side,
      due: toMoney(line.due),
      paid: toMoney(line.paid),
      remaining: toMoney(line.due - line.paid),
      transfer_ids: line.transfers.map((uid) => encodeId('trf', uid)),
    })),
    switch_fee: whole ? presentSwitchFee(lines) : null,
  };
}

function presentSwitchFee(lines: readonly SettlementLine[]): { due: Money; received: Money } {
  const of = (side: SettlementLine['side'], what: 'due' | 'paid') =>
    sumSen(lines.filter((line) => line.side === side).map((line) => line[what]));
  const credit = of('creditor', 'due');
  const received = of('debtor', 'paid') - credit;
  return {
    due: toMoney(of('debtor', 'due') - credit),
    received: toMoney(received > 0n ? received : 0n),
  };
}

const IDR = 'IDR';

export const SETTLEMENT_EXAMPLE: SettlementReply = {
  id: 'stl_01jzq3v5hfe0d9k3yx8m2n4p6r',
  network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
  cycle_id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
  state: 'SETTLED',
  proposed_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6r',
  proposed_at: '2026-01-31T09:05:11.020Z',
  approved_by: 'per_01jzq3v5hfe0d9k3yx8m2n4p6s',
  approved_at: '2026-01-31T09:12:40.731Z',
  ended_at: '2026-01-31T09:12:40.802Z',
};

export const SETTLEMENT_LINES_EXAMPLE: SettlementLinesReply = {
  ...SETTLEMENT_EXAMPLE,
  lines: [
    {
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t',
      side: 'debtor',
      due: { value: '99720.00', currency: IDR },
      paid: { value: '99720.00', currency: IDR },
      remaining: { value: '0.00', currency: IDR },
      transfer_ids: ['trf_01jzq3v5hfe0d9k3yx8m2n4p6r'],
    },
    {
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
      side: 'creditor',
      due: { value: '99580.00', currency: IDR },
      paid: { value: '99580.00', currency: IDR },
      remaining: { value: '0.00', currency: IDR },
      transfer_ids: ['trf_01jzq3v5hfe0d9k3yx8m2n4p6s'],
    },
  ],
  switch_fee: {
    due: { value: '140.00', currency: IDR },
    received: { value: '140.00', currency: IDR },
  },
};
