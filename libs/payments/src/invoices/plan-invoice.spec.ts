import { cashRulebook } from '@app/testing';

import { planInvoice } from './plan-invoice.js';

const { rules } = cashRulebook();
const [buyer, seller] = [...rules.cooperatives.values()];
if (buyer === undefined || seller === undefined) throw new Error('a rulebook has two');

describe('planning the payment of an invoice', () => {
  const question = { buyer: buyer.book, seller: seller.book, amount: 7_500_000_00n };

  it('moves the amount by both clearings and charges nothing', () => {
    const { legs, issuer, acquirer, type, refusal } = planInvoice(rules, question);
    expect({ issuer, acquirer, type, refusal }).toEqual({
      issuer: buyer.book,
      acquirer: seller.book,
      type: 'invoice_payment',
      refusal: undefined,
    });
    const amount = 7_500_000_00n;
    const component = 'principal';
    const [from, to] = [buyer.accounts, seller.accounts];
    expect(legs).toEqual([
      { debit: from.tradePayable, credit: from.clearing, amount, component },
      { debit: to.clearing, credit: to.tradeReceivable, amount, component },
      { debit: from.position, credit: to.position, amount, component },
    ]);
  });

  it('H25 is refused for a suspended cooperative, on either side', () => {
    for (const one of [buyer, seller]) {
      const cooperatives = new Map(rules.cooperatives);
      cooperatives.set(one.book, { ...one, state: 'suspended' });
      const { refusal } = planInvoice({ ...rules, cooperatives }, question);
      expect(refusal).toEqual({ code: 'cooperative_suspended' });
    }
  });
});
