import { tradePayment, type Sen } from '@app/core';
import type { Rules } from '@app/participants';

import { admissionRefusal } from '../limits/admission.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';

/** Buyer and seller are books. */
export interface InvoiceQuestion {
  readonly buyer: number;
  readonly seller: number;
  /** In sen. */
  readonly amount: Sen;
}

/** One cooperative pays another by their clearing accounts: the buyer's cap is used, and nothing is charged. */
export function planInvoice(rules: Rules, { buyer, seller, amount }: InvoiceQuestion): ActPlan {
  return {
    type: 'invoice_payment',
    amount,
    issuer: buyer,
    acquirer: seller,
    legs: tradePayment({
      buyer: cooperativeOf(rules, buyer).accounts,
      seller: cooperativeOf(rules, seller).accounts,
      amount,
    }),
    refusal: admissionRefusal(rules, buyer, seller),
  };
}
