import type { Sen } from '../money/index.js';
import { addLeg } from './leg.js';
import type { LegDraft } from './leg.js';

/** An invoice between cooperatives: the buyer is the issuer, the seller the acquirer. */
export interface TradePayment<A> {
  readonly buyer: { readonly tradePayable: A; readonly clearing: A; readonly position: A };
  readonly seller: { readonly tradeReceivable: A; readonly clearing: A; readonly position: A };
  readonly amount: Sen;
}

/**
 * A cooperative pays another one's invoice; the buyer's cap is used.
 * Buyer's book: trade_payable→cl P. Seller's book: cl→trade_receivable P. Switch's book: pI→pA P.
 */
export function tradePayment<A>({ buyer, seller, amount }: TradePayment<A>): LegDraft<A>[] {
  const legs: LegDraft<A>[] = [];
  addLeg(legs, 'principal', buyer.tradePayable, buyer.clearing, amount);
  addLeg(legs, 'principal', seller.clearing, seller.tradeReceivable, amount);
  addLeg(legs, 'principal', buyer.position, seller.position, amount);
  return legs;
}
