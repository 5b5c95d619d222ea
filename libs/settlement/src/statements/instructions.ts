import { bilateralSettlement, invariant, type BilateralSettlement } from '@app/core';
import type { Network } from '@app/participants';
import {
  messageId,
  type BankIdentity,
  type CreditTransfer,
  type CreditTransfers,
  type FinancialInstitution,
} from '@app/standards';
import type { NettedCycle } from '../cycles/cycle.js';
import type { SettlementMode } from '../settlements/settlement.js';
import { cooperativeOf, switchOf } from './institutions.js';
import type { SettlementStatement } from './statement.js';

/**
 * Who pays whom so that a cycle is settled: each debtor its net to the network's account at the settlement bank, and from
 * it each creditor its own; what stays is the switch's income. Bilaterally each pair pays its own difference from bank to
 * bank, and of the nets only what is left goes by the settlement bank.
 *
 * @param banks by book
 */
export function instructionsOf(
  netted: NettedCycle,
  network: Network,
  statements: readonly SettlementStatement[],
  {
    mode,
    banks,
  }: { readonly mode: SettlementMode; readonly banks: ReadonlyMap<number, BankIdentity> },
): CreditTransfers {
  const { cycle } = netted;
  invariant(cycle.closedAt !== null, 'a netted cycle was closed');
  const centre = switchOf(network);
  const about = `Penyelesaian siklus ${cycle.number} ${network.name}`;
  const cooperatives = new Map(statements.map(({ cooperative: one }) => [one.book, one]));
  const partyOf = (book: number): [uid: string, party: FinancialInstitution] => {
    const cooperative = cooperatives.get(book);
    invariant(cooperative !== undefined, `book ${book} has no statement`);
    return [cooperative.uid, cooperativeOf(cooperative, banks.get(book) ?? null)];
  };
  const { direct, rest } =
    mode === 'bilateral' ? pairByPair(netted) : { direct: [], rest: netted.nets };
  const between = direct.map(({ debtor: owing, creditor: owed, amount }): CreditTransfer => {
    const [debtorUid, debtor] = partyOf(owing);
    const [creditorUid, creditor] = partyOf(owed);
    const id = messageId('INS', cycle.uid, debtorUid, creditorUid);
    return { id, amount, debtor, creditor, about };
  });
  const transfers = rest
    .filter(({ net }) => net !== 0n)
    .map(({ cooperative, net }): CreditTransfer => {
      const [uid, party] = partyOf(cooperative);
      const id = messageId('INS', cycle.uid, uid);
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
      ...between,
      ...transfers.filter(({ creditor }) => creditor === centre),
      ...transfers.filter(({ debtor }) => debtor === centre),
    ],
  };
}

function pairByPair({ matrix, nets, switchBook }: NettedCycle): BilateralSettlement {
  const flows = matrix.map(({ debtor, creditor, gross }) => ({
    from: debtor,
    to: creditor,
    amount: gross,
  }));
  return bilateralSettlement(flows, nets, switchBook);
}
