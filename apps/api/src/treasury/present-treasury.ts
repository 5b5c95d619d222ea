import { varying } from '@app/http';
import {
  encodeId,
  sumSen,
  toMoney,
  type LegComponent,
  type Money,
  type Sen,
  type TransferType,
} from '@app/core';
import type { Fees, Flows, TreasuryPosition } from '@app/settlement';
import {
  POSITION_EXAMPLE,
  presentPosition,
  type PositionReply,
} from '../liquidity/present-position.js';
import { figures } from '../settlement-statements/present-statement.js';

interface HoldReply {
  /** The transfer that placed it. */
  transfer_id: string;
  amount: Money;
  expires_at: string;
}

export interface TreasuryPositionReply extends PositionReply {
  /** How much of the cap is left, in percent with two decimals, such as "25.70". */
  headroom_percent: string;
  /** What reserves the cap, first what expires first; at most 1,000. */
  holds: HoldReply[];
}

export function presentTreasuryPosition({
  position,
  holds,
}: TreasuryPosition): TreasuryPositionReply {
  const { clearing, held, cap } = position;
  return {
    ...presentPosition(position),
    headroom_percent: percentOf(cap - clearing - held, cap),
    holds: holds.map(({ transfer, amount, expiresAt }) => ({
      transfer_id: encodeId('trf', transfer),
      amount: toMoney(amount),
      expires_at: expiresAt,
    })),
  };
}

/** Rounded down, so that headroom never looks larger than it is; above 100 % while the network owes us. */
function percentOf(part: Sen, whole: Sen): string {
  if (part <= 0n || whole <= 0n) return '0.00';
  const hundredths = (part * 10_000n) / whole;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

interface FlowReply {
  /** null is the switch. */
  cooperative_id: string | null;
  short_name: string | null;
  owes: Money;
  is_owed: Money;
  side: ReturnType<typeof figures>['side'];
  net: Money;
  leg_count: number;
}

export interface FlowsReply {
  object: 'treasury_flows';
  date: string;
  owes: Money;
  is_owed: Money;
  side: FlowReply['side'];
  net: Money;
  counterparts: FlowReply[];
}

export function presentFlows({ date, flows, cooperatives }: Flows): FlowsReply {
  return {
    object: 'treasury_flows',
    date,
    ...figures(sumSen(flows.map(({ owes }) => owes)), sumSen(flows.map(({ isOwed }) => isOwed))),
    counterparts: flows.map(({ counterpart, owes, isOwed, legCount }) => {
      const other = cooperatives.get(counterpart);
      return {
        cooperative_id: other === undefined ? null : encodeId('coop', other.uid),
        short_name: other?.shortName ?? null,
        ...figures(owes, isOwed),
        leg_count: Number(legCount),
      };
    }),
  };
}

interface FeeReply {
  service: TransferType;
  component: LegComponent;
  earned: Money;
  paid: Money;
  leg_count: number;
}

export interface FeesReply {
  object: 'treasury_fees';
  month: string;
  earned: Money;
  paid: Money;
  lines: FeeReply[];
}

export function presentFees({ month, lines }: Fees): FeesReply {
  return {
    object: 'treasury_fees',
    month,
    earned: toMoney(sumSen(lines.map(({ earned }) => earned))),
    paid: toMoney(sumSen(lines.map(({ paid }) => paid))),
    lines: lines.map(({ service, component, earned, paid, legCount }) => ({
      service,
      component,
      earned: toMoney(earned),
      paid: toMoney(paid),
      leg_count: Number(legCount),
    })),
  };
}

const IDR = 'IDR';
const idr = (value: string): Money => ({ value, currency: IDR });

export const TREASURY_POSITION_EXAMPLE: TreasuryPositionReply = {
  ...POSITION_EXAMPLE,
  headroom_percent: '25.70',
  holds: [
    {
      transfer_id: 'trf_01jzq3v5hfe0d9k3yx8m2n4p6r',
      amount: idr('250750.00'),
      expires_at: '2026-01-31T08:17:44.219000Z',
    },
  ],
};

export const FLOWS_EXAMPLE: FlowsReply = {
  object: 'treasury_flows',
  date: '2026-01-31',
  owes: idr('100000.00'),
  is_owed: idr('280.00'),
  side: 'owes',
  net: idr('99720.00'),
  counterparts: [
    varying(
      {
        cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v',
        short_name: 'Bumiayu',
        owes: idr('100000.00'),
        is_owed: idr('280.00'),
        side: 'owes',
        net: idr('99720.00'),
        leg_count: 2,
      },
      { nullable: ['cooperative_id', 'short_name'] },
    ),
  ],
};

export const FEES_EXAMPLE: FeesReply = {
  object: 'treasury_fees',
  month: '2026-01',
  earned: idr('280.00'),
  paid: idr('0.00'),
  lines: [
    {
      service: 'payment',
      component: 'interchange',
      earned: idr('280.00'),
      paid: idr('0.00'),
      leg_count: 1,
    },
  ],
};
