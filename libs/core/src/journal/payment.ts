import { invariant } from '../errors/index.js';
import { sumSen } from '../money/index.js';
import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

/** The merchant discount by who receives it, in sen: m = acquirer + issuer + switch + others. */
export interface MdrSplit<A> {
  readonly acquirer: Sen;
  readonly issuer: Sen;
  readonly switch: Sen;
  /** Shares that the switch owes to others, each with its `fee_payable` account. */
  readonly others?: readonly { readonly account: A; readonly amount: Sen }[];
}

export interface OffUsPayment<A> {
  /** In the issuer's book. */
  readonly issuer: {
    readonly payer: A;
    readonly clearing: A;
    readonly interchangeIncome: A;
  };
  /** In the acquirer's book. */
  readonly acquirer: {
    readonly clearing: A;
    readonly merchant: A;
    readonly feeIncome: A;
  };
  /** In the switch's book. */
  readonly switch: {
    readonly issuerPosition: A;
    readonly acquirerPosition: A;
    readonly switchFeeIncome: A;
  };
  /** What the payer pays, in sen. */
  readonly principal: Sen;
  readonly mdr: MdrSplit<A>;
}

export interface OnUsPayment<A> {
  /** In the cooperative's book. */
  readonly cooperative: {
    readonly payer: A;
    readonly merchant: A;
    readonly feeIncome: A;
    readonly switchFeeExpense: A;
    readonly clearing: A;
  };
  /** In the switch's book. */
  readonly switch: {
    readonly position: A;
    readonly switchFeeIncome: A;
  };
  /** What the payer pays, in sen. */
  readonly principal: Sen;
  readonly mdr: MdrSplit<A>;
}

/**
 * A payment between two cooperatives; the issuer's cap is used.
 *
 * | issuer's book | acquirer's book | switch's book |
 * |---|---|---|
 * | payer→cl P; cl→ii mI | cl→merchant P−m; cl→fi mA | pI→pA P; pA→pI mI; pA→sfi mS |
 *
 * A share of another party goes pA→fee_payable. Throws InvariantError if the discount reaches the
 * principal.
 */
export function paymentOffUs<A>(payment: OffUsPayment<A>): LegDraft<A>[] {
  const { issuer, acquirer, switch: hub, principal, mdr } = payment;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'principal', issuer.payer, issuer.clearing, principal);
  addLeg(legs, 'interchange', issuer.clearing, issuer.interchangeIncome, mdr.issuer);

  const received = principal - totalOf(payment);
  addLeg(legs, 'principal', acquirer.clearing, acquirer.merchant, received);
  addLeg(legs, 'mdr', acquirer.clearing, acquirer.feeIncome, mdr.acquirer);

  addLeg(legs, 'principal', hub.issuerPosition, hub.acquirerPosition, principal);
  addLeg(legs, 'interchange', hub.acquirerPosition, hub.issuerPosition, mdr.issuer);
  addLeg(legs, 'switch_fee', hub.acquirerPosition, hub.switchFeeIncome, mdr.switch);
  for (const { account, amount } of mdr.others ?? []) {
    addLeg(legs, 'switch_fee', hub.acquirerPosition, account, amount);
  }
  return legs;
}

/**
 * A payment within one cooperative. Issuer and acquirer are the same, so the whole discount is its
 * fee income; what it owes the switch and others of it is an expense that goes by clearing, and
 * only then is its cap used.
 *
 * | cooperative's book | switch's book |
 * |---|---|
 * | payer→merchant P; merchant→fi m; se→cl mS | p→sfi mS |
 *
 * A share of another party goes se→cl and p→fee_payable. Throws InvariantError if the discount
 * reaches the principal.
 */
export function paymentOnUs<A>(payment: OnUsPayment<A>): LegDraft<A>[] {
  const { cooperative, switch: hub, principal, mdr } = payment;
  const others = mdr.others ?? [];
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'principal', cooperative.payer, cooperative.merchant, principal);
  addLeg(legs, 'mdr', cooperative.merchant, cooperative.feeIncome, totalOf(payment));

  const owed = mdr.switch + sumSen(others.map(({ amount }) => amount));
  addLeg(legs, 'switch_fee', cooperative.switchFeeExpense, cooperative.clearing, owed);

  addLeg(legs, 'switch_fee', hub.position, hub.switchFeeIncome, mdr.switch);
  for (const { account, amount } of others) {
    addLeg(legs, 'switch_fee', hub.position, account, amount);
  }
  return legs;
}

function totalOf<A>({ principal, mdr }: { principal: Sen; mdr: MdrSplit<A> }): Sen {
  const others = sumSen((mdr.others ?? []).map(({ amount }) => amount));
  const total = mdr.acquirer + mdr.issuer + mdr.switch + others;
  invariant(total < principal, 'the merchant discount must be less than the principal');
  return total;
}
