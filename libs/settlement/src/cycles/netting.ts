import {
  invariant,
  netPositions,
  readLegCode,
  type Flow,
  type NetPosition,
  type PositionLine,
  type Sen,
} from '@app/core';
import type { NetPart } from './cycle.js';

/**
 * The legs of one code between two accounts of the switch's book, summed up. Parties are book ids.
 */
export interface SummedLegs {
  /**
   * The party whose position, or whose own account if it is the switch, was debited: it came to
   * owe.
   */
  readonly from: number;
  readonly to: number;
  /** Transfer type × 100 + component. */
  readonly code: number;
  readonly amount: Sen;
  readonly count: bigint;
}

export interface Netting {
  readonly parts: readonly NetPart[];
  readonly flows: readonly Flow[];
  readonly nets: readonly NetPosition[];
  readonly switchIncome: Sen;
}

/**
 * What the legs of a cycle in the switch's book come to. Throws InvariantError unless the
 * cooperatives' nets sum to what the switch's own accounts gained.
 */
export function netOf(legs: readonly SummedLegs[], switchBook: number): Netting {
  const parts = new Map<string, NetPart>();
  const flows = new Map<string, Flow>();
  let switchIncome = 0n;
  for (const { from, to, code, amount, count } of legs) {
    if (from === switchBook) switchIncome -= amount;
    else addPart(parts, from, code, { debit: amount, credit: 0n, count });
    if (to === switchBook) switchIncome += amount;
    else addPart(parts, to, code, { debit: 0n, credit: amount, count });
    const flow = flows.get(`${from} ${to}`);
    flows.set(`${from} ${to}`, { from, to, amount: amount + (flow?.amount ?? 0n) });
  }
  const lines = [...parts.values()].map(lineOf);
  return {
    parts: [...parts.values()],
    flows: [...flows.values()],
    nets: netPositions(lines, switchIncome),
    switchIncome,
  };
}

/** A part as the netting of the core takes it. */
export function lineOf({ cooperative, service, component, net }: NetPart): PositionLine {
  return { cooperative, service, component, amount: net };
}

function addPart(
  parts: Map<string, NetPart>,
  cooperative: number,
  code: number,
  legs: { readonly debit: Sen; readonly credit: Sen; readonly count: bigint },
): void {
  const { type, component } = readLegCode(code);
  const known = parts.get(`${cooperative} ${code}`);
  const debit = legs.debit + (known?.debit ?? 0n);
  const credit = legs.credit + (known?.credit ?? 0n);
  parts.set(`${cooperative} ${code}`, {
    cooperative,
    service: type,
    component,
    debit,
    credit,
    net: debit - credit,
    legCount: legs.count + (known?.legCount ?? 0n),
  });
}

/** How a cooperative's clearing and its mirror moved over a cycle, settlements left out. In sen. */
export interface Movement {
  readonly cooperative: number;
  /** Credits less debits: positive owes more. */
  readonly clearing: Sen;
  readonly position: Sen;
}

/**
 * Throws InvariantError unless each cooperative's net is to the sen what its clearing account
 * moved.
 */
export function checkMovements(nets: readonly NetPosition[], movements: readonly Movement[]): void {
  const netOfBook = new Map(nets.map(({ cooperative, net }) => [cooperative, net]));
  for (const { cooperative, clearing, position } of movements) {
    const net = netOfBook.get(cooperative) ?? 0n;
    netOfBook.delete(cooperative);
    invariant(
      clearing === net && position === -net,
      `book ${cooperative} nets ${net}, its clearing moved ${clearing}, its mirror ${position}`,
    );
  }
  invariant(netOfBook.size === 0, 'a cooperative has a net but no clearing account');
}
