import { invariant } from '@app/core';
import type { Network } from '@app/participants';
import {
  messageId,
  type BankIdentity,
  type CreditTransfer,
  type CreditTransfers,
} from '@app/standards';
import type { NettedCycle } from '../cycles/cycle.js';
import { cooperativeOf, switchOf } from './institutions.js';
import type { SettlementStatement } from './statement.js';

/**
 * Who pays whom so that a cycle is settled through the settlement bank: each debtor its net to the network's account
 * there, and from it each creditor its own. What stays is the switch's income.
 *
 * @param banks by book
 */
export function instructionsOf(
  { cycle }: NettedCycle,
  network: Network,
  statements: readonly SettlementStatement[],
  banks: ReadonlyMap<number, BankIdentity>,
): CreditTransfers {
  invariant(cycle.closedAt !== null, 'a netted cycle was closed');
  const centre = switchOf(network);
  const about = `Penyelesaian siklus ${cycle.number} ${network.name}`;
  const transfers = statements
    .filter(({ net }) => net !== 0n)
    .map(({ cooperative, net }): CreditTransfer => {
      const party = cooperativeOf(cooperative, banks.get(cooperative.book) ?? null);
      const id = messageId('INS', cycle.uid, cooperative.uid);
      return net > 0n
        ? { id, amount: net, debtor: party, creditor: centre, about }
        : { id, amount: -net, debtor: centre, creditor: party, about };
    });
  return {
    messageId: messageId('NET', cycle.uid),
    createdAt: cycle.closedAt,
    timeZone: network.timeZone,
    instructing: centre,
    // Debtors first: creditors are paid out of what they bring.
    transfers: [
      ...transfers.filter(({ creditor }) => creditor === centre),
      ...transfers.filter(({ debtor }) => debtor === centre),
    ],
  };
}
