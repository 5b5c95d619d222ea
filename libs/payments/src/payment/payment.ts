import { invariant } from '@app/core';
import type { FailureDetail, RefusalCode, Sen } from '@app/core';
import type { TransferRecord } from '@app/ledger';

import { shortCodeOf } from './short-code.js';

/** Uuids of whoever the accounts and books of a payment belong to. Names are left out: they may change. */
export interface PaymentParties {
  readonly payer: { readonly member: string; readonly cooperative: string };
  readonly payee: { readonly merchant: string; readonly cooperative: string };
}

/**
 * A payment as it was decided, derived from its stored transfer alone: so the first answer, each replay and each
 * later reading say the same.
 */
export interface Payment extends PaymentParties {
  readonly id: string;
  readonly network: number;
  /** What the payer pays, in sen. */
  readonly amount: Sen;
  /** What became of the money; null if the payment was refused. */
  readonly posted: {
    /** The merchant discount, in sen. */
    readonly mdr: Sen;
    /** What the merchant receives, in sen. */
    readonly merchantNet: Sen;
    /** What the payer got back of it at once, in sen. */
    readonly cashback: Sen;
  } | null;
  readonly refusal: { readonly code: RefusalCode; readonly detail: FailureDetail } | null;
  readonly onUs: boolean;
  /** Uuid of the settlement cycle, if the payment changed what a cooperative owes. */
  readonly cycle: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  /** ISO 8601 in UTC with microseconds, by the network's clock. */
  readonly createdAt: string;
  readonly shortCode: string;
}

/** Reads a transfer of type payment. `cycle` is the uuid of the cycle of its batch. */
export function paymentOf(
  transfer: TransferRecord,
  parties: PaymentParties,
  cycle: string,
): Payment {
  const { refusal, issuer, acquirer } = transfer;
  invariant(transfer.type === 'payment', `transfer ${transfer.id} is no payment`);
  return {
    payer: parties.payer,
    payee: parties.payee,
    id: transfer.id,
    network: transfer.network,
    amount: transfer.amount,
    posted: refusal === null ? postedOf(transfer) : null,
    refusal,
    onUs: issuer === acquirer,
    cycle: touchesClearing(transfer) ? cycle : null,
    reference: transfer.reference,
    description: transfer.description,
    createdAt: transfer.postedAt,
    shortCode: shortCodeOf(transfer),
  };
}

function postedOf({ amount, payer, payee, legs }: TransferRecord): Payment['posted'] {
  let merchantNet = 0n;
  let cashback = 0n;
  for (const leg of legs) {
    if (leg.credit === payee) merchantNet += leg.amount;
    if (leg.debit === payee) merchantNet -= leg.amount;
    if (leg.credit === payer && leg.component === 'incentive') cashback += leg.amount;
  }
  return { mdr: amount - merchantNet, merchantNet, cashback };
}

/** Whatever changes a clearing is mirrored in the switch's book, so it has legs in more than one. */
function touchesClearing(transfer: TransferRecord): boolean {
  const [first] = transfer.legs;
  return transfer.legs.some((leg) => leg.book !== first?.book);
}
