import {
  invariant,
  netPositions,
  readLegCode,
  sumSen,
  type NetPosition,
  type PositionLine,
  type Sen,
} from '@app/core';
import type { NetPart } from './cycle.js';

/**
 * The legs of one code that a party has in the switch's book, summed up; the party is a book id. In sen.
 */
export interface SummedPart {
  readonly party: number;
  /** Transfer type × 100 + component. */
  readonly code: number;
  /** What the party came to owe: debits of its position, or of its own accounts if it is the switch. */
  readonly debit: Sen;
  /** What it came to be owed. */
  readonly credit: Sen;
  readonly count: bigint;
}

export interface Netting {
  readonly parts: readonly NetPart[];
  readonly nets: readonly NetPosition[];
  readonly switchIncome: Sen;
}

/**
 * What the legs of a cycle in the switch's book come to. Throws InvariantError unless the
 * cooperatives' nets sum to what the switch's own accounts gained.
 */
export function netOf(sums: readonly SummedPart[], switchBook: number): Netting {
  const ofSwitch = sums.filter(({ party }) => party === switchBook);
  const switchIncome = sumSen(ofSwitch.map(({ debit, credit }) => credit - debit));
  const parts = sums.filter(({ party }) => party !== switchBook).map(partOf);
  return { parts, nets: netPositions(parts.map(lineOf), switchIncome), switchIncome };
}

/** A part as the netting of the core takes it. */
export function lineOf({ cooperative, service, component, net }: NetPart): PositionLine {
  return { cooperative, service, component, amount: net };
}

function partOf({ party, code, debit, credit, count }: SummedPart): NetPart {
  const { type, component } = readLegCode(code);
  return {
    cooperative: party,
    service: type,
    component,
    debit,
    credit,
    net: debit - credit,
    legCount: count,
  };
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
