import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

export interface OpeningBalance<A> {
  readonly openingBalance: A;
  readonly wallet: A;
  readonly amount: Sen;
}

/** Money that moves between a cooperative's bank and what it has prefunded. */
export interface FundsMovement<A> {
  /** In the cooperative's book. */
  readonly cooperative: { readonly settlementDeposit: A; readonly bank: A };
  /** In the switch's book. */
  readonly switch: { readonly settlementBank: A; readonly liquidity: A };
  readonly amount: Sen;
}

/** A net position, or a part of it, that is paid. */
export interface PositionPayment<A> {
  /** In the cooperative's book. */
  readonly cooperative: { readonly clearing: A; readonly settlementDeposit: A };
  /** In the switch's book. */
  readonly switch: { readonly liquidity: A; readonly position: A };
  readonly amount: Sen;
}

/** What one cooperative has transferred to another's bank by itself, for a net position of both. */
export interface BilateralPayment<A> {
  /** In the debtor's book. */
  readonly debtor: { readonly clearing: A; readonly bank: A };
  /** In the creditor's book. */
  readonly creditor: { readonly clearing: A; readonly bank: A };
  /** In the switch's book. */
  readonly switch: { readonly debtorPosition: A; readonly creditorPosition: A };
  readonly amount: Sen;
}

/** Import of opening balances. Cooperative's book: opening_balance→wallet. */
export function openingBalance<A>(opening: OpeningBalance<A>): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'opening', opening.openingBalance, opening.wallet, opening.amount);
  return legs;
}

/** Funds in. Cooperative's book: sd→bank. Switch's book: settlement_bank→lq. */
export function fundsIn<A>({ cooperative, switch: hub, amount }: FundsMovement<A>): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'liquidity', cooperative.settlementDeposit, cooperative.bank, amount);
  addLeg(legs, 'liquidity', hub.settlementBank, hub.liquidity, amount);
  return legs;
}

/** Funds out (after a hold). Cooperative's book: bank→sd. Switch's book: lq→settlement_bank. */
export function fundsOut<A>({ cooperative, switch: hub, amount }: FundsMovement<A>): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'liquidity', cooperative.bank, cooperative.settlementDeposit, amount);
  addLeg(legs, 'liquidity', hub.liquidity, hub.settlementBank, amount);
  return legs;
}

/** Settle a debtor. Cooperative's book: cl→sd. Switch's book: lq→p. */
export function settleDebtor<A>(payment: PositionPayment<A>): LegDraft<A>[] {
  const { cooperative, switch: hub, amount } = payment;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'settlement', cooperative.clearing, cooperative.settlementDeposit, amount);
  addLeg(legs, 'settlement', hub.liquidity, hub.position, amount);
  return legs;
}

/** Settle a creditor. Cooperative's book: sd→cl. Switch's book: p→lq. */
export function settleCreditor<A>(payment: PositionPayment<A>): LegDraft<A>[] {
  const { cooperative, switch: hub, amount } = payment;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'settlement', cooperative.settlementDeposit, cooperative.clearing, amount);
  addLeg(legs, 'settlement', hub.position, hub.liquidity, amount);
  return legs;
}

/** Settle between two. Debtor's book: cl→bank. Creditor's book: bank→cl. Switch's book: creditor's p→debtor's p. */
export function settleDirectly<A>(payment: BilateralPayment<A>): LegDraft<A>[] {
  const { debtor, creditor, switch: hub, amount } = payment;
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'settlement', debtor.clearing, debtor.bank, amount);
  addLeg(legs, 'settlement', creditor.bank, creditor.clearing, amount);
  addLeg(legs, 'settlement', hub.creditorPosition, hub.debtorPosition, amount);
  return legs;
}
