import type { LegComponent, TransferType } from '../accounts/index.js';
import { invariant } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';

/**
 * What `from` came to owe `to`, in sen, never negative. Parties are book ids, the switch's among
 * them.
 */
export interface Flow {
  readonly from: number;
  readonly to: number;
  readonly amount: Sen;
}

/**
 * A part of a cooperative's position in one cycle, as the switch's book tells it: one component of
 * one kind of act. Positive: the cooperative owes the network more (a credit in its clearing).
 */
export interface PositionLine {
  readonly cooperative: number;
  readonly component: LegComponent;
  readonly service: TransferType;
  readonly amount: Sen;
}

/** A multilateral net position in sen. Positive: owes the network; negative: is owed. */
export interface NetPosition {
  readonly cooperative: number;
  readonly net: Sen;
}

/**
 * Two parties face to face. `gross` is what the debtor came to owe, `net` that less the way back.
 */
export interface BilateralCell {
  readonly debtor: number;
  readonly creditor: number;
  readonly gross: Sen;
  readonly net: Sen;
}

/**
 * The net of each party over all flows, in order of book id; with every party counted, the switch
 * too, the nets sum to zero. Throws InvariantError for a negative flow or one from a party to
 * itself.
 */
export function multilateralNet(flows: Iterable<Flow>): NetPosition[] {
  const nets = new Map<number, Sen>();
  for (const flow of flows) {
    checkFlow(flow);
    add(nets, flow.from, flow.amount);
    add(nets, flow.to, -flow.amount);
  }
  const positions = inOrder(nets);
  invariant(sumSen(positions.map(({ net }) => net)) === 0n, 'net positions must sum to zero');
  return positions;
}

/**
 * The net position of each cooperative in a cycle, in order of its id.
 *
 * In: the cycle's lines, and what the same legs brought to the switch's own accounts (its fee
 * income, shares payable to others, less what it spent), in sen. What the cooperatives owe is owed
 * to somebody: throws InvariantError unless the nets sum to exactly that income.
 */
export function netPositions(lines: Iterable<PositionLine>, switchIncome: Sen): NetPosition[] {
  const nets = new Map<number, Sen>();
  for (const { cooperative, amount } of lines) add(nets, cooperative, amount);
  const positions = inOrder(nets);
  const balance = sumSen(positions.map(({ net }) => net)) - switchIncome;
  invariant(balance === 0n, `net positions and the switch's income differ by ${balance} sen`);
  return positions;
}

/**
 * Who owes whom before multilateral netting: one cell for each ordered pair with a flow in either
 * direction, in order of debtor and creditor. The cell of the way back carries the opposite net.
 */
export function bilateralMatrix(flows: Iterable<Flow>): BilateralCell[] {
  const gross = new Map<number, Map<number, Sen>>();
  const rowOf = (party: number): Map<number, Sen> => {
    const row = gross.get(party) ?? new Map<number, Sen>();
    gross.set(party, row);
    return row;
  };
  for (const flow of flows) {
    checkFlow(flow);
    add(rowOf(flow.from), flow.to, flow.amount);
    add(rowOf(flow.to), flow.from, 0n);
  }
  const cells: BilateralCell[] = [];
  for (const [debtor, row] of gross) {
    for (const [creditor, amount] of row) {
      const back = gross.get(creditor)?.get(debtor) ?? 0n;
      cells.push({ debtor, creditor, gross: amount, net: amount - back });
    }
  }
  return cells.sort((a, b) => a.debtor - b.debtor || a.creditor - b.creditor);
}

function checkFlow({ from, to, amount }: Flow): void {
  invariant(from !== to, 'nobody owes itself');
  invariant(amount >= 0n, 'a flow must not be negative');
}

function add(sums: Map<number, Sen>, key: number, amount: Sen): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

function inOrder(nets: ReadonlyMap<number, Sen>): NetPosition[] {
  return [...nets].sort(([a], [b]) => a - b).map(([cooperative, net]) => ({ cooperative, net }));
}
