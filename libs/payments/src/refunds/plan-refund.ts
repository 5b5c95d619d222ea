import {
  invariant,
  refundLegs,
  type LegDraft,
  type RefundAccounts,
  type RefundPolicy,
  type Sen,
} from '@app/core';
import type { TransferRecord } from '@app/ledger';
import type { Merchant, Rules } from '@app/participants';

import { joinLimits, limitsFor } from '../limits/limits-for.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import type { ActPlan } from '../posting/post-planned.js';
import {
  NOTHING_RETURNED,
  returnedCashback,
  returnedDiscount,
  type PaymentPlace,
  type PlacedLeg,
} from './payment-shares.js';

/** What was given back of a payment by earlier refunds. */
export interface GivenBack {
  /** In sen. */
  readonly returned: Sen;
  /** All of their legs; those of the same accounts and component may be summed. */
  readonly legs: readonly PlacedLeg[];
}

export interface RefundQuestion {
  /** A posted payment. */
  readonly payment: TransferRecord;
  /** Who was paid. */
  readonly merchant: Merchant;
  /** Uuid of the person who gives it back, whose own limits hold beside the shop's. */
  readonly by: string;
  /** In sen: whole rupiah. */
  readonly amount: Sen;
  readonly before: GivenBack;
  /** What the schedule of the payment says about its discount. */
  readonly policy: RefundPolicy;
  /** Of that schedule, in sen. */
  readonly unit: Sen;
  /** The payer's wallet is closed: the money waits in the suspense of the issuer's book. */
  readonly walletClosed: boolean;
}

/**
 * A refund as a posting request. Fees come from the payment's stored legs, not from any rule of now. A suspended
 * cooperative or a frozen payer is no obstacle; the merchant's funds, limits and the acquirer's cap are, and above what
 * is left of the payment the ledger refuses.
 */
export function planRefund(rules: Rules, question: RefundQuestion): ActPlan {
  const { payment, merchant, amount, before, walletClosed } = question;
  const { payer, issuer, acquirer } = partiesOf(payment);
  const payee = walletClosed ? cooperativeOf(rules, issuer).accounts.suspense : payer;
  const act = { type: 'refund', amount } as const;
  const cashiers = merchant.cashiers?.filter(({ person }) => person === question.by) ?? [];
  const limits = joinLimits(
    limitsFor(rules, act, { merchant }),
    ...cashiers.map((cashier) => limitsFor(rules, act, { cashier, of: merchant })),
  );
  // Without legs: the ledger refuses it for its amount before it looks at them.
  const isTooMuch = before.returned + amount > payment.amount;
  return {
    type: 'refund',
    amount,
    payer: merchant.wallet,
    payee,
    issuer,
    acquirer,
    ...(payment.feeVersion !== null && { feeVersion: payment.feeVersion }),
    legs: isTooMuch ? [] : legsOf(rules, question, payee),
    gates: [
      { account: merchant.wallet, role: 'payer' },
      ...(walletClosed ? [] : [{ account: payer, role: 'payee', evenIfFrozen: true } as const]),
    ],
    usageLimits: limits.usageLimits,
    ...(limits.refusal && { refusal: limits.refusal }),
    returnOf: {
      transfer: payment.id,
      whole: payment.amount,
      before: before.returned,
      kind: 'refund',
    },
  };
}

/** Who took part in a posted payment: accounts and books. */
export function partiesOf({ id, payer, payee, issuer, acquirer }: TransferRecord) {
  invariant(
    payer !== null && payee !== null && issuer !== null && acquirer !== null,
    `transfer ${id} has no parties`,
  );
  return { payer, payee, issuer, acquirer };
}

function legsOf(rules: Rules, question: RefundQuestion, payee: number): LegDraft<number>[] {
  const { payment, merchant, amount, before, policy, unit } = question;
  const { payer, issuer, acquirer } = partiesOf(payment);
  const { book: switchBook, switchFeeIncome } = rules.switchAccounts;
  const place: PaymentPlace = { issuer, acquirer, switchBook, switchFeeIncome };
  const cut = { paid: payment.amount, before: before.returned, amount, unit };
  const discount =
    policy === 'kept' ? NOTHING_RETURNED : returnedDiscount(payment.legs, before.legs, place, cut);
  const cashback = returnedCashback(payment.legs, withWallet(rules, question), cut);
  return [
    ...refundLegs(accountsOf(rules, place, merchant.wallet, payee), amount, discount),
    ...cashback.map((leg) => (leg.debit === payer ? { ...leg, debit: payee } : leg)),
  ];
}

/** Earlier refunds may have gone to suspense or not: their cashback is read as if all came from the wallet. */
function withWallet(rules: Rules, { payment, before }: RefundQuestion): PlacedLeg[] {
  const { payer, issuer } = partiesOf(payment);
  const { suspense } = cooperativeOf(rules, issuer).accounts;
  return before.legs.map((leg) => (leg.debit === suspense ? { ...leg, debit: payer } : leg));
}

function accountsOf(
  rules: Rules,
  place: PaymentPlace,
  merchant: number,
  payer: number,
): RefundAccounts<number> {
  const issuer = cooperativeOf(rules, place.issuer).accounts;
  const acquirer = cooperativeOf(rules, place.acquirer).accounts;
  return {
    issuer: {
      payer,
      clearing: issuer.clearing,
      interchangeIncome: issuer.interchangeIncome,
    },
    acquirer: {
      clearing: acquirer.clearing,
      merchant,
      feeIncome: acquirer.feeIncome,
      switchFeeExpense: acquirer.switchFeeExpense,
    },
    switch: {
      issuerPosition: issuer.position,
      acquirerPosition: acquirer.position,
      switchFeeIncome: place.switchFeeIncome,
    },
    onUs: place.issuer === place.acquirer,
  };
}
