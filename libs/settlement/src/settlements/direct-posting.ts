import { invariant } from '@app/core';
import type { PostingOutcome, PostingRequest } from '@app/ledger';
import type { CooperativeAccounts, Rules } from '@app/participants';
import type { SqlRunner } from '@app/ledger';
import {
  readOpenDirectPayments,
  readOpenReservations,
  recordDirectPayment,
  recordReservation,
} from './direct-line.store.js';
import { directRequest, reservationRequest } from './direct-request.js';
import type { Settlement } from './settlement.js';

export interface DirectPorts {
  readonly dataSource: { readonly manager: SqlRunner };
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
  };
}

/**
 * Places the reservations of a settlement that were decided, and posts what was confirmed; each under a key of its own, so
 * that it may end at any instant and run in many processes at once. False if the ledger left some of it unanswered.
 */
export async function postDirect(ports: DirectPorts, settlement: Settlement): Promise<boolean> {
  const { manager } = ports.dataSource;
  const { uid } = settlement;
  for (const reservation of await readOpenReservations(manager, uid)) {
    const owed = await accountsOf(ports, settlement, reservation.creditor);
    const outcome = await ports.ledger.post(reservationRequest(settlement, reservation, owed));
    if (outcome.kind === 'unavailable') return false;
    invariant(outcome.kind === 'decided', `a reservation was answered ${outcome.kind}`);
    await recordReservation(manager, uid, reservation, outcome.transfer.refusal === null);
  }
  // Those of a line one after the other: the last one ends its hold.
  for (const payment of await readOpenDirectPayments(manager, uid)) {
    const owing = await accountsOf(ports, settlement, payment.debtor);
    const owed = await accountsOf(ports, settlement, payment.creditor);
    const outcome = await ports.ledger.post(directRequest(settlement, payment, owing, owed));
    if (outcome.kind === 'unavailable') return false;
    invariant(
      outcome.kind === 'decided' && outcome.transfer.refusal === null,
      `direct payment ${payment.uid} was not posted`,
    );
    await recordDirectPayment(manager, payment.uid);
  }
  return true;
}

/** They never change, so rules of any age do if they know the cooperative. */
async function accountsOf(
  { directory }: DirectPorts,
  { network }: Settlement,
  book: number,
): Promise<CooperativeAccounts> {
  const known = (await directory.rules(network)).cooperatives.get(book);
  const found = known ?? (await directory.refresh(network)).cooperatives.get(book);
  invariant(found !== undefined, `book ${book} is no cooperative`);
  return found.accounts;
}
