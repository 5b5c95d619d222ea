import fc from 'fast-check';
import { discountToReturn, paymentOffUs, paymentOnUs, refundLegs } from './index.js';
import type { LegDraft, MdrSplit, RefundAccounts } from './index.js';

const HUB = {
  issuerPosition: 'switch/position:Dinoyo',
  acquirerPosition: 'switch/position:Bumiayu',
  switchFeeIncome: 'switch/switch_fee_income',
};
const OFF_US: RefundAccounts<string> = {
  issuer: {
    payer: 'Dinoyo/Budi',
    clearing: 'Dinoyo/clearing',
    interchangeIncome: 'Dinoyo/interchange_income',
  },
  acquirer: {
    clearing: 'Bumiayu/clearing',
    merchant: 'Bumiayu/Siti',
    feeIncome: 'Bumiayu/fee_income',
    switchFeeExpense: 'Bumiayu/switch_fee_expense',
  },
  switch: HUB,
  onUs: false,
};
const ON_US: RefundAccounts<string> = {
  issuer: { ...OFF_US.issuer, payer: 'Bumiayu/Ani', clearing: 'Bumiayu/clearing' },
  acquirer: OFF_US.acquirer,
  switch: { ...HUB, issuerPosition: HUB.acquirerPosition },
  onUs: true,
};

const written = (legs: readonly LegDraft<string>[]): string[] =>
  legs.map(({ debit, credit, amount, component }) => `${debit} → ${credit} ${amount} ${component}`);

function balancesOf(legs: readonly LegDraft<string>[]): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { debit, credit, amount } of legs) {
    balances.set(debit, (balances.get(debit) ?? 0n) - amount);
    balances.set(credit, (balances.get(credit) ?? 0n) + amount);
  }
  return balances;
}

describe('a refund', () => {
  it('of half of the worked example gives back half of each share', () => {
    const returned = { acquirer: 14_000n, issuer: 14_000n, switch: 7_000n };
    expect(written(refundLegs(OFF_US, 5_000_000n, returned))).toEqual([
      'Dinoyo/clearing → Dinoyo/Budi 5000000 principal',
      'Dinoyo/interchange_income → Dinoyo/clearing 14000 interchange',
      'Bumiayu/Siti → Bumiayu/clearing 4965000 principal',
      'Bumiayu/fee_income → Bumiayu/clearing 14000 mdr',
      'switch/position:Bumiayu → switch/position:Dinoyo 5000000 principal',
      'switch/position:Dinoyo → switch/position:Bumiayu 14000 interchange',
      'switch/switch_fee_income → switch/position:Bumiayu 7000 switch_fee',
    ]);
  });

  it('keeps the whole discount where the schedule says so', () => {
    const kept = { acquirer: 0n, issuer: 0n, switch: 0n };
    expect(written(refundLegs(OFF_US, 5_000_000n, kept))).toEqual([
      'Dinoyo/clearing → Dinoyo/Budi 5000000 principal',
      'Bumiayu/Siti → Bumiayu/clearing 5000000 principal',
      'switch/position:Bumiayu → switch/position:Dinoyo 5000000 principal',
    ]);
  });

  it('stays in the book on-us', () => {
    const returned = { acquirer: 7_000n, issuer: 0n, switch: 0n };
    expect(written(refundLegs(ON_US, 1_000_000n, returned))).toEqual([
      'Bumiayu/fee_income → Bumiayu/Siti 7000 mdr',
      'Bumiayu/Siti → Bumiayu/Ani 1000000 principal',
    ]);
  });

  it('refunded whole, leaves every account as before the payment', () => {
    const share = fc.bigInt(0n, 1_000_000n);
    const split = fc.record({ acquirer: share, issuer: share, switch: share });
    fc.assert(
      fc.property(split, fc.boolean(), (mdr: MdrSplit<string>, onUs) => {
        const amount = 10_000_000n;
        const accounts = onUs ? ON_US : OFF_US;
        const payment = onUs
          ? paymentOnUs({
              cooperative: {
                payer: accounts.issuer.payer,
                merchant: accounts.acquirer.merchant,
                feeIncome: accounts.acquirer.feeIncome,
                switchFeeExpense: accounts.acquirer.switchFeeExpense,
                clearing: accounts.acquirer.clearing,
              },
              switch: { ...HUB, position: HUB.acquirerPosition },
              principal: amount,
              mdr,
            })
          : paymentOffUs({ ...accounts, principal: amount, mdr });
        const balances = balancesOf([...payment, ...refundLegs(accounts, amount, mdr)]);
        for (const balance of balances.values()) expect(balance).toBe(0n);
      }),
    );
  });
});

describe('the discount that goes back', () => {
  it('is whole after the last refund, never more than was charged, and never negative', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 });
    const charged = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cuts, charged, (amounts, rupiah) => {
        const unit = 100n;
        const parts = rupiah.map((one) => BigInt(one) * unit);
        const total = parts.reduce((sum, one) => sum + one, 0n);
        const last = total + unit;
        const refunds = [...amounts.map((one) => BigInt(one) * unit), last];
        const paid = refunds.reduce((sum, one) => sum + one, 0n);
        const back = parts.map(() => 0n);
        let before = 0n;
        for (const amount of refunds) {
          const shares = parts.map((one, i) => ({ charged: one, returned: back[i] ?? 0n }));
          const now = discountToReturn({ shares, paid, before, amount, unit });
          now.forEach((one, i) => {
            expect(one).toBeGreaterThanOrEqual(0n);
            back[i] = (back[i] ?? 0n) + one;
            expect(back[i]).toBeLessThanOrEqual(parts[i] ?? 0n);
          });
          expect(now.reduce((sum, one) => sum + one, 0n)).toBeLessThanOrEqual(amount);
          before += amount;
        }
        expect(back).toEqual(parts);
      }),
    );
  });

  it('is nothing of a refund too small for a unit of it', () => {
    const shares = [{ charged: 28_000n, returned: 0n }];
    const now = { shares, paid: 10_000_000n, before: 0n, amount: 100n, unit: 100n };
    expect(discountToReturn(now)).toEqual([0n]);
  });
});
