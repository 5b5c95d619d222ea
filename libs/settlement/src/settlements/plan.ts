import { planSettlement, sumSen, type Sen } from '@app/core';
import type { DirectLine, SettlementLine, Side } from './settlement.js';

/** What a plan needs of a line. */
export type PlanLine = Pick<SettlementLine, 'cooperative' | 'side' | 'due' | 'paid'>;

export interface NextPayment {
  readonly cooperative: number;
  readonly side: Side;
  readonly amount: Sen;
}

/**
 * What is to be paid next, if everything that was decided before has been posted: first the
 * creditors' parts of what debtors have paid, and when they have them, what the debtors' liquidity
 * holds of their dues. Nothing when the rest waits for liquidity, or all is paid.
 *
 * A creditor's part is computed from all that was paid in so far, less what it was given before:
 * whether money came in one round or in ten, or a crash lay between, each ends with the same.
 * Creditors together never get more than debtors have paid; the switch's fee is what is left in the
 * end. Where the switch itself owes, since it gave back more fees than it earned in that cycle, it pays out of
 * what it earned before.
 *
 * @param earned the switch's own money at the settlement bank before this settlement began, in sen.
 */
export function planNext(
  lines: readonly PlanLine[],
  liquidity: ReadonlyMap<number, Sen>,
  earned: Sen = 0n,
): NextPayment[] {
  const creditors = planCreditors(lines, earned);
  return creditors.length > 0 ? creditors : planDebtors(lines, liquidity);
}

/** What reserving needs of a line between two cooperatives. */
export type ReservableLine = Pick<DirectLine, 'debtor' | 'creditor' | 'due' | 'reservedAt'>;

/**
 * The lines whose creditors have headroom for them, in order, each whole or not at all: what a cooperative is owed
 * covers what it owes by now, until it is paid. What a creditor is short of waits, and nobody is asked to pay it.
 *
 * @param headroom of each creditor, in sen: its cap less what it owes and what holds reserve
 */
export function planReservations<L extends ReservableLine>(
  lines: readonly L[],
  headroom: ReadonlyMap<number, Sen>,
): L[] {
  const left = new Map(headroom);
  return lines.filter(({ creditor, due, reservedAt }) => {
    const free = left.get(creditor) ?? 0n;
    if (reservedAt !== null || free < due) return false;
    left.set(creditor, free - due);
    return true;
  });
}

export function isPaid(lines: readonly Pick<SettlementLine, 'due' | 'paid'>[]): boolean {
  return lines.every(({ due, paid }) => due === paid);
}

function planCreditors(lines: readonly PlanLine[], earned: Sen): NextPayment[] {
  const debtors = lines.filter(({ side }) => side === 'debtor');
  const { creditors, switchPays } = planSettlement({
    nets: lines.map(({ cooperative, side, due }) => ({ cooperative, net: signed(side, due) })),
    liquidity: new Map(debtors.map(({ cooperative, paid }) => [cooperative, paid])),
    switchFunds: earned > 0n ? earned : 0n,
  });
  const paidBefore = new Map(
    lines.filter(({ side }) => side === 'creditor').map((line) => [line.cooperative, line.paid]),
  );
  const paidIn = sumSen(debtors.map(({ paid }) => paid)) + switchPays;
  let left = paidIn - sumSen(paidBefore.values());
  const payments: NextPayment[] = [];
  for (const { cooperative, receives } of creditors) {
    // By the largest remainder, a part of more money may be one sen less: nobody gives back, and
    // what is left rules.
    const wanted = receives - (paidBefore.get(cooperative) ?? 0n);
    const amount = wanted < left ? wanted : left;
    if (amount <= 0n) continue;
    payments.push({ cooperative, side: 'creditor', amount });
    left -= amount;
  }
  return payments;
}

function planDebtors(
  lines: readonly PlanLine[],
  liquidity: ReadonlyMap<number, Sen>,
): NextPayment[] {
  const nets = lines.map(({ cooperative, side, due, paid }) => ({
    cooperative,
    net: signed(side, due - paid),
  }));
  return planSettlement({ nets, liquidity })
    .debtors.filter(({ pays }) => pays > 0n)
    .map(({ cooperative, pays }) => ({ cooperative, side: 'debtor', amount: pays }));
}

function signed(side: Side, amount: Sen): Sen {
  return side === 'debtor' ? amount : -amount;
}
