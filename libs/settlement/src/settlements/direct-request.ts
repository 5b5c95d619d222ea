import { settleDirectly } from '@app/core';
import type { HoldLine, PostingRequest } from '@app/ledger';
import type { CooperativeAccounts } from '@app/participants';
import { NEVER_SECONDS } from '../funds/funds-request.js';
import type { ConfirmedPayment, PlannedReservation } from './direct-line.store.js';
import { hashOf } from './payment-request.js';
import type { Settlement } from './settlement.js';

/**
 * Reserves the creditor's headroom for what it is to be paid: what it is owed no longer covers what it owes. A hold, as for
 * funds that go out, so that whatever arrives then can be posted.
 */
export function reservationRequest(
  { uid, network }: Settlement,
  { debtor, creditor, attempt, hold, due }: PlannedReservation,
  owed: CooperativeAccounts,
): PostingRequest {
  return {
    id: hold,
    network,
    principal: uid,
    key: `reserve-${debtor}-${creditor}-${attempt}`,
    requestHash: hashOf([uid, debtor, creditor, attempt, due]),
    type: 'hold',
    amount: due,
    issuer: debtor,
    acquirer: creditor,
    legs: [],
    hold: { lines: [lineOf(owed, due)], expiresInSeconds: NEVER_SECONDS },
  };
}

/**
 * The transfer of what arrived, under the same key whoever makes it. No cap moves with it: a debtor that pays with
 * other money than it prefunded may owe that much more, and what the creditor gives up was reserved.
 */
export function directRequest(
  { uid: settlement, network }: Settlement,
  { uid, debtor, creditor, amount, bankReference, hold, final }: ConfirmedPayment,
  owing: CooperativeAccounts,
  owed: CooperativeAccounts,
): PostingRequest {
  return {
    id: uid,
    network,
    principal: settlement,
    key: `direct-${uid}`,
    requestHash: hashOf([settlement, debtor, creditor, uid, amount]),
    type: 'settlement',
    amount,
    issuer: debtor,
    acquirer: creditor,
    description: bankReference,
    legs: settleDirectly({
      debtor: { clearing: owing.clearing, bank: owing.bank },
      creditor: { clearing: owed.clearing, bank: owed.bank },
      switch: { debtorPosition: owing.position, creditorPosition: owed.position },
      amount,
    }),
    completion: { kind: 'capture', obligation: hold, release: [lineOf(owed, amount)], final },
  };
}

function lineOf({ clearing }: CooperativeAccounts, amount: bigint): HoldLine {
  return { account: clearing, side: 'credit', amount };
}
