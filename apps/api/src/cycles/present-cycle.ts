import { varying } from '@app/http';
import {
  encodeId,
  invariant,
  toMoney,
  type CycleState,
  type LegComponent,
  type Money,
  type Sen,
  type TransferType,
} from '@app/core';
import type { Cooperative, Network } from '@app/participants';
import type { Cycle, NettedCycle } from '@app/settlement';

/** Which way money is owed. */
export type DebtSide = 'owes' | 'is_owed' | 'even';

export interface CycleReply {
  id: string;
  network_id: string;
  number: number;
  state: CycleState;
  opened_at: string;
  /** When the cut-off was due; null for a cycle that a person closed. */
  cutoff_at: string | null;
  /** When it was really cut. */
  closed_at: string | null;
  first_batch: string;
  last_batch: string | null;
}

interface PartReply {
  service: TransferType;
  component: LegComponent;
  /** What it came to owe, and what it came to be owed. */
  debit: Money;
  credit: Money;
  net: Money;
  leg_count: number;
}

interface NetReply {
  cooperative_id: string;
  side: DebtSide;
  net: Money;
  parts: PartReply[];
}

interface CellReply {
  /** null is the switch. */
  debtor_cooperative_id: string | null;
  creditor_cooperative_id: string | null;
  gross: Money;
  net: Money;
}

export interface NettedCycleReply extends CycleReply {
  nets: NetReply[];
  /**
   * What the switch earned; the nets of all cooperatives sum to it. Only for who sees all of them.
   */
  switch_income: Money | null;
  matrix: CellReply[];
}

export function presentCycle(cycle: Cycle, network: Network | undefined): CycleReply {
  invariant(network?.id === cycle.network, 'a cycle is shown with its own network');
  return {
    id: encodeId('cyc', cycle.uid),
    network_id: encodeId('net', network.uid),
    number: cycle.number,
    state: cycle.state,
    opened_at: cycle.openedAt.toISOString(),
    cutoff_at: cycle.cutoffAt?.toISOString() ?? null,
    closed_at: cycle.closedAt?.toISOString() ?? null,
    first_batch: cycle.firstBatch.toString(),
    last_batch: cycle.lastBatch?.toString() ?? null,
  };
}

/** What the small numbers in a netted cycle mean, and whose line is shown: all of them for null. */
export interface CycleContext {
  readonly network: Network | undefined;
  readonly cooperatives: ReadonlyMap<number, Cooperative>;
  readonly own: string | null;
}

export function presentNettedCycle(
  { cycle, switchBook, parts, nets, switchIncome, matrix }: NettedCycle,
  { network, cooperatives, own }: CycleContext,
): NettedCycleReply {
  const uidOf = (book: number): string => {
    const cooperative = cooperatives.get(book);
    invariant(cooperative !== undefined, `book ${book} is no cooperative`);
    return cooperative.uid;
  };
  const isShown = (book: number): boolean =>
    own === null || (book !== switchBook && uidOf(book) === own);
  const idOf = (book: number): string | null =>
    book === switchBook ? null : encodeId('coop', uidOf(book));
  return {
    ...presentCycle(cycle, network),
    nets: nets
      .filter(({ cooperative }) => isShown(cooperative))
      .map(({ cooperative, net }) => ({
        cooperative_id: encodeId('coop', uidOf(cooperative)),
        side: sideOf(net),
        net: toMoney(net),
        parts: parts
          .filter((part) => part.cooperative === cooperative)
          .map(({ service, component, debit, credit, net: partNet, legCount }) => ({
            service,
            component,
            debit: toMoney(debit),
            credit: toMoney(credit),
            net: toMoney(partNet),
            leg_count: Number(legCount),
          })),
      })),
    switch_income: own === null ? toMoney(switchIncome) : null,
    matrix: matrix
      .filter(({ debtor, creditor }) => isShown(debtor) || isShown(creditor))
      .map(({ debtor, creditor, gross, net }) => ({
        debtor_cooperative_id: idOf(debtor),
        creditor_cooperative_id: idOf(creditor),
        gross: toMoney(gross),
        net: toMoney(net),
      })),
  };
}

export function sideOf(net: Sen): DebtSide {
  if (net === 0n) return 'even';
  return net > 0n ? 'owes' : 'is_owed';
}

const IDR = 'IDR';
const DINOYO = 'coop_01jzq3v5hfe0d9k3yx8m2n4p6t';
const BUMIAYU = 'coop_01jzq3v5hfe0d9k3yx8m2n4p6v';

export const CYCLE_EXAMPLE: CycleReply = varying(
  {
    id: 'cyc_01jzq3v5hfe0d9k3yx8m2n4p6x',
    network_id: 'net_01jzq3v5hfe0d9k3yx8m2n4p6r',
    number: 31,
    state: 'NETTED',
    opened_at: '2026-01-30T09:00:00.412Z',
    cutoff_at: '2026-01-31T09:00:00.000Z',
    closed_at: '2026-01-31T09:00:00.377Z',
    first_batch: '1000000000101',
    last_batch: '1000000000170',
  },
  { nullable: ['cutoff_at', 'closed_at', 'last_batch'] },
);

/** The worked example of a payment, as the only one of its cycle. */
export const NETTED_CYCLE_EXAMPLE: NettedCycleReply = varying(
  {
    ...CYCLE_EXAMPLE,
    nets: [
      {
        cooperative_id: DINOYO,
        side: 'owes',
        net: { value: '99720.00', currency: IDR },
        parts: [
          {
            service: 'payment',
            component: 'principal',
            debit: { value: '100000.00', currency: IDR },
            credit: { value: '0.00', currency: IDR },
            net: { value: '100000.00', currency: IDR },
            leg_count: 1,
          },
          {
            service: 'payment',
            component: 'interchange',
            debit: { value: '0.00', currency: IDR },
            credit: { value: '280.00', currency: IDR },
            net: { value: '-280.00', currency: IDR },
            leg_count: 1,
          },
        ],
      },
    ],
    switch_income: { value: '140.00', currency: IDR },
    matrix: [
      varying(
        {
          debtor_cooperative_id: DINOYO,
          creditor_cooperative_id: BUMIAYU,
          gross: { value: '100000.00', currency: IDR },
          net: { value: '99720.00', currency: IDR },
        },
        { nullable: ['debtor_cooperative_id', 'creditor_cooperative_id'] },
      ),
      varying(
        {
          debtor_cooperative_id: BUMIAYU,
          creditor_cooperative_id: null,
          gross: { value: '140.00', currency: IDR },
          net: { value: '140.00', currency: IDR },
        },
        { nullable: ['debtor_cooperative_id'] },
      ),
    ],
  },
  { nullable: ['switch_income'] },
);
