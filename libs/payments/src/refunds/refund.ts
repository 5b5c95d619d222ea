import { invariant, sumSen, type Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';

import { actOf, type Act } from '../posting/act.js';
import { partiesOf } from './plan-refund.js';

/** A refund as it was decided, derived from the stored transfers of it and its payment alone. Ids are uuids. */
export interface Refund {
  readonly act: Act;
  readonly payment: string;
  /** Who gives back. */
  readonly merchant: { readonly uid: string; readonly cooperative: string };
  /** Who gets back. */
  readonly member: { readonly uid: string; readonly cooperative: string };
  /** null if it was refused. */
  readonly posted: {
    /** What left the merchant's wallet, in sen. */
    readonly merchantPaid: Sen;
    /** What of the merchant discount came back, in sen: the amount less what the merchant paid. */
    readonly discountReturned: Sen;
    /** What of the member's cashback went back, in sen. */
    readonly cashbackReturned: Sen;
    /** The member's wallet is closed: a person has to see where the money belongs. */
    readonly inSuspense: boolean;
  } | null;
  /** Uuid of the settlement cycle, if it changed what a cooperative owes. */
  readonly cycle: string | null;
}

/** Whose the accounts of a refund are. */
export interface RefundContext {
  readonly payment: TransferRecord;
  readonly merchant: Refund['merchant'];
  readonly member: Refund['member'];
  /** Uuid of the cycle of its batch. */
  readonly cycle: string;
}

/** Reads a transfer of type refund. */
export function refundOf(transfer: TransferRecord, context: RefundContext): Refund {
  invariant(transfer.type === 'refund', `transfer ${transfer.id} is no refund`);
  const act = actOf(transfer);
  return {
    act,
    payment: context.payment.id,
    merchant: context.merchant,
    member: context.member,
    posted: transfer.refusal === null ? postedOf(transfer, context.payment) : null,
    cycle: act.clears ? context.cycle : null,
  };
}

function postedOf(refund: TransferRecord, payment: TransferRecord): Refund['posted'] {
  const { payer: merchant, payee } = partiesOf(refund);
  const left = refund.legs.filter(({ debit }) => debit === merchant);
  const reached = refund.legs.filter(({ credit }) => credit === merchant);
  const merchantPaid = sumSen(left.map((l) => l.amount)) - sumSen(reached.map((l) => l.amount));
  const cashback = refund.legs.filter(
    ({ debit, component }) => debit === payee && component === 'incentive',
  );
  return {
    merchantPaid,
    discountReturned: refund.amount - merchantPaid,
    cashbackReturned: sumSen(cashback.map(({ amount }) => amount)),
    inSuspense: payee !== payment.payer,
  };
}
