import { invariant } from '../errors/index.js';
import { allocateByIntegers, minSen, sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';
import type { NetPosition } from './net.js';

export interface SettlementQuestion {
  /** What is outstanding of each cooperative's net in sen: positive owes, negative is owed. */
  readonly nets: readonly NetPosition[];
  /**
   * Prefunded money of each cooperative in sen that may be used; one that is not in the map has
   * none.
   */
  readonly liquidity: ReadonlyMap<number, Sen>;
  /**
   * The operator's own money in sen, used if the switch itself owes (cashback above its fees);
   * default none.
   */
  readonly switchFunds?: Sen;
}

export interface DebtorPayment {
  readonly cooperative: number;
  readonly due: Sen;
  readonly pays: Sen;
}

export interface CreditorPayment {
  readonly cooperative: number;
  readonly due: Sen;
  readonly receives: Sen;
}

/**
 * One round of payments, in order of the cooperatives' ids; those with a net of zero are not in it.
 */
export interface SettlementPlan {
  readonly debtors: readonly DebtorPayment[];
  readonly creditors: readonly CreditorPayment[];
  /** What the switch gets of its fees in this round. */
  readonly switchReceives: Sen;
  /** What the switch pays of its own; above zero only if the nets sum to less than zero. */
  readonly switchPays: Sen;
}

/**
 * Who pays and who is paid in one round of a settlement.
 *
 * A debtor pays what its liquidity holds, up to its net; the rest stays due for the next round.
 * Creditors are paid pro rata to what they are owed by the largest remainder, ties in order of id,
 * and never more than has been paid in; the switch's fee comes last. What goes in comes out:
 * payments in and out are equal.
 *
 * Deterministic: the order of the input doesn't matter. Throws InvariantError for negative
 * liquidity or a cooperative that is named twice.
 */
export function planSettlement(question: SettlementQuestion): SettlementPlan {
  const { nets, liquidity, switchFunds = 0n } = question;
  invariant(switchFunds >= 0n, "the switch's funds must not be negative");
  const named = new Set(nets.map(({ cooperative }) => cooperative));
  invariant(named.size === nets.length, 'a cooperative has one net position');
  const ordered = [...nets].sort((a, b) => a.cooperative - b.cooperative);

  const debtors = ordered
    .filter(({ net }) => net > 0n)
    .map(({ cooperative, net }) => {
      const available = liquidity.get(cooperative) ?? 0n;
      invariant(available >= 0n, 'liquidity must not be negative');
      return { cooperative, due: net, pays: minSen(net, available) };
    });
  const switchDue = sumSen(ordered.map(({ net }) => net));
  const switchPays = switchDue < 0n ? minSen(-switchDue, switchFunds) : 0n;
  const paidIn = sumSen(debtors.map(({ pays }) => pays)) + switchPays;

  const creditors = payCreditors(ordered, paidIn);
  const paidOut = sumSen(creditors.map(({ receives }) => receives));
  const switchReceives = paidIn - paidOut;
  invariant(switchReceives <= (switchDue > 0n ? switchDue : 0n), 'the switch gets its fee at most');
  return { debtors, creditors, switchReceives, switchPays };
}

function payCreditors(ordered: readonly NetPosition[], paidIn: Sen): CreditorPayment[] {
  const owed = ordered.filter(({ net }) => net < 0n);
  if (owed.length === 0) return [];
  const dues = owed.map(({ net }) => -net);
  // In units of one sen no part can exceed what that creditor is owed.
  const parts = allocateByIntegers(minSen(paidIn, sumSen(dues)), dues, 1n);
  return owed.map(({ cooperative, net }, index) => ({
    cooperative,
    due: -net,
    receives: parts[index] ?? 0n,
  }));
}
