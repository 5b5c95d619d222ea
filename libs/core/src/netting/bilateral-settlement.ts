import { invariant } from '../errors/index.js';
import { SEN_PER_RUPIAH } from '../money/index.js';
import type { Sen } from '../money/index.js';
import { bilateralMatrix, type Flow, type NetPosition } from './net.js';

/** What one cooperative transfers to another by itself: whole rupiah in sen, more than zero. */
export interface DirectPayment {
  readonly debtor: number;
  readonly creditor: number;
  readonly amount: Sen;
}

export interface BilateralSettlement {
  /** In order of debtor and creditor; of each pair one at most. */
  readonly direct: readonly DirectPayment[];
  /** What is left of each net and goes by the settlement bank, in order of book id; zeros are left out. */
  readonly rest: readonly NetPosition[];
}

/**
 * How a cycle is paid pair by pair: of every two cooperatives the one that owes more pays the other the difference,
 * in whole rupiah, because no bank transfers sen. What is left of each net goes by the settlement bank: what is owed to
 * the switch or by it, and the sen. For each cooperative both parts together are its net.
 *
 * In: the cycle's flows with those from and to the switch's book, and its nets, in sen. Throws InvariantError unless
 * the flows make up the nets.
 */
export function bilateralSettlement(
  flows: Iterable<Flow>,
  nets: readonly NetPosition[],
  switchBook: number,
): BilateralSettlement {
  const cells = bilateralMatrix(flows).filter(({ net }) => net > 0n);
  const rest = new Map(nets.map(({ cooperative, net }) => [cooperative, net]));
  const unexplained = new Map(rest);
  const take = (from: Map<number, Sen>, book: number, amount: Sen): void => {
    if (book !== switchBook) from.set(book, (from.get(book) ?? 0n) - amount);
  };
  const direct: DirectPayment[] = [];
  for (const { debtor, creditor, net } of cells) {
    take(unexplained, debtor, net);
    take(unexplained, creditor, -net);
    const amount = net - (net % SEN_PER_RUPIAH);
    if (debtor === switchBook || creditor === switchBook || amount === 0n) continue;
    direct.push({ debtor, creditor, amount });
    take(rest, debtor, amount);
    take(rest, creditor, -amount);
  }
  for (const [book, left] of unexplained) {
    invariant(left === 0n, `the flows of book ${book} and its net differ by ${left} sen`);
  }
  return {
    direct,
    rest: [...rest]
      .filter(([, net]) => net !== 0n)
      .sort(([a], [b]) => a - b)
      .map(([cooperative, net]) => ({ cooperative, net })),
  };
}
